"""Tasks of texts: posts that insult or don't, sentences by three authors, questions with answers, requests in JSON, essays to grade."""
import json

import numpy

from writing import Task

ONSETS = ['b', 'br', 'c', 'ch', 'cl', 'd', 'dr', 'f', 'g', 'gr', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'pl', 'qu', 'r', 's', 'sh', 'st', 't', 'th', 'tr', 'v', 'w']
NUCLEI = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou', 'io', 'ai']
CODAS = ['', '', 'n', 'r', 's', 't', 'l', 'nd', 'ng', 'st', 'ck', 'm']
FUNCTION = 'the of and a to in is was he that it his her with as had for at on but by not they be which this from all were my so when an there or upon'.split()


def words(random, count):
    """Distinct made-up words, shorter ones first, as in a language."""
    found = {}
    while len(found) < count:
        syllables = 1 + random.integers(0, 3)
        found[''.join(random.choice(ONSETS) + random.choice(NUCLEI) + random.choice(CODAS) for _ in range(syllables))] = True
    return sorted(found, key=len)


def zipf(random, count, power=1.05):
    weights = 1 / numpy.arange(1, count + 1) ** power
    random.shuffle(weights[20:])
    return weights / weights.sum()


def posts(root, seed=1, train=2800, test=1200):
    """Short posts; an insult speaks to the reader. Bad words alone tell little, odd spelling is common, dates are often missing."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'posts', """
# Detecting rude posts

## Overview
The challenge is to detect when a comment from a conversation would be considered insulting to another participant in the conversation.

## Evaluation
This is a single-class classification problem. The label is either 0 meaning a neutral comment, or 1 meaning an insulting comment. Your predictions must be a real number in
the range [0,1]. Submissions are evaluated on the Area under the Receiver Operating Curve (AUC).

## Data
The label is in the first column; then the time at which the comment was made (in the form YYYYMMDDhhmmss and then the Z character), sometimes blank; then the text, with
unicode escapes.
""")
    bad = 'idiot moron loser fool clown dumb pathetic trash garbage stupid liar coward jerk ignorant brainless'.split()
    plain = words(random, 2500)
    chance = zipf(random, len(plain))

    def spelled(word):
        kind = random.random()
        if kind < 0.12:
            return word.upper()
        if kind < 0.24 and len(word) > 3:
            at = random.integers(1, len(word) - 1)
            return word[:at] + random.choice(list('*@310')) + word[at + 1:]
        if kind < 0.32:
            return word + word[-1] * random.integers(1, 4)
        return word

    def post():
        label = int(random.random() < 0.27)
        length = int(random.geometric(0.06)) + 3
        text = list(random.choice(plain, length, p=chance))
        for at in range(len(text)):
            if random.random() < 0.35:
                text[at] = random.choice(FUNCTION)
        if label:
            openers = ['you are a {}', "you're such a {}", 'your a {}', 'shut up {}', '{} like you', 'go away you {}', 'what a {} you are', 'you {} {}']
            phrase = random.choice(openers)
            phrase = phrase.format(*[spelled(random.choice(bad)) for _ in range(phrase.count('{}'))])
            if random.random() < 0.12:
                phrase = random.choice(['nobody asked you', 'get a life', 'go back to your cave', 'you know nothing'])
            at = random.integers(0, len(text))
            text[at:at] = phrase.split()
        elif random.random() < 0.3:
            phrase = random.choice(['that movie was {}', 'the {} law', 'he is a {}', 'they were {}', 'what a {} idea', 'you are not {}', 'thank you', 'you are right'])
            phrase = phrase.format(*[spelled(random.choice(bad)) for _ in range(phrase.count('{}'))])
            at = random.integers(0, len(text))
            text[at:at] = phrase.split()
        if random.random() < 0.04:
            label = 1 - label
        text = ' '.join(text) + random.choice(['', '.', '!', '!!!' if label else '?', '\\n\\nso', '\\xa0'])
        date = '' if random.random() < 0.18 else f'2012{random.integers(1, 10):02d}{random.integers(1, 29):02d}{random.integers(0, 24):02d}{random.integers(0, 60):02d}{random.integers(0, 60):02d}Z'
        return label, date, '"' + text + '"'

    rows = [post() for _ in range(train + test)]
    header = ['Insult', 'Date', 'Comment']
    task.table('train.csv', header, rows[:train])
    task.table('test.csv', header[1:], [row[1:] for row in rows[train:]])
    task.table('sample_submission_null.csv', header, [(0, *row[1:]) for row in rows[train:]])
    task.table('test.csv', header, rows[train:], private=True)
    return {'metric': 'roc_auc', 'target': 'Insult', 'text': ['Comment']}


def sentences(root, seed=2, train=5000, test=2000):
    """Sentences by three authors who share most words but not how often they use them."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'sentences', """
