#!/usr/bin/env python3
"""Sweeps on a cluster: a Slurm of one's own on this machine (cluster.py), its node killed, its tasks requeued, its time over.

usage: slurm.py array.N | ranks | time | refused ... (tests/program.py); exit status 77 where no cluster can be made
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


def idle(cluster, jobs):
    return not cluster.run("squeue", "-h", "-j", ",".join(jobs)).stdout.strip()


def finish(cluster, jobs, directory, seconds=120.0):
    if not expect(until(lambda: idle(cluster, jobs), seconds), "the queue is empty"):
        print(cluster.run("squeue").stdout, cluster.reason())
    for path in sorted((directory / "slurm").glob("*.out")):
        print(f"-- {path.name}:", path.read_text().strip()[-600:])


def done_in(directory):
    return len(list(directory.glob("members/*/summary.json")))


def running(cluster, job):
    return cluster.run("squeue", "-h", "-t", "running", "-j", job, "-o", "%i").stdout.split()


def array(masses):
    """An array of tasks, its node's daemon killed with all its jobs and started again, then a task requeued: all members, each once."""
    members = 5 * masses
    path = sweep_file(case=SLOWER, axes=[{**MASSES, "count": masses}, RADII], slurm={"members_a_task": members // 4, "tasks_at_once": 2})
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
        at_once(cluster, task)
        finish(cluster, jobs, directory)
        left = expect_each_once("the array", directory, members)
        expect(left.status() == ["done"] * members, "all are done")
        expect_same_sweep("the array against a local sweep", left, Swept(scratch("whole")))

    on_a_cluster(test)


def at_once(cluster, task):
    """Slurm lets what was requeued wait for two minutes: not here."""
    until(lambda: cluster.run("scontrol", "update", f"jobid={task}", "starttime=now").returncode == 0, 10.0)


def lost(masses):
    """The node dies with everything on it and comes back: Slurm puts its tasks back, they continue from checkpoints."""
    members = 5 * masses
    path = sweep_file(case=SLOWER, axes=[{**MASSES, "count": masses}, RADII], slurm={"members_a_task": members // 2})
    swept(path, "-o", scratch("whole"))
    directory = scratch("run")

    def test(cluster):
        jobs = submit(path, "-o", directory)
        until(lambda: done_in(directory) > members // 3)
        tasks = running(cluster, jobs[0])
        cluster.kill_node(with_jobs=True)
        print(f"the node died at {done_in(directory)} done with tasks {tasks}")
        time.sleep(1.0)
        cluster.start_node()
        until(lambda: not running(cluster, jobs[0]), 60.0)
        for task in tasks:
            at_once(cluster, task)
        finish(cluster, jobs, directory)
        left = expect_each_once("after the node's death", directory, members)
        expect_same_sweep("against a local sweep", left, Swept(scratch("whole")))

    on_a_cluster(test)


SLOWER = {"mesh": {"cells": [64]}, "time": {"tolerance": 1e-4}}

main({**{f"array.{5 * n}": lambda n=n: array(n) for n in (4, 8)}, "lost": lambda: lost(4)})
