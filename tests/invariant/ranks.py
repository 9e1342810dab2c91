#!/usr/bin/env python3
"""The same run on 1, 2, 3 and 4 ranks; with linear solves to round-off the fields agree to a small multiple of that.

Until the film meets the wall every field is compared at every output.  Contact with the wall is a sequence of yes-or-no events that
enlarges differences, so that afterwards only what a user reads off a run is compared.

usage: ranks.py disc | rectangle | rings ... (tests/program.py)
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import TIGHT, expect, expect_below, main, rectangle, reference, relative, rings, run, scratch  # noqa: E402

BEFORE_CONTACT = 1e-7  # the solves stop at 1e-12, over some 300 steps of a film whose viscosity falls by orders of magnitude
AFTER = {"thickness_mean_m": 1e-4, "covered_area_m2": 1e-4, "temperature_K": 1e-6, "time_s": 1e-12, "mass_kg": 1e-12}


def carried(fields, name):
    """The crystal fraction of no film at all means nothing: compare the mass of crystal."""
    return fields["m"] * fields["X"] if name == "X" else fields[name]


def compare(case, tight):
    one = run(case, scratch("one"), *tight)
    contact = next((float(r["time_s"]) for r in one.rows if float(r["rim_covered_fraction"]) > 0.0), float("inf"))
    for n in (2, 3, 4):
        other = run(case, scratch(f"on{n}"), *tight, ranks=n)
        expect(other.summary["cells"] == one.summary["cells"], f"{n} ranks: the same cells")
        before = [t for t in one.times.values() if t < contact]
        expect(len(before) > 80 and set(one.times.values()) == set(other.times.values()), f"{n} ranks: {len(before)} outputs before contact with the wall")
        for name in one.last():
            worst = max((relative(carried(one.at(t), name), carried(other.at(t), name)), t) for t in before)
            expect_below(f"{n} ranks: {name} before contact, worst at {worst[1]:g} s", worst[0], BEFORE_CONTACT)
        for name, limit in AFTER.items():
            expect_below(f"{n} ranks: {name} at the end", abs(other.summary[name] / one.summary[name] - 1.0), limit)


main({"disc": lambda: compare(reference(mesh={"symmetry": "none"}), TIGHT), "rectangle": lambda: compare(rectangle(), TIGHT),
      "rings": lambda: compare(rings(), ())})
