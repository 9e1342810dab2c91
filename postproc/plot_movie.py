"""The film of a run: the map over time, temperature below.  docs/user-guide.md, "Pictures"."""
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LogNorm, Normalize
from matplotlib.ticker import FuncFormatter

import film_files
from drawing import BLUE, MAP_COLOURS, ORANGE, draw_bath, placed, tidy, time_scale
from run_fields import Refusal
from sweep_units import Scale

MOST_FRAMES = 180
LOOKED_AT = 12  # frames that the range of colours is taken from
KINDS = {  # field: (label, shown from SI, colours)
    "h": ("film thickness (µm)", lambda a: 1e6 * a, MAP_COLOURS),
    "T": ("temperature (°C)", lambda a: a - 273.15, "inferno"),
    "X": ("crystals (%)", lambda a: 100.0 * a, "cividis"),
    "Tf": ("fictive temperature (°C)", lambda a: a - 273.15, "inferno"),
}


def kind_of(run, key):
    """Label, conversion and colours of a field; Refusal when the run has none of that name."""
    group = run.file[run.steps[-1]]
    maps = sorted(k for k in group if group[k].ndim == 2)
    if key not in maps:
        raise Refusal(f"no field {key} in this run; it has {', '.join(maps)}")
    if key in KINDS:
        return KINDS[key]
    told = group[key].attrs
    scale = Scale(told.get("units", ""), group[key][...])
    return scale.label(told.get("long_name", key)), scale, MAP_COLOURS


def picked(run, series):
    """Steps that become frames: all when these are few, else half of the film's length by time and half by how much the film changes, so that
    a melt which spreads within a minute of an hour is seen to.  A step may be taken several times, and stays that long."""
    times = np.array([run.time(s) for s in run.steps])
    if len(times) <= MOST_FRAMES:
        return list(run.steps)
    pace = np.linspace(0.0, 1.0, len(times))
    if series is not None and times[-1] > times[0]:
        area, thickness = (np.interp(times, series["time_s"], np.nan_to_num(series[n])) for n in ("covered_area_m2", "thickness_mean_m"))
        change = sum(np.abs(np.diff(a, prepend=a[0])) / max(np.ptp(a), 1e-300) for a in (area, thickness))
        pace = (times - times[0]) / (times[-1] - times[0])
        if change.sum() > 1e-9:
            pace = 0.5 * pace + 0.5 * np.cumsum(change) / change.sum()
    wanted = np.linspace(0.0, pace[-1], MOST_FRAMES)
    return [run.steps[int(np.argmin(np.abs(pace - w)))] for w in wanted]


def field(run, step, key):
    """Map as stored, NaN where bare."""
    if key == "h":
        return run.thickness(step)
    return np.where(np.isfinite(run.thickness(step)), run.whole(run.file[step][key][...]), np.nan)


def colours_for(run, steps, key, shown):
    """One range of colours for all frames; logarithmic where a thickness falls far."""
    ends = []
    for step in steps[:: max(1, len(steps) // LOOKED_AT)] + [steps[-1]]:
        values = shown(field(run, step, key))
        if np.isfinite(values).any():
            ends.append(np.nanpercentile(values, [1.0, 99.0]))
    if not ends:
        raise Refusal("there is no film in any frame")
    low, high = np.min(ends), np.max(ends)
    if key == "X":
        return Normalize(0.0, 100.0)
    if high - low < 1e-3 * abs(high):
        low, high = low - 0.02 * abs(high), high + 0.02 * abs(high)
    return LogNorm(low, high) if key == "h" and high > 4.0 * low > 0.0 else Normalize(low, high)


class Screen:
    """The picture that changes from frame to frame; all that stays is drawn once."""

    def __init__(self, run, series, key, steps):
        label, self.shown, colours = kind_of(run, key)
        self.run, self.key = run, key
        norm = colours_for(run, steps, key, self.shown)
        self.figure = plt.figure(figsize=(7.2, 7.4 if series is not None else 6.0), dpi=100, layout="constrained")
        panels = self.figure.subplots(2 if series is not None else 1, 1, squeeze=False, height_ratios=(4.6, 1) if series is not None else (1,))[:, 0]
        draw_bath(panels[0], run)
        empty = np.full(run.mask.shape, np.nan)
        self.image = panels[0].imshow(empty, cmap=colours, norm=norm, animated=True, **placed(run))
        bar = self.figure.colorbar(self.image, ax=panels[0], label=label, shrink=0.85, extend="both", format=FuncFormatter(lambda v, _: f"{v:g}"))
        if isinstance(norm, LogNorm):
            ticks = [v for p in range(-4, 6) for s in (1, 2, 5) if norm.vmin <= (v := s * 10.0**p) <= norm.vmax]
            bar.set_ticks(ticks)
            bar.minorticks_off()
        panels[0].set_title(f"{run.title}\n ")
        self.words = panels[0].text(0.5, 1.012, "", transform=panels[0].transAxes, ha="center", va="bottom", fontsize=12, animated=True)
        self.moving, self.panel = [(panels[0], self.image), (panels[0], self.words)], None
        if series is not None:
            self._curve(panels[1], series)
        self.figure.canvas.draw()
        self.figure.set_layout_engine("none")
        self.ground = self.figure.canvas.copy_from_bbox(self.figure.bbox)

    def _curve(self, panel, series):
        self.unit, self.scale = time_scale(series["time_s"][-1])
        time, T = series["time_s"] / self.scale, series["temperature_K"] - 273.15
        panel.plot(time, T, color=ORANGE, linewidth=1.6)
        panel.set(xlabel=f"time ({self.unit})", ylabel="T (°C)")
        tidy(panel)
        panel.margins(y=0.12)
        self.time, self.T = time, T
        (cursor,) = panel.plot([], [], "o", color=BLUE, markersize=8, animated=True, clip_on=False, zorder=4)
        line = panel.axvline(time[0], color=BLUE, linewidth=1.0, animated=True)
        self.moving += [(panel, line), (panel, cursor)]
        self.panel, self.cursor, self.line = panel, cursor, line

    def frame(self, step):
        """(height, width, 3) bytes."""
        seconds, T = self.run.time(step), self.run.temperature(step)
        self.image.set_data(np.ma.masked_invalid(self.shown(field(self.run, step, self.key))))
        self.words.set_text(f"t = {seconds:.4g} s" + (f",  T = {T - 273.15:.0f} °C" if T is not None else ""))
        if self.panel is not None:
            now = seconds / self.scale
            self.line.set_xdata([now, now])
            self.cursor.set_data([now], [np.interp(now, self.time, self.T)])
        canvas = self.figure.canvas
        canvas.restore_region(self.ground)
        for panel, artist in self.moving:
            panel.draw_artist(artist)
        return np.asarray(canvas.buffer_rgba())[..., :3].copy()


def draw(run, series, path, key="h"):
    """Writes the film to a .gif or .mp4 file.  Returns its path."""
    steps = picked(run, series)
    if len(steps) < 2:
        raise Refusal("a film takes two outputs or more; ask for them by output: {every: 10 s}")
    screen = Screen(run, series, key, steps)
    frame, drawn = screen.frame(steps[-1]), steps[-1]
    film = film_files.opened(path, frame)
    for step in steps:
        if step != drawn:
            frame, drawn = screen.frame(step), step
        film.add(frame)
    film.close()
    plt.close(screen.figure)
    return path
