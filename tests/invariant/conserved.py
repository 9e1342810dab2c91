#!/usr/bin/env python3
"""Over a whole reference programme: mass kept to round-off at every output and in every row, nothing negative, nothing unbounded.

usage: conserved.py CASE ... (tests/program.py)       CASE: quarter | whole | rectangle | rings | retracting
"""
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import expect, expect_below, main, merge, rectangle, reference, rings, run, scratch  # noqa: E402

MASS = 2e-6
ROUND_OFF = 1e-12
# Not known at all times: no hole, no map on rings, one of two times; of what has not melted, of what is no glass, of a film without stress.
NOT_ALWAYS = {"dt_reason", "hole_largest_x_m", "hole_largest_y_m", "structure_length_m", "time_to_heal_s", "time_to_open_s",
              "fictive_temperature_K", "fictive_temperature_spread_K", "cooling_rate_K_per_s", "density_glass_kg_per_m3",
              "shrinkage_pellet_to_melt", "shrinkage_melt_to_glass", "shrinkage_pellet_to_glass", "thermal_stress_Pa", "critical_flaw_m"}
# Holes, and a tension that draws the film together: edges that move backwards, pieces that meet.
RETRACTING = {"melt": {"radius": "5 mm", "holes": [{"x": "1 mm", "y": "0.5 mm", "radius": "0.8 mm"}, {"x": "-2 mm", "y": "0 mm", "radius": "1 mm"}]},
              "interface": {"spreading_coefficient": "-0.02 N/m"}, "mesh": {"symmetry": "none"}}
CASES = {"quarter": (reference(), 0), "whole": (reference(mesh={"symmetry": "none"}), 2), "rectangle": (rectangle(), 3), "rings": (rings(), 0),
         "retracting": (merge(reference(), RETRACTING), 2)}


def conserved(case, ranks):
    left = run(merge(case, {"output": {"every": "5 s"}}), scratch("run"), ranks=ranks)
    area = left.cell_area()
    masses = np.array([float((f["m"] * area).sum()) for f in left.fields.values()])
    expect(len(masses) > 600, f"{len(masses)} outputs of {left.summary['steps']} steps")
    expect_below("mass in the fields, worst output", abs(masses / MASS - 1.0).max(), ROUND_OFF)
    expect_below("mass in the series, worst row", abs(left.column("mass_kg") / MASS - 1.0).max(), ROUND_OFF)
    expect_below("mass_error_relative", abs(left.summary["mass_error_relative"]), ROUND_OFF)
    for name, least, most in (("m", 0.0, np.inf), ("h", 0.0, np.inf), ("c", 0.0, 1.0), ("X", 0.0, 1.0), ("T", 290.0, 730.0), ("Tf", 290.0, 730.0), ("decomposition", 0.0, 1.0), ("cooling_rate", 0.0, 10.0)):
        inside = left.mask > 0.5
        low = min(float(f[name][inside].min()) for f in left.fields.values())
        high = max(float(f[name][inside].max()) for f in left.fields.values())
        expect(least <= low and high <= most and np.isfinite(high), f"{name} between {low:.6g} and {high:.6g}, allowed {least:g} to {most:g}")
    expect(all(not (f["m"][left.mask < 0.5]).any() for f in left.fields.values()), "no film beyond the wall")
    dust = max(float(f["m"][f["c"] == 0.0].max(initial=0.0) / f["m"].max()) for f in left.fields.values())
    expect_below("mass where less than 1e-9 of a cell is covered, of the largest", dust, 1e-8)
    heal, opens = (np.isfinite(left.column(n)) for n in ("time_to_heal_s", "time_to_open_s"))
    expect(bool((heal != opens).all()), "in every row a hole would either heal or open")
    unbounded = [n for n in left.rows[0] if n not in NOT_ALWAYS and not np.isfinite(left.column(n)).all()]
    expect(not unbounded, f"every number of every row is finite {unbounded}")
    moved = left.column("covered_area_m2")
    expect(moved.max() / moved.min() > 1.2, f"the film moved: covered area from {moved.min():.4g} to {moved.max():.4g} m2")


main({name: lambda case=case, ranks=ranks: conserved(case, ranks) for name, (case, ranks) in CASES.items()})
