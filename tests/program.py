"""Runs the program for the tests of invariants, faults and reference results, and reads what it leaves.

A script is called as  script.py TEST PROGRAM MPIEXEC MPIEXEC_NUMPROC_FLAG  and ends with  main({TEST: function, ...}).
Exit status 77: the test cannot be made on this machine.
"""
import csv
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import h5py
import numpy as np

from merging import merge  # noqa: F401  (for those who import this)

SKIP = 77
PATIENCE = 240  # [s] for any one run; far more than any needs
TIGHT = ("-momentum_ksp_rtol", "1e-12", "-heat_ksp_rtol", "1e-13")  # linear solves to round-off
# What differs between two legs, or two machines, of the same run.
OF_THE_LEG = {"wall_s", "ranks", "version", "solver", "insitu"}

_failures = []
_setup = {}


def reference(**changes):
    """The reference programme (heated at 10 K/min, held 5 min, quenched) on a coarse quarter of the bath: a second on one rank."""
    return merge({
        "title": "reference programme",
        "bath": {"material": "Ga", "shape": "disc", "radius": "10 mm", "depth": "1 mm"},
        "melt": {"material": "ZIF-62", "mass": "2 mg", "shape": "disc", "radius": "3 mm"},
        "process": [{"heat": "450 degC", "rate": "10 K/min"}, {"hold": "5 min"},
                    {"quench": "20 degC", "gas": "N2", "flow": "300 mL/min"}],
        "mesh": {"cells": [32, 32], "symmetry": "quarter"},
        "output": {"every": "30 s"},
    }, changes)


HELD = 2550.0, 2850.0  # [s] beginning and end of the hold of reference()


def rectangle(**changes):
    """An off-centre ellipse on a rectangular bath: no symmetry at all."""
    return reference(**merge({
        "bath": {"material": "Ga-In25wt", "shape": "rectangle", "radius": None, "width": "24 mm", "height": "16 mm"},
        "melt": {"shape": "ellipse", "radius": None, "width": "8 mm", "height": "4 mm", "x": "3 mm"},
        "mesh": {"cells": [48, 32], "symmetry": "none"}}, changes))


def rings(**changes):
    return reference(**merge({"mesh": {"cells": [64], "geometry": "axisymmetric", "symmetry": None}}, changes))


def dewetting(**changes):
    """A film of 1 um on alumina, moved by lubrication, whose two holes open: no symmetry at all."""
    return merge({
        "title": "dewetting film",
        "bath": {"material": "alumina", "shape": "rectangle", "width": "150 um", "height": "100 um", "depth": "1 mm"},
        "melt": {"material": "ZIF-62", "mass": "2e-11 kg", "shape": "uniform", "viscosity": {"law": "constant", "eta": "1 Pa s"},
                 "holes": [{"radius": "18 um", "x": "-30 um", "y": "9 um"}, {"radius": "12 um", "x": "40 um", "y": "-20 um"}]},
        "interface": {"spreading_coefficient": "-0.1 N/m", "potential": "power", "B": "6e4 Pa", "h0": "0.1 um"},
        "process": [{"isothermal": "450 degC", "time": "100 ms"}],
        "mesh": {"cells": [48, 32]},
        "output": {"every": "1 ms"},
    }, changes)


def levelling(**changes):
    """A thick film with an edge that sticks to alumina and whose relief levels in steps beyond the explicit limit: no symmetry at all."""
    return merge({
        "title": "levelling film",
        "bath": {"material": "alumina", "shape": "rectangle", "width": "9 mm", "height": "6 mm", "depth": "1 mm"},
        "melt": {"material": "ZIF-62", "mass": "11 mg", "shape": "ellipse", "width": "6 mm", "height": "4 mm", "x": "0.7 mm",
                 "density": "1560 kg/m^3", "viscosity": {"law": "constant", "eta": "1 Pa s"}, "surface_tension": "0.05 N/m",
                 "perturbation": {"amplitude": 0.05, "seed": 5}},
        "interface": {"spreading_coefficient": "-1e-3 N/m"},
        "process": [{"isothermal": "450 degC", "time": "250 ms"}],
        "film": {"flow": "full"},
        "mesh": {"cells": [48, 32]},
        "output": {"every": "3 ms"},
    }, changes)


