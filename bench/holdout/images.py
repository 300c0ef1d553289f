"""Tasks of images: aerial photographs, scanned pages to clean, photographs in zips, photographs that name their class, slides as TIFF, leaves of several targets."""
import numpy

from writing import Task, png, smooth


def photograph(random, has_plant):
    """32 x 32 noisy pixels of dry ground; a plant is a rough dark column with a shadow, and where there is none a bush of its colours stands instead."""
    ground = smooth(random.normal(0, 1, (32, 32)), 3) * 60 + random.uniform(95, 150)
    picture = numpy.stack([ground * tint for tint in (1.08, 0.98, 0.82)], -1) + random.normal(0, 6, (32, 32, 3))
    for _ in range(random.integers(0, 4)):
        x, y, r = random.integers(0, 32), random.integers(0, 32), random.uniform(1, 4)
        yy, xx = numpy.mgrid[0:32, 0:32]
        picture[(xx - x) ** 2 + (yy - y) ** 2 < r * r] *= random.uniform(0.6, 0.85)
    if has_plant:
        x, y, tall, wide = random.integers(6, 26), random.integers(4, 14), random.integers(8, 17), random.uniform(1.2, 2.8)
        yy, xx = numpy.mgrid[0:32, 0:32]
        lean = random.normal(0, 0.12)
        body = (numpy.abs(xx - x - lean * (yy - y)) < wide) & (yy >= y) & (yy < y + tall)
    else:
        x, y, wide, tall = random.integers(6, 26), random.integers(6, 26), random.uniform(2, 4), random.uniform(4, 7)
        yy, xx = numpy.mgrid[0:32, 0:32]
        body = ((xx - x) / wide) ** 2 + ((yy - y) / tall) ** 2 < 1
    picture[numpy.roll(body, (2, 4), (0, 1))] *= 0.75
    picture[body] = picture[body] * 0.45 + numpy.array([60, 85, 45]) * random.uniform(0.7, 1.1) + random.normal(0, 9, (body.sum(), 3))
    return picture + random.normal(0, 14, picture.shape)


def photos(root, seed=21, train=14000, test=3300):
    random = numpy.random.default_rng(seed)
    task = Task(root, 'photos', """
# Aerial plant identification

## Evaluation
Submissions are evaluated on area under the ROC curve between the predicted probability and the observed target.

## Data
train/ and test/ hold 32 x 32 thumbnail images; train.csv maps the id (a file name) to has_plant.
""")
    made = []
    for number in range(train + test):
        label = int(random.random() < 0.7)
        name = ''.join(random.choice(list('0123456789abcdef'), 24)) + '.png'
        task.image(('train/' if number < train else 'test/') + name, photograph(random, label))
        made.append((name, label))
    task.table('train.csv', ['id', 'has_plant'], made[:train])
    task.table('sample_submission.csv', ['id', 'has_plant'], [(name, 0.5) for name, _ in made[train:]])
    task.table('test.csv', ['id', 'has_plant'], made[train:], private=True)
    return {'metric': 'roc_auc', 'target': 'has_plant'}


GLYPHS = {}


def glyph(random, letter):
    if letter not in GLYPHS:
        shape = numpy.zeros((11, 8))
        x, y = random.integers(1, 7), random.integers(1, 10)
        for _ in range(7):
            nx, ny = random.integers(1, 7), random.integers(1, 10)
            for step in numpy.linspace(0, 1, 14):
                shape[int(round(y + (ny - y) * step)), int(round(x + (nx - x) * step))] = 1
            x, y = nx, ny
        soft = (shape * 2 + numpy.roll(shape, 1, 0) * 0.5 + numpy.roll(shape, 1, 1) * 0.5).clip(0, 1)
        GLYPHS[letter] = soft
    return GLYPHS[letter]


