#!/usr/bin/env python3
"""Pictures of a run: thickness map, history, cross-sections; of gas transport where it was computed.

usage: plot.py RUN_DIR [-o FILE] [--measured FILE.csv]     writes RUN_DIR/thickness.png, RUN_DIR/transport.png, RUN_DIR/programme.png

Reads fields.h5 and series.csv.  Quarter symmetry is mirrored and an axisymmetric run revolved to the whole bath.
Exit status: 0 done, 2 nothing usable to draw (one line says why).
"""
import argparse
import pathlib
import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

import plot_programme
import plot_transport

MAP_COLOURS = "viridis"  # even in lightness, and safe for the common forms of colour blindness
BATH_COLOUR = "0.90"
BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"  # Okabe and Ito's colour-blind-safe palette
MAX_SECTIONS = 5
REVOLVED_CELLS = 600  # pixels over the diameter of a revolved map


class Refusal(Exception):
    """What is wrong, in one line."""


class Run:
    """Whole-bath pictures of the steps in fields.h5."""

    def __init__(self, directory):
        path = directory / "fields.h5"
        if not directory.is_dir():
            raise Refusal(f"{directory} is not a directory")
        if not path.exists():
            raise Refusal(f"{directory} holds no fields.h5: not a run, or one that stopped before its first output")
        try:
            self.file = h5py.File(path, "r")
        except OSError as error:
            raise Refusal(f"cannot read {path}: {error}") from error
        attributes = self.file.attrs
        self.steps = sorted((k for k in self.file if k.startswith("step_")), key=lambda k: self.file[k].attrs["time"])
        if not self.steps or "bath" not in self.file:
            raise Refusal(f"{path} holds no finished output")
        self.title = attributes["title"]
        self.axisymmetric = attributes["geometry"] == "axisymmetric"
        self.quarter = attributes["symmetry"] == "quarter"
        self.dx, self.dy = attributes["dx_m"], attributes["dy_m"]
        self.x0, self.y0 = attributes["x0_m"], attributes["y0_m"]
        self.mask = self.whole(self.file["mask"][...]).astype(bool)
        self.bath = self.whole(self.file["bath"][...])
        ny, nx = self.mask.shape
        if self.axisymmetric:
            radius = self.file["mask"].shape[1] * self.dx
            self.extent = [-radius, radius, -radius, radius]
        elif self.quarter:
            self.extent = [-nx / 2 * self.dx, nx / 2 * self.dx, -ny / 2 * self.dy, ny / 2 * self.dy]
        else:
            self.extent = [self.x0, self.x0 + nx * self.dx, self.y0, self.y0 + ny * self.dy]

    def whole(self, a):
        """The whole bath from what the file holds."""
        if self.axisymmetric:
            n = REVOLVED_CELLS
            c = (np.arange(n) + 0.5) * 2.0 / n - 1.0
            index = np.floor(np.hypot(c, c[:, None]) * a.shape[1]).astype(int)
            return np.where(index < a.shape[1], a[0, np.minimum(index, a.shape[1] - 1)], 0)
        if self.quarter:
            a = np.concatenate([a[:, ::-1], a], axis=1)
            a = np.concatenate([a[::-1], a], axis=0)
        return a

    def time(self, step):
        return float(self.file[step].attrs["time"])

    def thickness(self, step):
        """Map [m], NaN where bare: a cell counts as film when at least half of its bath is covered."""
        group = self.file[step]
        h, c = self.whole(group["h"][...]), self.whole(group["c"][...])
        return np.where(self.mask & (c >= 0.5 * self.bath), h, np.nan)

    def line(self, profile):
        """x [m] and values of a map along the line y = 0."""
        if self.axisymmetric or self.quarter:
            profile = np.concatenate([profile[0, ::-1], profile[0]])
        else:
            ny = profile.shape[0]
            j = -self.y0 / self.dy - 0.5  # the row whose centre is y = 0, or the two beside it
            low, high = int(np.clip(np.floor(j + 1e-9), 0, ny - 1)), int(np.clip(np.ceil(j - 1e-9), 0, ny - 1))
            profile = 0.5 * (profile[low] + profile[high])
        x = self.extent[0] + (np.arange(profile.size) + 0.5) * self.dx
        return x, profile

    def section(self, step):
        """x [m] and mean thickness of the cells [m] along the line y = 0."""
        group = self.file[step]
        return self.line(group["h"][...] * group["c"][...])

    def levels(self, step):
        """x [m], level of the bath's surface and of the top [m] along the line y = 0, NaN beyond the bath; None when the bath is flat."""
        group = self.file[step]
        if "zb" not in group or not group["zb"][...].any():
            return None
        inside = self.line(self.file["mask"][...].astype(float))[1] > 0.5
        (x, bottom), (_, top) = self.line(group["zb"][...]), self.line(group["zt"][...])
        return x, np.where(inside, bottom, np.nan), np.where(inside, top, np.nan)

    def temperature(self, step):
        """Mean temperature of the film, or of the bath without film [K]; None when the run has none."""
        group = self.file[step]
        if "T" not in group:
            return None
        weight = group["m"][...] if "m" in group and group["m"][...].any() else self.file["mask"][...]
        return float(np.average(group["T"][...], weights=weight))


