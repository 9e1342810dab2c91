#!/usr/bin/env python3
"""Results of small runs of the reference programme against stored ones: a change of the numbers has to be meant.

usage: regress.py CASE ... (tests/program.py)       CASE: gallium | tin | gallium-indium | rings
       regress.py renew PROGRAM MPIEXEC MPIEXEC_NUMPROC_FLAG

Renew only when physics or discretisation were meant to change, say so in the commit, and look at the difference first:

    /usr/bin/python3 tests/regress/regress.py renew build/vitrifloat mpiexec -n && git diff tests/regress

Stored values are converged in the linear solves (round-off), not in cells and steps: they say nothing about being right, which is what
tests/verify is for.  Tolerances: other compilers and processors change the last bits, which the melting film enlarges to some 1e-7 before
it meets the wall; contact with the wall enlarges them to 1e-6 or so.  1e-4 leaves room for both, and is a
hundredth of what halving the cells changes.
"""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import TIGHT, expect, expect_below, main, merge, rectangle, reference, rings, run, scratch  # noqa: E402

CASES = {"gallium": reference(), "tin": merge(reference(), {"bath": {"material": "Sn"}}), "gallium-indium": rectangle(), "rings": rings()}
STORED = pathlib.Path(__file__).resolve().parent / "stored.json"
ROWS = 1200.0, 2490.0, 2550.0, 2580.0, 2610.0, 2850.0, 3000.0  # [s] heating, onset of melting, spreading, spread, quench
COLUMNS = {"temperature_K": 1e-6, "temperature_min_K": 1e-6, "thickness_mean_m": 1e-4, "covered_area_m2": 1e-4, "crystal_fraction": 1e-4,
           "viscosity_Pa_s": 1e-4, "spreading_coefficient_N_per_m": 1e-6}
SUMMARY = {"time_s": 1e-9, "temperature_K": 1e-6, "thickness_mean_m": 1e-4, "covered_area_m2": 1e-4, "radius_equivalent_m": 1e-4}


def results(name):
    """{time: {column: value}} and the summary, to ten digits."""
    left = run(CASES[name], scratch(name), *(TIGHT if name != "rings" else ()))
    out = {}
    for t in ROWS:
        row = next(r for r in left.rows if float(r["time_s"]) == t)
        out[f"{t:g} s"] = {c: float(f"{float(row[c]):.10g}") for c in COLUMNS}
    out["end"] = {c: float(f"{left.summary[c]:.10g}") for c in SUMMARY}
    out["end"]["regime"] = left.summary["regime"]
    return out


def compare(name):
    stored, now = json.loads(STORED.read_text())[name], results(name)
    expect(stored.keys() == now.keys(), "the same times")
    expect(stored["end"].pop("regime") == now["end"].pop("regime"), "the same regime")
    for when, values in stored.items():
        for column, value in values.items():
            limit = (SUMMARY if when == "end" else COLUMNS)[column]
            expect_below(f"{column} at {when}: {now[when][column]:.10g}, stored {value:.10g}", abs(now[when][column] / value - 1.0), limit)


def renew():
    STORED.write_text(json.dumps({name: results(name) for name in CASES}, indent=1) + "\n")


main({"renew": renew, **{name: lambda name=name: compare(name) for name in CASES}})
