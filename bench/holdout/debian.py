"""Tasks of real tables and texts that packages of R in Debian carry. They are fetched by `apt-get download`, not installed, and kept in the folder `debian`."""
import functools
import glob
import os
import subprocess

import pandas

import rdata
from writing import Task

ROC, LOSS, RMSE, RMSLE, MCRMSE = 'roc_auc', 'log_loss', 'rmse', 'mcrmsle', 'mcrmse'
SAID = {
    ROC: 'the area under the ROC curve between the predicted probability and the observed target',
    LOSS: 'the multi-class logarithmic loss; submit a predicted probability for every class',
    RMSE: 'the root mean squared error (RMSE)',
    RMSLE: 'the root mean squared logarithmic error (RMSLE)',
    MCRMSE: 'the mean columnwise root mean squared error (MCRMSE)',
}

# name: package, objects of which the rows are, targets, class that counts as 1 (for roc_auc), metric, what it is.
TABLES = {
    'meats': ('r-cran-modeldata', ['meats'], ['water', 'fat', 'protein'], None, MCRMSE, 'Infrared spectra of 215 samples of meat: absorbance at 100 wavelengths, and what they contain.'),
    'speech': ('r-cran-modeldata', ['pd_speech'], ['class'], 'PD', ROC, 'Measurements of voices, 750 of them, from people with and without an illness.'),
    'reviews': ('r-cran-modeldata', ['training_data', 'testing_data'], ['score'], 'great', ROC, 'Reviews of food, as their writers wrote them, and whether the writer thought it great.'),
    'artworks': ('r-cran-modeldata', ['tate_text'], ['year'], None, RMSE, 'Artists, titles and materials of works in a gallery, and the year they were made.'),
    'grants': ('r-cran-modeldata', ['grants_other'], ['class'], 'successful', ROC, 'Applications for grants, in 1,500 columns of counts, and whether they were successful.'),
    'houses': ('r-cran-modeldata', ['ames'], ['Sale_Price'], None, RMSLE, 'Houses in a town, and the price they were sold at.'),
    'riders': ('r-cran-modeldata', ['Chicago'], ['ridership'], None, RMSE, 'Passengers a day at a station, in thousands; the other columns are what was known 14 days before, the weather and events. The rows to predict come after the others.'),
    'loans': ('r-cran-modeldata', ['lending_club'], ['Class'], 'bad', ROC, 'Loans between people, and whether they went bad.'),
    'jobs': ('r-cran-modeldata', ['hpc_data'], ['class'], None, LOSS, 'Jobs on a cluster, and how long they ran: very fast, fast, moderate or long.'),
    'customers': ('r-cran-modeldata', ['mlc_churn'], ['churn'], 'yes', ROC, 'Customers of a telephone company, and whether they left.'),
    'molecules': ('r-cran-caret', ['mdrrDescr', 'mdrrClass'], ['mdrrClass'], 'Active', ROC, 'Molecules in 340 descriptors, and whether they are active.'),
    'cells': ('r-cran-caret', ['segmentationData'], ['Class'], 'PS', ROC, 'Shapes and intensities of cells in pictures, and whether they were cut out poorly.'),
    'satellite': ('r-cran-mlbench', ['Satellite'], ['classes'], None, LOSS, 'Four spectral bands of 3 x 3 pixels from a satellite, and what grows in the middle.'),
    'splices': ('r-cran-mlbench', ['DNA'], ['Class'], None, LOSS, 'Sixty places in DNA as 180 bits, and which kind of border lies in the middle.'),
    'soybean': ('r-cran-mlbench', ['Soybean'], ['Class'], None, LOSS, 'Ill plants in 35 categories, many of them not noted, and the illness out of 19.'),
    'musk': ('r-cran-kernlab', ['musk'], ['Class'], '1', ROC, 'Shapes of molecules, 166 numbers each, and whether they smell of musk.'),
    'caravans': ('r-cran-kernlab', ['ticdata'], ['CARAVAN'], 'insurance', ROC, 'Customers of an insurance in 85 columns, and the few who insured a caravan.'),
}

# What is no one's to know, or says the answer, or only names a row.
DROPPED = {'artworks': ['id'], 'cells': ['Cell', 'Case']}


def table(root, name, seed=15):
    package, objects, targets, positive, metric, what = TABLES[name]
    data = rows(root, package, objects).drop(columns=DROPPED.get(name, []))
    data.columns = [str(column).replace(' ', '_') for column in data.columns]
    data = data[data[targets].notna().all(axis=1)]
    if name == 'riders':
        data = data.sort_values('date').assign(date=lambda kept: (pandas.Timestamp('1970-01-01') + pandas.to_timedelta(kept['date'], 'D')).dt.strftime('%Y-%m-%d'))
    else:
        data = data.drop_duplicates().sample(frac=1, random_state=seed)
    data.insert(0, 'id', range(1, len(data) + 1))
    cut = int(len(data) * (0.8 if name == 'riders' else 0.7))
    classes = targets
    if metric == ROC:
        data[targets[0]] = (data[targets[0]].astype(str) == positive).astype(int)
    elif metric == LOSS:
        data[targets[0]] = ['c_' + ''.join(sign if sign.isalnum() else '_' for sign in str(label)) for label in data[targets[0]]]
        classes = sorted(set(data[targets[0]]))
    train, test = data[:cut], data[cut:]
    task = Task(root, name, f'# {name.capitalize()}\n\n{what}\n\n## Evaluation\nSubmissions are evaluated on {SAID[metric]}.\n')
    train.to_csv(os.path.join(task.public, 'train.csv'), index=False)
    test.drop(columns=targets).to_csv(os.path.join(task.public, 'test.csv'), index=False)
    answers = test[['id', *targets]] if classes is targets else pandas.concat([test[['id']], *[(test[targets[0]] == label).astype(int).rename(label) for label in classes]], axis=1)
    answers.to_csv(os.path.join(task.private, 'answers.csv'), index=False)
    sample = answers.copy()
    for column in classes:
        sample[column] = 1 / len(classes) if metric == LOSS else 0.5 if metric == ROC else train[column].mean()
    sample.to_csv(os.path.join(task.public, 'sample_submission.csv'), index=False)
    return {'metric': metric, 'target': targets if len(targets) > 1 else targets[0]}


def rows(root, package, objects):
    found = {}
    for path in glob.glob(os.path.join(fetched(root, package), 'usr/lib/R/site-library/*/data/*')):
        if path.endswith(('.rda', '.RData', '.rdb')):
            found.update(held(path))
    parts = [found[name] for name in objects]
    if not isinstance(parts[-1], pandas.DataFrame):
        return parts[0].assign(**{objects[-1]: parts[-1]})
    return pandas.concat(parts, ignore_index=True)


held = functools.cache(rdata.frames)


def fetched(root, package):
    """The folder of an unpacked package."""
    folder = os.path.abspath(os.path.join(root, 'debian', package))
    if not os.path.isdir(folder):
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        subprocess.run(['apt-get', 'download', package], cwd=os.path.dirname(folder), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        archive, = glob.glob(os.path.join(os.path.dirname(folder), f'{package}_*.deb'))
        subprocess.run(['dpkg-deb', '-x', archive, folder], check=True)
    return folder