def read_series(directory):
    """Columns of series.csv by name; None when there is nothing to draw."""
    path = directory / "series.csv"
    if not path.exists():
        return None
    try:
        table = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8", invalid_raise=False)
    except ValueError as error:
        raise Refusal(f"cannot read {path}: {error}") from error
    table = np.atleast_1d(table)
    return table if table.size > 1 else None


def nice_length(width):
    """A round length of about a quarter of the width."""
    power = 10.0 ** np.floor(np.log10(width / 4))
    return max(f * power for f in (1, 2, 5) if f * power <= width / 4)


def time_scale(seconds):
    """(unit, divisor) for an axis up to this time."""
    return ("min", 60.0) if seconds > 600 else ("s", 1.0)


def tidy(axes):
    axes.spines[["top", "right"]].set_visible(False)
    axes.margins(x=0)


def draw_scale_bar(axes, extent):
    width, height = extent[1] - extent[0], extent[3] - extent[2]
    length = nice_length(width)
    x, y = extent[0] + 0.02 * width, extent[2] + 0.02 * height
    axes.plot([x, x + length], [y, y], color="black", linewidth=3, solid_capstyle="butt")
    axes.text(x + length / 2, y + 0.015 * height, f"{length * 1e3:g} mm", ha="center", va="bottom")


def draw_map(figure, axes, run):
    step = run.steps[-1]
    h = run.thickness(step) * 1e6
    ny, nx = run.mask.shape
    bath = np.ma.masked_where(~run.mask, np.zeros(run.mask.shape))
    where = {"extent": run.extent, "origin": "lower", "interpolation": "nearest"}
    axes.imshow(bath, cmap=matplotlib.colors.ListedColormap([BATH_COLOUR]), **where)
    if np.isfinite(h).any():
        low, high = np.nanpercentile(h, [2, 98])  # a few odd cells at an edge must not use up the colours
        if high - low < 1e-3 * high:
            low, high = 0.999 * high, 1.001 * high
        image = axes.imshow(h, cmap=MAP_COLOURS, vmin=low, vmax=high, **where)
        beyond = {(False, False): "neither", (True, False): "min", (False, True): "max", (True, True): "both"}
        extend = beyond[bool(np.nanmin(h) < low * (1 - 1e-3)), bool(np.nanmax(h) > high * (1 + 1e-3))]
        figure.colorbar(image, ax=axes, label="film thickness (µm)", shrink=0.85, extend=extend)
    edge = np.pad(run.mask.astype(float), 1)
    x = np.linspace(run.extent[0], run.extent[1], 2 * nx + 1)[1::2]
    y = np.linspace(run.extent[2], run.extent[3], 2 * ny + 1)[1::2]
    dx, dy = x[1] - x[0] if nx > 1 else 1.0, y[1] - y[0] if ny > 1 else 1.0
    x, y = np.concatenate([[x[0] - dx], x, [x[-1] + dx]]), np.concatenate([[y[0] - dy], y, [y[-1] + dy]])
    axes.contour(x, y, edge, levels=[0.5], colors="0.35", linewidths=1.2)
    draw_scale_bar(axes, run.extent)
    pad = 0.03 * (run.extent[1] - run.extent[0])
    axes.set_xlim(run.extent[0] - pad, run.extent[1] + pad)
    axes.set_ylim(run.extent[2] - pad, run.extent[3] + pad)
    axes.set_aspect("equal")
    axes.axis("off")
    state = f"t = {run.time(step):.4g} s"
    temperature = run.temperature(step)
    if temperature is not None:
        state += f",  T = {temperature - 273.15:.0f} °C"
    axes.set_title(f"{run.title}\n{state}" if run.title else state)


def draw_history(axes, series):
    unit, scale = time_scale(series["time_s"][-1])
    time = series["time_s"] / scale
    rows = (
        ("temperature\n(°C)", series["temperature_K"] - 273.15, ORANGE),
        ("mean thickness\n(µm)", series["thickness_mean_m"] * 1e6, BLUE),
        ("covered area\n(mm²)", series["covered_area_m2"] * 1e6, GREEN),
    )
    for panel, (label, values, colour) in zip(axes, rows):
        panel.plot(time, values, color=colour, linewidth=1.8)
        panel.set_ylabel(label)
        panel.yaxis.set_major_locator(MaxNLocator(4))
        span = np.nanmax(values) - np.nanmin(values) if np.isfinite(values).any() else 0.0
        if span < 1e-6 * np.nanmax(np.abs(values), initial=0.0):  # constant: do not magnify round-off
            middle = np.nanmean(values)
            panel.set_ylim(middle - 0.05 * abs(middle), middle + 0.05 * abs(middle))
        panel.ticklabel_format(axis="y", useOffset=False)
        tidy(panel)
        panel.tick_params(labelbottom=panel is axes[-1])
    axes[-1].set_xlabel(f"time ({unit})")