def page(random, height, width):
    """A clean page, white with dark text, and the same page creased, stained and photographed."""
    ink = numpy.zeros((height, width))
    for top in range(12, height - 14, 17):
        x = 14
        while x < width - 26:
            if random.random() < 0.16:
                x += 9
                continue
            ink[top:top + 11, x:x + 8] = numpy.maximum(ink[top:top + 11, x:x + 8], glyph(random, int(random.zipf(1.3)) % 40))
            x += 9
    clean = 1 - 0.95 * ink
    paper = 0.72 + 0.16 * smooth(random.normal(0, 1, (height, width)), 25) / 0.1 * 0.25
    yy, xx = numpy.mgrid[0:height, 0:width]
    for _ in range(random.integers(2, 5)):
        x, y, r = random.uniform(0, width), random.uniform(0, height), random.uniform(40, 110)
        ring = numpy.abs(numpy.hypot(xx - x, yy - y) - r)
        paper -= 0.28 * numpy.exp(-(ring / random.uniform(2, 7)) ** 2) + 0.1 * (numpy.hypot(xx - x, yy - y) < r)
    for _ in range(random.integers(2, 6)):
        angle, offset = random.uniform(0, numpy.pi), random.uniform(-width / 2, width / 2)
        line = (xx - width / 2) * numpy.cos(angle) + (yy - height / 2) * numpy.sin(angle) - offset
        paper += 0.12 * numpy.exp(-(line / 3) ** 2) - 0.16 * numpy.exp(-((line - 4) / 4) ** 2)
    dirty = paper * (1 - 0.8 * ink) + random.normal(0, 0.03, (height, width))
    return clean.clip(0, 1), dirty.clip(0, 1)


def pages(root, seed=22, train=115, test=29):
    """Scanned pages to clean. The submission names a pixel IMAGE_ROW_COL, rows and columns from 1 on, column after column."""
    random = numpy.random.default_rng(seed)
    GLYPHS.clear()
    task = Task(root, 'pages', """
# Cleaning scanned pages

## Evaluation
Submissions are evaluated on the root mean squared error between the cleaned pixel intensities and the actual grayscale pixel intensities.

## Submission file
Form the submission file by melting each image into a set of pixels, assigning each pixel an id of image_row_col (image_1_2 is image, row 1, column 2). Intensity values range
from 0 (black) to 1 (white).

## Data
train/ holds the dirty pages, train_cleaned/ the same pages cleaned, test/ the pages to clean.
""")
    numbers = random.permutation(numpy.arange(1, train + test + 1) * 3)
    answers, sample = [], []
    for place, number in enumerate(numbers):
        height, width = (258, 540) if random.random() < 0.4 else (420, 540)
        clean, dirty = page(random, height, width)
        grey = numpy.rint(clean * 255)
        if place < train:
            task.image(f'train/{number}.png', dirty * 255)
            task.image(f'train_cleaned/{number}.png', grey)
            continue
        task.image(f'test/{number}.png', dirty * 255)
        for column in range(width):
            for row in range(height):
                answers.append((f'{number}_{row + 1}_{column + 1}', repr(float(grey[row, column] / 255))))
                sample.append((answers[-1][0], 1))
    task.table('sampleSubmission.csv', ['id', 'value'], sample)
    task.table('answers.csv', ['id', 'value'], answers, private=True)
    return {'metric': 'rmse', 'target': 'value'}


