"""Computes every number of the paper's tables, with Python's standard library alone; writes results/*.csv here."""
import csv
import time
from pathlib import Path

import inference
import integrals

RESULTS = Path(__file__).parent / "results"


def write(name, header, rows):
    started = time.time()
    RESULTS.mkdir(exist_ok=True)
    with open(RESULTS / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow([f"{cell:.4g}" if isinstance(cell, float) else cell for cell in row])
    print(f"{name}: {time.time() - started:.0f} s")


if __name__ == "__main__":
    write("integrals.csv", ("integrand", "n", "design", "rmse"), integrals.rows())
    write("variances.csv", ("place", "k", "design", "by_mean", "by_log_sd"), inference.variance_rows())
    write("ascent.csv", ("design", "mean", "sd"), ((d, round(m, 3), round(s, 3)) for d, m, s in inference.ascent_rows()))
