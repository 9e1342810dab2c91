#!/usr/bin/env python3
"""Pictures of a run: thickness map, history, cross-sections; of gas transport where it was computed; of a sweep.

usage: plot.py RUN_DIR [-o FILE] [--measured FILE.csv]     writes RUN_DIR/thickness.png, RUN_DIR/transport.png, RUN_DIR/programme.png
       plot.py SWEEP_DIR [-o FILE] [--key NAME] [--log]    writes SWEEP_DIR/thickness.png and others (plot_sweep.py)
       plot.py RUN_DIR --paraview                          opens the run in ParaView
       plot.py --paraview-macro                            puts a button for that into ParaView
       plot.py RUN_DIR --movie [--key h|T|X] [-o FILE]     writes RUN_DIR/movie.mp4 where ffmpeg is, else RUN_DIR/movie.gif

Of a run it reads fields.h5 and series.csv.  Quarter symmetry is mirrored and an axisymmetric run revolved to the whole bath.
Exit status: 0 done, 2 nothing usable to draw (one line says why).
"""
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator

import film_files
import in_paraview
import plot_movie
import plot_programme
import plot_sweep
import plot_transport
from drawing import BLUE, GREEN, MAP_COLOURS, ORANGE, draw_bath, placed, tidy, time_scale
from one_line import OneLine
from run_fields import Refusal, Run, read_series

MAX_SECTIONS = 5


def draw_map(figure, axes, run):
    step = run.steps[-1]
    h = run.thickness(step) * 1e6
    draw_bath(axes, run)
    if np.isfinite(h).any():
        low, high = np.nanpercentile(h, [2, 98])  # a few odd cells at an edge must not use up the colours
        if high - low < 1e-3 * high:
            low, high = 0.999 * high, 1.001 * high
        image = axes.imshow(h, cmap=MAP_COLOURS, vmin=low, vmax=high, **placed(run))
        beyond = {(False, False): "neither", (True, False): "min", (False, True): "max", (True, True): "both"}
        extend = beyond[bool(np.nanmin(h) < low * (1 - 1e-3)), bool(np.nanmax(h) > high * (1 + 1e-3))]
        figure.colorbar(image, ax=axes, label="film thickness (µm)", shrink=0.85, extend=extend)
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


def draw_run(arguments):
    """Paths of the pictures of a run."""
    path = arguments.o or arguments.directory / "thickness.png"
    alone = (arguments.directory / "transport.json").exists() and not (arguments.directory / "fields.h5").exists()
    run = None if alone else Run(arguments.directory)
    if run:
        draw(run, read_series(arguments.directory), path)
    gases = plot_transport.draw(arguments.directory, run, arguments.measured)
    return [path if run else None, gases, plot_programme.draw(arguments.directory)], []


def pictures_of(arguments):
    """Paths of the pictures, and lines about what could not be drawn."""
    if arguments.paraview_macro:
        return [in_paraview.write_macro()], []
    if arguments.directory is None:
        raise Refusal("which directory? vitrifloat plot DIR")
    if arguments.paraview:
        in_paraview.start(arguments.directory)
    if (arguments.directory / "sweep.json").exists():
        if arguments.movie:
            raise Refusal(f"{arguments.directory} is a sweep; a movie is of one run, {arguments.directory}/members/000000 for one")
        return plot_sweep.draw(arguments.directory, arguments.key, arguments.o, arguments.log)
    if arguments.movie:
        path = arguments.o or arguments.directory / f"movie{film_files.ending()}"
        return [plot_movie.draw(Run(arguments.directory), read_series(arguments.directory), path, arguments.key or "h")], []
    if arguments.key or arguments.log:
        raise Refusal("--key is for sweeps and movies, --log for sweeps")
    return draw_run(arguments)


def main():
    parser = OneLine(prog="vitrifloat plot", description="Draw the pictures of a run or a sweep.")
    parser.add_argument("directory", metavar="DIR", type=pathlib.Path, nargs="?")
    parser.add_argument("-o", metavar="FILE", type=pathlib.Path, help="picture to write (DIR/thickness.png)")
    parser.add_argument("--measured", metavar="FILE.csv", type=pathlib.Path, help="measurements to draw beside the simulated gas transport")
    parser.add_argument("--key", metavar="NAME", 
                        help="of a sweep: the result to draw, a column of results.csv (thickness_mean_m); of a movie: the field, h, T, X ...")
    parser.add_argument("--movie", action="store_true", help="the film of a run over time: DIR/movie.mp4 where ffmpeg is, else DIR/movie.gif")
    parser.add_argument("--paraview", action="store_true", help="open a run in ParaView")
    parser.add_argument("--paraview-macro", action="store_true", help="put a button that opens runs into ParaView's macros")
    parser.add_argument("--log", action="store_true", help="of a sweep: rank the uncertain values by what they do to the result's logarithm")
    arguments = parser.parse_args()
    try:
        pictures, notes = pictures_of(arguments)
    except (Refusal, OSError, KeyError, ValueError) as error:
        words = error.args[0] if isinstance(error, (Refusal, KeyError, ValueError)) else error
        print(f"vitrifloat plot: {words}", file=sys.stderr)
        return 2
    for picture in filter(None, pictures):
        print(picture)
    for note in notes:
        print(f"vitrifloat plot: {note}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
