"""What bench/models compares our forests and neighbours with: scikit-learn's, on the same packages, with five folds as ours has them."""
import sys
import time

import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import accuracy_score, mean_squared_error, roc_auc_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def read(folder, target):
    train, test = pd.read_csv(folder + "public/train.csv"), pd.read_csv(folder + "public/test.csv")
    answers = pd.read_csv(folder + "private/answers.csv").set_index("id").loc[test["id"], target]
    columns = [column for column in test.columns if column != "id"]
    return train[columns], test[columns], train[target], answers.reset_index(drop=True)


def encode(train, test, one_hot):
    """Numbers with the median for empty cells, then codes of levels in the order of their names, or a column for each level of five rows."""
    numbers = [column for column in train if train[column].dtype != object]
    levels = [column for column in train if train[column].dtype == object]
    parts = [[frame[numbers].fillna(train[numbers].median()).to_numpy(float) for frame in (train, test)]]
    if levels and one_hot:
        encoder = OneHotEncoder(min_frequency=5, handle_unknown="infrequent_if_exist", sparse_output=False).fit(train[levels].fillna("?"))
        parts.append([encoder.transform(frame[levels].fillna("?")) for frame in (train, test)])
    elif levels:
        codes = {column: {level: i for i, level in enumerate(sorted(train[column].dropna().unique()))} for column in levels}
        parts.append([np.stack([frame[column].map(codes[column]).fillna(-1) for column in levels], 1) for frame in (train, test)])
    return [np.concatenate(part, 1) for part in zip(*parts)]


def run(task, target, kind, one_hot=False):
    train, test, labels, answers = read(f"{sys.argv[1]}/{task}/", target)
    x, z = encode(train, test, one_hot)
    number = task == "diamonds"
    y = np.log1p(labels.to_numpy(float)) if number else pd.factorize(labels, sort=True)[0]
    truth = np.log1p(answers.to_numpy(float)) if number else pd.Index(np.sort(labels.unique())).get_indexer(answers)
    if kind == "neighbours":
        scaler = StandardScaler().fit(x)
        x, z = scaler.transform(x), scaler.transform(z)
    trees = dict(n_estimators=100, n_jobs=2, random_state=0)
    make = {
        "extra-trees": lambda: ExtraTreesRegressor(max_features=0.5, **trees) if number else ExtraTreesClassifier(**trees),
        "random-forest": lambda: RandomForestRegressor(max_features=0.5, **trees) if number else RandomForestClassifier(**trees),
        "neighbours": lambda: KNeighborsRegressor(12, weights="distance", n_jobs=2) if number else KNeighborsClassifier(5, weights="distance", n_jobs=2),
    }[kind]
    folds = KFold if number else StratifiedKFold
    wall, start, predicted = time.perf_counter(), time.process_time(), 0
    for fit, held in folds(5, shuffle=True, random_state=0).split(x, y):
        model = make().fit(x[fit], y[fit])
        predict = model.predict if number else model.predict_proba
        predict(x[held])
        predicted = predicted + predict(z) / 5
    processor, wall = time.process_time() - start, time.perf_counter() - wall
    score = (
        mean_squared_error(truth, predicted) ** 0.5 if number
        else roc_auc_score(truth, predicted[:, 1]) if predicted.shape[1] == 2
        else accuracy_score(truth, predicted.argmax(1)))
    print(f"{task} {kind}{' on levels' if one_hot else ''}: private {score:.5f}; {wall:.1f} s, processor {processor:.1f} s", flush=True)


for package, column in [("letters", "lettr"), ("adult-income", "income"), ("diamonds", "price")]:
    for model in ("extra-trees", "random-forest", "neighbours"):
        run(package, column, model, one_hot=package == "adult-income" and model == "neighbours")
run("adult-income", "income", "extra-trees", one_hot=True)
