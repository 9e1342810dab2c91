#!/usr/bin/env python3
"""Pictures while a run goes on: they are right, they change nothing, and scripts that fail do no harm.

usage: insitu.py same | picture | ranks | extracts | history | failing | refused | without | live ... (tests/program.py)
"""
import csv
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from program import SKIP, Left, _setup, expect, expect_below, dewetting, expect_same, levelling, main, rectangle, reference, rings, run, scratch, start, when  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
SHORT = {"process": [{"heat": "450 degC", "rate": "60 K/min"}, {"hold": "2 min"}], "time": {"tolerance": 1e-3}, "output": {"every": "60 s"}}
SIZE = {"width": 480, "height": 320}
DISPLAY = {}  # the X server of this test


def module():
    return pathlib.Path(_setup["program"]).parent / "vitrifloat-insitu.so"


def skip(why):
    print(f"skipped: {why}")
    raise SystemExit(SKIP)


def needs(*programs):
    """Ends the test as skipped where something it needs is missing."""
    missing = [p for p in programs if not shutil.which(p)] + ([] if module().exists() else [module().name])
    if missing:
        skip(f"no {', '.join(missing)} here")


def display():
    """An X server of our own, ended with the test."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-noreset", "-nolisten", "tcp"], pass_fds=[write],
                              stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as f:
        os.environ["DISPLAY"] = f":{f.readline().strip()}"
    DISPLAY["server"] = server
    os.environ["LP_NUM_THREADS"] = "1"


def small(**changes):
    return rectangle(**{**SHORT, **changes})


def script(name, text):
    path = scratch(name)
    path.write_text(text)
    return str(path)


# uneven, so that no rank has the range of the whole
SHAPES = {"plane": small(melt={"waves": [{"amplitude": 0.4, "x": 1.5, "y": 1, "phase": "90 degree"}]}), "quarter": reference(**SHORT), "rings": rings(**SHORT),
          "lubrication": dewetting(), "implicit": levelling(), "periodic": dewetting(bath={"edges": "periodic"})}


def pictures(directory):
    return {int(p.stem.split("_")[1]): p for p in sorted((directory / "insitu").glob("film_*.png"))}


def pixels(path):
    from matplotlib.image import imread
    return imread(path)[..., :3]


def differing_share(a, b):
    """Share of pixels that differ by more than 2 of 255 in any colour."""
    return float((np.abs(a - b).max(axis=-1) > 2.5 / 255.0).mean())


# ---- nothing changes ---------------------------------------------------------------------------------------------

def same(ranks, *which):
    needs("Xvfb")
    display()
    for name, case in SHAPES.items():
        if name not in which:
            continue
        plain = run(case, scratch(f"{name}-plain"), ranks=ranks)
        shown = run({**case, "insitu": {"script": "film", "every": 7, "relief": "flotation", **SIZE}}, scratch(name), ranks=ranks)
        expect_same(f"{name} on {ranks} rank(s), with and without pictures", plain, shown)
        expect(len(pictures(shown.directory)) == shown.summary["insitu"]["calls"] >= 3, f"{name}: {shown.summary['insitu']['calls']} calls, as many pictures")
        expect(shown.summary["insitu"]["failed"] is None and shown.summary["insitu"]["complaint"] is None, f"{name}: no complaint")


# ---- pictures are right ------------------------------------------------------------------------------------------

def picture(*which):
    """The same view of the files, afterwards, on one process: equal pictures."""
    needs("Xvfb", "pvpython")
    display()
    for name, ranks, keys in (("plane", 2, {"relief": "flotation", "colour": "thickness"}), ("quarter", 3, {"colour": "temperature"}),
                              ("rings", 1, {"colour": "crystal"})):
        if name not in which:
            continue
        case = {**SHAPES[name], "output": {"every": "200 s"}}  # steps end at outputs, so in situ comes at the same times
        left = run({**case, "insitu": {"script": "film", "every": "200 s", **keys, **SIZE}}, scratch(name), ranks=ranks)
        during = pictures(left.directory)
        steps = [int(k.split("_")[1]) for k in left.fields]
        expect(set(during) >= set(steps), f"{name}: pictures of all {len(steps)} states in fields.h5")
        after = scratch(f"{name}-after")
        after.mkdir()
        subprocess.run(["pvpython", HERE / "afterwards.py", left.directory, after, json.dumps(keys), *map(str, (steps[0], steps[len(steps) // 2], steps[-1]))],
                       check=True, timeout=120, stderr=subprocess.DEVNULL)
        for path in sorted(after.glob("film_*.png")):
            step = int(path.stem.split("_")[1])
            a, b = pixels(during[step]), pixels(path)
            expect(a.shape == b.shape == (SIZE["height"], SIZE["width"], 3), f"{name}: {a.shape[1]} x {a.shape[0]} pixels")
            coloured = (a.max(axis=-1) - a.min(axis=-1) > 0.1) | (a.max(axis=-1) < 0.3)  # the colours of cold begin at black
            expect(coloured.mean() > 0.03, f"{name}, step {step}: there is a coloured film")
            share = differing_share(a, b) / coloured.mean()
            expect_below(f"{name} on {ranks} rank(s), step {step}: pixels that differ, over those of the film", share, 0.01)
        first, last = pixels(during[steps[0]]), pixels(during[steps[-1]])
        expect(differing_share(first, last) > 0.0, f"{name}: the first and the last differ, in their time at least")


POINTS = """
import numpy as np
from paraview import simple
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkParallelCore import vtkMultiProcessController
from run_settings import result

