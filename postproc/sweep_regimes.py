"""The regimes that the members of a sweep end in: a map over two axes with its borders, or shares along one; and their places on the map in
closed form."""
import dataclasses

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

import regime_plane
from run_fields import Refusal
from sweep_maps import dress, draw_failed, edges
from sweep_plan import REGIMES, commonest, heading

MAX_PLACES = 2000  # members whose series are read; more are thinned out evenly
MAX_COLUMNS = 4
NAMES = list(REGIMES)


def places(sweep):
    """Places of the members in the plane of regime_plane.py, NaN where there is none: (members, 2)."""
    out = np.full((len(sweep.done), 2), np.nan)
    try:
        area = sweep.values("covered_area_m2") / sweep.values("covered_fraction")
    except Refusal:
        return out
    floats = np.isfinite(sweep.table.numbers("bath_deflection_max_m")) if "bath_deflection_max_m" in sweep.table.place else np.zeros(len(area), bool)
    known = np.nonzero(np.isfinite(area) & floats)[0]
    for k in known[:: -(-len(known) // MAX_PLACES) or 1]:
        out[k] = regime_plane.place_of_run(sweep.member_directory(k), area[k]) or (np.nan, np.nan)
    return out


def draw_map(panel, sweep, plan, rows, place):
    """Cells in the colours of the regimes, steps between them, and the borders in closed form where they pass."""
    regime, (x, order_x), (y, order_y) = sweep.words("regime"), edges(plan.x), edges(plan.y)
    chosen = [[sweep.select({**rows, plan.x: i, plan.y: j}) for i in order_x] for j in order_y]
    found = np.array([[NAMES.index(r) if (r := commonest(regime[c])) in NAMES else -1 for c in line] for line in chosen])
    panel.set_facecolor("0.88")
    panel.pcolormesh(x, y, np.ma.masked_less(found, 0), cmap=ListedColormap([colour for colour, _ in REGIMES.values()]), vmin=-0.5,
                     vmax=len(NAMES) - 0.5, alpha=0.75, linewidth=0, rasterized=True)
    for j, i in zip(*np.nonzero(found[:, 1:] != found[:, :-1])):
        panel.plot([x[i + 1]] * 2, y[j : j + 2], color="0.15", linewidth=1.1, solid_capstyle="projecting")
    for j, i in zip(*np.nonzero(found[1:] != found[:-1])):
        panel.plot(x[i : i + 2], [y[j + 1]] * 2, color="0.15", linewidth=1.1, solid_capstyle="projecting")
    draw_failed(panel, plan, np.array([[(c & sweep.failed).any() for c in line] for line in chosen]))
    closed = draw_closed(panel, plan, chosen, place, "dewetted" in regime)
    dress(panel, plan.x, plan.y)
    return closed


def middle(values):
    values = values[np.isfinite(values)]
    return np.median(values) if values.size else np.nan


def draw_closed(panel, plan, chosen, place, holes):
    """The borders in closed form, from the members' places: where the force changes sign, and where the fluidity just suffices; that of
    holes that open only where some do."""
    if min(len(plan.x), len(plan.y)) < 3 or not (plan.x.numeric and plan.y.numeric):
        return False
    x, y = np.sort(plan.x.shown()), np.sort(plan.y.shown())
    force = np.array([[middle(place[c, 0]) for c in line] for line in chosen])
    spent = np.log(np.array([[middle(place[c, 1]) for c in line] for line in chosen]))
    drawn = False
    fields = [force, np.where(force > 0.0, spent, np.nan)] + ([np.where(force < 0.0, spent, np.nan)] if holes else [])
    for field in fields:
        if np.isfinite(field).any() and np.nanmin(field) < 0.0 < np.nanmax(field):
            panel.contour(x, y, np.ma.masked_invalid(field), levels=[0.0], colors="black", linestyles="--", linewidths=1.6)
            drawn = True
    return drawn


def draw_shares(panel, sweep, plan, rows):
    """Bars of what share of the members ends in which regime, along the axis."""
    regime, n = sweep.words("regime"), len(plan.series) if plan.series is not None else 1
    width = 0.8 / n
    for i in range(len(plan.x)):
        for k in range(n):
            chosen = sweep.select({**rows, plan.x: i, **({plan.series: k} if plan.series is not None else {})}) & sweep.drawn()
            at, bottom, total = i + (k - 0.5 * (n - 1)) * width, 0.0, max(int((chosen & (sweep.done | sweep.failed)).sum()), 1)
            for name, (colour, _) in REGIMES.items():
                share = float((regime[chosen] == name).sum()) / total
                panel.bar(at, share, 0.92 * width, bottom=bottom, color=colour, alpha=0.85)
                bottom += share
            if (chosen & sweep.failed).any():
                panel.plot(at, min(bottom + 0.03, 1.03), "x", color="0.25", markersize=5, clip_on=False)
            if n > 1:
                panel.text(at, -0.015, plan.series.labels[k], rotation=90, ha="center", va="top", fontsize=7)
    panel.set_xticks(range(len(plan.x)), plan.x.labels)
    panel.tick_params(axis="x", length=0, pad=4 + (max(map(len, plan.series.labels)) * 5.2 if n > 1 else 0))
    panel.set(ylim=(0.0, 1.0), xlabel=plan.x.name, ylabel="share of the members")
    panel.spines[["top", "right"]].set_visible(False)


def draw_plane(panel, sweep, place):
    """Members on the map in closed form; the ground says what it expects, the markers what came of them."""
    regime, there = sweep.words("regime"), np.isfinite(place).all(axis=1)
    low, high = min(0.3 * place[there, 1].min(), 0.03), max(3.0 * place[there, 1].max(), 30.0)
    wide = 1.1 * np.abs(place[there, 0]).max()
    inwards = "dewetted" if "dewetted" in regime else "lens"  # a film without holes has none that open
    for name, left, bottom in (("spread to the wall", 0.0, 1.0), ("frozen while spreading", 0.0, low), (inwards, -wide, 1.0), ("lens", -wide, low)):
        panel.fill_between([left, left + wide], bottom, high if bottom == 1.0 else 1.0, color=REGIMES[name][0], alpha=0.22, linewidth=0)
    panel.plot([0.0 if inwards == "lens" else -wide, wide], [1.0, 1.0], color="0.3", linewidth=1.0)
    panel.axvline(0.0, color="0.3", linewidth=1.0)
    for name, (colour, marker) in REGIMES.items():
        chosen = there & (regime == name)
        panel.plot(place[chosen, 0], place[chosen, 1], marker, color=colour, markeredgecolor="black", markeredgewidth=0.5,
                   markersize=5.5 if there.sum() < 300 else 3.5)
    panel.set(yscale="log", xlim=(-wide, wide), ylim=(low, high), xlabel="edge force at the start (N/m)",
              ylabel="fluidity spent over fluidity needed")
    panel.set_title("closed form (ground) and members (markers)" + ("" if there.all() else f": {int(there.sum())} of {len(there)}"), fontsize=10)


def legend(beside, regimes, closed, failed):
    handles = [Patch(color=REGIMES[name][0], label=name) for name in NAMES if name in regimes]
    if closed:
        handles.append(Line2D([], [], color="black", linestyle="--", label="border in closed form"))
    if failed:
        handles.append(Line2D([], [], color="0.25", marker="x", linestyle="", label="members failed"))
    beside.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1.0), frameon=False, fontsize=9)