# Who wrote the horror?

## Evaluation
Submissions are evaluated using multi-class logarithmic loss. Each id has one true class. For each id, you must submit a predicted probability for each author. The submitted
probabilities are rescaled prior to being scored (each row is divided by the row sum).

The file should have a header and be in the following format:

    id,ABK,GMS,TWL
    id07943,0.33,0.33,0.33
""")
    vocabulary = words(random, 6000)
    base = zipf(random, len(vocabulary))
    authors = ['ABK', 'GMS', 'TWL']
    styles = {}
    for author in authors:
        weights = base * numpy.exp(random.normal(0, 0.75, len(vocabulary)))
        function = numpy.exp(random.normal(0, 0.22, len(FUNCTION)))
        styles[author] = (weights / weights.sum(), function / function.sum(), random.uniform(18, 30), random.uniform(0.06, 0.11), random.uniform(0, 0.02))
    rows = []
    for number in range(train + test):
        author = authors[random.choice(3, p=[0.4, 0.28, 0.32])]
        weights, function, length, commas, semicolons = styles[author]
        count = max(4, int(random.gamma(3, length / 3)))
        text = list(random.choice(vocabulary, count, p=weights))
        for at in range(count):
            if random.random() < 0.45:
                text[at] = str(random.choice(FUNCTION, p=function))
            if random.random() < commas:
                text[at] += ','
            elif random.random() < semicolons:
                text[at] += ';'
        text[0] = text[0].capitalize()
        rows.append((f'id{random.permutation(1)[0] + number * 7 % 99991:05d}', ' '.join(text).rstrip(',;') + '.', author))
    order = random.permutation(len(rows))
    rows = [(f'id{place:05d}', rows[at][1], rows[at][2]) for place, at in enumerate(order)]
    task.table('train.csv', ['id', 'text', 'author'], rows[:train])
    task.table('test.csv', ['id', 'text'], [row[:2] for row in rows[train:]])
    task.table('sample_submission.csv', ['id', *authors], [(row[0], *[1 / 3] * 3) for row in rows[train:]])
    task.table('test.csv', ['id', *authors], [(row[0], *[int(row[2] == author) for author in authors]) for row in rows[train:]], private=True)
    return {'metric': 'log_loss', 'target': 'author', 'text': ['text']}


def requests(root, seed=3, train=2400, test=1000):
    """Requests in JSON with nested objects, lists, texts and times; train has fields that nobody knows when a request is made."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'requests', """
# Requests for help

Predict which requests are granted, from what was known when they were posted.

## Evaluation
Submissions are evaluated on area under the ROC curve between the predicted probability and the observed outcome.

