#!/usr/bin/env python3
"""Sobol indices (postproc/sobol_indices.py) against functions whose indices are known in closed form.

Matrices A and B are drawn at random here, so that the bootstrap's intervals have to hold the exact value in 95 % of the samples: 90 to 99 % are
asked, of 400 (of 100 samples of a right estimator one index in twenty lies outside by chance).
Ishigami's function (T. Ishigami, T. Homma, ISUMA 1990, 398): sin x1 + a sin^2 x2 + b x3^4 sin x1, uniform over -pi..pi, a = 7, b = 0.1.
The g-function (I. M. Sobol; A. Saltelli et al., Comput. Phys. Commun. 181, 259 (2010)): prod (|4 x_i - 2| + a_i)/(1 + a_i), uniform over 0..1."""
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "postproc"))

import sobol_indices  # noqa: E402
from run_case import check_below, main, report  # noqa: E402

SEEDS, ROWS, RESAMPLES = 400, 1024, 300
A_G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0])


def ishigami_function(x):
    x = np.pi * (2.0 * x - 1.0)
    return np.sin(x[0]) + 7.0 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def ishigami_exact():
    """(first order, total)."""
    one, two, both = 0.5 * (1.0 + 0.1 * np.pi**4 / 5.0) ** 2, 49.0 / 8.0, 0.01 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    return np.array([one, two, 0.0]) / (one + two + both), np.array([one + both, two, both]) / (one + two + both)


def g_function(x):
    return np.prod((np.abs(4.0 * x - 2.0) + A_G[:, None]) / (1.0 + A_G[:, None]), axis=0)


def g_exact():
    part = 1.0 / (3.0 * (1.0 + A_G) ** 2)
    all_of_it = np.prod(1.0 + part)
    return part / (all_of_it - 1.0), part * all_of_it / (1.0 + part) / (all_of_it - 1.0)


def design(function, d, seed, rows=ROWS):
    """Results a, b (rows) and ab (d, rows)."""
    a, b = np.random.default_rng(seed).random((2, d, rows))
    ab = []
    for i in range(d):
        mixed = a.copy()
        mixed[i] = b[i]
        ab.append(function(mixed))
    return function(a), function(b), np.array(ab)


def covered(function, exact):
    """Over the seeds: how often each interval holds the exact index, and the mean error of the index in its mean half width."""
    d = exact[0].size
    for order, at in ("first", 0), ("total", 1):
        held, off, width = np.zeros(d, int), np.zeros(d), np.zeros(d)
        for seed in range(SEEDS):
            found = getattr(sobol_indices.estimate(*design(function, d, seed), seed=seed + SEEDS, resamples=RESAMPLES), order)
            held += (found.low <= exact[at]) & (exact[at] <= found.high)
            off += (found.value - exact[at]) / SEEDS
            width += 0.5 * (found.high - found.low) / SEEDS
        for i in range(d):
            share = 100.0 * held[i] / SEEDS
            report(90.0 <= share <= 99.0, f"{order} index {i + 1}, exact {exact[at][i]:.4f}: {share:.1f} % of {SEEDS} intervals of mean half width "
                                          f"{width[i]:.4f} hold it, asked 90 to 99 %")
            check_below(f"{order} index {i + 1}: mean error in half widths", abs(off[i]) / width[i], 0.2)


def ishigami():
    covered(ishigami_function, ishigami_exact())


def g():
    covered(g_function, g_exact())


def order():
    """Errors fall with the root of the rows, and the intervals with them."""
    exact, rows, widths, errors = np.concatenate(g_exact()), (256, 4096), [], []
    for n in rows:
        all_found = [sobol_indices.estimate(*design(g_function, A_G.size, seed, n), seed=seed, resamples=200) for seed in range(40)]
        values = np.array([np.concatenate([f.first.value, f.total.value]) for f in all_found])
        errors.append(np.sqrt(np.mean((values - exact) ** 2)))
        widths.append(np.mean([np.concatenate([f.first.high - f.first.low, f.total.high - f.total.low]) for f in all_found]))
    for name, pair in ("errors", errors), ("intervals", widths):
        power = np.log(pair[0] / pair[1]) / np.log(rows[1] / rows[0])
        report(0.4 < power < 0.6, f"{name}: {pair[0]:.4f} with {rows[0]} rows, {pair[1]:.4f} with {rows[1]}: "
                                  f"power {power:.3f}, exact 0.5, within 0.1")


def holes():
    """Rows of which a member is missing are left out, all of them and no others; what cannot be estimated is not."""
    a, b, ab = design(ishigami_function, 3, 1)
    gone = np.zeros(ROWS, bool)
    for row, where in (3, a), (70, b), (71, ab[1]), (500, ab[0]), (500, ab[2]):
        where[row] = np.nan
        gone[row] = True
    found, kept = sobol_indices.estimate(a, b, ab), sobol_indices.estimate(a[~gone], b[~gone], ab[:, ~gone])
    report(found.left_out == 4 and found.rows == ROWS - 4, f"{found.left_out} rows left out, {found.rows} used")
    same = [np.array_equal(getattr(found.first, k), getattr(kept.first, k)) and np.array_equal(getattr(found.total, k), getattr(kept.total, k))
            for k in ("value", "low", "high")]
    report(all(same), "the same indices and errors as without these rows")
    shifted = sobol_indices.estimate(1e3 + 1e-6 * a, 1e3 + 1e-6 * b, 1e3 + 1e-6 * ab)
    check_below("a small variance on a large mean: largest difference", float(np.abs(shifted.total.value - found.total.value).max()), 1e-6)
    flat = sobol_indices.estimate(np.full(64, 4.5e-6), np.full(64, 4.5e-6), np.full((3, 64), 4.5e-6))
    report(flat.variance == 0.0 and np.isnan(flat.first.value).all(), "a constant result has no indices")
    try:
        sobol_indices.estimate(a[:7], b[:7], ab[:, :7])
        report(False, "seven rows are too few")
    except ValueError as error:
        report("are needed" in str(error), f"seven rows: {error}")


def correlated():
    """A linear function whose inputs correlate between A and B: the total index is V_i (1 - correlation), which correlations() tells."""
    generator, slope = np.random.default_rng(5), np.array([3.0, 2.0, 1.0])
    a, b = generator.standard_normal((2, 3, 20000))
    b[0] = 0.3 * a[0] + np.sqrt(1.0 - 0.3**2) * b[0]
    ab = [slope @ np.where(np.arange(3)[:, None] == i, b, a) for i in range(3)]
    found, told = sobol_indices.estimate(slope @ a, slope @ b, ab, resamples=10), sobol_indices.correlations(a, b)
    check_below("correlations of ranks, against those drawn", float(np.abs(told - [0.3, 0.0, 0.0]).max()), 0.03)
    expected = slope**2 / (slope @ slope) * (1.0 - told)
    check_below("total indices against V_i (1 - correlation) / V", float(np.abs(found.total.value - expected).max()), 0.03)


if __name__ == "__main__":
    main({"ishigami": ishigami, "g": g, "order": order, "holes": holes, "correlated": correlated})
