#!/usr/bin/env python3
"""A film of random pinholes, or of grains, is the same film on any number of ranks, and so is what is reported of it.

usage: pinholes.py closing | opening | grains | image ... (tests/program.py)
"""
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import TIGHT, case_file, expect, expect_below, main, merge, reference, relative, run, scratch  # noqa: E402

WHOLE = ("hole_count", "island_count")  # whole numbers
MEASURES = ("covered_fraction", "hole_area_m2", "hole_largest_m2", "island_largest_m2", "thickness_p01_m", "thickness_p10_m",
            "thickness_p50_m", "thickness_p90_m", "thickness_p99_m", "structure_length_m", "edge_force_N_per_m")


def film(S, melt, **changes):
    """An isothermal film of constant viscosity on a small rectangular bath, that meets no wall."""
    return reference(**merge({
        "bath": {"shape": "rectangle", "radius": None, "width": "6 mm", "height": "5 mm"},
        "melt": merge({"mass": "0.3 mg", "shape": "ellipse", "radius": None, "width": "4 mm", "height": "3 mm", "x": "0.3 mm",
                       "viscosity": {"law": "constant", "eta": "1e5 Pa s"}}, melt),
        "interface": {"spreading_coefficient": f"{S} N/m"},
        "process": [{"isothermal": "450 degC", "time": "3 s"}],
        "mesh": {"cells": [48, 40], "symmetry": "none"}, "output": {"every": "1 s"}}, changes))


HOLES = {"random_holes": {"count": 60, "radius": "100 um", "spread": 0.4, "seed": 5}}
GRAINS = {"granular": {"grain": "40 um", "porosity": 0.5, "seed": 5}}


def compare(case, least_holes):
    one = run(case, scratch("one"), *TIGHT)
    holes = one.column("hole_count")
    expect(holes[0] >= least_holes, f"{holes[0]:.0f} holes at the start, {holes[-1]:.0f} at the end")
    expect(one.column("rim_covered_fraction").max() == 0.0, "the film meets no wall")
    for n in (2, 3):
        other = run(case, scratch(f"on{n}"), *TIGHT, ranks=n)
        expect(len(one.rows) == len(other.rows), f"{n} ranks: {len(one.rows)} and {len(other.rows)} rows")
        for name in ("m", "c"):
            first = [list(r.fields.values())[0][name] for r in (one, other)]
            expect_below(f"{n} ranks: {name} at the start", relative(*first), 1e-14)
            expect_below(f"{n} ranks: {name} at the end", relative(one.last()[name], other.last()[name]), 1e-8)
        for name in WHOLE:
            expect(bool(np.all(one.column(name) == other.column(name))), f"{n} ranks: {name} the same in every row")
        for name in MEASURES:
            expect_below(f"{n} ranks: {name} in every row", relative(one.column(name), other.column(name)), 1e-7)
        for key in ("holes", "islands"):
            ours, theirs = one.summary[key], other.summary[key]
            expect(len(ours) == len(theirs), f"{n} ranks: {len(ours)} {key} listed")
            worst = max((abs(a[k] - b[k]) for a, b in zip(ours, theirs) for k in ("x_m", "y_m")), default=0.0)
            expect_below(f"{n} ranks: places of {key} [m]", worst, 1e-12)


def image():
    """Holes where an image is light: a frame of white in a black one, upside up."""
    rows = [[255 if 2 <= i <= 4 and j == 1 else 0 for i in range(12)] for j in range(10)]
    path = case_file(film(0.2, {"holes_image": "holes.pgm"}), "image")
    (path.parent / "holes.pgm").write_bytes(b"P5 12 10 255\n" + bytes(v for row in rows for v in row))
    left = run(path, scratch("image"))
    uncut = run(film(0.2, {}), scratch("uncut"))
    first, whole = (list(r.fields.values())[0]["c"] for r in (left, uncut))
    bare = np.zeros((40, 48), bool)
    bare[40 - 8 : 40 - 4, 8:20] = True  # row 1 from the top, columns 2 to 4, four cells a pixel
    expect(bool(np.all(first[bare] == 0.0)) and bool(np.all(first[~bare] == whole[~bare])), "bare where the image is white, only there")


main({"closing": lambda: compare(film(0.02, HOLES), 10), "opening": lambda: compare(film(-0.02, HOLES), 10),
      "grains": lambda: compare(film(0.02, GRAINS), 0), "image": image})
