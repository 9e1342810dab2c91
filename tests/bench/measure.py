"""Runs a command and says what it took; reads what a run of vitrifloat says of itself."""
import dataclasses
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time


@dataclasses.dataclass
class Taken:
    """Of a command with all its processes: elapsed and processor seconds, what it printed.  No memory: what the system tells of a process
    begins with the memory of the one that started it, here an interpreter larger than the program."""
    wall_s: float
    cpu_s: float
    out: str


class Failed(Exception):
    pass


def command(arguments, cwd=None, **environment):
    with tempfile.TemporaryFile("w+") as out:
        start = time.perf_counter()
        process = subprocess.Popen([str(a) for a in arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=cwd,
                                   env={**os.environ, **environment})
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read()
    if process.returncode:
        raise Failed(f"exit {process.returncode}: {' '.join(process.args)}\n{text[-1500:]}")
    return Taken(wall, used.ru_utime + used.ru_stime, text)


class Program:
    """The program under test and how to launch it."""

    def __init__(self, path, mpiexec, scratch):
        self.path, self.mpiexec, self.scratch = path, mpiexec, pathlib.Path(scratch)
        self.runs = 0

    def launch(self, ranks, program=None):
        return [*([self.mpiexec, "-n", ranks] if ranks > 1 else []), program or self.path]

    def run(self, case, ranks=1, files=None, options=(), **environment):
        """Runs a case (a dict; JSON is YAML).  Returns the run's directory and what it took."""
        self.runs += 1
        folder = self.scratch / f"run-{self.runs}"
        folder.mkdir()
        for name, content in (files or {}).items():
            (folder / name).write_bytes(content)
        (folder / "case.yaml").write_text(json.dumps(case, indent=1))
        taken = command([*self.launch(ranks), "run", folder / "case.yaml", "-o", folder / "out", *options], **environment)
        return folder / "out", taken


def summary(directory):
    return json.loads((directory / "summary.json").read_text())


def record(directory, taken, ranks, floor_B=0):
    """One row of the table.  floor_B: memory of the same program on as many ranks and next to no cells."""
    s = summary(directory)
    solver, updates = s["solver"], s["cells"] * s["steps"]
    return {
        "cells": s["cells"], "ranks": ranks, "command_s": taken.wall_s, "cpu_s": taken.cpu_s, "solver_s": s["wall_s"], "steps": s["steps"],
        "rejected": solver["rejected_steps"], "linear_iterations": solver["linear_iterations"],
        "iterations_a_solve": solver["linear_iterations"] / max(solver["momentum_solves"], 1),
        "work_units_a_step": solver["work_units"] / max(s["steps"], 1),
        "cell_updates_per_s": updates / s["wall_s"],
        "bytes_a_cell": (solver["memory_peak_B"] - floor_B) / s["cells"] if floor_B else None,
    }


# ---- counts of messages, from PETSc's -log_view in its Python form ----
def log_view(path):
    return ["-log_view", f":{path}:ascii_info_detail"]


def counts(path):
    """{stage: {messages, bytes, reductions}}: sums over the ranks of messages and bytes, reductions of one rank."""
    found = {}
    pattern = r'Stages\["([^"]+)"\]\["summary"\]\[\d+\] = (\{[^}]*\})'
    for match in re.finditer(pattern, pathlib.Path(path).read_text()):
        values = {k: float(v) for k, v in re.findall(r'"(\w+)" : ([-+0-9.eE]+)', match.group(2))}
        stage = found.setdefault(match.group(1), {"messages": 0.0, "bytes": 0.0, "reductions": 0.0})
        stage["messages"] += values["numMessages"]
        stage["bytes"] += values["messageLength"]
        stage["reductions"] = max(stage["reductions"], values["numReductions"])
    return found


# ---- the machine ----
def machine():
    cpu = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return {"processor": cpu.group(1) if cpu else "unknown", "cores": len(os.sched_getaffinity(0)), "load_before": os.getloadavg()[0]}
