#!/usr/bin/env python3
"""kill -9 at any moment: the checkpoint that is there is whole, a restart from it works, and no more than one interval is lost.

usage: killed.py npN | every_step ... (tests/program.py)
"""
import pathlib
import random
import signal
import sys
import time

import h5py

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import Left, case_file, expect, expect_same, last_row, main, reference, run, scratch, start, when  # noqa: E402

KILLS = 6


def kill(process):
    process.send(signal.SIGKILL)
    process.wait()


def written(directory):
    """When the checkpoint was written [ns], 0 while there is none."""
    path = directory / "checkpoint.h5"
    return path.stat().st_mtime_ns if path.exists() else 0


def at_random(ranks):
    """A run killed again and again, each time restarted, ends as one left alone."""
    seed = random.SystemRandom().randrange(10 ** 6)
    dice = random.Random(seed)
    print(f"seed {seed}")
    case = reference(mesh={"cells": [64, 64], "symmetry": "none" if ranks else "quarter"}, output={"every": "10 s"})
    path, directory = case_file({**case, "output": {"every": "10 s", "checkpoint_every": "0.02 s"}}), scratch("run")
    reached, kills = -1.0, 0
    while kills < KILLS:
        before = written(directory)
        process = start(path, directory, ranks=ranks, restart=directory if before else None)
        when(process, directory, lambda row: written(directory) > before)  # so that every leg gets somewhere
        time.sleep(dice.uniform(0.0, 0.2))
        if process.popen.poll() is not None:
            expect(process.wait().status == 0, f"ended by itself after {kills} kills {process.lines()}")
            break
        kill(process)
        kills += 1
        with h5py.File(directory / "checkpoint.h5") as f:  # h5py is not the library that wrote it
            saved = float(f["scalars"].attrs["time"])
        expect(saved > reached, f"kill {kills}: the checkpoint is of {saved:.6g} s, the last one was of {reached:.6g} s")
        reached = saved
    done = start(path, directory, ranks=ranks, restart=directory).wait()
    expect(done.status == 0 and kills > 2, f"{kills} kills, then done: exit {done.status} {done.lines()}")
    whole = run(case, scratch("whole"), ranks=ranks)
    parts = Left(directory)
    if set(parts.fields) != set(whole.fields):  # a kill while fields.h5 was appended to: kept aside, a new one begun
        expect((directory / "fields.h5.1").exists(), "the spoilt fields.h5 is kept aside")
        whole.fields = {k: v for k, v in whole.fields.items() if k in parts.fields}
    expect_same(f"killed {kills} times against left alone", whole, parts)


def every_step():
    """With a checkpoint after every step at most the step under way is lost, and the row written before its checkpoint."""
    path = case_file(reference(mesh={"cells": [64, 64]}, output={"checkpoint_every": "0 s"}))
    for wait in (0.1, 0.3, 0.7):
        directory = scratch(f"run{wait}")
        process = start(path, directory)
        when(process, directory, lambda row: row["step"] > 20)
        time.sleep(wait)
        kill(process)
        with h5py.File(directory / "checkpoint.h5") as f:
            saved = int(f["scalars"].attrs["step"])
        seen = last_row(directory)["step"]
        expect(0 <= seen - saved <= 1 or saved == seen + 1, f"killed after step {seen:g}, the checkpoint is of step {saved}")


main({"np1": lambda: at_random(0), "np2": lambda: at_random(2), "every_step": every_step})
