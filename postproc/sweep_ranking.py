"""Which uncertain input matters most: Sobol indices of a sweep's sample with their errors, and how a result is distributed over it."""
import csv

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import FuncFormatter

import sobol_indices
from drawing import BLUE, ORANGE
from run_fields import Refusal
from sweep_plan import heading, logarithmic
from sweep_units import name_of, scale_of

MAX_PANELS = 12  # combinations of the axes with a panel of their own; indices of more become a table
MAX_INPUTS = 12  # shown, those that matter most
LEAST_WIDTH = 7.5  # [inch] for the heading
LEFT_MOST, RIGHT_MOST = -0.5, 1.5  # intervals of small samples reach further, and are cut
MAX_COLUMNS = 4
CORRELATED = 0.1  # inputs of A and B; above it the total index is off by more than most intervals are wide
BINS = 40


def combinations(sweep):
    """[(label, members)] of all combinations of the axes, each of which has the whole sample."""
    out = [("", np.ones(len(sweep.done), bool))]
    for axis in sweep.varied:
        out = [(f"{label}{', ' if label else ''}{axis.labels[k]}", chosen & (axis.row == k)) for label, chosen in out for k in range(len(axis))]
    return [(label, chosen) for label, chosen in out if chosen.any()]


def indices(sweep, key, chosen, log=False):
    """Sobol indices of a result over the sample of these members.  ValueError when there are too few rows."""
    d, values, matrix = len(sweep.sample["columns"]), sweep.values(key), sweep.matrix()
    if log:
        with np.errstate(divide="ignore", invalid="ignore"):
            values = np.where(values > 0.0, np.log10(values), np.nan)
    row = sweep.table.numbers("sample.row")
    names = ["A", "B"] + [f"AB{i + 1}" for i in range(d)]
    place = {name: k for k, name in enumerate(names)}
    count = int(row[chosen].max()) + 1
    results = np.full((d + 2, count), np.nan)
    for k in np.nonzero(chosen)[0]:
        results[place[matrix[k]], int(row[k])] = values[k]
    return sobol_indices.estimate(results[0], results[1], results[2:])


def cautions(sweep):
    """A line when inputs of matrices A and B correlate, as those of few rows do: what the intervals cannot show."""
    matrix, row = sweep.matrix(), sweep.table.numbers("sample.row")
    inputs = [c["key"] for c in sweep.sample["columns"] if np.isfinite(sweep.table.numbers(c["key"])).all()]
    chosen = {name: np.nonzero(matrix == name)[0] for name in ("A", "B")}
    first = {name: k[np.unique(row[k], return_index=True)[1]] for name, k in chosen.items()}  # one combination of the axes has all of the sample
    if not inputs or min(len(k) for k in first.values()) < sobol_indices.LEAST_ROWS or len(first["A"]) != len(first["B"]):
        return []
    found = sobol_indices.correlations(*([sweep.table.numbers(key)[first[name]] for key in inputs] for name in ("A", "B")))
    worst = int(np.nanargmax(np.abs(found)))
    if not abs(found[worst]) > CORRELATED:
        return []
    return [f"matrices A and B of the sample correlate by {found[worst]:.2f} in {inputs[worst]}: its total index may be off by as much of itself, "
            "beyond its interval; more rows cure it"]


def input_names(sweep):
    return [name_of(c["key"]) + (" *" if c.get("assumed") else "") for c in sweep.sample["columns"]]


def all_indices(sweep, key, log):
    """([(label, Indices)] of the combinations that have them, complaints about the others).  Refusal when none has."""
    found, complaints = [], []
    for label, chosen in combinations(sweep):
        try:
            result = indices(sweep, key, chosen, log)
        except ValueError as error:
            complaints.append(f"{label or key}: {error}")
            continue
        if result.variance > 0.0:
            found.append((label, result))
        else:
            complaints.append(f"{label or 'everywhere'}: {key} is the same for all draws")
    if not found:
        raise Refusal(f"no indices: {complaints[0]}")
    return found, complaints


