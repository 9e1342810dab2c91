#!/usr/bin/env python3
"""What must not change a result: running again, watching more closely, mirroring the case.

usage: repeated.py npN | watched | outputs | mirrored ... (tests/program.py)
"""
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import HELD, TIGHT, expect, expect_below, expect_same, main, merge, rectangle, reference, relative, run, scratch  # noqa: E402

WHOLE = {"mesh": {"symmetry": "none"}}


def again(ranks):
    case = rectangle(time={"end": "2625 s"})  # into the contact with the wall, where any difference would grow
    expect_same(f"two runs on {ranks} ranks", *(run(case, scratch(name), ranks=ranks) for name in ("first", "second")))


def watched():
    """Checkpoints after every step, PETSc's own monitors and its log: nothing of it may touch the run."""
    case = reference()
    plain = run(case, scratch("plain"))
    expect_same("a checkpoint after every step", plain, run(merge(case, {"output": {"checkpoint_every": "0 s"}}), scratch("checkpoints")))
    expect_same("with monitors and log", plain, run(case, scratch("log"), "-log_view", "-momentum_ksp_monitor", "-heat_ksp_converged_reason"))


def outputs():
    """Steps are cut at outputs.  What that changes is the error of the longer steps: 0.4 % of the thickness while the film melts and
    thins fastest (against steps of 0.1 s), nothing once it has spread."""
    for end, limit in (2590, 5e-3), (2640, 5e-4):
        case = reference(time={"end": f"{end} s"})
        seldom = run(merge(case, {"output": {"every": "0 s"}}), scratch(f"seldom{end}"))
        often = run(merge(case, {"output": {"every": "1 s"}}), scratch(f"often{end}"))
        expect(len(seldom.fields) == 2 and len(often.fields) == end + 1, f"{len(seldom.fields)} and {len(often.fields)} outputs")
        for name in ("thickness_mean_m", "covered_area_m2", "temperature_K"):
            expect_below(f"{name} at {end} s", abs(often.summary[name] / seldom.summary[name] - 1.0), limit)


def mirrored():
    """A centred disc stays its own mirror image, and its quarter is a quarter of it."""
    case = reference(**WHOLE, time={"end": "2600 s"})
    whole, quarter = run(case, scratch("whole"), *TIGHT), run(merge(case, {"mesh": {"symmetry": "quarter"}}), scratch("quarter"), *TIGHT)
    for t in (0.0, 2400.0, HELD[0] + 30.0, 2600.0):
        for name in ("m", "c", "T", "X", "h"):
            f = whole.at(t)[name]
            expect_below(f"{name} at {t:g} s, left and right", relative(f, f[:, ::-1]), 1e-8)
            expect_below(f"{name} at {t:g} s, up and down", relative(f, f[::-1]), 1e-8)
            expect_below(f"{name} at {t:g} s, quarter", relative(f[f.shape[0] // 2:, f.shape[1] // 2:], quarter.at(t)[name]), 1e-4)
        speed = np.abs(whole.at(t)["velocity"])
        expect_below(f"speed at {t:g} s, left and right", relative(speed, speed[:, ::-1]), 1e-6)


main({**{f"np{n}": lambda n=n: again(n) for n in (1, 2, 3)}, "watched": watched, "outputs": outputs, "mirrored": mirrored})
