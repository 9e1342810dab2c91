#!/usr/bin/env python3
"""The same run on 1, 2, 3 and 4 ranks; with linear solves to round-off the fields agree to a small multiple of that.

Every field is compared at every output, from the fragment to the frozen film that fills the bath.

usage: ranks.py disc | rectangle | rings | lubrication | levelling ... (tests/program.py)
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import TIGHT, dewetting, expect, expect_below, levelling, main, rectangle, reference, relative, rings, run, scratch  # noqa: E402

# The solves stop at 1e-12, over some 300 steps of a film whose viscosity falls by orders of magnitude; contact with the wall, where
# the film stops within a hundredth of a cell, enlarges what is left.
BEFORE, AFTER = 1e-7, 1e-5
SUMMARY = {"thickness_mean_m": 1e-8, "covered_area_m2": 1e-8, "temperature_K": 1e-8, "time_s": 1e-12, "mass_kg": 1e-12}


def carried(fields, name):
    """Fractions of no film at all mean nothing: compare the mass of crystal, and of what has decomposed."""
    return fields["m"] * fields[name] if name in ("X", "decomposition") else fields[name]


def share(name, run, time):
    """A film at rest has no velocity to compare with: its scale is the fastest of the run."""
    if name != "velocity":
        return 1.0
    return abs(run.at(time)[name]).max() / max(abs(run.at(t)[name]).max() for t in run.times.values())


def compare(case, tight):
    one = run(case, scratch("one"), *tight)
    covered = float(one.rows[0]["rim_covered_fraction"]) > 0.0  # from the start: no contact to come
    contact = next((float(r["time_s"]) for r in one.rows if float(r["rim_covered_fraction"]) > 0.0 and not covered), float("inf"))
    for n in (2, 3, 4):
        other = run(case, scratch(f"on{n}"), *tight, ranks=n)
        expect(other.summary["cells"] == one.summary["cells"], f"{n} ranks: the same cells")
        expect(len(one.times) > 80 and set(one.times.values()) == set(other.times.values()), f"{n} ranks: {len(one.times)} outputs")
        for name in one.last():
            for what, limit, times in (("before contact", BEFORE, [t for t in one.times.values() if t < contact]), ("in all", AFTER, one.times.values())):
                worst = max((relative(carried(one.at(t), name), carried(other.at(t), name)) * share(name, one, t), t) for t in times)
                expect_below(f"{n} ranks: {name} {what}, worst at {worst[1]:g} s", worst[0], limit)
        for name, limit in SUMMARY.items():
            expect_below(f"{n} ranks: {name} at the end", abs(other.summary[name] / one.summary[name] - 1.0), limit)


main({"disc": lambda: compare(reference(mesh={"symmetry": "none"}), TIGHT), "rectangle": lambda: compare(rectangle(), TIGHT),
      "rings": lambda: compare(rings(), ()), "lubrication": lambda: compare(dewetting(), ()), "levelling": lambda: compare(levelling(), TIGHT)})
