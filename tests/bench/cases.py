"""The cases that are timed.  A function gives (case, files): files lie beside the case under the names it uses."""
import math
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "verify"))
from lubrication import picture  # noqa: E402
from run_case import film, merge  # noqa: E402

SOLID = {"material": "alumina", "density": None, "depth": "1 mm", "shape": "rectangle", "radius": None}
RHO = 1000.0  # [kg/m3] of the model films; cancels without gravity


def model_film(thickness, precursor, side, seconds, tolerance, epsilon, **changes):
    """The benchmark's equation h_t = -div(h^3 grad(lap h - Pi)), Pi = ((eps/h)^2 - (eps/h)^3)/eps, in SI: lengths in units of 1 mm, the
    map (ny, nx) above a precursor [mm].  eta = 1/3 Pa s and a tension of 1 N/m make the unit of time 1 ms."""
    cells = thickness.shape[0]
    mass = RHO * 1e-9 * ((side / cells) ** 2 * thickness.sum() + side**2 * precursor)
    case = film(bath={**SOLID, "width": f"{side} mm", "height": f"{side} mm"},
                melt={"mass": f"{mass:.17g} kg", "shape": "image", "image": "map.png", "density": f"{RHO} kg/m^3",
                      "viscosity": {"eta": f"{1.0 / 3.0:.17g} Pa s"}, "surface_tension": "1 N/m"},
                interface={"potential": "power", "h0": f"{epsilon} mm", "B": f"{1000.0 / epsilon} Pa", "m": 2, "n": 3},
                mesh={"cells": [cells, cells]}, time={"tolerance": tolerance},
                process=[{"isothermal": "450 degC", "time": f"{seconds} ms"}])
    return merge(case, changes), {"map.png": picture(thickness)}


def centres(cells, side):
    return ((np.arange(cells) + 0.5) / cells - 0.5) * side


def drop(cells, tolerance, **changes):
    """SDROP: a drop 2 high spreads on a precursor of 0.05."""
    x = centres(cells, 5.0)
    r2 = x[:, None] ** 2 + x**2
    return model_film(2.0 * np.clip(1.0 - r2, 0.0, None) ** 2, 0.05, 5.0, 1.0, tolerance, 0.05, **changes)


def spinodal(cells, tolerance, **changes):
    """SPIN: a film of 0.3 ruptures, periodic, to t = 60."""
    side = 4.0 * math.pi
    x = 2.0 * math.pi * centres(cells, side) / side
    X, Y = np.meshgrid(x, x)
    h = 0.3 * (1.0 + 0.02 * (np.cos(2 * X + Y) + np.cos(X - 2 * Y + 1) + np.cos(2 * X + 2 * Y + 2) + np.cos(2 * X - Y + 3) +
                             np.cos(X + 2 * Y + 4)))
    return model_film(h, 0.0, side, 60.0, tolerance, 0.1, **merge({"bath": {"edges": "periodic"}}, changes))


def float_glass(cells, **changes):
    """The reference programme: heated at 10 K/min to 450 degC, held 5 min, quenched."""
    return merge({"title": "reference programme", "bath": {"material": "Ga", "shape": "disc", "radius": "10 mm", "depth": "1 mm"},
                  "melt": {"material": "ZIF-62", "mass": "2 mg", "shape": "disc", "radius": "3 mm"},
                  "process": [{"heat": "450 degC", "rate": "10 K/min"}, {"hold": "5 min"}, {"quench": "20 degC", "gas": "N2", "flow": "300 mL/min"}],
                  "mesh": {"cells": [cells, cells]}, "output": {"every": "60 s"}}, changes), {}


def rings(cells):
    return float_glass(cells, mesh={"cells": [cells], "geometry": "axisymmetric"}, output={"every": "0 s"})
