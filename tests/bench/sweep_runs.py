"""Benchmarks of sweeps: a study of sixty members, thousands of small ones, what a member costs beyond its own work."""
import csv
import json
import os
import pathlib
import subprocess
import time

import cases
from measure import Failed, command

PROCESSES = {"2 min": "2 min", "5 min": "5 min", "10 min": "10 min"}


def case(cells, **changes):
    return cases.float_glass(cells, **{"mesh": {"cells": [cells], "geometry": "axisymmetric"}, "output": {"every": "0 s"}, **changes})[0]


def process(hold):
    return [{"heat": "450 degC", "rate": "10 K/min"}, {"hold": hold}, {"quench": "20 degC", "gas": "N2", "flow": "300 mL/min"}]


def metals(cells):
    """Four baths, five masses, three programmes."""
    return {"title": "metals", "case": case(cells), "axes": [
        {"key": "bath.material", "values": ["Ga", "Sn", "Ga-Sn10wt", "Ga-In25wt"]},
        {"key": "melt.mass", "from": "1 mg", "to": "5 mg", "count": 5},
        {"key": "process", "names": list(PROCESSES), "values": [process(hold) for hold in PROCESSES.values()]}]}


def masses(cells, members, **changes):
    """As many masses from 1 to 5 mg."""
    return {"title": "masses", "case": case(cells, **changes), "axes": [{"key": "melt.mass", "from": "1 mg", "to": "5 mg", "count": members}]}


def measured(setting, what, sweep, jobs, watch=()):
    """One row; `watch`: counts of members at which the memory of the workers is looked at."""
    folder = pathlib.Path(setting.program.scratch) / f"sweep-{what}-{jobs}".replace(" ", "-")
    folder.mkdir()
    (folder / "sweep.yaml").write_text(json.dumps(sweep))
    out, begin = folder / "out", time.perf_counter()
    with open(folder / "said", "w") as said:
        process_ = subprocess.Popen([str(setting.program.path), "sweep", folder / "sweep.yaml", "-o", out, "--jobs", str(jobs)],
                                    stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        memory = watched(process_, out, watch)
        _, status, used = os.wait4(process_.pid, 0)
    wall = time.perf_counter() - begin
    if status:
        raise Failed(f"exit {os.waitstatus_to_exitcode(status)}: {(folder / 'said').read_text()[-1500:]}")
    walls = member_walls(out)
    table = command([setting.program.path, "sweep", out, "--resume"]).wall_s
    return {"what": what, "ranks": jobs, "members": len(walls), "command_s": wall, "cpu_s": used.ru_utime + used.ru_stime,
            "members_a_minute": 60.0 * len(walls) / wall, "member_ms": 1e3 * sum(walls) / len(walls),
            "overhead_ms": 1e3 * (wall * jobs - sum(walls)) / len(walls), "table_s": table,
            **{f"memory_{when}_MB": memory[n] / 1e6 for when, n in zip(("early", "late"), watch) if n in memory}}


def member_walls(out):
    with open(out / "results.csv", newline="") as f:
        rows = list(csv.DictReader(f))
    if any(row["status"] != "done" for row in rows):
        raise Failed("not all members are done")
    return [json.loads((out / "members" / f"{int(row['member']):06d}" / "summary.json").read_text())["wall_s"] for row in rows]


def watched(process_, out, counts):
    """{members done: memory [B] of the largest worker then}, while the sweep runs."""
    found, left = {}, sorted(counts)
    while left and not os.waitid(os.P_PID, process_.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):  # who waits for its status comes later
        if ended(out) >= left[0]:
            found[left.pop(0)] = max((resident(pid) for pid in descendants(process_.pid)), default=0)
        time.sleep(0.02)
    return found


def ended(out):
    """Lines of the journal."""
    try:
        return sum(p.read_bytes().count(b"\n") for p in out.glob("journal*"))
    except OSError:
        return 0


def descendants(pid):
    try:
        children = [int(p) for t in os.scandir(f"/proc/{pid}/task") for p in pathlib.Path(t.path, "children").read_text().split()]
    except OSError:
        return []
    return children + [p for c in children for p in descendants(c)]


def resident(pid):
    try:
        return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def sweep(setting):
    """The study on all cores; many on all cores; next to no work a member on one and on all."""
    many = setting.members
    yield measured(setting, "4 x 5 x 3, 512 rings", metals(512), setting.ranks)
    short = {"process": [{"isothermal": "450 degC", "time": "20 s"}], "time": {"tolerance": 1e-2}}
    for jobs in setting.both():
        yield measured(setting, "32 rings, 20 s", masses(32, min(many, 500), **short), jobs)
    yield measured(setting, "128 rings", masses(128, many), setting.ranks, watch=(many // 10, many - many // 100))
