"""Picture of a membrane's programme: DIR/programme.png from the group "programme" of transport.h5; permeances over time, below them
temperature and feed."""
import json

import h5py
import matplotlib.pyplot as plt
import numpy as np

from drawing import PALETTE

GPU = 1e-6 * 1e4 / (22413.96954 * 1333.22387415)  # mol/(m2 s Pa)
UNITS = [(2 * 86400.0, 86400.0, "d"), (2 * 3600.0, 3600.0, "h"), (300.0, 60.0, "min"), (0.0, 1.0, "s")]

DASHES = ("-", (0, (5, 3)), (0, (2, 2)), "-.")  # gases at equal pressures lie over one another


def gases_of(group):
    return [group.attrs[f"gas_{i}"].decode() if isinstance(group.attrs[f"gas_{i}"], bytes) else str(group.attrs[f"gas_{i}"])
            for i in range(group["permeance"].shape[1])]


def permeances(axis, told, group, time, unit, gases):
    """What the rig's equations give, of every gas while it is fed; each segment a line of its own."""
    ends = np.array([s["end_s"] for s in told["programme"]["segments"]])
    begins = np.array([s["begin_s"] for s in told["programme"]["segments"]])
    for i, gas in enumerate(gases):
        value = group["permeance"][:, i] / GPU
        fed = np.isfinite(value) & (value > 0.0) & (group["feed_pressure"][:, i] > 0.0)
        colour, name = PALETTE[i % len(PALETTE)], gas
        for begin, end in zip(begins, ends):
            here = fed & (time > begin) & (time <= end)
            if here.any():
                axis.semilogy(time[here] / unit, value[here], "-", color=colour, label=name)
                name = None
    shown = np.concatenate([line.get_ydata() for line in axis.lines] or [np.ones(1)])
    top = shown.max()
    axis.set_ylim(max(np.percentile(shown, 5) / 3.0, 1e-6 * top), 2.0 * top)  # the rise from nothing is not the point
    axis.set(ylabel="permeance [GPU]")
    axis.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.08, 0.5))


def programme(axis, group, time, unit, gases):
    """Temperature on the left, what is fed on the right."""
    axis.plot(time / unit, group["temperature"][...], color="0.4", lw=1.5)
    axis.set(ylabel="temperature [K]")
    low, high = axis.get_ylim()
    axis.set_ylim(min(low, high - 20.0) - 5.0, high + 5.0)
    right = axis.twinx()
    for i, gas in enumerate(gases):
        feed = 1e-5 * group["feed_pressure"][:, i]
        if feed.max() > 0.0:
            right.plot(time / unit, np.where(feed > 1e-7, feed, np.nan), color=PALETTE[i % len(PALETTE)], lw=1.4, label=gas,
                       ls=DASHES[i % len(DASHES)])
    right.set(yscale="log", ylabel="feed [bar]")
    right.legend(loc="center left", bbox_to_anchor=(1.08, 0.5), fontsize=8)  # of gases that come back from the sweep too


def draw(directory):
    """Writes DIR/programme.png.  Returns its path, None when there is no programme."""
    path = directory / "transport.json"
    told = json.loads(path.read_text()) if path.exists() else {}
    if "programme" not in told or not told["programme"]["segments"] or not (directory / "transport.h5").exists():
        return None
    with h5py.File(directory / "transport.h5") as f:
        group = f["programme"]
        time, gases = group["time"][...], gases_of(group)
        unit, name = next((u, n) for least, u, n in UNITS if time[-1] >= least)
        figure, (upper, lower) = plt.subplots(2, 1, figsize=(10.5, 6.4), sharex=True, height_ratios=(2, 1), constrained_layout=True)
        permeances(upper, told, group, time, unit, gases)
        programme(lower, group, time, unit, gases)
        for segment in told["programme"]["segments"]:
            for axis in (upper, lower):
                axis.axvline(segment["end_s"] / unit, color="0.85", lw=0.6, zorder=0)
    lower.set(xlabel=f"time [{name}]")
    guesses = sorted({s["gas"] for s in told.get("sorption", []) if s["basis"] == "assumed"})
    figure.suptitle(told["title"] + (f"   (isotherm of {', '.join(guesses)}: assumed)" if guesses else ""), fontsize=11)
    out = directory / "programme.png"
    figure.savefig(out, dpi=110)
    plt.close(figure)
    return out
