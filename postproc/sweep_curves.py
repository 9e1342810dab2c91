"""Results along one axis of a sweep: thickness by mass, one curve a metal, with the spread of the sample."""
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, NullFormatter

from drawing import PALETTE
from sweep_plan import REGIMES, Spread, bars_are, heading, logarithmic
from sweep_units import scale_of

MAX_BANDS = 2  # more bands over one another are hard to tell apart: bars then
DODGE = 0.55  # of the distance between two places that the points of several series spread over


def places(axis, k, n):
    """Where the points of series k of n stand, beside one another where they would hide each other's bars."""
    x = axis.shown().astype(float)
    offset = (k - 0.5 * (n - 1)) / max(n, 2) * DODGE
    if axis.numeric and axis.log:
        return x * (x.max() / x.min()) ** (offset / max(len(x) - 1, 1) * 0.5)
    step = np.diff(np.sort(x)).min() if len(x) > 1 else 1.0
    return x + offset * step * (0.5 if axis.numeric else 1.0)


def draw_series(panel, axis, spreads, scale, colour, where, band, several):
    """Median with its spread; the marker says the commonest regime, a cross that members failed."""
    get = lambda name: scale([getattr(s, name) for s in spreads])
    middle, there = get("median"), np.array([s.n > 0 for s in spreads])
    if several and band:
        for low, high, alpha in ("low95", "high95", 0.15), ("low68", "high68", 0.28):
            panel.fill_between(where, get(low), get(high), color=colour, alpha=alpha, linewidth=0)
    elif several:
        for low, high, width in ("low95", "high95", 1.2), ("low68", "high68", 4.0):
            panel.vlines(where[there], get(low)[there], get(high)[there], color=colour, linewidth=width, alpha=0.75 if width < 2 else 0.45)
    if axis.numeric:
        panel.plot(where, middle, color=colour, linewidth=1.4)
    for x, y, spread in zip(where, middle, spreads):
        if spread.n:
            panel.plot(x, y, REGIMES.get(spread.regime, ("", "o"))[1], color=colour, markeredgecolor="white", markeredgewidth=0.7,
                       markersize=7, zorder=3)
        if spread.failed:
            panel.plot(x, 0.025, "x", color=colour, transform=panel.get_xaxis_transform(), markersize=6, markeredgewidth=1.6, clip_on=False, zorder=4)


def dress(panel, axis, key, values):
    panel.spines[["top", "right"]].set_visible(False)
    panel.grid(axis="y", color="0.93")
    panel.set_axisbelow(True)
    if key.endswith("_fraction"):
        panel.set_ylim(0.0, 1.05)
    elif logarithmic(values):
        panel.set_yscale("log")
        panel.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:g}"))
    elif np.nanmin(values) >= 0.0:
        panel.set_ylim(bottom=0.0)
    if axis.numeric and axis.log:
        panel.set_xscale("log")
        panel.set_xticks(axis.shown(), [f"{v:.3g}" for v in axis.shown()])
        panel.xaxis.set_minor_formatter(NullFormatter())
    elif not axis.numeric:
        crowded = sum(map(len, axis.labels)) > 40
        panel.set_xticks(axis.shown(), axis.labels, rotation=25 if crowded else 0, ha="right" if crowded else "center")
        panel.set_xlim(-0.6, len(axis) - 0.4)


def legend(beside, sweep, plan, shown, band, title):
    """One legend for all panels, to the right of them."""
    handles = []
    if plan.series is not None:
        handles += [Line2D([], [], color=PALETTE[k % len(PALETTE)], marker="o", markeredgecolor="white", linestyle="-" if plan.x.numeric else "",
                           label=label) for k, label in enumerate(plan.series.labels)]
    if title:
        grey = {"color": "0.5", "linewidth": 0} if band else {}
        for words, alpha, width in ("68 %", 0.45, 4.0), ("95 %", 0.25 if band else 0.75, 1.2):
            handles.append(Patch(alpha=alpha, label=f"{words} of the members", **grey) if band
                           else Line2D([], [], color="0.5", linewidth=width, alpha=alpha, label=f"{words} of the members"))
    mostly = "mostly " if title else ""
    regimes = [name for name in REGIMES if any(s.regime == name for s in shown)]
    handles += [Line2D([], [], color="0.3", marker=REGIMES[name][1], linestyle="", label=mostly + name) for name in regimes]
    if any(s.failed for s in shown):
        handles.append(Line2D([], [], color="0.3", marker="x", linestyle="", markeredgewidth=1.6, label="members failed"))
    if handles:
        beside.legend(handles=handles, title=plan.series.name if plan.series is not None else None, loc="upper left", bbox_to_anchor=(1.01, 1.0),
                      frameon=False, fontsize=9)


def draw(sweep, plan, keys, path):
    """Writes the picture of these keys, one row of panels each; the first one is the tallest."""
    panels, n = plan.panels(), len(plan.series) if plan.series is not None else 1
    title, several = bars_are(sweep, plan), bool(sweep.sample or plan.pooled)
    band = plan.x.numeric and (n <= MAX_BANDS if several else n == 1)
    width = max(4.6, 0.55 * len(plan.x) * (n if not band else 1) ** 0.5 + 1.6)
    figure, axes = plt.subplots(len(keys), len(panels), figsize=(min(width * len(panels), 16.0) + 2.2, 4.2 + 2.0 * (len(keys) - 1)), squeeze=False,
                                sharex=True, sharey="row", height_ratios=[2.1] + [1.0] * (len(keys) - 1), layout="constrained")
    shown = []
    for k_row, (row, key) in enumerate(zip(axes, keys)):
        values = sweep.values(key)
        scale, label = scale_of(key, sweep.unit(key), values)
        for panel, (name, rows) in zip(row, panels):
            for k in range(n):
                chosen = [sweep.select({**rows, plan.x: j, **({plan.series: k} if plan.series is not None else {})}) for j in range(len(plan.x))]
                spreads = [Spread(sweep, values, c) for c in chosen]
                shown += spreads
                draw_series(panel, plan.x, spreads, scale, PALETTE[k % len(PALETTE)], places(plan.x, k if not band else 0, n if not band else 1),
                            band, several)
            if name and k_row == 0:
                panel.set_title(f"{plan.panel.name}: {name}", fontsize=10)
        for panel in row:  # limits are common to all: set when all is drawn
            dress(panel, plan.x, key, scale(values[sweep.drawn()]))
        row[0].set_ylabel(label)
    for panel in axes[-1]:
        panel.set_xlabel(plan.x.label())
    legend(axes[0, -1], sweep, plan, shown, band, title)
    heading(figure, sweep, f"median and spread over {title}" if title else "")
    figure.align_ylabels(axes[:, 0])
    figure.savefig(path, dpi=130)
    plt.close(figure)
    return path
