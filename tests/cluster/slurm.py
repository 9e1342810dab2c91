#!/usr/bin/env python3
"""Sweeps on a cluster: a Slurm of one's own on this machine (cluster.py), its node killed, its tasks requeued, its time over.

usage: slurm.py array.N | lost | notice | ranks ... (tests/program.py); exit status 77 where no cluster can be made
"""
import os
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from cluster import SKIP, Cluster, Unavailable, stop_on_signals  # noqa: E402
from program import Process, expect, main, scratch  # noqa: E402
from sweeps import MASSES, RADII, Swept, expect_each_once, expect_same_sweep, sweep_file, swept, until  # noqa: E402


SLOWER = {"time": {"tolerance": 1e-8}}  # members of some tenths of a second
RINGS = {"zip": [RADII["zip"][0], {"key": "mesh.cells", "values": [[320], [360], [400], [440], [480]]}]}


def on_a_cluster(test):
    """Runs the test with the commands of the cluster at hand."""
    stop_on_signals()
    try:
        with Cluster() as cluster:
            os.environ.update({k: cluster.environment[k] for k in ("SLURM_CONF", "PATH")})
            test(cluster)
    except Unavailable as why:
        print(why)
        raise SystemExit(SKIP) from None


def submit(*arguments):
    """`sweep --slurm`: numbers of the array and of the job of the table."""
    done = Process("sweep", *arguments, "--slurm").wait()
    expect(done.status == 0, f"submitted: exit {done.status} {done.lines()}")
    found = re.findall(r"^job (\d+):", done.out, re.M)
    if not expect(len(found) == 2, f"it says the jobs' numbers: {done.out.splitlines()}"):
        raise SystemExit(done.err)
    return found


def idle(cluster, jobs, since):
    """Whether the queue is empty of them.  What was put back into it Slurm lets wait for two minutes: two seconds will do, in one a machine would
    take the new start for the one that was ended.  since: {task: when it was first seen to wait so}"""
    waiting = cluster.run("squeue", "-h", "-j", ",".join(jobs), "-o", "%i %t %r").stdout.splitlines()
    for task, state, reason in (line.split(maxsplit=2) for line in waiting):
        if state == "PD" and reason == "BeginTime" and time.monotonic() - since.setdefault(task, time.monotonic()) > 2.0:
            cluster.run("scontrol", "update", f"jobid={task}", "starttime=now")
    return not waiting


def finish(cluster, jobs, directory):
    since = {}
    if not expect(until(lambda: idle(cluster, jobs, since), 60.0, 0.3), "the queue is empty"):
        print(cluster.run("squeue").stdout, cluster.reason())
    for path in sorted((directory / "slurm").glob("*.out")):
        print(f"-- {path.name}:", path.read_text().strip()[-600:])


def done_in(directory):
    return len(list(directory.glob("members/*/summary.json")))


def running(cluster, job):
    return cluster.run("squeue", "-h", "-t", "running", "-j", job, "-o", "%i").stdout.split()


