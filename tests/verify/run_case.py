"""Runs cases through the command line and compares what they leave with exact solutions.

A script that uses it is called as  script.py PROGRAM MPIEXEC MPIEXEC_NUMPROC_FLAG TEST  and ends with  main({name: function, ...}).
A test function runs cases and calls check() and friends, which print measured, exact, error and limit and note failures.
"""
import csv
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from merging import merge  # noqa: E402, F401  (for those who import this)

GAS_CONSTANT = 8.31446261815324
_command = {"program": "vitrifloat", "mpiexec": ["mpiexec", "-n"]}
_failures = []


def disc_mass(radius, thickness, density):
    return f"{math.pi * radius ** 2 * thickness * density:.17g} kg"


def film(**changes):
    """An isothermal film of constant viscosity, density 1560 kg/m3, on a disc of gallium without weight."""
    base = {
        "title": "verification",
        "bath": {"material": "Ga", "shape": "disc", "radius": "10 mm", "depth": "1 mm", "density": "5820 kg/m^3"},
        "melt": {"material": "ZIF-62", "density": "1560 kg/m^3", "viscosity": {"law": "constant", "eta": "1e5 Pa s"}},
        "interface": {"spreading_coefficient": "0.2 N/m"},
        "gravity": "0 m/s^2",
        "process": [{"isothermal": "450 degC", "time": "100 s"}],
        "output": {"every": "0 s"},
    }
    return merge(base, changes)


def planar(cells, quarter=True):
    return {"cells": [cells, cells], "symmetry": "quarter" if quarter else "none"}


def rings(cells):
    return {"cells": [cells], "geometry": "axisymmetric"}


class Run:
    """What a run left: summary, series (columns by name), fields over time, face velocities of the last step."""

    def __init__(self, directory):
        self.directory = pathlib.Path(directory)
        self.summary = json.loads((self.directory / "summary.json").read_text())
        with open(self.directory / "series.csv", newline="") as f:
            rows = list(csv.DictReader(f))
        self.series = {k: np.array([float(r[k]) for r in rows]) for k in rows[0] if k != "dt_reason"}
        self.reasons = [r["dt_reason"] for r in rows]
        with h5py.File(self.directory / "fields.h5") as f:
            self.spacing = float(f.attrs["dx_m"]), float(f.attrs["dy_m"])
            self.corner = float(f.attrs["x0_m"]), float(f.attrs["y0_m"])
            self.steps = sorted((k for k in f if k.startswith("step_")), key=lambda k: f[k].attrs["time"])
            self.times = [float(f[k].attrs["time"]) for k in self.steps]
        print(f"  ran {self.summary['cells']} cells, {self.summary['steps']} steps, {self.summary['ranks']} ranks, "
              f"{self.summary['wall_s']:.2f} s, {self.summary['solver']['linear_iterations']} linear iterations", flush=True)

    def __getitem__(self, key):
        return self.summary[key]

    def field(self, name, step=-1):
        with h5py.File(self.directory / "fields.h5") as f:
            return f[self.steps[step]][name][...]

    def mask(self):
        with h5py.File(self.directory / "fields.h5") as f:
            return f["mask"][...]

    def faces(self):
        """Last solved velocities on left and bottom faces (ny, nx)."""
        with h5py.File(self.directory / "checkpoint.h5") as f:
            return f["fields/u"][...], f["fields/v"][...]

    def centres(self):
        """x, y [m] of cell centres, (ny, nx) each."""
        ny, nx = self.field("h").shape
        x = self.corner[0] + (np.arange(nx) + 0.5) * self.spacing[0]
        y = self.corner[1] + (np.arange(ny) + 0.5) * self.spacing[1] if ny > 1 else np.zeros(1)
        return np.meshgrid(x, y)


def scratch(case=None, files=None):
    """A directory of its own with the case (a dict; JSON is YAML).  files: {name: bytes} laid beside it."""
    directory = pathlib.Path(tempfile.mkdtemp(prefix="case-", dir=_command["scratch"].name))
    for name, content in (files or {}).items():
        (directory / name).write_bytes(content)
    if case is not None:
        (directory / "case.yaml").write_text(json.dumps(case, indent=1))
    return directory


def command(*arguments, ranks=1):
    """The program with these arguments, which must succeed."""
    launch = [*_command["mpiexec"], str(ranks)] if ranks > 1 else []
    done = subprocess.run([*launch, _command["program"], *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"exit {done.returncode}\n{arguments}\n{done.stdout[-2000:]}\n{done.stderr}")
    return done.stdout


def refused(name, words, *arguments):
    """The program with these arguments, which must end with exit status 2 and one line that holds the words."""
    done = subprocess.run([_command["program"], *map(str, arguments)], capture_output=True, text=True)
    lines = done.stderr.splitlines()
    report(done.returncode == 2 and len(lines) == 1 and words in lines[0], f"{name}: exit {done.returncode}, {done.stderr.strip()}")


def run(case, ranks=1, options=(), files=None):
    """Runs the case in a directory of its own."""
    directory = scratch(case, files)
    command("run", directory / "case.yaml", "-o", directory / "out", *options, ranks=ranks)
    result = Run(directory / "out")
    t, dt = result.series["time_s"], result.series["dt_s"]
    if not np.all(np.abs(np.diff(t) - dt[1:]) <= 1e-12 * t[-1] + 1e-9 * dt[1:]):
        report(False, "steps add up to the time")
    return result


def transport(section, melt=None, ranks=1):
    """Gas transport of a case with this section: what transport.json says."""
    directory = scratch({"title": "verification", "melt": {"material": "ZIF-62", **(melt or {})}, "transport": section})
    command("transport", directory / "case.yaml", "-o", directory / "out", ranks=ranks)
    return json.loads((directory / "out" / "transport.json").read_text())


def report(ok, text):
    print(f"{'ok   ' if ok else 'FAILS'} {text}", flush=True)
    if not ok:
        _failures.append(text)


def check(name, measured, exact, limit):
    """|measured/exact - 1| <= limit."""
    error = abs(measured / exact - 1.0)
    report(error <= limit, f"{name}: measured {measured:.9g}, exact {exact:.9g}, error {error:.3g}, limit {limit:.3g}")


def check_below(name, measured, limit):
    """0 <= measured <= limit (a measure of error: NaN fails)."""
    report(0.0 <= measured <= limit, f"{name}: measured {measured:.4g}, limit {limit:.3g}")


def check_least(name, measured, least):
    report(measured >= least, f"{name}: measured {measured:.4g}, at least {least:.4g}")


def main(tests):
    program, mpiexec, flag, name = sys.argv[1:5]
    _command.update(program=program, mpiexec=[mpiexec, flag], scratch=tempfile.TemporaryDirectory(prefix="verify-"))
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with _command["scratch"]:
        tests[name]()
    if _failures:
        sys.exit(f"{len(_failures)} of the checks failed")
