#!/usr/bin/env python3
"""A real run on a disk too small for it: one line says so, exit 3, the older checkpoint survives and continues elsewhere.

usage: full_disk.py npN ... (tests/program.py); exit status 77 where no small file system can be mounted
"""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from disks import mounted, own_mounts  # noqa: E402
from program import Left, case_file, expect, expect_same, main, reference, run, scratch, start  # noqa: E402


def full(ranks):
    disk = scratch("disk")
    case = reference(mesh={"symmetry": "none"} if ranks else {"cells": [64, 64]}, output={"every": "20 s", "checkpoint_every": "0 s"})
    path = case_file(case)
    mounted(disk, "2m")
    try:
        process = start(path, disk / "run", ranks=ranks).wait()
        expect(process.status == 3, f"exit status {process.status}")
        lines = process.lines()
        expect(0 < len(lines) <= 4 and len(lines) == len(set(lines)), f"{len(lines)} lines, none twice: {' | '.join(lines)}")
        expect("PETSC ERROR" not in process.err and "HDF5-DIAG" not in process.err, "no stack traces")
        expect(any("No space left" in line or "full" in line for line in lines), "it names the reason")
        expect((disk / "run" / "checkpoint.h5").exists(), "there is a checkpoint")
        expect(not list((disk / "run").glob("*.tmp")), "no half-written file is left")
        again = start(path, scratch("on"), restart=disk / "run", ranks=ranks).wait()
        expect(again.status == 0, f"continued on another disk: exit {again.status} {again.lines()}")
    finally:
        subprocess.run(["umount", disk], check=False)
    whole, on = run(path, scratch("whole"), ranks=ranks), Left(scratch("on"))
    on.rows, whole.rows = [], []  # those before the checkpoint stayed on the full disk
    whole.fields = {k: v for k, v in whole.fields.items() if k in on.fields}
    on.fields = {k: v for k, v in on.fields.items() if k in whole.fields}
    expect(len(on.fields) > 3, f"{len(on.fields)} outputs after the disk was full")
    expect_same("continued elsewhere against left alone", whole, on)


main({f"np{n}": lambda n=n: own_mounts(lambda: full(n if n > 1 else 0)) for n in (1, 2)})
