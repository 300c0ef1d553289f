"""Experiments 2 and 3: gradients of the evidence bound of a Bayesian logistic regression, and the bound that they reach."""
import csv
import math
import random
import statistics
from pathlib import Path

from designs import DESIGNS, latin

D = 6
QUANTILE = statistics.NormalDist().inv_cdf


def load(path):
    with open(path, newline="") as file:
        table = list(csv.reader(file))[1:]
    return [[float(cell) for cell in row[:D]] for row in table], [int(row[D]) for row in table]


ROWS, LABELS = load(Path(__file__).parent.parent.parent / "public" / "data.csv")


def log_likelihood(w):
    """Its value and its gradient."""
    value, gradient = 0.0, [0.0] * D
    for x, y in zip(ROWS, LABELS):
        z = sum(a * b for a, b in zip(w, x))
        p = 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
        value += y * z - max(z, 0.0) - math.log1p(math.exp(-abs(z)))
        for j in range(D):
            gradient[j] += (y - p) * x[j]
    return value, gradient


def bound(mean, log_sd, points):
    """The bound's estimate and its gradients by mean and by log standard deviation."""
    sd = [math.exp(s) for s in log_sd]
    value, by_mean, by_log_sd = 0.0, [0.0] * D, [0.0] * D
    for point in points:
        noise = [QUANTILE(min(max(u, 1e-12), 1 - 1e-12)) for u in point]
        ll, gradient = log_likelihood([m + s * e for m, s, e in zip(mean, sd, noise)])
        value += ll
        for j in range(D):
            by_mean[j] += gradient[j]
            by_log_sd[j] += gradient[j] * noise[j] * sd[j]
    k = len(points)
    divergence = sum(0.5 * (s * s + m * m - 1) - math.log(s) for s, m in zip(sd, mean))
    return (value / k - divergence,
            [g / k - m for g, m in zip(by_mean, mean)],
            [g / k - s * s + 1 for g, s in zip(by_log_sd, sd)])


def ascend(design, k, steps, rate, seed):
    rng = random.Random(seed)
    mean, log_sd = [0.0] * D, [0.0] * D
    for step in range(steps):
        _, by_mean, by_log_sd = bound(mean, log_sd, DESIGNS[design](k, D, rng))
        length = rate / math.sqrt(1 + step / 10)
        mean = [m + length * g for m, g in zip(mean, by_mean)]
        log_sd = [s + length * g for s, g in zip(log_sd, by_log_sd)]
    return mean, log_sd


def variances(design, k, mean, log_sd, repetitions, seed):
    """Traces of the covariance of both gradients."""
    rng = random.Random(seed)
    samples = [bound(mean, log_sd, DESIGNS[design](k, D, rng))[1:] for _ in range(repetitions)]
    return [sum(statistics.variance(sample[part][j] for sample in samples) for j in range(D)) for part in (0, 1)]


def variance_rows(repetitions=400):
    places = {"start": ([0.0] * D, [0.0] * D), "end": ascend("latin", 32, 150, 0.02, seed=3)}
    for place, (mean, log_sd) in places.items():
        for k in (4, 8, 16, 32):
            for number, design in enumerate(("plain", "antithetic", "latin", "folded")):
                yield place, k, design, *variances(design, k, mean, log_sd, repetitions, seed=100 * k + number)


def ascent_rows(seeds=20, steps=100, k=4, rate=0.05):
    for design in ("plain", "antithetic", "latin", "folded"):
        ends = [ascend(design, k, steps, rate, seed) for seed in range(seeds)]
        values = [bound(mean, log_sd, latin(512, D, random.Random(1)))[0] for mean, log_sd in ends]
        yield design, statistics.mean(values), statistics.stdev(values)
