"""Sobol indices of sensitivity, with the error of their sample, from Saltelli's design.

Rows j = 1..N of two independent samples A and B of the d uncertain inputs, and for each input i the matrix AB_i: A with column i taken
from B.  With f the result of a row and V its variance over A and B together,

    first order  S_i  = 1/N sum_j (f(B)_j - f0) (f(AB_i)_j - f(A)_j) / V      part of V that input i has alone; f0 the mean
    total        ST_i = 1/(2 N) sum_j (f(A)_j - f(AB_i)_j)^2 / V             what would be left if all but i were known

A. Saltelli et al., Comput. Phys. Commun. 181, 259 (2010), doi:10.1016/j.cpc.2009.09.018, table 2 (b) and (f); the second after
M. J. W. Jansen, Comput. Phys. Commun. 117, 35 (1999), doi:10.1016/S0010-4655(98)00154-4.  Inputs have to be independent.

Errors are by bootstrap: rows are drawn anew with replacement, all matrices together.  It takes rows as drawn at random; those of a Sobol
sequence fill the space more evenly and err less.
"""
import dataclasses

import numpy as np

RESAMPLES = 1000
LEVEL = 0.95  # of the intervals
LEAST_ROWS = 8  # fewer say nothing about their own error


@dataclasses.dataclass
class Index:
    """Values with the ends of their 95 % intervals, one an input: (d) each."""

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclasses.dataclass
class Indices:
    first: Index
    total: Index
    rows: int  # used
    left_out: int  # rows of which a member is missing
    mean: float
    variance: float  # 0: nothing varies, the indices are NaN


def terms(a, b, ab):
    """What is summed over the rows, (2 d + 2, N): the products of the first-order index, the squares of the total one, f and f^2 of A and B;
    f from its mean on, which changes none of the sums' expectations and lessens their scatter."""
    centre = 0.5 * (a.mean() + b.mean())
    a, b, ab = a - centre, b - centre, ab - centre
    return np.vstack([b * (ab - a), 0.5 * (a - ab) ** 2, 0.5 * (a + b), 0.5 * (a * a + b * b)])


def ratios(means, d):
    """Indices (2 d, ...) from the means of terms()."""
    variance = means[2 * d + 1] - means[2 * d] ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 0.0, means[: 2 * d] / variance, np.nan), variance


def whole_rows(a, b, ab):
    """Which rows have all of their members."""
    return np.isfinite(a) & np.isfinite(b) & np.isfinite(ab).all(axis=0)


def estimate(a, b, ab, seed=0, resamples=RESAMPLES):
    """Indices from results a, b (N) and ab (d, N); NaN where a member failed or has no value.  ValueError: too few whole rows."""
    a, b, ab = np.asarray(a, float), np.asarray(b, float), np.atleast_2d(np.asarray(ab, float))
    whole = whole_rows(a, b, ab)
    n, d = int(whole.sum()), ab.shape[0]
    if n < LEAST_ROWS:
        raise ValueError(f"{n} of {whole.size} rows of the sample have all of their members; {LEAST_ROWS} are needed for indices")
    a, b, ab = a[whole], b[whole], ab[:, whole]
    mean = 0.5 * (a.mean() + b.mean())
    if np.ptp(np.concatenate([a, b])) <= 1e-12 * abs(mean):  # round-off is no variance
        nothing = np.full(d, np.nan)
        return Indices(Index(nothing, nothing, nothing), Index(nothing, nothing, nothing), n, whole.size - n, mean, 0.0)
    summed = terms(a, b, ab)
    value, variance = ratios(summed.mean(axis=1), d)
    low, high = interval(value, summed, d, seed, resamples)
    return Indices(Index(value[:d], low[:d], high[:d]), Index(value[d:], low[d:], high[d:]), n, whole.size - n, mean, float(variance))


def correlations(a, b):
    """Of each input between A and B: inputs a, b (d, N), by rank, so that a change of scale is none.  Draws of few rows correlate by chance, and
    (f(A) - f(AB_i))^2 / 2 of an input by which f rises evenly then has the mean V_i (1 - correlation): the bootstrap cannot see it."""
    ranks = [np.argsort(np.argsort(x, axis=1), axis=1).astype(float) for x in (np.asarray(a, float), np.asarray(b, float))]
    return np.array([np.corrcoef(x, y)[0, 1] for x, y in zip(*ranks)])


def interval(value, summed, d, seed, resamples):
    """Ends of the intervals: quantiles of the indices over resamples."""
    generator, n = np.random.default_rng(seed), summed.shape[1]
    drawn = np.empty((2 * d, resamples))
    for k in range(resamples):
        drawn[:, k] = ratios(summed @ np.bincount(generator.integers(n, size=n), minlength=n) / n, d)[0]
    tail = 50.0 * (1.0 - LEVEL)
    return np.nanpercentile(drawn, [tail, 100.0 - tail], axis=1)