film = simple.TrivialProducer(registrationName="film")
bath = simple.Threshold(Input=film, Scalars=["CELLS", "mask"], LowerThreshold=0.5, UpperThreshold=1.5, ThresholdMethod="Between")
points = simple.CellDatatoPointData(Input=bath, PassCellData=1)
surface = simple.ExtractSurface(Input=points)

def catalyst_execute(info):
    surface.UpdatePipeline(info.time)
    found = surface.GetClientSideObject().GetOutputDataObject(0)
    rank = vtkMultiProcessController.GetGlobalController().GetLocalProcessId()
    data = {k: vtk_to_numpy(found.GetPointData().GetArray(k)) for k in ("h", "c", "T", "zt", "velocity", "cooling_rate")}
    np.savez(result(f"points-{info.timestep}-{rank}.npz"), where=vtk_to_numpy(found.GetPoints().GetData()), cells=found.GetNumberOfCells(), **data)
"""


def ranks(case):
    """Values between cells, for which ghosts are needed: the same on any number of ranks, and on both sides of their border."""
    needs()
    path = script("points.py", POINTS)
    whole = {}
    for n in (1, 2, 3):
        left = run({**case, "insitu": {"script": path, "every": 1000000}}, scratch(f"points{n}"), "-momentum_ksp_rtol",
                   "1e-12", "-heat_ksp_rtol", "1e-13", ranks=n)
        expect(left.summary["insitu"]["failed"] is None, f"{n} rank(s): {left.summary['insitu']['failed']}")
        step = left.summary["steps"]
        parts = [np.load(left.directory / "insitu" / f"points-{step}-{r}.npz") for r in range(n)]
        cells = sum(int(p["cells"]) for p in parts)
        if n == 1:
            where, cells1 = parts[0]["where"], cells
            index = {tuple(np.round(1e9 * p).astype(int)): k for k, p in enumerate(where)}
            whole = {k: parts[0][k] for k in ("h", "c", "T", "zt", "velocity", "cooling_rate")}
            cell = left.last()
            expect(cells == int(cell["m"].size), f"one rank shows all {cells} cells once")
            continue
        expect(cells == cells1, f"{n} ranks: every cell is shown once ({cells})")
        met = 0
        for k, values in whole.items():
            worst = 0.0
            for p in parts:
                at = [index[tuple(np.round(1e9 * q).astype(int))] for q in p["where"]]
                worst = max(worst, float(np.abs(p[k] - values[at]).max()))
                met += len(at)
            scale = float(np.abs(values).max())
            expect_below(f"{n} ranks, {k} at points against one rank", worst / scale if scale else worst, 1e-7)
        expect(met > len(where) * len(whole), f"{n} ranks: {met // len(whole) - len(where)} points belong to two ranks")


EXPORTED = """
import paraview
paraview.compatibility.major = 5
paraview.compatibility.minor = 11
from paraview.simple import *
view = CreateView('RenderView')
view.ViewSize = [400, 300]
view.CameraParallelProjection = 1
view.CameraPosition, view.CameraFocalPoint, view.CameraParallelScale = [0, 0, 0.1], [0, 0, 0], 0.01
film = Xdmf3ReaderS(registrationName='film', FileName=['/nowhere/fields.xmf'])
film.CellArrays = ['h', 'c']
bath = Threshold(registrationName='Threshold1', Input=film)
bath.Scalars, bath.LowerThreshold, bath.UpperThreshold = ['CELLS', 'mask'], 0.5, 1.5
shown = Show(bath, view, 'UnstructuredGridRepresentation')
ColorBy(shown, ('CELLS', 'h'))
png = CreateExtractor('PNG', view, registrationName='PNG1')
png.Trigger = 'TimeStep'
png.Writer.FileName = 'view_{timestep:06d}{camera}.png'
png.Writer.ImageResolution = [400, 300]
from paraview import catalyst
options = catalyst.Options()
options.GlobalTrigger = 'TimeStep'
"""


def exported():
    """A script as ParaView's window writes it: the reader named film is replaced by the run's fields."""
    needs("Xvfb")
    display()
    left = run({**small(), "insitu": {"script": script("exported.py", EXPORTED), "every": 10}}, scratch("exported"), ranks=2)
    found = sorted((left.directory / "insitu" / "datasets").glob("view_*.png"))
    expect(left.summary["insitu"]["failed"] is None and left.summary["insitu"]["complaint"] is None, "no complaint")
    expect(len(found) == left.summary["insitu"]["calls"] > 3, f"{len(found)} pictures")
    a = pixels(found[0])
    expect(((a.max(axis=-1) - a.min(axis=-1)) > 0.3).mean() > 0.01, "with colours")


def extracts():
    needs("pvpython")
    left = run({**small(), "insitu": {"script": "extracts", "every": "120 s"}}, scratch("extracts"), ranks=2)
    found = sorted((left.directory / "insitu").glob("film_*.pvtp"))
    expect(len(found) == left.summary["insitu"]["calls"], f"{len(found)} files")
    out = subprocess.run(["pvpython", HERE / "integrate.py", found[-1]], capture_output=True, text=True, timeout=60, check=True).stdout
    got = json.loads(out.splitlines()[-1])
    area = left.summary["covered_area_m2"]
    # VTK's filters give points in single precision, so areas are good to 1e-7
    expect_below("covered area from the last file against the summary", abs(got["c"] - area) / area, 1e-6)
    mass = left.summary["mass_kg"]
    expect_below("mass likewise", abs(got["m"] - mass) / mass, 1e-6)
    expect(set(got["names"]) >= {"h", "c", "T", "X", "zb", "zt", "velocity", "mask", "bath"}, f"names as in fields.h5: {' '.join(got['names'])}")


def history(*which):
    needs()
    for name in which:
        case, n = SHAPES[name], 1 if name == "rings" else 2
        left = run({**case, "insitu": {"script": "history", "every": 12}}, scratch(name), ranks=n)
        expect(left.summary["insitu"]["failed"] is None, f"{name}: {left.summary['insitu']['failed']}")
        with open(left.directory / "insitu" / "history.csv", newline="") as f:
            rows = [{k: float(v) for k, v in row.items()} for row in csv.DictReader(f)]
        series = {float(r["step"]): r for r in left.rows}
        both = [(r, series[r["step"]]) for r in rows if r["step"] in series]
        expect(len(both) >= len(rows) - 1 > 3, f"{name}: {len(rows)} rows")
        for column, other, factor in (("thickness_mean_um", "thickness_mean_m", 1e6), ("thickness_max_um", "thickness_max_m", 1e6), ("covered_mm2", "covered_area_m2", 1e6)):
            worst = max(abs(r[column] / (factor * float(s[other])) - 1.0) for r, s in both)
            expect_below(f"{name}: {column} against series.csv", worst, 1e-8)
        expect((left.directory / "insitu" / "history.png").stat().st_size > 10000, f"{name}: a picture")


# ---- scripts that fail -------------------------------------------------------------------------------------------

FAILING = {  # what it does: text, words of the warning, calls
    "raises at step 20": ("def catalyst_execute(info):\n    if info.timestep >= 20:\n        raise ValueError('no\\ngood')\n", ["step 20", "ValueError: no good (line 3)"], 5),
    "is no Python": ("def f(:\n", ["step 0", "SyntaxError", "line 1"], 1),
    "ends the process": ("import os, sys, signal\ndef catalyst_execute(info):\n    os.chdir('/')\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    sys.exit(3)\n",
                         ["step 0", "SystemExit: 3 (line 5)"], 1),
    "imports what is not there": ("import no_such_module\n", ["ModuleNotFoundError"], 1),
    "makes a view by stealth without a display": ("from paraview import simple\ngetattr(simple, 'Create' + 'View')('RenderView')\n", ["DISPLAY"], 1),
    "fails on one rank": ("from ranks import is_first\ndef catalyst_execute(info):\n    if not is_first():\n        raise RuntimeError('here')\n", ["here"], 1),
    "fails to load on one rank while others wait": ("from ranks import is_first, largest\nif not is_first():\n    raise RuntimeError('here')\ndef catalyst_execute(info):\n    largest([1.0])\n",
                                                    ["here (line 3)"], 1),
    "has wrong options": ("options = 5\n", ["TypeError"], 1),
}


def failing(first, end):
    needs()
    os.environ.pop("DISPLAY", None)
    case = small(time={"end": "420 s", "tolerance": 1e-3})
    plain = {n: run(case, scratch(f"plain{n}"), ranks=n) for n in (1, 2)}
    for k, (what, (text, words, calls)) in list(enumerate(FAILING.items()))[first:end]:
        n = 2 if "rank" in what or k == 0 else 1
        out = scratch(f"failing{k}")
        done = start({**case, "insitu": {"script": script(f"failing{k}.py", text), "every": 5}}, out, ranks=n).wait()
        expect(done.status == 0, f"a script that {what}: exit {done.status}")
        left = Left(out)
        said = [line for line in done.err.splitlines() if "insitu" in line]
        expect(len(said) == 1 and "Traceback" not in done.err and all(w in said[0] for w in words), f"is told once: {' | '.join(said)}")
        found = left.summary["insitu"]
        expect(found["failed"] and all(w in found["failed"] for w in words), f"stands in summary.json: {found['failed']}")
        expect(found["calls"] == calls, f"{found['calls']} calls, {calls} expected")
        expect_same("and the run is as without", plain[n], left)


COMPLAINING = """
from paraview.simple import *
wrong = Calculator(Input=TrivialProducer(registrationName="film"), AttributeType="Cell Data", Function="nothing*2")
def catalyst_execute(info):
    wrong.UpdatePipeline()
