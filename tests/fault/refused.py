#!/usr/bin/env python3
"""Wrong input is refused with one line an error, exit 2, no stack trace and no output directory; also on several ranks.

usage: refused.py case | arguments | checkpoints | directories | ranks ... (tests/program.py)
"""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import case_file, expect, main, merge, program, reference, rings, run, scratch  # noqa: E402

SHORT = {"time": {"end": "60 s"}}


def refused(what, arguments, words, n=1, ranks=(0, 2), untouched=None):
    """Runs the program with arguments; each of words has to be in what it says, in n lines."""
    for r in ranks:
        done = program(*arguments, ranks=r)
        ours = [line for line in done.err.splitlines() if line.strip() and "mpiexec" not in line and line.strip("- ")]
        if r:  # mpiexec adds a notice of its own between rules
            ours = done.err.split("-----")[0].strip().splitlines()
        name = f"{what} on {r or 1} rank(s)"
        expect(done.status == 2, f"{name}: exit {done.status}")
        expect(len(ours) == n, f"{name}: {len(ours)} line(s): {' | '.join(ours)}")
        expect(all(w in done.err for w in words), f"{name}: says {words}")
        expect(not any(w in done.err + done.out for w in ("PETSC ERROR", "Backtrace", "Signal:", "MPI_ABORT")), f"{name}: no stack trace")
        if untouched:
            expect(not untouched.exists(), f"{name}: {untouched.name} is not made")


def case():
    out = scratch("out")

    def wrong(what, text, words, n=1):
        path = text if isinstance(text, pathlib.Path) else case_file(text, "wrong")
        refused(what, ["run", path, "-o", out], [path.name, *words], n, untouched=out)

    wrong("a misspelt key", merge(reference(), {"melt": {"mas": "2 mg", "mass": "2 mg"}}), ["mas", "mass"])
    wrong("a missing unit", reference(melt={"mass": 2}), ["melt.mass", "2"])
    wrong("a wrong dimension", reference(melt={"mass": "2 mm"}), ["melt.mass", "2 mm"])
    wrong("out of range", reference(bath={"radius": "-10 mm"}), ["bath.radius", "-10 mm"])
    wrong("not a number", reference(gravity="nan m/s^2"), ["gravity"])
    wrong("an unknown material", reference(bath={"material": "Gaa"}), ["Gaa"])
    wrong("a film wider than the bath", reference(melt={"radius": "11 mm"}), ["melt.radius"])
    wrong("three errors at once", reference(melt={"mass": 2, "radius": "3 kg"}, gravity="9.81"), ["melt.mass", "melt.radius", "gravity"], n=3)
    wrong("broken syntax", "bath: {material: Ga\nmelt: [", [])
    wrong("an empty file", "", [])
    wrong("a missing file", scratch("nowhere.yaml"), [])
    wrong("a directory for a case", pathlib.Path(scratch(".")).resolve(), [])


def arguments():
    path = case_file(reference(**SHORT))
    out = scratch("out")
    refused("an unknown command", ["rum", path], ["rum"], ranks=(0,))
    refused("no case", ["run", "-o", out], ["case"], ranks=(0,), untouched=out)
    refused("no folder after -o", ["run", path, "-o"], ["-o"], ranks=(0,))
    refused("no folder after --restart", ["run", path, "-o", out, "--restart"], ["--restart"], ranks=(0,), untouched=out)
    refused("two cases", ["run", path, path, "-o", out], [path.name], ranks=(0,), untouched=out)
    done = program()
    expect(done.status == 2 and "usage" in done.err, f"no command: exit {done.status} and the usage")
    done = program("--help")
    expect(done.status == 0 and "usage" in done.out, f"--help: exit {done.status} and the usage")


def checkpoints():
    case = reference(**SHORT)
    path, good = case_file(case), scratch("good")
    run(path, good)
    data = (good / "checkpoint.h5").read_bytes()
    scratch("empty").mkdir()
    out = scratch("out")
    (scratch("cut.h5")).write_bytes(data[: len(data) // 2])
    (scratch("nothing.h5")).write_bytes(b"")
    flipped = bytearray(data)
    flipped[len(data) // 2] ^= 0x10
    (scratch("flipped.h5")).write_bytes(flipped)
    (scratch("text.h5")).write_text("not a checkpoint\n")
    for what, restart, words in (("half a file", "cut.h5", ["cut.h5"]), ("an empty file", "nothing.h5", ["nothing.h5"]), ("a text", "text.h5", ["text.h5"]),
                                 ("a flipped bit", "flipped.h5", ["flipped.h5"]), ("a folder without one", "empty", ["checkpoint.h5"]),
                                 ("no such folder", "nowhere", ["nowhere"])):
        refused(what, ["run", path, "-o", out, "--restart", scratch(restart)], words, untouched=out)
    other = case_file(reference(**merge(SHORT, {"melt": {"mass": "3 mg"}})), "other")
    refused("another case", ["run", other, "-o", out, "--restart", good], ["case"], untouched=out)
    finer = case_file(reference(**merge(SHORT, {"mesh": {"cells": [64, 64]}})), "finer")
    refused("another mesh", ["run", finer, "-o", out, "--restart", good], [], untouched=out)
    refused("another case into the run's own folder", ["run", other, "-o", good, "--restart", good], ["case"])
    expect((good / "checkpoint.h5").read_bytes() == data, "the good one is as it was")
    expect(program("run", path, "-o", out, "--restart", good / "checkpoint.h5").status == 0, "and is taken")


def directories():
    path = case_file(reference(**SHORT))
    (scratch("file")).write_text("")
    refused("a file in the way", ["run", path, "-o", scratch("file")], ["file"])
    refused("a file in the middle", ["run", path, "-o", scratch("file") / "run"], ["file"])
    mine = scratch("mine")
    mine.mkdir()
    shutil.copy(path, mine / "case.yaml")
    refused("somebody's case.yaml in the way", ["run", path, "-o", mine], ["case.yaml", "-o"])
    closed = pathlib.Path("/proc/vitrifloat-run") if os.geteuid() == 0 else scratch("closed") / "run"
    if os.geteuid():
        closed.parent.mkdir(mode=0o500)
    refused("a folder that cannot be made", ["run", path, "-o", closed], [str(closed)], untouched=closed)


def ranks():
    coarse = case_file(reference(**merge(SHORT, {"mesh": {"cells": [16, 16]}})), "coarse")
    out = scratch("out")
    refused("more ranks than the grid can feed", ["run", coarse, "-o", out], ["mesh.cells", "ranks"], ranks=(7,), untouched=out)
    left = run(rings(**SHORT), scratch("rings"), ranks=3)
    expect(left.summary["ranks"] == 1 and left.summary["status"] == "done", "rings on 3 ranks: one does it, all end well")


main({"case": case, "arguments": arguments, "checkpoints": checkpoints, "directories": directories, "ranks": ranks})
