"""Small sweeps for the tests, and what a sweep leaves: tables without columns of effort, members, proof that each was computed once."""
import csv
import json
import os
import pathlib
import signal
import time

import h5py

from program import Process, case_file, expect, merge

OF_THE_LEG = ("wall_s", "solver.")  # columns of effort, which stand last: a member that was continued tells of its last leg only

# A film on gallium spreads for 20 s and is quenched: some 70 steps on rings, 20 ms.
CASE = {
    "title": "member",
    "bath": {"material": "Ga", "shape": "disc", "radius": "5 mm", "depth": "0.1 mm"},
    "melt": {"material": "ZIF-62", "mass": "1 mg", "shape": "disc", "radius": "3 mm"},
    "process": [{"isothermal": "450 degC", "time": "20 s"}, {"quench": "20 degC", "gas": "N2", "flow": "300 mL/min", "time": "30 s"}],
    "mesh": {"cells": [32], "geometry": "axisymmetric"},
    "time": {"tolerance": 1e-2},
    "output": {"every": "10 s", "checkpoint_every": "0.01 s"},
}
MASSES = {"key": "melt.mass", "from": "0.5 mg", "to": "2.25 mg", "count": 8}
RADII = {"zip": [{"key": "melt.radius", "values": ["2 mm", "2.5 mm", "3 mm", "3.5 mm", "4 mm"]},
                 {"key": "mesh.cells", "values": [[32], [40], [48], [56], [64]]}]}


def sweep_file(name="sweep", case=None, **changes):
    """40 members unless the changes say otherwise; its path."""
    return case_file(merge({"title": "a test's sweep", "case": merge(CASE, case or {}), "axes": [MASSES, RADII], "run": {"jobs": 2}}, changes), name)


def sweep(*arguments, cwd=None):
    """A sweep in a process group of its own, so that kill() takes all of it."""
    return Process("sweep", *arguments, cwd=cwd, group=True)


def swept(*arguments, status=0):
    """One that has to end with that status."""
    done = sweep(*arguments).wait()
    if done.status != status:
        raise SystemExit(f"exit {done.status}, not {status}: {' '.join(done.popen.args)}\n{done.err}")
    return done


def kill(process, number=signal.SIGKILL):
    """The whole group at once, as a shell or a batch system does."""
    os.killpg(process.popen.pid, number)
    return process.wait()


class Swept:
    """What a sweep left."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        with open(self.directory / "results.csv", newline="") as f:
            self.rows = list(csv.DictReader(f))
        with h5py.File(self.directory / "results.h5") as f:
            self.columns = {k: (v[...].tobytes() if v.dtype.kind in "fiu" else v.asstr()[...].tolist()) for k, v in f.items()}

    def status(self):
        return [row["status"] for row in self.rows]

    def member(self, number):
        return member_folder(self.directory, number)


def member_folder(directory, number):
    return directory / "members" / f"{number:06d}"


def lasting(columns):
    return {k: v for k, v in columns.items() if not k.startswith(OF_THE_LEG)}


def expect_same_sweep(text, one, other):
    """Tables equal byte for byte but for the columns of effort."""
    wrong = []
    if len(one.rows) != len(other.rows):
        wrong.append(f"{len(one.rows)} and {len(other.rows)} rows")
    for a, b in zip(one.rows, other.rows):
        wrong += [f"member {a['member']}: {k}" for k in a if lasting({k: 0}) and a[k] != b.get(k)]
    x, y = lasting(one.columns), lasting(other.columns)
    wrong += [f"results.h5: {k}" for k in sorted({*x, *y}) if x.get(k) != y.get(k)]
    return expect(not wrong, f"{text}: results.csv and results.h5 equal" + (f"; differing: {', '.join(wrong[:6])} ({len(wrong)} in all)" if wrong else ""))


def expect_each_once(text, directory, members, again=()):
    """No member is missing or there twice or was done again, and none was computed by two at once: their rows would stand mixed in its series.
    again: members that had reason to be done again."""
    left = Swept(directory)
    numbers = [int(row["member"]) for row in left.rows]
    expect(numbers == list(range(members)), f"{text}: {len(numbers)} rows, every member of {members} once, in order")
    folders = sorted(p.name for p in (directory / "members").iterdir())
    expect(folders == [f"{k:06d}" for k in range(members)], f"{text}: {len(folders)} folders of members")
    mixed = [k for k in range(members) if not rises(left.member(k) / "series.csv")]
    expect(not mixed, f"{text}: time and step rise in every member's series" + (f", not in {mixed[:8]}" if mixed else ""))
    ended = [json.loads(line) for line in (directory / "journal.jsonl").read_text().splitlines() if line.endswith("}")]
    twice = [k for k in range(members) if k not in again and sum(line["member"] == k and line["status"] == "done" for line in ended) > 1]
    expect(not twice, f"{text}: no member was done twice" + (f" but {twice[:8]}" if twice else ""))
    return left


def rises(path):
    with open(path, newline="") as f:
        rows = [(int(float(row["step"])), float(row["time_s"])) for row in csv.DictReader(f)]
    return bool(rows) and all(a[0] < b[0] and a[1] <= b[1] for a, b in zip(rows, rows[1:]))


def working(directory):
    """Processes that have a file of the sweep open, and the members they are at: {pid: {numbers}}."""
    found, start = {}, f"{directory}/members/"
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            names = [os.readlink(f.path) for f in os.scandir(f"{entry.path}/fd")]
        except OSError:
            continue
        members = {int(n[len(start):].split("/")[0]) for n in names if n.startswith(start)}
        if members:
            found[int(entry.name)] = members
    return found


def until(condition, seconds=60.0, every=0.005):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(every)
    return False
