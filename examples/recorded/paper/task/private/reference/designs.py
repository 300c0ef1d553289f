"""The five designs of the paper: n points in the unit cube of d dimensions, as lists of numbers."""


def plain(n, d, rng):
    return [[rng.random() for _ in range(d)] for _ in range(n)]


def antithetic(n, d, rng):
    return mirrored(plain(n // 2, d, rng))


def latin(n, d, rng):
    columns = []
    for _ in range(d):
        strata = list(range(n))
        rng.shuffle(strata)
        columns.append([(k + rng.random()) / n for k in strata])
    return [list(point) for point in zip(*columns)]


def folded(n, d, rng, flip=True):
    """A Latin hypercube on n strata per axis whose second half is the reflection of its first."""
    columns = []
    for _ in range(d):
        strata = list(range(n // 2))
        rng.shuffle(strata)
        if flip:
            strata = [n - 1 - k if rng.random() < 0.5 else k for k in strata]
        columns.append([(k + rng.random()) / n for k in strata])
    return mirrored([list(point) for point in zip(*columns)])


def unflipped(n, d, rng):
    return folded(n, d, rng, flip=False)


def mirrored(half):
    return half + [[1 - u for u in point] for point in half]


DESIGNS = {"plain": plain, "antithetic": antithetic, "latin": latin, "folded": folded, "unflipped": unflipped}