def write_table(sweep, found, path):
    """All indices with the ends of their 95 % intervals as CSV."""
    with open(path, "w", newline="") as f:
        out = csv.writer(f)
        out.writerow("combination,input,first,first_low,first_high,total,total_low,total_high,rows,rows_left_out".split(","))
        for label, r in found:
            for i, column in enumerate(sweep.sample["columns"]):
                numbers = [a[i] for index in (r.first, r.total) for a in (index.value, index.low, index.high)]
                out.writerow([label, column["key"], *(f"{v:.6g}" for v in numbers), r.rows, r.left_out])
    return path


def draw_bars(panel, found, order):
    y = np.arange(len(order))
    for index, colour, at, label in ((found.total, ORANGE, -0.19, "total"), (found.first, BLUE, 0.19, "first order (alone)")):
        value, low, high = (a[order] for a in (index.value, index.low, index.high))
        panel.barh(y + at, np.maximum(value, 0.0), height=0.34, color=colour, alpha=0.8, label=label)
        panel.hlines(y + at, low, high, color="0.15", linewidth=1.1)
    panel.axvline(0.0, color="0.4", linewidth=0.8)
    panel.spines[["top", "right"]].set_visible(False)
    panel.grid(axis="x", color="0.93")
    panel.set_axisbelow(True)


def draw_tables(figure, axes, sweep, found, order):
    """For many combinations: the indices as two tables in colour."""
    for panel, name, title in zip(axes[:, 0], ("total", "first"), ("total", "first order (alone)")):
        values = np.array([getattr(r, name).value[order] for _, r in found]).T
        image = panel.imshow(np.clip(values, 0.0, 1.0), vmin=0.0, vmax=1.0, cmap="Blues", aspect="auto")
        for i, j in np.ndindex(values.shape) if values.shape[1] <= 40 else ():
            panel.text(j, i, f"{values[i, j]:.2f}".replace("-0.00", "0.00"), ha="center", va="center", fontsize=6.5,
                       color="white" if values[i, j] > 0.6 else "black")
        panel.set_title(title, fontsize=10)
        panel.set_yticks(range(len(order)), [input_names(sweep)[i] for i in order])
        panel.tick_params(labelbottom=name == "first", length=0)
    axes[1, 0].set_xticks(range(len(found)), [label for label, _ in found], rotation=60, ha="right", fontsize=8)
    figure.colorbar(image, ax=axes[:, 0], label="share of the variance")


def draw_panels(axes, sweep, found, order):
    ends = [a for _, r in found for index in (r.first, r.total) for a in (index.low, index.high)]
    for panel, (label, result) in zip(axes.flat, found):
        draw_bars(panel, result, order)
        panel.set_yticks(range(len(order)), [input_names(sweep)[i] for i in order])
        panel.set_title(label, fontsize=10)
        panel.set_xlim(max(min(-0.03, 1.05 * np.min(ends)), LEFT_MOST), min(max(1.0, 1.05 * np.max(ends)), RIGHT_MOST))
    for panel in axes[-1]:
        panel.set_xlabel("share of the variance")
    handles, labels = axes[0, 0].get_legend_handles_labels()
    axes[0, -1].legend(handles[::-1], labels[::-1], loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=9)


