"""Results over two numeric axes of a sweep: heat maps with contours."""
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm, Normalize
from matplotlib.ticker import FuncFormatter, MaxNLocator, NullFormatter

from drawing import MAP_COLOURS
from sweep_plan import Spread, heading, logarithmic
from sweep_units import scale_of

CONTOURS = 6  # about as many


def edges(axis):
    """Edges of the cells about an axis' values, in the order of the values, and that order."""
    order = np.argsort(axis.shown())
    x = axis.shown()[order].astype(float)
    x = np.log(x) if axis.log else x
    middle = 0.5 * (x[1:] + x[:-1])
    out = np.concatenate([[2.0 * x[0] - middle[0]], middle, [2.0 * x[-1] - middle[-1]]])
    return (np.exp(out) if axis.log else out), order


def dress(panel, x, y):
    """Scales and ticks of a panel over two axes; ticks at the values where these are few."""
    for axis, which in (x, panel.xaxis), (y, panel.yaxis):
        ends = edges(axis)[0]
        if which is panel.xaxis:
            panel.set_xscale("log" if axis.log else "linear")
            panel.set_xlim(ends[0], ends[-1])
        else:
            panel.set_yscale("log" if axis.log else "linear")
            panel.set_ylim(ends[0], ends[-1])
        if not axis.numeric:
            which.set_ticks(axis.shown(), axis.labels)
            continue
        if len(axis) <= 6:
            which.set_ticks(axis.shown())
        if axis.log:
            which.set_minor_formatter(NullFormatter())
        which.set_major_formatter(FuncFormatter(lambda v, _: f"{v:.4g}"))


def grid_of(sweep, plan, values, rows):
    """Medians and numbers of failed members over the two axes, (y, x) in ascending order."""
    order_x, order_y = edges(plan.x)[1], edges(plan.y)[1]
    spreads = [[Spread(sweep, values, sweep.select({**rows, plan.x: i, plan.y: j})) for i in order_x] for j in order_y]
    return np.array([[s.median for s in line] for line in spreads]), np.array([[s.failed for s in line] for line in spreads])


def colours(values):
    """One scale of colours for all panels of a key, and whether there is anything to tell apart."""
    low, high = np.nanmin(values), np.nanmax(values)
    if not high - low > 1e-9 * max(abs(high), abs(low)):
        return None
    return LogNorm(low, high) if logarithmic(values) else Normalize(low, high)


def draw_failed(panel, plan, failed):
    x, y = np.sort(plan.x.shown()), np.sort(plan.y.shown())
    for j, i in zip(*np.nonzero(failed)):
        panel.plot(x[i], y[j], "x", color="0.25", markersize=6, markeredgewidth=1.5)


def round_levels(norm):
    """Round values between the ends of the colours, for contours."""
    low, high = norm.vmin, norm.vmax
    if not isinstance(norm, LogNorm):
        return [v for v in MaxNLocator(CONTOURS).tick_values(low, high) if low < v < high]
    steps = (1.0, 2.0, 5.0) if high < 300.0 * low else (1.0, 3.0) if high < 3000.0 * low else (1.0,)
    powers = range(int(np.floor(np.log10(low))), int(np.ceil(np.log10(high))) + 1)
    return [v for v in (step * 10.0**p for p in powers for step in steps) if low < v < high]


def draw_panel(panel, plan, found, failed, norm):
    x, y = edges(plan.x)[0], edges(plan.y)[0]
    panel.set_facecolor("0.88")  # where there is no value
    image = panel.pcolormesh(x, y, np.ma.masked_invalid(found), norm=norm, cmap=MAP_COLOURS, rasterized=True)
    levels = round_levels(norm)
    if levels and min(found.shape) >= 3 and np.isfinite(found).sum() >= 9:
        shade = ["white" if norm(v) < 0.6 else "black" for v in levels]
        lines = panel.contour(np.sort(plan.x.shown()), np.sort(plan.y.shown()), np.ma.masked_invalid(found), levels=levels, colors=shade,
                              linewidths=0.8)
        panel.clabel(lines, fmt=lambda v: f"{v:g}", fontsize=7.5)
    draw_failed(panel, plan, failed)
    dress(panel, plan.x, plan.y)
    return image


def draw(sweep, plan, keys, path):
    """Writes one column of maps a key.  Keys that are the same everywhere are said below the title instead.  None: nothing varies."""
    panels = plan.panels()
    grids, same = {}, []
    for key in keys:
        scale, label = scale_of(key, sweep.unit(key), sweep.values(key))
        found = [grid_of(sweep, plan, sweep.values(key), rows) for _, rows in panels]
        found = [(scale(medians), failed) for medians, failed in found]
        norm = colours(np.array([medians for medians, _ in found]))
        if norm is None:
            same.append(f"{label}: {np.nanmax(found[0][0]):.3g} everywhere")
        else:
            grids[label] = norm, found
    if not grids:
        return None
    size = 4.9 * len(grids) + 0.8, 3.7 * len(panels) + 0.9
    figure, axes = plt.subplots(len(panels), len(grids), figsize=size, squeeze=False, sharex=True, sharey=True, layout="constrained")
    for column, (label, (norm, found)) in enumerate(grids.items()):
        for row, ((name, _), (medians, failed)) in enumerate(zip(panels, found)):
            image = draw_panel(axes[row, column], plan, medians, failed, norm)
            if name:
                axes[row, column].set_title(f"{plan.panel.name}: {name}", fontsize=10)
        figure.colorbar(image, ax=axes[:, column], label=label.replace("\n", " "), aspect=25 * len(panels),
                        format=FuncFormatter(lambda v, _: f"{v:.4g}"))
    for panel in axes[-1]:
        panel.set_xlabel(plan.x.label())
    for panel in axes[:, 0]:
        panel.set_ylabel(plan.y.label())
    words = "medians over " + " and ".join([*(["the uncertain values"] if sweep.sample else []), *(a.name for a in plan.pooled)])
    crosses = "crosses: members failed" if any(failed.any() for _, found in grids.values() for _, failed in found) else ""
    heading(figure, sweep, "; ".join(filter(None, [words if sweep.sample or plan.pooled else "", *same, crosses])))
    figure.savefig(path, dpi=130)
    plt.close(figure)
    return path