def draw(sweep, plan, path):
    """Writes the picture of the regimes.  Returns its path, None when all members that are done ended in the same one."""
    regimes = set(sweep.words("regime")) - {""}
    if len(regimes) < 2:
        return None
    place = places(sweep)
    plane = np.isfinite(place).all(axis=1).sum() >= 3
    if plan.y is None and not sweep.sample and not plan.pooled:
        plan = dataclasses.replace(plan, y=plan.series, series=None)  # one regime a place: tiles say more than full bars
    panels = plan.panels() if plan.x is not None and (plan.y is not None or sweep.sample or plan.pooled) else []
    if not panels and not plane:
        return None
    count = len(panels) + plane
    columns = min(count, MAX_COLUMNS)
    lines = -(-count // columns)
    figure, axes = plt.subplots(lines, columns, figsize=(4.9 * columns + 2.2, 4.5 * lines + 0.4), squeeze=False, layout="constrained")
    for panel in axes.flat[count:]:
        panel.set_visible(False)
    closed = False
    for panel, (name, rows) in zip(axes.flat, panels):
        if plan.y is not None:
            closed |= draw_map(panel, sweep, plan, rows, place)
            panel.set(xlabel=plan.x.label(), ylabel=plan.y.label())
        else:
            draw_shares(panel, sweep, plan, rows)
        panel.set_title(f"{plan.panel.name}: {name}" if name else "", fontsize=10)
    if plane:
        draw_plane(axes.flat[count - 1], sweep, place)
    legend(axes[0, -1], regimes | ({"lens", "spread to the wall", "frozen while spreading"} if plane else set()), closed, sweep.failed.any())
    heading(figure, sweep, "regimes in the end" + (", the commonest of each place" if plan.y is not None and sweep.sample else ""))
    figure.savefig(path, dpi=130)
    plt.close(figure)
    return path