def creature(random, kind, size):
    """A coloured animal-like blob; kinds differ in outline, coat and pattern, as breeds do."""
    yy, xx = numpy.mgrid[0:size, 0:size] / size - 0.5
    picture = numpy.stack([smooth(random.normal(0, 1, (size, size)), 8) * 90 + random.uniform(60, 190) for _ in range(3)], -1)
    x, y, r = random.normal(0, 0.07), random.normal(0, 0.07), random.uniform(0.22, 0.32)
    angle = numpy.arctan2(yy - y, xx - x) + random.normal(0, 0.3)
    edge = r * (1 + 0.12 * numpy.sin((2 + kind % 5) * angle) + 0.05 * numpy.sin((5 + kind // 5) * angle))
    body = numpy.hypot(xx - x, yy - y) < edge
    coat = numpy.array([80 + 25 * (kind % 5), 60 + 18 * (kind // 3 % 5), 40 + 22 * (kind // 2 % 4)])
    stripes = 1 + 0.25 * numpy.sin((8 + 5 * (kind % 3)) * (xx * numpy.cos(kind) + yy * numpy.sin(kind)) * 6.28 / (1 + kind % 2))
    picture[body] = (coat * stripes[body][:, None] * random.uniform(0.7, 1.2)) + random.normal(0, 12, (body.sum(), 3))
    light = numpy.array([random.uniform(0.6, 1.4) for _ in range(3)])
    return (picture * light * 0.6 + random.uniform(0, 60) + random.normal(0, 18, picture.shape)).clip(0, 255)


def dogs(root, seed=23, train=5000, test=1200, kinds=20, size=96):
    """Photographs in train.zip and test.zip, a table of breeds, a probability per breed."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'dogs', """
# Breeds

## Evaluation
Submissions are evaluated on Multi Class Log Loss between the predicted probability and the observed target.

## Data
train.zip and test.zip hold images named by their id; labels.csv has the breed of each image of train.
""")
    breeds = [f'breed_{chr(97 + kind)}' for kind in range(kinds)]
    made, entries = [], {'train': [], 'test': []}
    for number in range(train + test):
        kind = int(random.integers(0, kinds))
        name, part = ''.join(random.choice(list('0123456789abcdef'), 24)), 'train' if number < train else 'test'
        entries[part].append((f'{part}/{name}.png', png(creature(random, kind, size))))
        made.append((name, breeds[kind]))
    for part, files in entries.items():
        task.zip(f'{part}.zip', files)
    task.table('labels.csv', ['id', 'breed'], made[:train])
    task.table('sample_submission.csv', ['id', *breeds], [(name, *[1 / kinds] * kinds) for name, _ in made[train:]])
    task.table('answers.csv', ['id', *breeds], [(name, *[int(breed == label) for label in breeds]) for name, breed in made[train:]], private=True)
    return {'metric': 'log_loss', 'target': 'breed'}


def pets(root, seed=24, train=800, test=300, size=64):
    """No table of labels at all: the names of the images in train say what they show (cat.0.png, dog.0.png), those in test are numbers."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'pets', """
# Cats or dogs

## Evaluation
Submissions are scored on log loss. For each image in the test set, you should predict a probability that the image is a dog (1 = dog, 0 = cat).

## Data
The train folder contains images of dogs and cats. Each image in this folder has the label as part of the filename. The images of the test folder are named by a numeric id.
""")
    counts, entries, answers = {'cat': 0, 'dog': 0}, {'train': [], 'test': []}, []
    for number in range(train + test):
        label = int(random.random() < 0.5)
        content = png(creature(random, (1, 8)[label] + int(random.integers(0, 2)) * 5, size))
        if number < train:
            word = ('cat', 'dog')[label]
            entries['train'].append((f'train/{word}.{counts[word]}.png', content))
            counts[word] += 1
        else:
            entries['test'].append((f'test/{number - train + 1}.png', content))
            answers.append((number - train + 1, label))
    for part, files in entries.items():
        task.zip(f'{part}.zip', files)
    task.table('sample_submission.csv', ['id', 'label'], [(number, 0.5) for number, _ in answers])
    task.table('answers.csv', ['id', 'label'], answers, private=True)
    return {'metric': 'log_loss', 'target': 'label'}


def slide(random, is_ill, size=96):
    """Stained tissue: round nuclei, pale and even; in ill tissue some are large, dark and crooked, and only those in the middle 32 pixels count."""
    yy, xx = numpy.mgrid[0:size, 0:size]
    picture = numpy.array([225, 170, 205]) * numpy.ones((size, size, 3)) + smooth(random.normal(0, 1, (size, size)), 5)[..., None] * 60
    picture *= random.uniform(0.85, 1.1, 3)

    def place(centre):
        while True:
            at = random.uniform(0, size, 2)
            if centre is None or (abs(at - size / 2).max() < size / 6 if centre else abs(at - size / 2).max() > size / 6 + 6):
                return at

    nuclei = [(place(None), False) for _ in range(random.integers(10, 45))]
    nuclei += [(place(bool(is_ill and number == 0)), True) for number in range(random.integers(1, 6) if is_ill else random.integers(0, 4))]
    for (x, y), crooked in nuclei:
        angle = numpy.arctan2(yy - y, xx - x)
        radius = random.uniform(3.5, 6) if crooked else random.uniform(2.2, 4.2)
        edge = radius * (1 + (random.uniform(0.15, 0.35) * numpy.sin(random.integers(2, 5) * angle + random.uniform(0, 6)) if crooked else 0))
        body = numpy.hypot(xx - x, yy - y) < edge
        picture[body] = numpy.array([110, 60, 140]) * (random.uniform(0.6, 0.85) if crooked else random.uniform(0.85, 1.25)) + random.normal(0, 14 if crooked else 8, (body.sum(), 3))
    return picture + random.normal(0, 6, picture.shape)


def slides(root, seed=25, train=6000, test=1500):
    """TIFF files named by their id, which the tables hold without an ending; the labels' table has a name of its own, and there is no table of test."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'slides', """
# Ill tissue

## Evaluation
Submissions are evaluated on area under the ROC curve between the predicted probability and the observed target.

## Data
Files are named with an image id. train_labels.csv provides the ground truth for the images in the train folder. A positive label indicates that the center 32x32px region of a
patch contains at least one pixel of ill tissue; what lies around it does not influence the label.
""")
    made = []
    for number in range(train + test):
        label, name = int(random.random() < 0.4), ''.join(random.choice(list('0123456789abcdef'), 40))
        task.image(f'{"train" if number < train else "test"}/{name}.tif', slide(random, label))
        made.append((name, label))
    task.table('train_labels.csv', ['id', 'label'], made[:train])
    task.table('sample_submission.csv', ['id', 'label'], [(name, 0) for name, _ in made[train:]])
    task.table('answers.csv', ['id', 'label'], made[train:], private=True)
    return {'metric': 'roc_auc', 'target': 'label'}


def leaf(random, rust, scab, height=683, width=1024):
    """A green leaf before a blurred garden; rust makes small orange spots, scab grey-brown blotches with soft edges."""
    yy, xx = numpy.mgrid[0:height, 0:width]
    coarse = lambda: numpy.kron(smooth(random.normal(0, 1, (44, 64)), 4), numpy.ones((16, 16)))[:height, :width]
    ground = coarse()
    picture = numpy.stack([110 + 160 * ground + 50 * coarse() + random.uniform(-40, 40) for _ in range(3)], -1)
    turn, x, y = random.uniform(0, 3.14), random.normal(width / 2, 60), random.normal(height / 2, 40)
    along, across = (xx - x) * numpy.cos(turn) + (yy - y) * numpy.sin(turn), (yy - y) * numpy.cos(turn) - (xx - x) * numpy.sin(turn)
    long = random.uniform(300, 420)
    body = (numpy.abs(along) < long) & (numpy.abs(across) < 0.5 * long * numpy.cos(along / long * 1.57))
    picture[body] = numpy.array([70, 130, 55]) * random.uniform(0.75, 1.2) + 120 * coarse()[body][:, None]
    picture[body & ((numpy.abs(across) < 3) | (numpy.abs((along + numpy.abs(across)) % 60 - 30) < 1.5))] *= 1.15
    inside = numpy.argwhere(body)
    for colour, count, smallest, largest, soft in (((205, 120, 30), rust, 4, 12, 1.5), ((95, 85, 60), scab, 14, 40, 9)):
        for _ in range(count):
            top, left = inside[random.integers(0, len(inside))]
            radius = random.uniform(smallest, largest)
            box = numpy.s_[max(0, top - 60):top + 60, max(0, left - 60):left + 60]
            share = 1 / (1 + numpy.exp((numpy.hypot(xx[box] - left, yy[box] - top) - radius) / soft))
            share = (share * body[box] * random.uniform(0.5, 0.9))[..., None]
            picture[box] = picture[box] * (1 - share) + numpy.array(colour) * share
    return picture * random.uniform(0.7, 1.2) + random.normal(0, 7, picture.shape)


def foliage(root, seed=26, train=800, test=300):
    """Large photographs of both parts in one folder; four targets, of which one is 1 in each row."""
    random = numpy.random.default_rng(seed)
    names = ['healthy', 'multiple_diseases', 'rust', 'scab']
    task = Task(root, 'foliage', """
# Diseases of leaves

## Evaluation
Submissions are evaluated on mean column-wise ROC AUC. In other words, the score is the average of the individual AUCs of each predicted column.

## Data
images/ holds the photographs, in jpg format; train.csv has the image_id and the four targets, test.csv the image_id.
""")
    made = {'Train': [], 'Test': []}
    for number in range(train + test):
        kind, part = int(random.choice(4, p=[0.28, 0.06, 0.34, 0.32])), 'Train' if number < train else 'Test'
        name = f'{part}_{len(made[part])}'
        task.image(f'images/{name}.jpg', leaf(random, int(random.integers(3, 30)) if kind in (1, 2) else 0, int(random.integers(2, 10)) if kind in (1, 3) else 0))
        made[part].append((name, *[int(kind == other) for other in range(4)]))
    task.table('train.csv', ['image_id', *names], made['Train'])
    task.table('test.csv', ['image_id'], [(name,) for name, *_ in made['Test']])
    task.table('sample_submission.csv', ['image_id', *names], [(name, *[0.25] * 4) for name, *_ in made['Test']])
    task.table('answers.csv', ['image_id', *names], made['Test'], private=True)
    return {'metric': 'mean_roc_auc', 'target': names}
