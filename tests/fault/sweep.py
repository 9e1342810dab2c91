#!/usr/bin/env python3
"""Sweeps that are killed, interrupted, started twice, spoilt: what is done stays done, what is left is done once, the table is the same.

usage: sweep.py killed.N | interrupted.SIGNAL | twice | by_hand | held | failed | crashed | full_disk | spoilt | extended ... (tests/program.py)
"""
import os
import pathlib
import random
import shlex
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from disks import mounted, own_mounts  # noqa: E402
from program import Process, expect, main, program, scratch  # noqa: E402
from sweeps import (MASSES, RADII, Swept, expect_each_once, expect_same_sweep, kill, member_folder, sweep, sweep_file, swept,  # noqa: E402
                    until, working)

MEMBERS = 40
LONGER = {"time": {"tolerance": 1e-4}, "mesh": {"cells": [256]}, "output": {"every": "1 s"}}  # members of half a second


def undisturbed(path, name="undisturbed"):
    """The sweep left alone."""
    swept(path, "-o", scratch(name))
    return Swept(scratch(name))


def killed(rounds):
    """kill -9 of the process group at a random moment, of the beginning or amidst the members, then --resume."""
    seed = random.SystemRandom().randrange(10 ** 6)
    dice = random.Random(seed)
    print(f"seed {seed}")
    path = sweep_file()
    whole = undisturbed(path)
    cut = 0
    for k in range(rounds):
        directory, some = scratch(f"killed-{k}"), dice.randrange(MEMBERS) if k % 4 else 0
        process = sweep(path, "-o", directory)
        until(lambda: process.popen.poll() is not None or len(done_members(directory)) >= some, every=0.02)
        time.sleep(dice.uniform(0.0, 0.05 if some else 0.6))
        early = process.popen.poll() is None
        kill(process) if early else process.wait()
        done = len(done_members(directory))
        cut += early and 0 < done < MEMBERS
        swept(path, "-o", directory, "--resume")
        left = expect_each_once(f"round {k}, killed with {done} done", directory, MEMBERS)
        expect_same_sweep("  against left alone", left, whole)
        shutil.rmtree(directory)
    expect(cut > rounds // 3, f"{cut} of {rounds} kills came amidst the members")


def done_members(directory):
    return sorted(int(p.parent.name) for p in directory.glob("members/*/summary.json") if says_done(p))


def says_done(summary):
    try:
        return '"status": "done"' in summary.read_text()
    except FileNotFoundError:  # a member begun anew
        return False


def continuing(process):
    """The command that the last lines say continues the sweep."""
    lines = [line for line in process.err.splitlines() if "continue with: " in line]
    expect(len(lines) == 1, f"one line says how to continue: {lines}")
    words = shlex.split(lines[0].split("continue with: ")[1])
    expect(words[:2] == ["vitrifloat", "sweep"], f"it is a command: {' '.join(words)}")
    return words[2:]


def interrupted(number, to):
    """A signal to the sweep alone (a batch system's) or to its group (Ctrl-C)."""
    path, directory = sweep_file(), scratch("a sweep's {} {#} $HOME")  # names have to survive every hand they go through
    whole = undisturbed(path)
    process = sweep(path, "-o", directory)
    until(lambda: len(list(directory.glob("members/*/summary.json"))) > 4)
    begin = time.monotonic()
    if to == "group":
        os.killpg(process.popen.pid, number)
    else:
        os.kill(process.popen.pid, number)
    process.wait()
    expect(process.status == 4, f"exit status {process.status} {time.monotonic() - begin:.2f} s after the signal: {process.lines()}")
    expect(not working(directory), "no worker is left")
    done = sum('"done"' in p.read_text() for p in directory.glob("members/*/summary.json"))
    expect(4 < done < MEMBERS, f"{done} members were done")
    again = sweep(*continuing(process)).wait()
    expect(again.status == 0, f"continued: exit {again.status} {again.lines()}")
    expect_same_sweep("continued against left alone", expect_each_once("continued", directory, MEMBERS), whole)


def twice():
    """The second of two sweeps in one folder is refused, the first goes on."""
    path, directory = sweep_file(case=LONGER, axes=[MASSES]), scratch("run")
    first = sweep(path, "-o", directory)
    until(lambda: working(directory))
    for options in (["--resume"], []):
        second = sweep(path, "-o", directory, *options).wait()
        expect(second.status == 2 and len(second.lines()) == 1, f"the second {options}: exit {second.status} {second.lines()}")
    first.wait()
    expect(first.status == 0, f"the first: exit {first.status}")
    third = sweep(path, "-o", directory).wait()
    expect(third.status == 2 and "--resume" in third.err, f"a third without --resume: exit {third.status} {third.lines()}")
    expect_each_once("left", directory, 8)


def by_hand():
    """Workers started by hand beside each other, one of them killed: they share, nothing is spoilt."""
    path, directory = sweep_file(), scratch("run")
    whole = undisturbed(path)
    process = sweep(path, "-o", directory)
    until(lambda: working(directory))
    kill(process)
    workers = [Process("sweep-work", directory, group=True) for _ in range(3)]
    time.sleep(0.3)
    kill(workers[0])
    for worker in workers[1:]:
        worker.wait()
        expect(worker.status == 0, f"a worker: exit {worker.status} {worker.lines()}")
    swept(directory, "--resume")
    expect_same_sweep("by hand against left alone", expect_each_once("by hand", directory, MEMBERS), whole)


def kill_early(path, directory, done):
    process = sweep(path, "-o", directory)
    until(lambda: (directory / "sweep.yaml").exists() and len(list(directory.glob("members/*/summary.json"))) >= done)
    kill(process)


def held():
    """A worker held to some members, and one held to a second: it ends by then, and what it began is done."""
    path, directory = sweep_file(case=LONGER, axes=[MASSES]), scratch("run")
    kill_early(path, directory, 0)
    shutil.rmtree(directory / "members")
    (directory / "members").mkdir()
    worker = program("sweep-work", directory, "--members", "2-3")
    expect(worker.status == 0 and done_members(directory) == [2, 3], f"--members 2-3: exit {worker.status}, done {done_members(directory)}")
    begin = time.monotonic()
    worker = program("sweep-work", directory, "--members", "4-99", "--seconds", "1")
    seconds, done = time.monotonic() - begin, done_members(directory)
    expect(worker.status in (0, 4) and seconds < 5.0, f"--seconds 1: exit {worker.status} after {seconds:.2f} s, done {done}")
    expect(2 < len(done) < 7 and len(done) == len(list((directory / "members").iterdir())), "no member was begun in vain")
    table = program("sweep-table", directory)
    expect(table.status == 4 and Swept(directory).status().count("done") == len(done), f"sweep-table: exit {table.status} {table.lines()}")
    for wrong in (["--members", "3-2"], ["--members", "x"], ["--seconds", "0"], ["--members"], []):
        refused = program("sweep-work", *([directory] if wrong else []), *wrong)
        expect(refused.status == 2 and len(refused.lines()) == 1, f"{wrong}: exit {refused.status} {refused.lines()}")


def failed():
    """Two values that go with the base but not with each other, which only their member finds out: it costs itself alone, is listed with its
    reason, stays failed on --resume, is tried again on --retry-failed."""
    baths, films, number = ["5 mm", "8 mm"], ["3 mm", "6 mm"], 13  # a film of 6 mm on a bath of 5 mm
    axes = [{"key": "melt.mass", "values": ["1 mg", "2 mg", "3 mg", "4 mg"]}, {"key": "bath.radius", "values": baths}, {"key": "melt.radius", "values": films}]
    path, directory = sweep_file(case={"bath": {"radius": "8 mm"}}, axes=axes), scratch("run")
    wrong = [k for k in range(16) if k % 4 == 1]
    first = swept(path, "-o", directory, status=3)
    again = swept(directory, "--resume", status=3)
    tried = swept(directory, "--retry-failed", status=3)
    left = Swept(directory)
    expect([k for k, s in enumerate(left.status()) if s == "failed"] == wrong and left.status().count("done") == 12, f"failed: {wrong}, the others are done")
    listed = (directory / "failed.csv").read_text().splitlines()[1:]
    expect(len(listed) == 4 and all(row.startswith(f"{k},2,") and "melt.radius" in row for k, row in zip(wrong, listed)), f"failed.csv: {listed[0]}")
    expect("melt.radius" in left.rows[number]["reason"], f"results.csv: {left.rows[number]['reason']}")
    expect(all(f"member {k} failed" in done.err for k in wrong for done in (first, again, tried)), f"they are told: {first.err.splitlines()[-4:]}")
    logs = [(member_folder(directory, k) / "log.txt").read_text().count("reaches beyond") for k in wrong]
    expect(logs == [2] * 4, f"tried twice, by the first and by --retry-failed: {logs}")


def crashed():
    """A worker that a member kills: that member is listed, all others are done, none twice."""
    path, directory = sweep_file(case=LONGER, axes=[MASSES]), scratch("run")
    whole = undisturbed(path)
    process = sweep(path, "-o", directory)
    until(lambda: len(list(directory.glob("members/*/summary.json"))) > 1 and busy(directory))
    pid, number = busy(directory)
    os.kill(pid, signal.SIGSEGV)
    process.wait()
    left = Swept(directory)
    expect(process.status == 3, f"exit status {process.status} {process.lines()}")
    expect(left.status() == ["failed" if k == number else "done" for k in range(8)], f"member {number} is failed, the others done: {left.status()}")
    expect("signal 11" in left.rows[number]["reason"], f"its reason: {left.rows[number]['reason']}")
    swept(directory, "--resume", "--retry-failed")
    expect_same_sweep("tried again against left alone", expect_each_once("tried again", directory, 8), whole)


def busy(directory):
    """A process that computes a member, and its number."""
    for pid, members in working(directory).items():
        number = min(members)
        if len(members) == 1 and (member_folder(directory, number) / "series.csv").exists() and not (member_folder(directory, number) / "summary.json").exists():
            return pid, number
    return None


def full_disk():
    """One line says so, no member counts as done that is not; on a larger disk it continues to the same table."""
    path, disk = sweep_file(), scratch("disk")
    whole = undisturbed(path)
    mounted(disk, "3m")
    try:
        process = sweep(path, "-o", disk / "run").wait()
        expect(process.status in (3, 4), f"exit status {process.status}")
        lines = process.lines()
        expect(any("No space left" in line or "full" in line for line in lines), f"it names the reason: {lines[:4]} ({len(lines)} lines)")
        expect("PETSC ERROR" not in process.err and "HDF5-DIAG" not in process.err, "no stack traces")
        subprocess.run(["mount", "-o", "remount,size=200m", disk], check=True)
        swept(disk / "run", "--resume", "--retry-failed")
        expect_same_sweep("on a larger disk against left alone", expect_each_once("on a larger disk", disk / "run", MEMBERS), whole)
    finally:
        subprocess.run(["umount", disk], check=False)


def spoilt():
    """What a kill or a hand may leave: a half line at the end of the journal, half a summary, a member's folder gone, tables gone."""
    path, directory = sweep_file(), scratch("run")
    whole = undisturbed(path)
    swept(path, "-o", directory)
    journal = next(p for p in directory.iterdir() if p.name.startswith("journal"))
    text = journal.read_bytes()
    journal.write_bytes(text[:len(text) // 2])
    shutil.rmtree(member_folder(directory, 7))
    summary = member_folder(directory, 11) / "summary.json"
    summary.write_text(summary.read_text()[:300])
    for name in ("results.csv", "results.h5"):
        (directory / name).unlink()
    swept(directory, "--resume")
    expect_same_sweep("mended against left alone", expect_each_once("mended", directory, MEMBERS, again={7}), whole)
    register = directory / "members.csv"
    register.write_bytes(register.read_bytes()[:-7])  # its last line cut
    swept(path, "-o", directory, "--resume")
    expect_same_sweep("with the register mended", expect_each_once("register", directory, MEMBERS, again={7}), whole)
    before = {p.name: (p / "summary.json").stat().st_mtime_ns for p in (directory / "members").iterdir()}
    swept(directory, "--resume")
    expect(before == {p.name: (p / "summary.json").stat().st_mtime_ns for p in (directory / "members").iterdir()}, "what is done is not done again")


def extended():
    """Values added to an axis of a sweep that was killed: known members keep number and result, the table holds all."""
    masses = [f"{0.5 + 0.25 * k} mg" for k in range(8)]
    small = sweep_file(axes=[{"key": "melt.mass", "values": masses[:6]}, RADII])
    large = sweep_file("larger", axes=[{"key": "melt.mass", "values": masses}, RADII])
    directory = scratch("run")
    kill_early(small, directory, 10)
    kept = {p.parent.name: p.read_bytes() for p in directory.glob("members/*/summary.json") if '"done"' in p.read_text()}
    swept(large, "-o", directory, "--resume")
    left = expect_each_once("extended", directory, MEMBERS)
    expect(kept and all((directory / "members" / k / "summary.json").read_bytes() == v for k, v in kept.items()), f"{len(kept)} members done before are as they were")
    whole = undisturbed(large)
    key = lambda row: tuple(v for k, v in row.items() if k.split(" ")[0] in ("melt.mass", "melt.radius", "thickness_mean_m"))  # noqa: E731
    expect(sorted(map(key, left.rows)) == sorted(map(key, whole.rows)), "the same members and results as the larger sweep from the start")
    other = sweep_file("other", axes=[MASSES, {"key": "melt.radius", "values": ["2 mm", "3 mm"]}])
    refused = sweep(other, "-o", directory, "--resume").wait()
    expect(refused.status == 2 and len(refused.lines()) == 1, f"other values in place of these: exit {refused.status} {refused.lines()}")


main({**{f"killed.{n}": lambda n=n: killed(n) for n in (5, 20)},
      **{f"interrupted.{s}.{to}": lambda s=s, to=to: interrupted(getattr(signal, f"SIG{s}"), to) for s in ("TERM", "INT", "USR1") for to in ("sweep", "group")},
      "twice": twice, "by_hand": by_hand, "held": held, "failed": failed, "crashed": crashed, "spoilt": spoilt, "extended": extended,
      "full_disk": lambda: own_mounts(full_disk)})