def array(masses):
    """An array of tasks, its node's daemon killed and started again, then a task requeued: all members, each once."""
    members = 5 * masses
    path = sweep_file(case=SLOWER, axes=[{**MASSES, "count": masses}, RINGS], slurm={"members_a_task": members // 4, "tasks_at_once": 2})
    swept(path, "-o", scratch("whole"))
    directory = scratch("run")

    def test(cluster):
        jobs = submit(path, "-o", directory)
        again = Process("sweep", directory, "--resume", "--slurm").wait()
        expect(again.status == 2 and "queue" in again.err, f"a second submission is refused: exit {again.status} {again.lines()}")
        until(lambda: done_in(directory) > members // 8)
        cluster.kill_node(with_jobs=False)
        before = done_in(directory)
        until(lambda: done_in(directory) > before, 5.0)
        cluster.start_node()
        print(f"slurmd killed at {before} done, started again at {done_in(directory)}: {running(cluster, jobs[0])} run")
        until(lambda: running(cluster, jobs[0]) and done_in(directory) > members // 2)
        task = running(cluster, jobs[0])[0]
        taken = cluster.run("scontrol", "requeue", task)
        expect(taken.returncode == 0, f"task {task} put back into the queue at {done_in(directory)} done {taken.stderr}")
        finish(cluster, jobs, directory)
        left = expect_each_once("the array", directory, members)
        expect(left.status() == ["done"] * members, "all are done")
        expect_same_sweep("the array against a local sweep", left, Swept(scratch("whole")))

    on_a_cluster(test)


def lost(masses):
    """The node dies with everything on it and comes back: Slurm puts its tasks back, they continue from checkpoints."""
    members = 5 * masses
    path = sweep_file(case=SLOWER, axes=[{**MASSES, "count": masses}, RINGS], slurm={"members_a_task": members // 2})
    swept(path, "-o", scratch("whole"))
    directory = scratch("run")

    def test(cluster):
        jobs = submit(path, "-o", directory)
        until(lambda: done_in(directory) > members // 3)
        tasks = running(cluster, jobs[0])
        cluster.kill_node(with_jobs=True)
        print(f"the node died at {done_in(directory)} done with tasks {tasks}")
        time.sleep(6.0)
        cluster.start_node()
        finish(cluster, jobs, directory)
        left = expect_each_once("after the node's death", directory, members)
        expect_same_sweep("against a local sweep", left, Swept(scratch("whole")))

    on_a_cluster(test)


def notice():
    """The notice that time is up: members are saved, the table says what is left, --resume submits only that."""
    path = sweep_file(case=SLOWER, axes=[{**MASSES, "count": 4}, RINGS], slurm={"members_a_task": 5, "tasks_at_once": 2})
    swept(path, "-o", scratch("whole"))
    directory = scratch("a folder's 50 % {} sweep")

    def test(cluster):
        jobs = submit(path, "-o", directory)
        until(lambda: done_in(directory) > 12)
        for task in running(cluster, jobs[0]):
            cluster.run("scancel", "--batch", "--signal=USR1", task)
        finish(cluster, jobs, directory)
        first = Swept(directory)
        left = {k // 5 for k, s in enumerate(first.status()) if s != "done"}
        expect(0 < len(left) < 4, f"tasks {sorted(left)} have members left: {first.status()}")
        finish(cluster, submit(directory, "--resume"), directory)
        array_line = next(line for line in (directory / "slurm.sh").read_text().splitlines() if "--array" in line)
        expect(numbers(array_line) == left, f"only these were submitted again: {array_line}")
        expect_same_sweep("continued against a local sweep", expect_each_once("continued", directory, 20), Swept(scratch("whole")))

    on_a_cluster(test)


def numbers(array_line):
    """Of "#SBATCH --array=0,2-3%2"."""
    ranges = [part.split("-") for part in array_line.split("=")[1].split("%")[0].split(",")]
    return {k for r in ranges for k in range(int(r[0]), int(r[-1]) + 1)}


def ranks():
    """Members on two ranks each, which mpiexec starts within the task."""
    case = {"mesh": {"geometry": "planar", "cells": [32, 32], "symmetry": "quarter"}}
    path = sweep_file(case=case, axes=[{"key": "melt.mass", "values": ["1 mg", "2 mg"]}, {"key": "melt.radius", "values": ["3 mm", "4 mm"]}],
                      run={"jobs": 1, "ranks": 2}, slurm={"members_a_task": 2})
    swept(path, "-o", scratch("whole"))

    def test(cluster):
        finish(cluster, submit(path, "-o", scratch("run")), scratch("run"))
        left = expect_each_once("on two ranks", scratch("run"), 4)
        expect([row["ranks"] for row in left.rows] == ["2"] * 4, "every member ran on two ranks")
        expect_same_sweep("on two ranks against a local sweep", left, Swept(scratch("whole")))

    on_a_cluster(test)


main({**{f"array.{5 * n}": lambda n=n: array(n) for n in (4, 8)}, "lost": lambda: lost(4), "notice": notice, "ranks": ranks})
