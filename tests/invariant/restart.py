#!/usr/bin/env python3
"""A restarted run is bitwise the uninterrupted one on the same ranks, and works on any other number of ranks.

usage: restart.py PHASE.npN | lubrication.npN | levelling.npN | ranks ... (tests/program.py)       PHASE: heating | spreading | quench
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import HELD, TIGHT, dewetting, expect, expect_below, expect_same, levelling, main, merge, reference, relative, run, scratch  # noqa: E402

ENDS = {"heating": 600.0, "spreading": 2580.0, "quench": 2910.0}


def ended_at(case, seconds):
    """Ends at an output, where both runs arrive with a step cut to the same length."""
    return merge(case, {"time": {"end": f"{seconds} s"}})


def bitwise(phase, ranks):
    case = reference() if ranks < 2 else reference(mesh={"symmetry": "none"})
    whole = run(case, scratch("whole"), ranks=ranks)
    first = run(ended_at(case, ENDS[phase]), scratch("parts"), ranks=ranks)
    film = first.summary
    moving = 0.02 < film["crystal_fraction"] < 0.98 and film["speed_max_m_per_s"] > 0.0
    expect(film["time_s"] == ENDS[phase], f"the first part ends at {film['time_s']} s")
    if phase == "spreading":
        expect(moving, "it ends while the film is melting and moving")
    else:
        expect(film["time_s"] < HELD[0] or film["time_s"] > HELD[1], f"it ends outside the hold, in {phase}")
    parts = run(case, scratch("parts"), restart=scratch("parts"), ranks=ranks)
    joined(phase, ENDS[phase], whole, parts, ranks)
    elsewhere = run(case, scratch("elsewhere"), restart=scratch("parts") / "checkpoint.h5", ranks=ranks)
    expect(not any(relative(whole.saved[n], elsewhere.saved[n]) for n in whole.saved), "finished checkpoint continued elsewhere: nothing more to do")


def remembering(name, case, joint, ranks):
    """The same for a film that remembers the step before; it is interrupted while it moves."""
    whole = run(case, scratch("whole"), ranks=ranks)
    first = run(ended_at(case, joint), scratch("parts"), ranks=ranks)
    expect(first.summary["time_s"] == joint and first.summary["speed_max_m_per_s"] > 0.0, f"the first part ends at {joint} s, moving")
    parts = run(case, scratch("parts"), restart=scratch("parts"), ranks=ranks)
    joined(name, joint, whole, parts, ranks)
    return whole


def lubrication(ranks):
    remembering("lubrication", dewetting(), 0.04, ranks)


def levelling_film(ranks):
    whole = remembering("levelling", levelling(), 0.03, ranks)
    explicit = run(levelling(film={"stiff": "explicit"}, output={"every": "0 s"}), scratch("explicit"))
    expect(len(whole.rows) < len(explicit.rows), f"{len(whole.rows)} steps, explicit {len(explicit.rows)}")


def joined(name, joint, whole, parts, ranks):
    for left in whole, parts:  # the step to the joint was cut by the output in one run and by the end in the other, to the same length
        next(row for row in left.rows if float(row["time_s"]) == joint)["dt_reason"] = "joint"
    expect_same(f"whole against restarted in {name}, {max(ranks, 1)} ranks", whole, parts)


def ranks():
    """Written on 2 ranks in the middle of the spreading, continued on 1, 3 and 4."""
    case = reference(mesh={"symmetry": "none"}, time={"end": "2595 s"}, output={"every": "5 s"})
    run(ended_at(case, 2580.0), scratch("first"), *TIGHT, ranks=2)
    whole = run(case, scratch("whole"), *TIGHT, ranks=2)
    for n in (1, 3, 4):
        other = run(case, scratch(f"on{n}"), *TIGHT, restart=scratch("first"), ranks=n)
        expect(other.summary["ranks"] == n, f"continued on {n} ranks")
        for name in ("m", "c", "X", "T", "u", "v"):
            expect_below(f"{name}, written on 2 ranks, continued on {n}", relative(whole.saved[name], other.saved[name]), 1e-6)


main({"ranks": ranks, **{f"lubrication.np{n}": lambda n=n: lubrication(n if n > 1 else 0) for n in (1, 2)},
      **{f"levelling.np{n}": lambda n=n: levelling_film(n if n > 1 else 0) for n in (1, 2)},
      **{f"{phase}.np{n}": lambda phase=phase, n=n: bitwise(phase, n if n > 1 else 0) for phase in ENDS for n in (1, 2)}})
