"""What bench/models compares with: scikit-learn's SVC at the same settings on the same packages."""
import sys
import time

import pandas as pd
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

for task, cost, gamma, dropped in [("letters", 10, 2, []), ("digits", 3, 0.5, []), ("vowels", 100, 0.5, ["speaker"])]:
    folder = f"{sys.argv[1]}/{task}/"
    train, test = pd.read_csv(folder + "public/train.csv"), pd.read_csv(folder + "public/test.csv")
    answers = pd.read_csv(folder + "private/answers.csv")
    target = next(column for column in train.columns if column not in test.columns)
    columns = [column for column in test.columns if column not in ["id"] + dropped]
    scaler = StandardScaler().fit(train[columns])
    x, z, labels = scaler.transform(train[columns]), scaler.transform(test[columns]), train[target].astype(str)
    for probability in (False, True):
        start = time.process_time()
        model = SVC(C=cost, gamma=gamma / (x.var(0) > 0).sum(), probability=probability, cache_size=500).fit(x, labels)
        fitted = time.process_time()
        predicted = model.predict(z)
        done = time.process_time()
        right = ""
        if target in answers:
            truth = answers.set_index("id").loc[test["id"], target].astype(str)
            right = f", accuracy {(truth.values == predicted).mean():.5f}"
        print(f"{task} SVC probability={probability}: processor {fitted - start:.2f} s to fit, {done - fitted:.2f} s to predict{right}")