def scratch(name):
    """A path in the test's own folder, which is removed at the end."""
    return pathlib.Path(_setup["scratch"].name) / name


def case_file(case, name="case"):
    """Writes the case (a dict; JSON is YAML) and returns its path."""
    path = scratch(f"{name}.yaml")
    path.write_text(case if isinstance(case, str) else json.dumps(case, indent=1))
    return path


class Process:
    """A started program.  status, out and err hold after wait().  group: it leads a process group of its own."""

    def __init__(self, *arguments, ranks=0, cwd=None, group=False):
        launch = [*_setup["mpiexec"], str(ranks)] if ranks else []  # 0: without mpiexec
        self.through_mpiexec = bool(ranks)
        self.files = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")  # pipes could fill while we wait
        self.popen = subprocess.Popen([*launch, _setup["program"], *map(str, arguments)], stdin=subprocess.DEVNULL,
                                      stdout=self.files[0], stderr=self.files[1], cwd=cwd or _setup["scratch"].name, start_new_session=group)

    def ranks(self):
        """Process numbers of the ranks: the children of mpiexec, or the program itself."""
        if not self.through_mpiexec:
            return [self.popen.pid]
        return [int(p) for p in pathlib.Path(f"/proc/{self.popen.pid}/task/{self.popen.pid}/children").read_text().split()]

    def send(self, number, to="ranks"):
        for pid in self.ranks() if to == "ranks" else self.ranks()[:1] if to == "first" else [self.popen.pid]:
            os.kill(pid, number)

    def wait(self, seconds=PATIENCE):
        try:
            self.status = self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            raise SystemExit(f"still running after {seconds} s: {' '.join(self.popen.args)}") from None
        for f in self.files:
            f.seek(0)
        self.out, self.err = (f.read() for f in self.files)
        return self

    def lines(self):
        """What the program itself said on standard error, without the words of mpiexec and our notices of progress."""
        return [line for line in self.err.splitlines() if line.startswith("vitrifloat: ")]


def program(*arguments, ranks=0, cwd=None):
    return Process(*arguments, ranks=ranks, cwd=cwd).wait()


def start(case, directory, *options, ranks=0, restart=None):
    """case: a dict or the path of a case file."""
    path = case if isinstance(case, pathlib.Path) else case_file(case, f"{directory.name}-case")
    return Process("run", path, "-o", directory, *(["--restart", restart] if restart else []), *options, ranks=ranks)


def run(case, directory, *options, ranks=0, restart=None):
    """Runs a case that has to succeed; what it left."""
    done = start(case, directory, *options, ranks=ranks, restart=restart).wait()
    if done.status:
        raise SystemExit(f"exit {done.status}: {' '.join(done.popen.args)}\n{done.err}")
    return Left(directory)


class Left:
    """What a run left: summary, rows of the series, fields over time, checkpoint."""

    def __init__(self, directory):
        self.directory = directory
        self.summary = json.loads((directory / "summary.json").read_text())
        with open(directory / "series.csv", newline="") as f:
            self.rows = list(csv.DictReader(f))
        with h5py.File(directory / "fields.h5") as f:
            self.attributes = dict(f.attrs)
            self.mask = f["mask"][...] if "mask" in f else None
            names = sorted((k for k in f if k.startswith("step_")), key=lambda k: f[k].attrs["time"])
            self.fields = {k: {n: f[k][n][...] for n in f[k]} for k in names}
            self.times = {k: float(f[k].attrs["time"]) for k in names}
        with h5py.File(directory / "checkpoint.h5") as f:
            self.saved = {n: f["fields"][n][...] for n in f["fields"]}
            self.scalars = {n: float(v) for n, v in f["scalars"].attrs.items()}

    def column(self, name):
        return np.array([float(row[name]) for row in self.rows])

    def at(self, seconds):
        """The fields put out at that time."""
        return self.fields[next(k for k, t in self.times.items() if abs(t - seconds) < 1e-9)]

    def last(self):
        return list(self.fields.values())[-1]

    def cell_area(self):
        """[m2] over which a value of the fields counts, all four quadrants together; (nx) for rings."""
        dx, dy, corner = (float(self.attributes[k]) for k in ("dx_m", "dy_m", "x0_m"))
        if self.attributes["geometry"] == "axisymmetric":
            n = self.last()["m"].shape[1]
            edges = corner + dx * np.arange(n + 1)
            return np.pi * (edges[1:] ** 2 - edges[:-1] ** 2)
        return dx * dy * (4.0 if self.attributes["symmetry"] == "quarter" else 1.0)


