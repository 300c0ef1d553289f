"""What a good first day with scikit-learn reaches: plain features, defaults and one round of tuning, the best by cross-validation. No look at the private part."""
import glob
import json
import os

import numpy
import pandas
from sklearn.compose import make_column_transformer
from sklearn.cross_decomposition import PLSRegression
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder, StandardScaler
from sklearn.svm import SVC, SVR

import metrics


def read(folder, spec):
    """Train, test and sample as data frames, whatever form they have; images become their pixels."""
    def at(name):
        return os.path.join(folder, name)

    if os.path.exists(at('train.json')):
        train, test = (pandas.json_normalize(json.load(open(at(name), encoding='utf-8'))) for name in ('train.json', 'test.json'))
    else:
        train = pandas.read_csv(next(at(name) for name in ('labels.csv', 'train_labels.csv', 'train.csv', 'training.csv') if os.path.exists(at(name))))
        test = next((pandas.read_csv(at(name)) for name in ('test.csv', 'sorted_test.csv') if os.path.exists(at(name))), None)
    sample = pandas.read_csv(glob.glob(at('*ubmission*.csv'))[0])
    return train, sample.iloc[:, :1] if test is None else test, sample


def pixels(folder, ids, size=32):
    """Colours of images, by the id in their name."""
    from PIL import Image
    import io
    import zipfile
    places = {}
    for archive in glob.glob(os.path.join(folder, '*.zip')):
        content = zipfile.ZipFile(archive)
        places.update({os.path.splitext(os.path.basename(name))[0]: (lambda name=name, content=content: io.BytesIO(content.read(name))) for name in content.namelist()})
    for path in glob.glob(os.path.join(folder, 't*', '*.png')) + glob.glob(os.path.join(folder, 't*', '*.tif')):
        places[os.path.splitext(os.path.basename(path))[0]] = lambda path=path: path
    return numpy.stack([numpy.asarray(Image.open(places[os.path.splitext(str(name))[0]]()).convert('RGB').resize((size, size))).ravel() / 255 for name in ids])


def features(train, test, spec):
    """Numbers as they are, few-valued words as codes, texts as TF-IDF for linear models."""
    columns = [name for name in train.columns if name in test.columns and name not in spec['targets'] and name not in spec['ids']]
    columns += [name for name in spec.get('text', []) if name not in columns]
    numbers = [name for name in columns if train[name].dtype.kind in 'fiub']
    others = [name for name in columns if name not in numbers]
    texts = [name for name in others if train[name].astype(str).str.split().str.len().mean() > 3]
    words = [name for name in others if name not in texts and train[name].astype(str).nunique() < 0.5 * len(train)]
    for frame in (train, test):
        for name in texts + words:
            frame[name] = frame[name].astype(str)
    return numbers, words, texts


def candidates(numbers, words, texts, is_number, rows):
    tabular = make_column_transformer((SimpleImputer(), numbers), (OrdinalEncoder(handle_unknown='use_encoded_value', unknown_value=-1), words)) if numbers or words else None
    linear = make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), numbers), (OneHotEncoder(handle_unknown='ignore', min_frequency=3), words), *[(TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2)), name) for name in texts])
    if tabular is not None:
        boosted, forest, extra = ((HistGradientBoostingRegressor, RandomForestRegressor, ExtraTreesRegressor) if is_number
                                  else (HistGradientBoostingClassifier, RandomForestClassifier, ExtraTreesClassifier))
        yield 'HistGradientBoosting', make_pipeline(tabular, boosted(random_state=0)), {}
        if rows < 30000:
            yield 'RandomForest', make_pipeline(tabular, forest(300, n_jobs=2, random_state=0)), {}
            yield 'ExtraTrees', make_pipeline(tabular, extra(300, n_jobs=2, random_state=0)), {}
            step = boosted.__name__.lower()
            yield 'HistGradientBoosting, tuned', make_pipeline(tabular, boosted(random_state=0)), {f'{step}__learning_rate': [0.03, 0.1], f'{step}__max_leaf_nodes': [8, 31]}
    if is_number and len(numbers) >= 50:
        yield 'PLS, tuned', make_pipeline(linear, PLSRegression()), {'plsregression__n_components': [5, 10, 15, 20]}
    if numbers and not texts and rows <= 3000:
        yield 'SVM, tuned', make_pipeline(linear, SVR() if is_number else SVC(probability=True, random_state=0)), {f'{"svr" if is_number else "svc"}__C': [1, 10, 100]}
    if numbers or words or texts:
        yield ('Ridge, tuned', make_pipeline(linear, Ridge()), {'ridge__alpha': [0.1, 1, 10, 100]}) if is_number else (
            'LogisticRegression, tuned', make_pipeline(linear, LogisticRegression(max_iter=500)), {'logisticregression__C': [0.3, 1, 3, 10, 100]})


