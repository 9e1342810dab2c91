"""Which axis of a sweep becomes what in a picture, and the spread of the members behind one point."""
import dataclasses
import textwrap

import numpy as np

MAX_PANELS = 6
LEAST_OF_MAP = 3  # values of each axis of a map
REGIMES = {  # name: (colour, marker); order as the legend shows them
    "spread to the wall": ("#4c9f70", "o"),
    "frozen while spreading": ("#7da7d9", "s"),
    "lens": ("#e0b04c", "D"),
    "dewetted": ("#c0504d", "v"),
}


@dataclasses.dataclass
class Plan:
    x: object = None  # Axis along the picture; None: there is only a sample
    y: object = None  # second numeric axis: a map
    series: object = None  # one colour a row
    panel: object = None  # one panel a row
    pooled: tuple = ()  # axes whose members are drawn together

    def panels(self):
        """[(title, {axis: row})]"""
        return [("", {})] if self.panel is None else [(label, {self.panel: k}) for k, label in enumerate(self.panel.labels)]


def plan(sweep):
    """Two numeric axes of three values or more make a map, else one axis goes along the picture and the next gives its colours; what is left
    makes panels while these are few, and is drawn together beyond."""
    left, out = list(sweep.varied), Plan()
    long = [axis for axis in left if axis.numeric and len(axis) >= LEAST_OF_MAP]
    if not left:
        return out
    if len(long) >= 2:
        out.x, out.y = long[:2]
    else:
        out.x = (long or [axis for axis in left if axis.numeric] or left)[0]
        out.series = next((axis for axis in left if axis is not out.x), None)
    left = [axis for axis in left if axis not in (out.x, out.y, out.series)]
    out.panel = next((axis for axis in left if len(axis) <= MAX_PANELS), None)
    out.pooled = tuple(axis for axis in left if axis is not out.panel)
    return out


class Spread:
    """Members of one point of a picture: how many have a value, how many failed or have none, and quantiles of the values."""

    def __init__(self, sweep, values, chosen):
        inside = values[chosen & sweep.drawn() & np.isfinite(values)]
        self.n, self.failed = inside.size, int((chosen & sweep.failed).sum())
        self.empty = int((chosen & sweep.done & ~np.isfinite(values)).sum())
        levels = (50.0, 16.0, 84.0, 2.5, 97.5)
        self.median, self.low68, self.high68, self.low95, self.high95 = np.percentile(inside, levels) if self.n else (np.nan,) * 5
        self.regime = commonest(sweep.words("regime")[chosen])


def commonest(words):
    """The commonest of the words that are not empty, "" when none is."""
    words = [w for w in words if w]
    return max(sorted(set(words)), key=words.count) if words else ""


def bars_are(sweep, out):
    """What bars and bands show, for legends; "" when there are none."""
    over = ["the uncertain values"] if sweep.sample else []
    over += [axis.name for axis in out.pooled]
    return " and ".join(over)


def logarithmic(values):
    """Whether positive values range so far that a logarithmic axis shows them better."""
    finite = values[np.isfinite(values)]
    return finite.size > 1 and finite.min() > 0.0 and finite.max() > 30.0 * finite.min()


def heading(figure, sweep, first=""):
    """The sweep's title, and below it what the picture leaves unsaid otherwise: constant axes, the size of the sample, members that failed."""
    parts = [first] if first else []
    parts += [f"{axis.name}: {axis.labels[0]}" for axis in sweep.axes if len(axis) == 1]
    if sweep.sample:
        parts.append(f"{sweep.sample['count']} draws of {len(sweep.sample['columns'])} uncertain values")
    waiting = int((~sweep.done & ~sweep.failed).sum())
    counts = [f"{int(sweep.done.sum())} of {len(sweep.done)} members done"]
    counts += [f"{n} {word}" for n, word in ((int(sweep.failed.sum()), "failed"), (waiting, "not finished")) if n]
    parts.append(", ".join(counts))
    lines = textwrap.wrap(sweep.title, int(11.5 * figure.get_figwidth())) + textwrap.wrap("; ".join(parts), int(11.5 * figure.get_figwidth()))
    figure.suptitle("\n".join(lines), fontsize=11)