def differing(a, b):
    """Names of all that is not bitwise equal between two runs, times and steps included."""
    out = []
    if a.rows != b.rows:
        first = next((i for i, (x, y) in enumerate(zip(a.rows, b.rows)) if x != y), min(len(a.rows), len(b.rows)))
        columns = [n for n in a.rows[0] if first < min(len(a.rows), len(b.rows)) and a.rows[first][n] != b.rows[first][n]]
        out.append(f"series.csv, {len(a.rows)} and {len(b.rows)} rows, from row {first}: {' '.join(columns)}")
    if list(a.fields) != list(b.fields):
        out.append(f"steps in fields.h5: {len(a.fields)} and {len(b.fields)}")
    for step in a.fields:
        out += [f"fields.h5/{step}/{n}" for n in a.fields[step] if step in b.fields and not same(a.fields[step][n], b.fields[step].get(n))]
    out += [f"checkpoint.h5/fields/{n}" for n in a.saved if not same(a.saved[n], b.saved.get(n))]
    out += [f"checkpoint.h5/scalars/{n}" for n in a.scalars if a.scalars[n] != b.scalars.get(n)]
    out += [f"summary.json: {n}" for n in a.summary if n not in OF_THE_LEG and a.summary[n] != b.summary.get(n)]
    return out


def same(x, y):
    return y is not None and x.shape == y.shape and x.tobytes() == y.tobytes()


def relative(x, y):
    """Largest difference over the largest value."""
    scale = max(np.abs(x).max(), np.abs(y).max())
    return float(np.abs(x - y).max() / scale) if scale > 0.0 else 0.0


def last_row(directory):
    """The newest whole row of a running run's series, as numbers; {} while there is none."""
    try:
        lines = (directory / "series.csv").read_text().split("\n")[:-1]
    except FileNotFoundError:
        return {}
    if len(lines) < 2:
        return {}
    numbers = {}
    for name, value in zip(lines[0].split(","), lines[-1].split(",")):
        numbers[name] = value if name == "dt_reason" else float(value)
    return numbers


def when(process, directory, condition):
    """Waits until a row fulfils the condition; False when the program ends before."""
    end = time.monotonic() + PATIENCE
    while process.popen.poll() is None and time.monotonic() < end:
        row = last_row(directory)
        if row and condition(row):
            return True
        time.sleep(0.002)
    return False


def expect(ok, text):
    print(f"{'ok   ' if ok else 'FAILS'} {text}", flush=True)
    if not ok:
        _failures.append(text)
    return ok


def expect_below(text, value, limit):
    """0 <= value <= limit; NaN fails."""
    return expect(0.0 <= value <= limit, f"{text}: {value:.3g}, limit {limit:.3g}")


def expect_same(text, a, b):
    wrong = differing(a, b)
    return expect(not wrong, f"{text}: bitwise equal" + (f"; differing: {', '.join(wrong[:8])} ({len(wrong)} in all)" if wrong else ""))


def main(tests):
    name, path, mpiexec, flag = sys.argv[1:5]
    # Short and without blanks: OpenMPI keeps sockets in it.
    _setup.update(program=path, mpiexec=[mpiexec, flag], scratch=tempfile.TemporaryDirectory(prefix="vf-"))
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a background shell hands on SIG_IGN
    with _setup["scratch"]:
        tests[name]()
    if _failures:
        sys.exit(f"{len(_failures)} of the checks failed")