def draw(sweep, key, path, log=False):
    """Writes the ranking for one result, inputs in the order of their mean total index, and the numbers beside it as CSV.  log: of the result's
    logarithm.  Returns (paths, complaints); Refusal when no combination of the axes has indices."""
    found, complaints = all_indices(sweep, key, log)
    mean = np.mean([r.total.value for _, r in found], axis=0)
    order = np.argsort(mean)[-MAX_INPUTS:]
    if len(found) <= MAX_PANELS:
        figure, axes = panels_for(len(found), (3.4, 0.42 * len(order) + 1.1, 3.2))
        draw_panels(axes, sweep, found, order)
    else:
        figure, axes = plt.subplots(2, 1, figsize=(min(0.33 * len(found) + 4.5, 24.0), 0.7 * len(order) + 3.5), squeeze=False, layout="constrained")
        draw_tables(figure, axes, sweep, found, order[::-1])
    left_out = sum(r.left_out for _, r in found)
    words = ["what matters for the " + ("logarithm of the " if log else "") + name_of(key).replace("\n", " ")]
    words += ["lines: 95 % intervals of the sample"] if len(found) <= MAX_PANELS else []
    words += ["* assumed"] if any(sweep.sample["columns"][i].get("assumed") for i in order) else []
    if len(mean) > len(order):
        rest = np.sort(mean)[: -len(order)]
        words.append(f"{len(rest)} more inputs, total index {rest[-1]:.2g} at most, are in {path.with_suffix('.csv').name}")
    words += [f"{left_out} rows left out for members that are missing"] if left_out else []
    words += [f"none for {len(complaints)} combination{'s' if len(complaints) > 1 else ''}"] if complaints else []
    heading(figure, sweep, "; ".join(words))
    figure.savefig(path, dpi=130)
    plt.close(figure)
    return [path, write_table(sweep, found, path.with_suffix(".csv"))], complaints


def panels_for(count, size):
    """Panels of size[0] x size[1] inches in rows of a few, size[2] beside them."""
    columns = min(count, MAX_COLUMNS)
    rows = -(-count // columns)
    width = max(size[0] * columns + size[2], LEAST_WIDTH)
    figure, axes = plt.subplots(rows, columns, figsize=(width, size[1] * rows + 1.0), squeeze=False, sharex=True, sharey=True, layout="constrained")
    for panel in axes.flat[count:]:
        panel.set_visible(False)
    for column in range(columns):  # the lowest of each column that is shown has the numbers
        axes[(count - 1 - column) // columns, column].tick_params(labelbottom=True)
    return figure, axes


def draw_distribution(sweep, key, path):
    """Writes histograms of a result over the independent draws of the sample, a panel a combination of the axes.  None: it does not vary, or
    there are too many."""
    values = np.where(sweep.drawn(), sweep.values(key), np.nan)
    finite = values[np.isfinite(values)]
    every = combinations(sweep)
    if len(every) > MAX_PANELS or finite.size < 2 or np.ptp(finite) <= 1e-9 * np.abs(finite).max():
        return None
    scale, label = scale_of(key, sweep.unit(key), finite)
    shown, wide = scale(finite), logarithmic(scale(finite))
    bins = np.geomspace(shown.min(), shown.max(), BINS + 1) if wide else np.linspace(shown.min(), shown.max(), BINS + 1)
    figure, axes = panels_for(len(every), (3.6, 2.9, 1.0))
    for panel, (name, chosen) in zip(axes.flat, every):
        inside = scale(values[chosen & np.isfinite(values)])
        panel.hist(inside, bins=bins, color=BLUE, alpha=0.75)
        if inside.size:
            quantiles = np.percentile(inside, [2.5, 16.0, 50.0, 84.0, 97.5])
            for q, width in zip(quantiles, (0.7, 1.0, 2.0, 1.0, 0.7)):
                panel.axvline(q, color="black", linewidth=width)
            panel.set_title(f"{name}\nmedian {quantiles[2]:.4g}, 95 %: {quantiles[0]:.4g} to {quantiles[4]:.4g} {scale.unit}".strip(), fontsize=9.5)
        if wide:
            panel.set_xscale("log")
            panel.xaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:g}"))
        panel.spines[["top", "right"]].set_visible(False)
    for panel in axes[-1]:
        panel.set_xlabel(label.replace("\n", " "))
    for panel in axes[:, 0]:
        panel.set_ylabel("members")
    heading(figure, sweep, "lines: 2.5, 16, 50, 84 and 97.5 % of the members lie below")
    figure.savefig(path, dpi=130)
    plt.close(figure)
    return path
