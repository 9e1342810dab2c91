#!/usr/bin/env python3
"""A run told to stop leaves a checkpoint, exits with 4 and prints the command that continues it to the same bits.

usage: interrupted.py SIGNAL.npN | one_rank | mpiexec | wall_limit ... (tests/program.py)      SIGNAL: TERM | INT | USR1
"""
import pathlib
import re
import shlex
import signal
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import Left, case_file, expect, expect_same, main, merge, program, reference, run, scratch, start, when  # noqa: E402

WHOLE = {"mesh": {"symmetry": "none", "cells": [48, 48]}}


def restart_command(process, reason):
    """What one line on standard error says how to continue; None when it does not."""
    lines = [line for line in process.lines() if "continue with: " in line]
    if not expect(len(lines) == 1 and re.search(reason, lines[0]) is not None, f"one line names the reason and the way on: {lines}"):
        raise SystemExit(process.err)
    words = shlex.split(lines[0].split("continue with: ")[1])
    expect(words[:2] == ["vitrifloat", "run"], f"it is a command: {' '.join(words)}")
    return words[1:]


def spreading(row):
    return 0.05 < row["crystal_fraction"] < 0.6


def stopped(number, ranks, to="ranks", status=4):
    """Interrupts a spreading film (mpiexec takes a second to hand a signal on: a larger one) and compares what the printed command makes of it with a run left alone."""
    case = merge(reference(**WHOLE), {"mesh": {"cells": [96, 96]}} if to == "mpiexec" else {}) if ranks else merge(reference(), {"mesh": {"cells": [64, 64]}})
    path, directory = case_file(case), scratch("a run's folder")  # the command has to survive a blank and an apostrophe
    process = start(path, directory, ranks=ranks)
    if not expect(when(process, directory, spreading), "the film is spreading"):
        return
    process.send(number, to)
    process.wait()
    expect(process.status in ([status] if isinstance(status, int) else status), f"exit status {process.status}")
    deaf = to == "mpiexec" and number != signal.SIGUSR1  # it may stop listening to its ranks before they have spoken
    reason = f"signal {int(number)} "
    words = ["run", path, "-o", directory, "--restart", directory] if deaf else restart_command(process, reason)
    half = Left(directory)
    expect(half.summary["status"] == "interrupted" and 0.0 < half.summary["crystal_fraction"] < 0.6, f"it stopped at {half.summary['time_s']:g} s")
    expect(abs(half.scalars["time"] / half.summary["time_s"] - 1.0) < 1e-12, "the checkpoint is of the last step")
    again = program(*words, ranks=ranks)
    expect(again.status == 0, f"the printed command ends with {again.status} {again.lines()}")
    parts, whole = Left(directory), run(path, scratch("whole"), ranks=ranks)
    # an output at the moment of the interruption is kept
    extra = [k for k in parts.fields if k not in whole.fields]
    expect(len(extra) <= 1, f"outputs beside those of the whole run: {extra}")
    for k in extra:
        del parts.fields[k]
    expect_same("interrupted and continued against left alone", whole, parts)


def wall_limit():
    directory = scratch("run")
    path = case_file(reference(mesh={"cells": [96, 96]}, output={"wall_limit": "0.2 s"}))
    began = time.monotonic()
    process = start(path, directory).wait()
    expect(process.status == 4, f"exit status {process.status} after {time.monotonic() - began:.2f} s")
    restart_command(process, "wall-clock limit")
    reached, legs = Left(directory).summary["time_s"], 1
    while process.status == 4 and legs < 200:
        process = start(path, directory, restart=directory).wait()
        now = Left(directory).summary["time_s"]
        expect(now > reached or process.status == 0, f"leg {legs + 1}: on to {now:g} s") if now <= reached else None
        reached, legs = now, legs + 1
    expect(process.status == 0 and legs > 2, f"done after {legs} legs at {reached:g} s")
    expect_same("in legs against in one", run(reference(mesh={"cells": [96, 96]}), scratch("whole")), Left(directory))


SIGNALS = {"TERM": signal.SIGTERM, "INT": signal.SIGINT, "USR1": signal.SIGUSR1}
# A rank that ends with 4 makes mpiexec end with 4; mpiexec itself, when stopped, ends with 1 (or what a rank ended with before).
main({**{f"{name}.np{n}": lambda number=number, n=n: stopped(number, n if n > 1 else 0) for name, number in SIGNALS.items() for n in (1, 2)},
      "one_rank": lambda: stopped(signal.SIGUSR1, 2, "first"),
      **{f"mpiexec.{name}": lambda number=number: stopped(number, 2, "mpiexec", (1, 4, 143, 130)) for name, number in SIGNALS.items()},
      "wall_limit": wall_limit})
