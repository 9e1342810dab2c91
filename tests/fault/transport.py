#!/usr/bin/env python3
"""Gas transport and fits that are told to stop, meet a full disk, or are given files that are not whole: one line, nothing half-written.

usage: transport.py TERM.npN | INT.npN | fit | full_disk | fields | ranks ... (tests/program.py)
"""
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import SKIP, Process, case_file, expect, main, program, reference, run, scratch  # noqa: E402

HOLD = {"hold": "1 h", "feed": {"CO2": "1 bar"}, "label": "dry"}
MEMBRANE = {"melt": {"material": "ZIF-62"}, "transport": {"thickness": "5 um", "area": "1 cm^2", "gases": ["He", "CO2"], "programme": [HOLD]}}
ENDLESS = {**MEMBRANE, "transport": {**MEMBRANE["transport"], "rig_tolerance": 1e-10, "programme_samples": 100, "programme_cycles": 1000,
                                     "programme": [HOLD, {"heat": "90 degC", "time": "1 h"}, {"heat": "25 degC", "time": "1 h", "feed": {"He": "1 bar"}}]}}


def clean(directory):
    """No half-written files."""
    expect(not directory.exists() or not list(directory.glob("*.tmp")), "no half-written file is left")


def no_trace(process):
    expect(not any(w in process.err + process.out for w in ("PETSC ERROR", "Backtrace", "HDF5-DIAG", "Signal:")), "no stack trace")


def stopped(number, ranks):
    out = scratch("out")
    process = Process("transport", case_file(ENDLESS), "-o", out, ranks=ranks)
    time.sleep(4.0 if ranks else 2.0)
    expect(process.popen.poll() is None, "it is at work")
    process.send(number)
    process.wait(60)
    expect(process.status == 4, f"exit status {process.status}")
    lines = process.lines()
    expect(len(lines) == 1 and f"signal {int(number)} " in lines[0], f"one line names the reason: {lines}")
    told = json.loads((out / "transport.json").read_text())
    rows = told["programme"]["segments"]
    expect(told["status"] == "interrupted" and len(rows) > 0, f"{len(rows)} segments, status {told['status']}")
    expect(all(0 < r["end_s"] - r["begin_s"] <= 3600.0 + 1e-6 for r in rows), "rows say how far they came")
    expect(told["programme"]["balance_error"] < 1e-10, "what is kept is whole")
    expect((out / "transport.h5").exists() and (out / "programme.csv").exists(), "all files are there")
    no_trace(process)
    clean(out)


def fit():
    """A fit that is stopped has nothing to say, and writes nothing."""
    source = pathlib.Path(__file__).resolve().parents[2] / "inputs"
    shipped = (source / "cases" / "fit-float-glass.yaml").read_text().replace("../measured", str(source / "measured"))
    case = re.sub("starts: [0-9]+", "starts: 10000", shipped)
    expect("starts: 10000" in case, "it would take long")
    out = scratch("out")
    for ranks in (0, 2):
        process = Process("fit", case_file(case), "-o", out, ranks=ranks)
        time.sleep(4.0 if ranks else 2.0)
        process.send(signal.SIGTERM)
        process.wait(120)
        expect(process.status == 4, f"{ranks} ranks: exit status {process.status} {process.lines()}")
        expect(len(process.lines()) == 1 and "nothing is written" in process.lines()[0], f"one line: {process.lines()}")
        expect(not out.exists() or not list(out.iterdir()), "nothing is written")
        no_trace(process)


def full_disk():
    disk = scratch("disk")
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, text=True)
    if done.returncode:
        print("no small file system can be mounted here:", done.stderr.strip())
        raise SystemExit(SKIP)
    try:
        process = program("transport", case_file({**MEMBRANE, "transport": {**MEMBRANE["transport"], "programme_samples": 5000}}), "-o", disk / "out")
        expect(process.status == 3, f"exit status {process.status}")
        expect(len(process.lines()) == 1 and ("No space left" in process.err or "full" in process.err), f"one line names the reason: {process.lines()}")
        no_trace(process)
        clean(disk / "out")
    finally:
        subprocess.run(["umount", disk], check=False)


def of_a_run():
    good = scratch("good")
    run(reference(), good)
    return good


def fields():
    """fields.h5 cut short, empty, missing, or a text: exit 2, and the run's folder as it was."""
    good = of_a_run()
    data = (good / "fields.h5").read_bytes()
    for what, content in (("half of it", data[: len(data) // 2]), ("nothing", b""), ("a text", b"not fields\n"), ("no file", None)):
        bad = scratch(what.replace(" ", "-"))
        shutil.copytree(good, bad)
        (bad / "fields.h5").unlink()
        if content is not None:
            (bad / "fields.h5").write_bytes(content)
        before = sorted(p.name for p in bad.iterdir())
        for ranks in (0, 2):
            process = program("transport", bad, ranks=ranks)
            expect(process.status == 2, f"{what}, {ranks} ranks: exit {process.status}")
            expect(len(process.lines()) == 1 and "fields.h5" in process.err, f"{what}: one line names it: {process.lines()}")
            no_trace(process)
            expect(sorted(p.name for p in bad.iterdir()) == before, f"{what}: nothing is added")


def ranks():
    """More ranks than the run's cells can be shared by are refused; any number does for a uniform membrane."""
    good = of_a_run()
    process = program("transport", good, ranks=13)
    expect(process.status == 2 and len(process.lines()) == 1 and "ranks" in process.err, f"13 ranks: exit {process.status} {process.lines()}")
    expect(not (good / "transport.json").exists(), "nothing is written")
    process = program("transport", case_file(MEMBRANE), "-o", scratch("out"), ranks=3)
    expect(process.status == 0 and (scratch("out") / "transport.h5").exists(), f"a uniform membrane on 3 ranks: exit {process.status}")


SIGNALS = {"TERM": signal.SIGTERM, "INT": signal.SIGINT}
main({**{f"{name}.np{n}": lambda number=number, n=n: stopped(number, n if n > 1 else 0) for name, number in SIGNALS.items() for n in (1, 2)},
      "fit": fit, "full_disk": full_disk, "fields": fields, "ranks": ranks})