SCORERS = {'roc_auc': 'roc_auc', 'log_loss': 'neg_log_loss', 'rmse': 'neg_root_mean_squared_error', 'mcrmse': 'neg_root_mean_squared_error', 'mcrmsle': 'neg_root_mean_squared_error', 'spearman': 'r2', 'qwk': 'r2'}


def best(folder, spec):
    """The best baseline's name and its predictions as a submission."""
    if spec.get('pixels'):
        return clean(folder, spec)
    train, test, sample = read(folder, spec)
    spec = {**spec, 'targets': spec['target'] if isinstance(spec['target'], list) else [spec['target']], 'ids': [] if spec.get('text') and sample.shape[1] > 2 and sample.columns[1] in spec['text'] + ['Date'] else [sample.columns[0]]}
    is_number = spec['metric'] in ('rmse', 'mcrmse', 'mcrmsle', 'spearman', 'qwk')
    if spec.get('images'):
        for frame in (train, test):
            matrix = pixels(folder, frame[sample.columns[0]])
            for at in range(matrix.shape[1]):
                frame[f'p{at}'] = matrix[:, at].astype('float32')
    numbers, words, texts = features(train, test, spec)
    names, answers = [], {}
    for target in spec['targets']:
        values = train[target]
        labels = numpy.log1p(values) if spec['metric'] == 'mcrmsle' else values
        found = []
        for name, model, grid in candidates(numbers, words, texts, is_number, len(train)):
            search = GridSearchCV(model, grid, scoring=SCORERS[spec['metric']], cv=3, n_jobs=1)
            search.fit(train, labels)
            found.append((search.best_score_, name, search.best_estimator_))
        _, name, model = max(found, key=lambda entry: entry[0])
        names.append(name)
        if is_number:
            predicted = model.predict(test).ravel()
            answers[target] = numpy.expm1(predicted).clip(0) if spec['metric'] == 'mcrmsle' else by_shares(predicted, values) if spec['metric'] == 'qwk' else predicted
        else:
            chances = model.predict_proba(test)
            answers.update({target: chances[:, 1]} if spec['metric'] == 'roc_auc' or chances.shape[1] == 2 else {str(label): chances[:, at] for at, label in enumerate(model.classes_)})
    submission = sample.copy()
    for name, values in answers.items():
        submission[name] = values
    return ' / '.join(dict.fromkeys(names)), submission


def by_shares(predicted, values):
    """Labels in the order of what was predicted, each as often as in train."""
    ranks = predicted.argsort().argsort() / len(predicted)
    return numpy.sort(values.to_numpy())[(ranks * len(values)).astype(int)]


def clean(folder, spec):
    """Pages: a forest on the window of 5 x 5 pixels and the median around, from a sample of pixels."""
    from PIL import Image

    def around(path):
        image = numpy.asarray(Image.open(path).convert('L')) / 255
        padded = numpy.pad(image, 2, 'edge')
        window = [padded[dy:dy + image.shape[0], dx:dx + image.shape[1]] for dy in range(5) for dx in range(5)]
        rows, columns = (numpy.arange(0, image.shape[axis], 20) for axis in (0, 1))
        coarse = numpy.array([[numpy.median(image[max(0, y - 20):y + 20, max(0, x - 20):x + 20]) for x in columns] for y in rows])
        window.append(numpy.repeat(numpy.repeat(coarse, 20, 0), 20, 1)[:image.shape[0], :image.shape[1]])
        return image.shape, numpy.stack(window, -1).reshape(-1, 26)

    random = numpy.random.default_rng(0)
    inputs, outputs = [], []
    for path in sorted(glob.glob(os.path.join(folder, 'train', '*.png'))):
        shape, window = around(path)
        chosen = random.choice(len(window), 8000, replace=False)
        inputs.append(window[chosen])
        outputs.append((numpy.asarray(Image.open(path.replace('train', 'train_cleaned', 1) if '/train/' not in path else path.replace('/train/', '/train_cleaned/')).convert('L')) / 255).ravel()[chosen])
    model = HistGradientBoostingRegressor(max_iter=300, random_state=0).fit(numpy.concatenate(inputs), numpy.concatenate(outputs))
    sample = pandas.read_csv(glob.glob(os.path.join(folder, '*ubmission*.csv'))[0])
    parts = sample['id'].str.rsplit('_', n=2, expand=True)
    values = numpy.empty(len(sample))
    for image, rows in parts.groupby(0).groups.items():
        shape, window = around(os.path.join(folder, 'test', f'{image}.png'))
        cleaned = model.predict(window).clip(0, 1).reshape(shape)
        values[rows] = cleaned[parts.loc[rows, 1].astype(int) - 1, parts.loc[rows, 2].astype(int) - 1]
    sample['value'] = values
    return 'HistGradientBoosting on windows', sample
