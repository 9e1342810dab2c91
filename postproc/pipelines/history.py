"""Numbers of the film over time: insitu/history.csv, and insitu/history.png drawn anew at every call.  No X display is needed."""
import csv
import os

import numpy as np
from paraview import simple
from vtkmodules.util.numpy_support import vtk_to_numpy

from ranks import is_first, largest, total
from run_settings import result, settings

COLUMNS = ("step", "time_s", "thickness_mean_um", "thickness_min_um", "thickness_max_um", "covered_mm2", "temperature_degC", "crystal_percent")
BINS = 40

producer = simple.TrivialProducer(registrationName="film")
rows = []


def own_cells():
    """Cell data of the cells that are this rank's and hold film, and their areas [m2]."""
    grid = producer.GetClientSideObject().GetOutputDataObject(0)
    data = {grid.GetCellData().GetArrayName(k): vtk_to_numpy(grid.GetCellData().GetArray(k)) for k in range(grid.GetCellData().GetNumberOfArrays())}
    x, y = (vtk_to_numpy(a) for a in (grid.GetXCoordinates(), grid.GetYCoordinates()))
    if settings()["geometry"] == "axisymmetric":
        area = np.broadcast_to(np.pi * np.diff(x * np.abs(x)), (len(y) - 1, len(x) - 1))
    else:
        area = np.outer(np.diff(y), np.diff(x)) * (4.0 if settings()["symmetry"] == "quarter" else 1.0)
    film = (data["vtkGhostType"] == 0) & (data["c"] > 0.0)
    return {name: values[film] for name, values in data.items()}, area.ravel()[film]


def measure(info):
    """A row of the table, and the histogram of the thickness [um], as (edges, covered area [mm2])."""
    film, cell = own_cells()
    covered = film["c"] * cell
    h, mass = 1e6 * film["h"], film["m"] * cell
    half = film["c"] >= 0.5 * film["bath"]
    low, high = (h[half].min(), h[half].max()) if half.any() else (np.inf, -np.inf)
    low, high = (s * v for s, v in zip((-1.0, 1.0), largest([-low, high])))
    area, volume, m, mT, mX = total([covered.sum(), (h * covered).sum(), mass.sum(), (film["T"] * mass).sum(), (film["X"] * mass).sum()])
    if not area > 0.0:
        return None, None
    edges = np.linspace(low, max(high, low * (1.0 + 1e-3)), BINS + 1)
    bars = total(np.histogram(h[half], edges, weights=covered[half])[0] * 1e6)
    row = (info.timestep, info.time, volume / area, low, high, 1e6 * area, mT / m - 273.15, 100.0 * mX / m)
    return dict(zip(COLUMNS, row)), (edges, bars)


def read_rows(time):
    """Rows before this time of an earlier leg of the run."""
    path = result("history.csv")
    if not os.path.exists(path):
        return []
    with open(path, newline="") as f:
        return [r for r in ({k: float(v) for k, v in row.items()} for row in csv.DictReader(f)) if r["time_s"] < time]


def write_rows():
    with open(result("history.csv.tmp"), "w", newline="") as f:
        out = csv.DictWriter(f, COLUMNS)
        out.writeheader()
        out.writerows({k: f"{v:.10g}" for k, v in row.items()} for row in rows)
    os.replace(f.name, result("history.csv"))


def draw(histogram):
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import LogLocator, NullFormatter

    figure = Figure(figsize=(settings()["width"] / 100.0, settings()["height"] / 100.0), dpi=100, layout="constrained")
    FigureCanvasAgg(figure)
    thickness, spread, heat = figure.subplot_mosaic([["thickness", "histogram"], ["heat", "histogram"]], sharex=False).values()
    t = [row["time_s"] for row in rows]
    thickness.fill_between(t, [r["thickness_min_um"] for r in rows], [r["thickness_max_um"] for r in rows], color="#56B4E9", alpha=0.4, lw=0,
                           label="lowest to highest")
    thickness.plot(t, [r["thickness_mean_um"] for r in rows], color="#0072B2", label="mean")
    thickness.set(ylabel="thickness / \u00b5m", yscale="log")
    thickness.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    thickness.yaxis.set_major_formatter("{x:g}")
    thickness.yaxis.set_minor_formatter(NullFormatter())
    thickness.legend(frameon=False)
    heat.plot(t, [r["temperature_degC"] for r in rows], color="#D55E00")
    heat.set(xlabel="time / s", ylabel="temperature / \u00b0C")
    edges, bars = histogram
    spread.stairs(bars, edges, fill=True, color="#009E73")
    spread.set(xlabel="thickness / \u00b5m", ylabel=f"covered area / mm\u00b2, in {BINS} parts", title=f"at t = {t[-1]:.5g} s")
    figure.suptitle(settings()["title"])
    figure.savefig(result("history.png"))


def catalyst_execute(info):
    row, histogram = measure(info)
    if row is None or not is_first():
        return
    if not rows:
        rows.extend(read_rows(info.time))
    rows.append(row)
    write_rows()
    draw(histogram)