"""


def complaining():
    """Errors that ParaView reports without an exception: told once, the script goes on."""
    needs()
    out = scratch("out")
    done = start({**small(time={"end": "420 s", "tolerance": 1e-3}), "insitu": {"script": script("wrong.py", COMPLAINING), "every": 5}}, out).wait()
    found = json.loads((out / "summary.json").read_text())["insitu"]
    lines = done.err.strip().splitlines()
    expect(done.status == 0 and len(lines) == 1 and "nothing" in lines[0], f"one line: {' | '.join(lines)}")
    expect(found["failed"] is None and "nothing" in found["complaint"] and found["calls"] > 5, f"{found['calls']} calls, complaint kept")


MEDDLING = """
import locale, os, signal
def catalyst_execute(info):
    os.chdir("/")
    os.umask(0o777)
    for number in (signal.SIGTERM, signal.SIGUSR1, signal.SIGSEGV):
        signal.signal(number, signal.SIG_IGN)
"""


def stopped():
    """Signals still mean what they do without ParaView: SIGTERM saves and ends, a crash ends at once.  Files go where they did."""
    needs()
    case = {**rectangle(time={"tolerance": 1e-6}), "insitu": {"script": script("meddling.py", MEDDLING), "every": 1}}
    for number, status in ((signal.SIGTERM, 4), (signal.SIGSEGV, 59)):  # 59: PETSc's handler, as without
        out = scratch(f"signal{int(number)}")
        going = start(case, pathlib.Path(out.name))  # relative to where the program was started
        expect(when(going, out, lambda row: row["step"] >= 5), "the run is on its way")
        going.send(number)
        before = time.monotonic()
        going.wait(30)
        expect(going.status == status, f"{number.name}: exit {going.status} after {time.monotonic() - before:.1f} s")
    saved = scratch("signal15") / "checkpoint.h5"
    expect(saved.exists() and saved.stat().st_mode & 0o600 == 0o600, "the state is saved where it was to be")


def restarted():
    """A run in two legs leaves the pictures and the table of one that was never stopped."""
    needs("Xvfb")
    display()
    for name, case, insitu in (("film", small(), {"script": "film", "every": 7, **SIZE}), ("history", small(), {"script": "history", "every": "50 s", **SIZE})):
        whole = {**case, "insitu": insitu}
        once = run(whole, scratch(f"{name}-once"))
        out = scratch(f"{name}-twice")
        going = start(whole, out)
        when(going, out, lambda row: row["step"] >= 15)
        going.send(signal.SIGTERM)
        going.wait()
        expect(going.status == 4, f"{name}: stopped on the way: exit {going.status}, {len(list((out / 'insitu').glob('*')))} files")
        twice = run(whole, out, restart=out)
        expect_same(f"{name}: the run", once, twice)
        files = [sorted(p.name for p in (d.directory / "insitu").glob("*.[pc][ns][gv]")) for d in (once, twice)]
        expect(files[0] == files[1], f"{name}: {len(files[0])} and {len(files[1])} files")
        wrong = [n for n in files[0] if (once.directory / "insitu" / n).read_bytes() != (out / "insitu" / n).read_bytes()]
        expect(not wrong, f"{name}: the same bytes{': not ' + ' '.join(wrong) if wrong else ''}")


# ---- wrong input -------------------------------------------------------------------------------------------------

def refusal(name, insitu, words, **environment):
    out = scratch("never")
    kept = dict(os.environ)
    os.environ.update(environment)
    done = start({**small(), "insitu": insitu}, out).wait()
    os.environ.clear()
    os.environ.update(kept)
    lines = done.err.strip().splitlines()
    expect(done.status == 2 and len(lines) == 1 and all(w in lines[0] for w in words), f"{name}: exit {done.status}: {' | '.join(lines)}")
    expect(not out.exists(), f"{name}: nothing is made")


def refused():
    needs()
    os.environ.pop("DISPLAY", None)
    refusal("no such file", {"script": "nowhere.py"}, ["insitu.script", "nowhere.py"])
    refusal("a misspelt pipeline", {"script": "flim"}, ["insitu.script", "flim", "film"])
    refusal("no script", {"every": 5}, ["insitu.script", "missing"])
    refusal("a wrong number of steps", {"script": "extracts", "every": 0}, ["insitu.every"])
    refusal("a time without unit", {"script": "extracts", "every": 2.5}, ["insitu.every"])
    refusal("no address", {"script": "extracts", "live": "here"}, ["insitu.live", "localhost:22222"])
    refusal("live to nobody", {"script": "live"}, ["insitu.live"])
    refusal("pictures without a display", {"script": "film"}, ["insitu.script", "DISPLAY", "xvfb-run"])
    refusal("pictures on a display that is not there", {"script": "film"}, ["insitu.script", "DISPLAY", "xvfb-run"], DISPLAY=":87")
    refusal("a module that is not there", {"script": "extracts"}, ["insitu.script", "nowhere.so"], VITRIFLOAT_INSITU_MODULE="/nowhere.so")
    if _setup["mpiexec"]:
        done = start({**small(), "insitu": {"script": "film"}}, scratch("never"), ranks=2).wait()
        expect(done.status == 2 and done.err.count("insitu.script") == 1, "on two ranks: one line")


def without():
    """A build without in situ says so before the first step, and runs all else."""
    if module().exists():
        skip("this build has in situ")
    case = rings(**SHORT)
    out = scratch("never")
    done = start({**case, "insitu": {"script": "extracts"}}, out).wait()
    expect(done.status == 2 and "no in situ" in done.err and len(done.err.strip().splitlines()) == 1, f"exit {done.status}: {done.err.strip()}")
    expect(not out.exists(), "nothing is made")
    expect(start(case, scratch("plain")).wait().status == 0, "a case without pictures runs")


# ---- live --------------------------------------------------------------------------------------------------------

def free_port():
    import socket
    with socket.socket() as s:
        s.bind(("", 0))
        return s.getsockname()[1]


def live(*clients):
    """A ParaView that waits gets every state; one that goes away in the middle does no harm."""
    needs("pvpython")
    for name, leave in clients:
        port = free_port()
        client = subprocess.Popen(["pvpython", HERE / "client.py", str(port), str(leave)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        while "waiting" not in (line := client.stdout.readline()) and line:
            pass
        left = run({**small(time={"end": "420 s", "tolerance": 1e-3}), "insitu": {"script": "live", "every": 5, "live": f"localhost:{port}"}}, scratch(name), ranks=2)
        got = [json.loads(line) for line in client.communicate(timeout=30)[0].splitlines() if line.startswith("{")]
        calls = left.summary["insitu"]["calls"]
        expect(len(got) == (leave or calls), f"a client that {name}: {len(got)} updates of {calls}")
        expect(all(g["cells"] == left.last()["m"].size for g in got), "each with all cells")
        if not leave:
            T = left.last()["T"]
            expect_below("the last temperature", abs(got[-1]["T"][1] - T.max()) / T.max(), 1e-12)


try:
    main({"same": lambda: same(2, "plane"), "same_shapes": lambda: same(1, *SHAPES), "same_on_three": lambda: same(3, *SHAPES), "picture": lambda: picture("plane"),
          "picture_shapes": lambda: picture("quarter", "rings"), "ranks": lambda: ranks(small(time={"end": "480 s", "tolerance": 1e-3})), "ranks_periodic": lambda: ranks(SHAPES["periodic"]), "extracts": extracts, "history": lambda: history("plane"), "exported": exported, "restarted": restarted,
          "history_shapes": lambda: history("quarter", "rings"), "failing": lambda: failing(0, 3), "failing_more": lambda: failing(3, None),
          "complaining": complaining, "stopped": stopped, "refused": refused, "without": without, "live": lambda: live(("stays", 0)),
          "live_leaves": lambda: live(("leaves", 2))})
finally:
    if DISPLAY:
        DISPLAY["server"].terminate()
        DISPLAY["server"].wait()
