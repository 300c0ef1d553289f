"""Experiment 1: root mean squared error on five integrands in six dimensions."""
import math
import random

from designs import DESIGNS

D = 6
FUNCTIONS = {
    "exponential": (lambda x: sum(math.exp(u) for u in x), D * (math.e - 1)),
    "product": (lambda x: math.prod(u + 0.5 for u in x), 1.0),
    "triple": (lambda x: 1 + 27 * (x[0] - 0.5) * (x[1] - 0.5) * (x[2] - 0.5) + sum(u - 0.5 for u in x), 1.0),
    "bowl": (lambda x: sum((2 * u - 1) ** 2 for u in x), D / 3),
    "pairs": (lambda x: 12 * (x[0] - 0.5) * (x[1] - 0.5) + 12 * (x[2] - 0.5) * (x[3] - 0.5), 0.0),
}
SIZES = (16, 64, 256)


def rmse(design, function, n, repetitions, seed):
    f, exact = FUNCTIONS[function]
    rng = random.Random(seed)
    squares = ((sum(map(f, DESIGNS[design](n, D, rng))) / n - exact) ** 2 for _ in range(repetitions))
    return math.sqrt(sum(squares) / repetitions)


def rows(repetitions=1000):
    for function in FUNCTIONS:
        for n in SIZES:
            for number, design in enumerate(DESIGNS):
                yield function, n, design, rmse(design, function, n, repetitions, seed=1000 * n + number)
