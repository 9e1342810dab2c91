"""Baths with periodic edges (bath.edges), on which films are moved by lubrication.

Spinodal rupture in units of the film's own,  h_t = -div( h^3 grad( lap h - Pi ) ),  Pi = ((eps/h)^2 - (eps/h)^3)/eps,  eps = 0.1, on a
square 4 pi wide: wave numbers (2, 2) of a film of 0.3 grow at rate 0.0920; five waves have come to a root mean square of 0.197611 at t = 60
and to a thinnest place of 0.10884 (Richardson's limit in space and time).
"""
import math

import numpy as np

from lubrication import SOLID, radii2, run_map
from run_case import check, check_below, film, main, merge, report, run

FIVE = ((0.02, 2, 1, 0.0), (0.02, 1, -2, 1.0), (0.02, 2, 2, 2.0), (0.02, 2, -1, 3.0), (0.02, 1, 2, 4.0))  # amplitude, waves, phase
SIDE, THICKNESS, RHO = 4.0 * math.pi, 0.3, 1000.0  # [mm], [kg/m3]


def ripples(cells, tolerance, seconds, waves, shift=(0, 0), ranks=1, **changes):
    """shift: cells by which the film at the start is moved."""
    turned = [(a, x, y, p - 2.0 * math.pi * (x * shift[0] + y * shift[1]) / cells) for a, x, y, p in waves]
    return run(merge(film(
        bath={**SOLID, "shape": "rectangle", "edges": "periodic", "radius": None, "width": f"{SIDE:.17g} mm", "height": f"{SIDE:.17g} mm"},
        melt={"mass": f"{SIDE**2 * THICKNESS * 1e-9 * RHO:.17g} kg", "shape": "uniform", "density": f"{RHO} kg/m^3",
              "viscosity": {"eta": f"{1000.0 / 3.0:.17g} Pa s"}, "surface_tension": "1 N/m",
              "waves": [{"amplitude": a, "x": x, "y": y, "phase": f"{p:.17g} rad"} for a, x, y, p in turned]},
        interface={"potential": "power", "h0": "0.1 mm", "B": "1e4 Pa", "m": 2, "n": 3}, mesh={"cells": [cells, cells]},
        time={"tolerance": tolerance}, process=[{"isothermal": "450 degC", "time": f"{seconds} s"}]), changes), ranks=ranks)


def rms(h):
    return math.sqrt(((h - h.mean()) ** 2).mean())


def growth():
    """Of a small wave on 64 cells; the mesh makes k^2 of both directions less by (k dx)^2/12."""
    result = ripples(64, 1e-9, 5.0, ((5e-4, 2, 2, 0.0), (5e-4, 2, -2, 0.0)), time={"max_step": "0.1 s"})
    k2, M = 2.0 * (2.0 / (SIDE / 64) * math.sin(SIDE / 128)) ** 2, THICKNESS**3
    d2phi = (3.0 * (0.1 / 0.3) ** 3 - 2.0 * (0.1 / 0.3) ** 2) / (0.1 * 0.3)
    measured = math.log(rms(result.field("h")) / rms(result.field("h", 0))) / 5.0
    check("rate of the discrete wave", measured, -k2 * M * (k2 + d2phi), 0.001)
    check("rate", measured, 0.0920, 0.002)


def rupture():
    result = ripples(128, 1e-5, 60.0, FIVE)
    h = result.field("h") * 1e3
    check("root mean square at t = 60", rms(h), 0.197611, 0.001)
    check("thinnest at t = 60", h.min(), 0.10884, 0.001)
    check_below("mass", abs(result["mass_error_relative"]), 1e-12)


def shifted():
    """The same film elsewhere does the same; the waves cross the edges."""
    still = ripples(64, 1e-4, 30.0, FIVE)
    for shift, limit in (((32, 32), 1e-9), ((5, 3), 1e-5)):  # the second lies otherwise on coarse grids
        moved = ripples(64, 1e-4, 30.0, FIVE, shift)
        back = np.roll(moved.field("h"), (-shift[1], -shift[0]), axis=(0, 1))
        check_below(f"shifted by {shift}: largest change over thickness", abs(back / still.field("h") - 1.0).max(), limit)
    report(still["hole_count"] == 0, "no holes in a film that covers all")


def ranks():
    """Cut across, along and both ways, and more ranks than the coarse grids have cells for."""
    one = ripples(48, 1e-4, 30.0, FIVE)
    for n in (2, 3, 4):
        many = ripples(48, 1e-4, 30.0, FIVE, ranks=n)
        check_below(f"{n} ranks: largest change over thickness", abs(many.field("h") / one.field("h") - 1.0).max(), 1e-9)
        check_below(f"{n} ranks: mass", abs(many["mass_error_relative"]), 1e-12)


def drop(shift, **changes):
    """A drop on a precursor, moved by cells of 64."""
    start = 2e-3 * np.clip(1.0 - radii2(64, 5e-3) / 1e-6, 0.0, None) ** 2
    return run_map(np.roll(start, shift, axis=(0, 1)), 5e-3, 5e-5, 1.0 / 3.0, 1.0, {"B": f"{1000.0 / 0.05} Pa", "m": 2, "n": 3}, 1e-3,
                   **merge({"bath": {"edges": "periodic"}, "time": {"tolerance": 1e-4}}, changes))


def drops():
    """A drop in the corner, in four parts, spreads as one in the middle, and that as between walls."""
    middle = drop((0, 0)).field("h")
    check_below("walls: largest change over thickness", abs(drop((0, 0), bath={"edges": "walls"}).field("h") / middle - 1.0).max(), 1e-6)
    corner = np.roll(drop((32, 32)).field("h"), (32, 32), axis=(0, 1))
    check_below("corner: largest change over thickness", abs(corner / middle - 1.0).max(), 1e-9)


def warming(shift):
    """Heated, a lump keeps the plate under it cold."""
    result = drop(shift, process=[{"heat": "200 degC", "rate": "100 K/s"}], output={"every": "1 s"}, bath={"conductivity": "0.1 W/m/K"})
    return result.field("T", 1)


def heat():
    middle, corner = warming((0, 0)), np.roll(warming((32, 32)), (32, 32), axis=(0, 1))
    report(np.ptp(middle) > 0.01, f"the lump is seen: {np.ptp(middle):.3g} K over the plate")
    check_below("corner: largest change of T over its range", abs(corner - middle).max() / np.ptp(middle), 1e-7)


if __name__ == "__main__":
    main({f.__name__: f for f in (growth, rupture, shifted, ranks, drops, heat)})