## Data
train.json holds requests with their outcome `received_help`; fields that end in `_at_retrieval` were collected later and are not in test.json.
""")
    plain = words(random, 3000)
    chance = zipf(random, len(plain))
    groups = [word for word in words(random, 400) if len(word) > 3][:200]
    popular = zipf(random, len(groups))
    kind = {group: random.normal(0, 0.6) for group in groups}
    told = {word: random.normal(0, 0.9) for word in random.choice(plain[:800], 60, replace=False)}

    def request(number):
        joined = sorted({str(name) for name in random.choice(groups, random.integers(0, 30), p=popular)})
        body = [str(word) for word in random.choice(plain, int(random.gamma(2, 45)) + 5, p=chance)]
        has_link = random.random() < 0.08
        if has_link:
            body.append('http://i.imgur.com/' + ''.join(random.choice(list('abcdefgh0123'), 6)) + '.jpg')
        age = float(random.exponential(280))
        karma = int(random.lognormal(5, 2))
        hour = int(random.integers(0, 24))
        moment = 1300000000 + int(number * 9000 + random.integers(0, 8000))
        comments = int(random.lognormal(1.5, 1))
        pleas = sum(told.get(word, 0) for word in set(body))
        score = -2.2 + 0.006 * len(body) + 0.25 * numpy.log1p(karma) * 0.4 + 0.9 * has_link + 0.5 * pleas + sum(kind[name] for name in joined) * 0.35 + 0.0004 * age + random.logistic(0, 0.6)
        return {
            'giver_username_if_known': 'N/A' if random.random() < 0.93 else 'u' + str(random.integers(0, 999)),
            'number_of_downvotes_of_request_at_retrieval': int(random.poisson(2)),
            'post_was_edited': bool(random.random() < 0.1),
            'request_id': f't3_{number:05x}',
            'request_text_edit_aware': ' '.join(body),
            'request_title': '[Request] ' + ' '.join(str(word) for word in random.choice(plain, random.integers(4, 14), p=chance)),
            'requester': {
                'username': 'user' + str(number * 37 % 99991),
                'flair': None if random.random() < 0.7 else 'shroom',
                'account': {'age_in_days_at_request': age, 'days_since_first_post_at_request': age * float(random.random()), 'number_of_comments_at_request': comments, 'upvotes_minus_downvotes_at_request': karma},
                'subreddits_at_request': joined,
            },
            'requester_account_age_in_days_at_retrieval': age + float(random.exponential(300)),
            'unix_timestamp_of_request': moment,
            'hour_of_request': hour,
            'received_help': bool(score > 0),
        }

    rows = [request(number) for number in range(train + test)]
    order = random.permutation(len(rows))
    rows = [rows[at] for at in order]
    late = [name for name in rows[0] if name.endswith('_at_retrieval')] + ['giver_username_if_known', 'post_was_edited']
    task.text('train.json', json.dumps(rows[:train], indent=1) + '\n')
    task.text('test.json', json.dumps([{name: value for name, value in row.items() if name not in late and name != 'received_help'} for row in rows[train:]], indent=1) + '\n')
    task.table('sampleSubmission.csv', ['request_id', 'received_help'], [(row['request_id'], 0) for row in rows[train:]])
    task.table('test.csv', ['request_id', 'received_help'], [(row['request_id'], int(row['received_help'])) for row in rows[train:]], private=True)
    return {'metric': 'roc_auc', 'target': 'received_help'}


def questions(root, seed=4, train=2500, test=800):
    """A question's title and body and an answer, rated on two scales: several columns of text, two targets, rank correlation."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'questions', """
# Rating of questions and answers

## Evaluation
Submissions are evaluated on the mean column-wise Spearman's correlation coefficient. The Spearman's rank correlation is computed for each target column, and the mean of
these values is calculated for the submission score. For each qa_id in the test set, you must predict a value in [0, 1] for each target column.
""")
    plain = words(random, 2500)
    chance = zipf(random, len(plain))
    helps = {word: random.normal(0, 0.7) for word in random.choice(plain[:500], 80, replace=False)}
    categories = ['LIFE', 'CULTURE', 'SCIENCE', 'TECHNOLOGY']

    def text(mean):
        return ' '.join(str(word) for word in random.choice(plain, max(2, int(random.gamma(2, mean / 2))), p=chance))

    rows = []
    for number in range(train + test):
        title, body, answer = text(9) + '?', text(70), text(90)
        category = categories[random.integers(0, 4)]
        shared = len(set(body.split()) & set(answer.split())) / 40
        clear = sum(helps.get(word, 0) for word in set(body.split())) * 0.5 + 0.3 * categories.index(category) + random.normal(0, 1)
        useful = sum(helps.get(word, 0) for word in set(answer.split())) * 0.4 + shared + 0.4 * numpy.log(len(answer)) + random.normal(0, 1)
        scores = [round(float(numpy.round(3 / (1 + numpy.exp(-value)), 0) / 3), 4) for value in (clear, useful - 2)]
        rows.append((number, title, body, answer, category, *scores))
    header = ['qa_id', 'question_title', 'question_body', 'answer', 'category', 'question_clear', 'answer_helpful']
    task.table('train.csv', header, rows[:train])
    task.table('test.csv', header[:5], [row[:5] for row in rows[train:]])
    task.table('sample_submission.csv', ['qa_id', *header[5:]], [(row[0], 0.5, 0.5) for row in rows[train:]])
    task.table('answers.csv', ['qa_id', *header[5:]], [(row[0], *row[5:]) for row in rows[train:]], private=True)
    return {'metric': 'spearman', 'target': header[5:], 'text': header[1:4]}


def essays(root, seed=5, train=12000, test=3000):
    """Long texts graded from 1 to 6: better ones are longer, spelled better, richer in words, and join their sentences; about seven subjects."""
    random = numpy.random.default_rng(seed)
    task = Task(root, 'essays', """