def pick_sections(run):
    """A handful of steps whose central profiles differ: evenly spaced in what has changed, not in time."""
    if len(run.steps) <= MAX_SECTIONS:
        return run.steps
    profiles = [run.section(s)[1] for s in run.steps]
    change = np.cumsum([0.0] + [np.abs(b - a).sum() for a, b in zip(profiles, profiles[1:])])
    if change[-1] == 0.0:
        return [run.steps[0], run.steps[-1]]
    targets = np.linspace(0.0, change[-1], MAX_SECTIONS)
    return [run.steps[k] for k in sorted({int(np.argmin(np.abs(change - t))) for t in targets} | {0, len(run.steps) - 1})]


def draw_sections(axes, run):
    steps = pick_sections(run)
    colours = matplotlib.colormaps["cividis"](np.linspace(0.9, 0.0, max(len(steps), 2)))
    unit, scale = time_scale(run.time(run.steps[-1]))
    for step, colour in zip(steps, colours):
        x, h = run.section(step)
        axes.step(x * 1e3, h * 1e6, where="mid", color=colour, linewidth=1.5, label=f"{run.time(step) / scale:.3g} {unit}")
    axes.set_xlabel("x along y = 0 (mm)")
    axes.set_ylabel("thickness\n(µm)")
    axes.set_ylim(bottom=0)
    tidy(axes)
    axes.set_xlim(run.extent[0] * 1e3, run.extent[1] * 1e3)
    axes.legend(frameon=False, fontsize="small", handlelength=1.2, loc="upper left", bbox_to_anchor=(1.0, 1.0), title="time", title_fontsize="small")


def draw_levels(axes, run, levels):
    """Top and bottom of the film, and the bath beside it, as they float at the end."""
    x, bottom, top = levels
    axes.fill_between(x * 1e3, bottom * 1e6, top * 1e6, step="mid", color=ORANGE, alpha=0.35, linewidth=0, label="film")
    axes.step(x * 1e3, top * 1e6, where="mid", color=ORANGE, linewidth=1.3, label="top")
    axes.step(x * 1e3, bottom * 1e6, where="mid", color=BLUE, linewidth=1.3, label="bath")
    axes.set_xlabel("x along y = 0 (mm)")
    axes.set_ylabel("level at the end\n(µm)")
    tidy(axes)
    axes.set_xlim(run.extent[0] * 1e3, run.extent[1] * 1e3)
    axes.legend(frameon=False, fontsize="small", handlelength=1.2, loc="upper left", bbox_to_anchor=(1.0, 1.0))


def draw(run, series, path):
    levels = run.levels(run.steps[-1])
    heights = ((1, 1, 1) if series is not None else ()) + (1.5,) + ((1.2,) if levels else ())
    figure = plt.figure(figsize=(13, 7.5 if levels is None else 8.5), layout="constrained")
    left, right = figure.subfigures(1, 2, width_ratios=(1.15, 1))
    draw_map(left, left.subplots(), run)
    panels = right.subplots(len(heights), 1, squeeze=False, height_ratios=heights)[:, 0]
    if series is not None:
        draw_history(panels[:3], series)
    right.align_ylabels(panels)
    draw_sections(panels[3 if series is not None else 0], run)
    if levels:
        draw_levels(panels[-1], run, levels)
    figure.savefig(path, dpi=130)


def main():
    parser = argparse.ArgumentParser(prog="vitrifloat plot", description="Draw the pictures of a run.")
    parser.add_argument("directory", metavar="RUN_DIR", type=pathlib.Path)
    parser.add_argument("-o", metavar="FILE", type=pathlib.Path, help="picture to write (RUN_DIR/thickness.png)")
    parser.add_argument("--measured", metavar="FILE.csv", type=pathlib.Path, help="measurements to draw beside the simulated gas transport")
    arguments = parser.parse_args()
    path = arguments.o or arguments.directory / "thickness.png"
    try:
        alone = (arguments.directory / "transport.json").exists() and not (arguments.directory / "fields.h5").exists()
        run = None if alone else Run(arguments.directory)
        if run:
            draw(run, read_series(arguments.directory), path)
        else:
            path = None
        gases = plot_transport.draw(arguments.directory, run, arguments.measured)
        programme = plot_programme.draw(arguments.directory)
    except (Refusal, OSError, KeyError, ValueError) as error:
        words = error.args[0] if isinstance(error, (Refusal, KeyError, ValueError)) else error
        print(f"vitrifloat plot: {words}", file=sys.stderr)
        return 2
    for picture in filter(None, (path, gases, programme)):
        print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
