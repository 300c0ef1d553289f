"""Tasks of tables: leaves by their shape, materials with a geometry file a row, soils by their spectra, a large table with a code, and scikit-learn's own data sets."""
import numpy

from writing import Task, png, smooth


def leaves(root, seed=11, classes=99, each=10):
    """192 numbers that measure shape, margin and texture; 99 classes with 10 rows each, and a silhouette a row."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'leaves', """
# Leaf species

## Evaluation
Submissions are evaluated using the multi-class logarithmic loss. Each image has been labeled with one true species. For each image, you must submit a set of predicted
probabilities (one for every species).

## Data
Three sets of 64 features are provided per image: a shape contiguous descriptor, an interior texture histogram, and a fine-scale margin histogram. images: binary leaf images,
each named by its id.
""")
    names = [f'Genus_{chr(97 + kind % 26)}{chr(97 + kind // 26)}' for kind in range(classes)]
    centre = {part: random.dirichlet(numpy.full(64, shape), classes) for part, shape in (('margin', 1.0), ('texture', 0.5))}
    outline = smooth(random.normal(0, 1, (classes, 64)), 0).cumsum(1) / 40
    rows = []
    for kind in range(classes):
        for _ in range(each):
            margin = random.dirichlet(centre['margin'][kind] * 90 + 0.02)
            texture = random.dirichlet(centre['texture'][kind] * 60 + 0.01)
            shape = 0.0006 * (1 + 0.25 * (outline[kind] + random.normal(0, 0.12) + numpy.cumsum(random.normal(0, 0.02, 64))))
            rows.append((names[kind], numpy.concatenate([margin.round(6), shape.round(9), texture.round(6)])))
    order = random.permutation(len(rows))
    ids = numpy.sort(random.choice(numpy.arange(1, 1585), len(rows), replace=False))
    header = [f'{part}{i + 1}' for part in ('margin', 'shape', 'texture') for i in range(64)]
    made = [(int(ids[place]), rows[at][0], *(repr(float(value)) for value in rows[at][1])) for place, at in enumerate(order)]
    cut = numpy.ones(len(made), bool)
    cut[random.choice(len(made), classes * each // 10, replace=False)] = False
    train, test = [row for row, keep in zip(made, cut) if keep], [row for row, keep in zip(made, cut) if not keep]
    task.table('train.csv', ['id', 'species', *header], train)
    task.table('test.csv', ['id', *header], [(row[0], *row[2:]) for row in test])
    task.table('sample_submission.csv', ['id', *names], [(row[0], *[repr(1 / classes)] * classes) for row in test])
    task.table('test.csv', ['id', *names], [(row[0], *[int(row[1] == name) for name in names]) for row in test], private=True)
    for row in made:
        angle = numpy.linspace(-1, 1, 40)
        inside = (angle[:, None] ** 2 * (1 + names.index(row[1]) % 7 / 4) + angle[None, :] ** 2) < 0.6
        task.image(f'images/{row[0]}.png', inside * 255)
    return {'metric': 'log_loss', 'target': 'species'}


ELEMENTS = ['Al', 'Ga', 'In']


def materials(root, seed=12, train=1600, test=400):
    """
    Oxides of three metals: lattice numbers in the table, the atoms of a row in its own file. Both targets depend on how the metals are bonded,
    which only the files tell.
    """
    random = numpy.random.default_rng(seed)
    task = Task(root, 'materials', """
# Predicting transparent conductors

## Evaluation
Submissions are evaluated on the column-wise root mean squared logarithmic error. The RMSLE for a single column is calculated as sqrt(1/n sum (log(p+1) - log(a+1))^2). The
final score is the mean of the RMSLE over all columns (in this case, 2).