# Grading essays

## Evaluation
Submissions are scored based on the quadratic weighted kappa, which measures the agreement between two outcomes.

## Data
train.csv: essay_id, full_text (the full essay response), score (holistic score of the essay on a 1-6 scale). test.csv has the same fields, with the exception of score.
""")
    plain = numpy.array(words(random, 4000))
    chance = zipf(random, len(plain))
    subjects = [random.choice(plain, 60, replace=False) for _ in range(7)]
    joints = ['however', 'therefore', 'for example', 'in addition', 'on the other hand', 'in conclusion', 'because of this', 'furthermore']

    def essay(quality):
        length = int(numpy.exp(random.normal(5.7 + 0.28 * quality, 0.22)))
        text = random.choice(plain, length, p=chance).astype(object)
        draw = random.random(length)
        easy, rich = 0.5 - 0.06 * quality, 0.04 + 0.02 * max(0, quality + 1)
        text[draw < easy] = random.choice(FUNCTION, int((draw < easy).sum()))
        text[draw > 1 - rich] = random.choice(plain[1500:], int((draw > 1 - rich).sum()))
        about = (draw > easy) & (draw < easy + 0.14)
        text[about] = random.choice(subjects[random.integers(0, 7)], int(about.sum()))
        for at in numpy.flatnonzero(random.random(length) < numpy.exp(-3.3 - 0.55 * quality)):
            word = text[at]
            if len(word) > 3:
                cut = random.integers(1, len(word) - 1)
                text[at] = word[:cut] + (word[cut + 1:] if random.random() < 0.5 else word[cut] + word[cut:])
        written, at = [], 0
        while at < length:
            sentence = list(text[at:at + max(4, int(random.normal(17 - 2 * quality, 5)))])
            at += len(sentence)
            if random.random() < 0.08 + 0.06 * max(0, quality + 1):
                sentence.insert(0, random.choice(joints) + ',')
            written.append(' '.join(sentence)[:1].upper() + ' '.join(sentence)[1:] + ('' if random.random() < 0.06 - 0.03 * quality else '.'))
            if random.random() < 0.12:
                written.append('\\n\\n')
        return ' '.join(written)

    made = []
    for number in range(train + test):
        quality = random.normal()
        score = int(numpy.digitize(quality + random.normal(0, 0.4), [-1.5, -0.5, 0.4, 1.3, 2.1])) + 1
        made.append((f'{random.integers(0, 1 << 28):07x}{number:05x}', essay(quality), score))
    task.table('train.csv', ['essay_id', 'full_text', 'score'], made[:train])
    task.table('test.csv', ['essay_id', 'full_text'], [row[:2] for row in made[train:]])
    task.table('sample_submission.csv', ['essay_id', 'score'], [(row[0], 3) for row in made[train:]])
    task.table('answers.csv', ['essay_id', 'score'], [(row[0], row[2]) for row in made[train:]], private=True)
    return {'metric': 'qwk', 'target': 'score', 'text': ['full_text']}