## Data
For each line of the CSV file, the corresponding spatial positions of all of the atoms in the unit cell (expressed in Cartesian coordinates) are provided as a separate file,
`train/{id}/geometry.xyz` and `test/{id}/geometry.xyz`.
""")
    size = {'Al': 1.0, 'Ga': 1.07, 'In': 1.2}

    def material():
        group = int(random.choice([12, 33, 167, 194, 206, 227]))
        share = random.dirichlet([1, 1, 1])
        units = int(random.choice([2, 4, 8]))
        metals = [str(name) for name in random.choice(ELEMENTS, 2 * units, p=share)]
        shape = random.uniform(0.85, 1.3, 3)
        count = 5 * units
        volume = count * 9.5 * numpy.mean([size[name] for name in metals]) ** 3 * random.normal(1, 0.01)
        lengths = shape * (volume / shape.prod()) ** (1 / 3)
        angles = numpy.array([90.0, 90.0, 120.0 if group in (167, 194) else 90.0 + random.normal(0, 3)])
        a, b, c = lengths
        gamma = numpy.radians(angles[2])
        lattice = numpy.array([[a, 0, 0], [b * numpy.cos(gamma), b * numpy.sin(gamma), 0], [0, 0, c]])
        # atoms keep apart: a few sweeps that push close pairs away from each other
        places = random.random((count, 3))
        for _ in range(30):
            gap = places[:, None] - places[None]
            gap -= numpy.round(gap)
            flat = gap @ lattice
            distance = numpy.sqrt((flat ** 2).sum(-1)) + numpy.eye(count) * 9
            push = numpy.maximum(0, 1.9 - distance)[..., None] * flat / distance[..., None]
            places = (places + (push.sum(1) * 0.25) @ numpy.linalg.inv(lattice)) % 1
        kinds = metals + ['O'] * (3 * units)
        gap = places[:, None] - places[None]
        gap -= numpy.round(gap)
        distance = numpy.sqrt(((gap @ lattice) ** 2).sum(-1)) + numpy.eye(count) * 99
        bonds = [(int((distance[i, 2 * units:] < 2.35 * size[kinds[i]]).sum()), float(numpy.sort(distance[i, 2 * units:])[:4].mean())) for i in range(2 * units)]
        near = numpy.mean([number for number, _ in bonds])
        strain = numpy.mean([(length / size[name] - 1.95) ** 2 for (_, length), name in zip(bonds, metals)])
        shares = [metals.count(name) / len(metals) for name in ELEMENTS]
        energy = 0.05 + 0.12 * abs(near - 4) / 2 + 0.5 * strain + 0.1 * shares[0] * shares[2] + 0.02 * (group in (33, 206)) + abs(random.normal(0, 0.008))
        gap_energy = max(0.05, 4.6 * shares[0] + 2.4 * shares[1] + 1.1 * shares[2] + 0.35 * (near - 4) - 0.8 * strain + random.normal(0, 0.08))
        row = [group, count, *[round(value, 4) for value in shares], *[round(float(value), 4) for value in lengths], *[round(float(value), 4) for value in angles]]
        lines = ['#=======================================================', '#Created by a generator', '#=======================================================']
        lines += ['lattice_vector ' + ' '.join(f'{value:.8f}' for value in vector) for vector in lattice]
        lines += ['atom ' + ' '.join(f'{value:.8f}' for value in place) + f' {kind}' for place, kind in zip(places @ lattice, kinds)]
        return row, '\n'.join(lines) + '\n', round(float(energy), 4), round(float(gap_energy), 4)

    header = ['id', 'spacegroup', 'number_of_total_atoms', 'percent_atom_al', 'percent_atom_ga', 'percent_atom_in', 'lattice_vector_1_ang', 'lattice_vector_2_ang',
              'lattice_vector_3_ang', 'lattice_angle_alpha_degree', 'lattice_angle_beta_degree', 'lattice_angle_gamma_degree']
    targets = ['formation_energy_ev_natom', 'bandgap_energy_ev']
    rows = [material() for _ in range(train + test)]
    for part, some in (('train', rows[:train]), ('test', rows[train:])):
        for number, (_, geometry, _, _) in enumerate(some, 1):
            task.text(f'{part}/{number}/geometry.xyz', geometry)
    task.table('train.csv', header + targets, [(number, *row, *values) for number, (row, _, *values) in enumerate(rows[:train], 1)])
    task.table('test.csv', header, [(number, *row) for number, (row, *_) in enumerate(rows[train:], 1)])
    task.table('sample_submission.csv', ['id', *targets], [(number, 0.1779, 1.8892) for number in range(1, test + 1)])
    task.table('test.csv', ['id', *targets], [(number, *values) for number, (_, _, *values) in enumerate(rows[train:], 1)], private=True)
    return {'metric': 'mcrmsle', 'target': targets}


def big(root, seed=13, train=120000, test=80000, numbers=30, name='big'):
    """Many rows: numbers that matter in pairs, whole numbers, and a code of ten letters whose places count."""
    random = numpy.random.default_rng(seed)
    task = Task(root, name, """
# Tabular playground

## Evaluation
Submissions are evaluated on area under the ROC curve between the predicted probability and the observed target.
""")
    rows = train + test
    values = random.normal(0, 1, (rows, numbers)).round(5)
    whole = random.poisson(2, (rows, 10))
    letters = random.integers(0, 8, (rows, 10))
    score = values[:, 0] * values[:, 1] + (values[:, 2] > 1) * 1.5 - 0.8 * values[:, 3] + 0.4 * (whole[:, 0] - whole[:, 1]) + 0.5 * (letters[:, 0] > 3) - 0.7 * (letters[:, 2] == 1)
    score += 0.25 * numpy.array([len(set(row)) for row in letters.tolist()]) - 1.3 + random.logistic(0, 0.8, rows)
    codes = [''.join('ABCDEFGH'[at] for at in row) for row in letters]
    header = ['id', *[f'f_{i:02d}' for i in range(numbers + 11)]]
    made = ((i, *values[i].tolist(), *whole[i].tolist(), codes[i], int(score[i] > 0)) for i in range(rows))
    made = list(made)
    task.table('train.csv', [*header, 'target'], made[:train])
    task.table('test.csv', header, [row[:-1] for row in made[train:]])
    task.table('sample_submission.csv', ['id', 'target'], [(row[0], 0.5) for row in made[train:]])
    task.table('test.csv', ['id', 'target'], [(row[0], row[-1]) for row in made[train:]], private=True)
    return {'metric': 'roc_auc', 'target': 'target'}


def soils(root, seed=16, train=800, test=300, points=3000):
    """Spectra of mixtures at many wavelengths, scattered and tilted, beside a few numbers on where each was taken; four properties of the mixtures."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'soils', """
# Properties of soils

## Evaluation
Submissions are scored on MCRMSE (mean columnwise root mean squared error).

## Data
m1 to m3000: absorbance in the mid infrared. elevation, rain: of the place. depth: Topsoil or Subsoil. The targets carbon, acidity, calcium and sand are scaled.
""")
    targets, place = ['carbon', 'acidity', 'calcium', 'sand'], numpy.linspace(0, 1, points)
    bands = numpy.array([sum(random.uniform(0.2, 1) * numpy.exp(-((place - random.uniform(0, 1)) / random.uniform(0.004, 0.05)) ** 2) for _ in range(6)) for _ in range(10)])
    rows = train + test
    parts = random.dirichlet(numpy.full(10, 1.2), rows)
    pure = parts @ bands
    scatter, tilt, bend = (random.normal(0, scale, (rows, 1)) for scale in (0.25, 0.3, 0.2))
    spectra = (1.5 + 0.6 * random.normal(0, 1, (rows, 1)).clip(-1, 2)) + (1 + scatter) * pure + tilt * place + bend * place ** 2 + random.normal(0, 0.004, (rows, points))
    elevation, rain, deep = random.normal(0, 1, rows), random.normal(0, 1, rows), random.random(rows) < 0.5
    raw = numpy.stack([numpy.log(parts[:, 0] + 0.02) + 0.2 * deep, parts[:, 1] - parts[:, 2] + 0.05 * rain, numpy.sqrt(parts[:, 3] + parts[:, 4] * parts[:, 5] * 4), parts[:, 6] + 0.03 * elevation], 1)
    values = (raw - raw.mean(0)) / raw.std(0) + random.normal(0, 0.12, raw.shape)
    header = ['PIDN', *[f'm{point + 1}' for point in range(points)], 'elevation', 'rain', 'depth']
    ids = [f'P{number:04d}' for number in random.permutation(9000)[:rows]]
    made = [(ids[row], *[f'{value:.5f}' for value in spectra[row]], f'{elevation[row]:.4f}', f'{rain[row]:.4f}', 'Subsoil' if deep[row] else 'Topsoil') for row in range(rows)]
    task.table('training.csv', [*header, *targets], [(*made[row], *[f'{value:.6f}' for value in values[row]]) for row in range(train)])
    task.table('sorted_test.csv', header, made[train:])
    task.table('sample_submission.csv', ['PIDN', *targets], [(name, *[0] * len(targets)) for name in ids[train:]])
    task.table('test.csv', ['PIDN', *targets], [(ids[row], *[repr(float(value)) for value in values[row]]) for row in range(train, rows)], private=True)
    return {'metric': 'mcrmse', 'target': targets}


def shipped(root, name, seed=14):
    """One of the data sets that Debian's python3-sklearn carries: breast_cancer, wine, diabetes, digits."""
    import sklearn.datasets
    loaded = getattr(sklearn.datasets, 'load_' + name)()
    random = numpy.random.default_rng(seed)
    is_number = name == 'diabetes'
    metric, words = (('rmse', 'the root mean squared error (RMSE)') if is_number
                     else ('log_loss', 'the multi-class logarithmic loss') if name != 'breast_cancer' else ('roc_auc', 'the area under the ROC curve'))
    task = Task(root, name, f"# {name}\n\n## Evaluation\nSubmissions are evaluated on {words}.\n")
    columns = [str(column).replace(' ', '_') for column in loaded.feature_names]
    labels = loaded.target if is_number or name == 'breast_cancer' else numpy.array([f'c{label}' for label in loaded.target])
    order = random.permutation(len(labels))
    rows = [(place, *map(float, loaded.data[at]), labels[at].item() if hasattr(labels[at], 'item') else labels[at]) for place, at in enumerate(order)]
    cut = int(len(rows) * 0.7)
    classes = sorted(set(labels.tolist())) if metric == 'log_loss' else ['target']
    task.table('train.csv', ['id', *columns, 'target'], rows[:cut])
    task.table('test.csv', ['id', *columns], [row[:-1] for row in rows[cut:]])
    task.table('sample_submission.csv', ['id', *classes], [(row[0], *[0.5 if len(classes) == 1 else 1 / len(classes)] * len(classes)) for row in rows[cut:]])
    task.table('answers.csv', ['id', *classes], [(row[0], *([row[-1]] if len(classes) == 1 else [int(row[-1] == label) for label in classes])) for row in rows[cut:]], private=True)
    return {'metric': metric, 'target': 'target'}
