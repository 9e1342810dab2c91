#!/usr/bin/env python3
"""What the monitors leave in a run directory, read back with other tools.

usage: run_directory.py TEST PROGRAM MPIEXEC...      TEST: outputs | restart | rerun | plot | movie | full_disk | paraview | paraview_view
PROGRAM is write_run; exit status 77: the test cannot be made on this machine.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import h5py
import numpy as np

SKIP = 77
SHAPES = "planar", "rectangle", "quarter", "axisymmetric"
SUMMARY_KEYS = """status time_s steps wall_s cells ranks mass_kg mass_error_relative covered_area_m2 thickness_mean_m thickness_std_m
    thickness_min_m thickness_max_m thickness_centre_m radius_equivalent_m hole_count hole_area_m2 flatness_m fictive_temperature_K
    peak_to_valley_top_m peak_to_valley_bottom_m curvature_mean_per_m edge_angle_top_deg edge_angle_bottom_deg edge_angle_bath_deg
    neumann_angle_top_deg neumann_angle_bottom_deg bath_deflection_max_m bath_volume_error_relative regime version spreading_coefficient_N_per_m solver
    warnings decomposition_progress thermal_stress_Pa""".split()
SOLVER_KEYS = "linear_iterations rejected_steps work_units momentum_solves memory_peak_B".split()


def run(command, directory, *options, ranks=1, status=0):
    program, mpiexec = command
    launch = [*mpiexec, str(ranks)] if ranks > 1 else []  # mpiexec adds its own words on a failure
    done = subprocess.run([*launch, program, str(directory), *map(str, options)], capture_output=True, text=True, timeout=100)
    assert done.returncode == status, f"exit {done.returncode}, wanted {status}\n{done.stdout}\n{done.stderr}"
    return done


def no_constant(name):
    raise ValueError(f"{name} is not JSON")


def read_series(directory):
    lines = (directory / "series.csv").read_text().splitlines()
    names = lines[0].split(",")
    rows = [dict(zip(names, line.split(","))) for line in lines[1:]]
    assert all(line.count(",") == len(names) - 1 for line in lines)
    return rows


def read_frames(directory):
    """The steps that fields.xmf lists: [(time, {name: array})], every reference followed."""
    root = ElementTree.parse(directory / "fields.xmf").getroot()
    frames = []
    for grid in root.iterfind("./Domain/Grid/Grid"):
        arrays = {}
        for attribute in grid.iterfind("Attribute"):
            item = attribute.find("DataItem")
            file_name, path = item.text.strip().split(":")
            with h5py.File(directory / file_name) as f:
                assert list(f[path].shape) == [int(n) for n in item.get("Dimensions").split()]
                arrays[attribute.get("Name")] = f[path][...]
        frames.append((float(grid.find("Time").get("Value")), arrays))
        cells = arrays["h"].shape
        assert grid.find("Topology").get("Dimensions") == f"1 {cells[0] + 1} {cells[1] + 1}"
    return frames


def check_summary(directory, outcome):
    summary = json.loads((directory / "summary.json").read_text(), parse_constant=no_constant)
    assert not [key for key in SUMMARY_KEYS if key not in summary], summary
    assert not [key for key in SOLVER_KEYS if key not in summary["solver"]], summary
    assert summary["status"] == outcome and summary["title"] == 'a "fake" run \\ with awkward title'
    assert summary["fictive_temperature_K"] is None
    return summary


def check_frame(directory, shape, time, arrays):
    """Values are those the fake run set: u = 1e-6 x, v = 2e-6 y at faces, mass 1400 h, and all is zero on bare bath."""
    with h5py.File(directory / "fields.h5") as f:
        dx, dy, x0, y0 = (f.attrs[k] for k in ("dx_m", "dy_m", "x0_m", "y0_m"))
        group = f[f"step_{round(time / 10):06d}"]
        assert group.attrs["time"] == time and group.attrs["time_units"] == "s"
        assert group["h"].attrs["units"] == "m" and group["h"].attrs["long_name"] == "film thickness"
        assert group["velocity"].attrs["units"] == "m/s" and group["h"].dtype == np.float64
        assert f.attrs["geometry"] == ("axisymmetric" if shape == "axisymmetric" else "planar")
        assert f.attrs["symmetry"] == ("quarter" if shape == "quarter" else "none")
    ny, nx = arrays["h"].shape
    x = x0 + (np.arange(nx) + 0.5) * dx
    y = y0 + (np.arange(ny) + 0.5) * dy
    u, v = arrays["velocity"][..., 0], arrays["velocity"][..., 1]
    np.testing.assert_allclose(u[:, 1:-1], np.broadcast_to(1e-6 * x, (ny, nx))[:, 1:-1], rtol=1e-12, atol=1e-20)
    inside = np.ones((ny, nx), bool)
    if ny > 1:
        np.testing.assert_allclose(v[1:-1], np.broadcast_to(2e-6 * y[:, None], (ny, nx))[1:-1], rtol=1e-12, atol=1e-20)
    if shape in ("planar", "quarter"):
        inside = np.hypot(x, y[:, None]) < 0.01
    np.testing.assert_array_equal(arrays["mask"], arrays["bath"] > 0.0)
    assert np.all(np.abs(arrays["bath"] - inside) <= 0.6), "a cell whose centre is bath is so by half or so"
    np.testing.assert_array_equal(arrays["m"], 1400.0 * arrays["h"])
    assert not arrays["velocity"][..., 2].any()
    assert ((arrays["h"] > 0) == (arrays["c"] > 0)).all() and (arrays["h"] > 0).any()


def outputs(command, directory):
    """Series, summary and fields of each kind of grid; fields do not depend on the number of ranks."""
    for shape in SHAPES:
        seen = []
        for ranks in 1, 2, 3:
            d = directory / f"{shape}{ranks}"
            run(command, d, "-shape", shape, ranks=ranks)
            rows, frames, summary = read_series(d), read_frames(d), check_summary(d, "done")
            assert [float(r["time_s"]) for r in rows] == [0, 10, 20, 30, 40] and [r["step"] for r in rows] == list("01234")
            assert [time for time, _ in frames] == [0, 20, 40]
            for time, arrays in frames:
                check_frame(d, shape, time, arrays)
            assert summary["ranks"] == ranks and summary["steps"] == 4 and summary["regime"] == "frozen while spreading"
            assert float(rows[-1]["thickness_mean_m"]) == summary["thickness_mean_m"]
            seen.append(frames)
        for other in seen[1:]:
            for (_, a), (_, b) in zip(seen[0], other):
                for name in a:
                    np.testing.assert_array_equal(a[name], b[name])
    run(command, directory / "failed", "-outcome", "failed")
    check_summary(directory / "failed", "numerics failed")


def restart(command, directory):
    """Continuing from step 4 drops what came later, and leaves the same files as a run that went through."""
    whole, again = directory / "whole", directory / "again"
    run(command, whole, "-steps", 5, ranks=2)
    run(command, again, "-steps", 4, "-outcome", "interrupted", ranks=2)
    check_summary(again, "interrupted")
    shutil.copy(again / "checkpoint.h5", directory / "checkpoint.h5")
    run(command, again, "-steps", 8, "-restart", ranks=3)
    assert len(read_series(again)) == 9
    shutil.copy(directory / "checkpoint.h5", again / "checkpoint.h5")  # killed at step 8, long after its last checkpoint
    with open(again / "series.csv", "a") as f:
        f.write("9,25.0,0.5,accur")  # the row that was being written
    run(command, again, "-steps", 5, "-restart", ranks=2)
    assert (again / "series.csv").read_text() == (whole / "series.csv").read_text()
    one, two = read_frames(whole), read_frames(again)
    assert [t for t, _ in one] == [t for t, _ in two] == [0, 20, 40]
    for (_, a), (_, b) in zip(one, two):
        for name in a:
            np.testing.assert_array_equal(a[name], b[name])
    with h5py.File(again / "fields.h5") as f:
        assert sorted(k for k in f if k.startswith("step_")) == ["step_000000", "step_000002", "step_000004"]
    assert not (again / "previous-1").exists()
    # a fields.h5 that was cut short is kept aside, the run goes on
    os.truncate(again / "fields.h5", 5000)
    shutil.copy(directory / "checkpoint.h5", again / "checkpoint.h5")
    assert "fields.h5.1" in run(command, again, "-steps", 6, "-restart", ranks=2).stderr
    assert (again / "fields.h5.1").stat().st_size == 5000 and [t for t, _ in read_frames(again)] == [60]


def rerun(command, directory):
    """Nothing a user has is overwritten."""
    d = directory / "deep" / "run"
    run(command, d, "-steps", 2)
    first = (d / "series.csv").read_bytes()
    (d / "notes.txt").write_text("mine")
    assert "previous-1" in run(command, d, "-steps", 4, ranks=2).stderr
    assert (d / "previous-1" / "series.csv").read_bytes() == first and len(read_series(d)) == 5
    assert (d / "notes.txt").read_text() == "mine"
    run(command, d, "-steps", 1)
    assert (d / "previous-2" / "series.csv").exists() and not list(d.glob("*.tmp"))
    mine = directory / "mine"
    mine.mkdir()
    (mine / "log.txt").write_text("log")
    run(command, mine)  # a log file alone is no hindrance
    other = directory / "other"
    other.mkdir()
    (other / "case.yaml").write_text("my own case")
    refusal = run(command, other, status=2)
    assert "case.yaml" in refusal.stderr and refusal.stderr.count("\n") == 1, refusal.stderr
    assert [p.name for p in other.iterdir()] == ["case.yaml"]
    (directory / "file").write_text("")
    run(command, directory / "file", status=2)
    run(command, directory / "file" / "under", status=2)


def plot(command, directory):
    """A picture of each kind of grid; what cannot be drawn is said in one line, exit 2."""
    script = pathlib.Path(__file__).parents[3] / "postproc" / "plot.py"

    def draw(*arguments):
        return subprocess.run([sys.executable, str(script), *map(str, arguments)], capture_output=True, text=True, timeout=100)

    for shape in SHAPES:
        run(command, directory / shape, "-shape", shape)
        done = draw(directory / shape)
        picture = directory / shape / "thickness.png"
        assert done.returncode == 0 and done.stdout == f"{picture}\n", done.stdout + done.stderr
        assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size > 20000
    (directory / "planar" / "series.csv").unlink()  # the map can be drawn without the history
    assert draw(directory / "planar", "-o", directory / "map.png").returncode == 0 and (directory / "map.png").exists()
    (directory / "empty").mkdir()
    os.truncate(directory / "quarter" / "fields.h5", 1000)
    for wrong in "nowhere", "empty", "quarter":
        done = draw(directory / wrong)
        assert done.returncode == 2 and done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, done.stderr


FFMPEG = """#!/bin/sh
for last; do :; done
echo "$@" > "$last"
wc -c >> "$last"
"""


def gif_frames(path):
    """[(seconds, (height, width, 3) bytes)] of an animated GIF."""
    from PIL import Image

    image, frames = Image.open(path), []
    for k in range(image.n_frames):
        image.seek(k)
        frames.append((0.001 * image.info["duration"], np.asarray(image.convert("RGB"))))
    return frames


def movie(command, directory):
    """A film of each kind of grid: every output a frame, colours that mean the same in all, sizes right; what has no film is told."""
    script = pathlib.Path(__file__).parents[3] / "postproc" / "plot.py"
    sys.path.insert(0, str(script.parent))
    import film_files
    import plot_movie
    import run_fields

    def draw(*arguments, path=None):
        environment = {**os.environ, "PATH": f"{path}:{os.environ['PATH']}"} if path else os.environ
        return subprocess.run([sys.executable, str(script), *map(str, arguments)], capture_output=True, text=True, timeout=100, env=environment)

    for shape, key in ("planar", "T"), ("quarter", "X"), ("axisymmetric", "h"):
        d = directory / shape
        run(command, d, "-shape", shape, "-steps", 8)
        done = draw(d, "--movie", "--key", key, "-o", d / "movie.gif")
        assert done.returncode == 0 and done.stdout == f"{d / 'movie.gif'}\n", done.stdout + done.stderr
        frames = gif_frames(d / "movie.gif")
        steps = len(read_frames(d))
        length = (steps - 1) / film_files.RATE + 1.0 / film_files.RATE + film_files.LAST_S
        assert len(frames) == steps == 5 and abs(sum(s for s, _ in frames) - length) < 0.01 * steps, (len(frames), steps)
        assert len({f.shape for _, f in frames}) == 1 and all((f[:2] == 255).all() for _, f in frames), "white ground, one size"
        bars = [f[200:400, -140:-40] for _, f in frames]  # the colour bar never changes
        assert all((b == bars[0]).all() for b in bars) and not (frames[0][1] == frames[-1][1]).all()
    # what went in comes out: colours of the palette exactly, others by the nearest; a frame that is the same lengthens the one before
    random = np.random.default_rng(1)
    few = random.integers(0, 255, (200, 3)).astype(np.uint8)
    given = [few[random.integers(0, 200, (60, 80))] for _ in range(3)]
    film = film_files.Gif(directory / "few.gif", given[0])
    for frame in given[0], given[0], given[1], given[2]:
        film.add(frame)
    film.close()
    found = gif_frames(directory / "few.gif")
    assert [round(15 * s) for s, _ in found] == [2, 1, 31] and all((f == g).all() for (_, f), g in zip(found, given))
    # MP4 through ffmpeg: frames of the size it was told, whole, and the last one for two seconds more
    (directory / "ffmpeg").write_text(FFMPEG)
    (directory / "ffmpeg").chmod(0o755)
    done = draw(directory / "planar", "--movie", path=directory)
    assert done.returncode == 0 and done.stdout == f"{directory / 'planar' / 'movie.mp4'}\n", done.stderr
    words, count = (directory / "planar" / "movie.mp4").read_text().splitlines()
    width, height = map(int, words.split("-s ")[1].split()[0].split("x"))
    assert int(count) == 3 * width * height * (5 + 30) and width % 2 == height % 2 == 0, words + count
    (directory / "ffmpeg").write_text("#!/bin/sh\necho 'Unknown encoder libx264' >&2\nexit 1\n")
    run(command, directory / "short", "-steps", 0)
    done = draw(directory / "planar", "--movie", path=directory)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "Unknown encoder" in done.stderr, done.stderr
    for words, name, key, path in (("no field Q", "planar", "Q", "a.gif"), ("ends in .gif or .mp4", "planar", "h", "a.avi"),
                                   ("two outputs or more", "short", "h", "a.gif")):
        try:
            plot_movie.draw(run_fields.Run(directory / name), None, directory / path, key)
            raise AssertionError(words)
        except run_fields.Refusal as refusal:
            assert words in str(refusal), refusal


def full_disk(command, directory):
    """On a disk that fills up: one line, exit 3, and all that was written before can be read."""
    if os.environ.get("VF_OWN_MOUNTS") != "1":
        for unshare in ["unshare", "-m"], ["unshare", "-rm"]:
            if subprocess.run([*unshare, "mount", "-t", "tmpfs", "none", str(directory)], capture_output=True).returncode == 0:
                os.environ["VF_OWN_MOUNTS"] = "1"
                sys.exit(subprocess.run([*unshare, sys.executable, *sys.argv]).returncode)
        return SKIP
    for kilobytes in 100, 250, 400, 700:
        for ranks in 1, 2:
            d = directory / f"disk{kilobytes}.{ranks}"
            d.mkdir()
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(d)], check=True)
            done = run(command, d / "run", "-steps", 40, ranks=ranks, status=3)
            assert "fields.h5: No space left on device" in done.stderr, done.stderr
            assert "HDF5-DIAG" not in done.stderr and "PETSC ERROR" not in done.stderr, done.stderr
            if (d / "run" / "fields.xmf").exists():
                frames = read_frames(d / "run")
                assert [t for t, _ in frames] == [20.0 * k for k in range(len(frames))]
                print(f"{kilobytes} kB, {ranks} ranks: {len(frames)} steps kept")
            assert len(read_series(d / "run")) > 0
            subprocess.run(["umount", str(d)], check=True)
    return 0


PVPYTHON = """
import sys
import numpy as np
import h5py
from paraview.simple import *
from paraview import servermanager
from vtk.util.numpy_support import vtk_to_numpy
directory = sys.argv[1]
reader = OpenDataFile(directory + '/fields.xmf')
reader.UpdatePipeline()
assert list(reader.TimestepValues) == [0.0, 20.0, 40.0], list(reader.TimestepValues)
with h5py.File(directory + '/fields.h5') as f:
    for time in 0.0, 20.0, 40.0:
        reader.UpdatePipeline(time)
        data = servermanager.Fetch(reader)
        group = f['step_%06d' % round(time / 10)]
        ny, nx = group['h'].shape
        bounds = data.GetBounds()
        assert abs(bounds[0] - f.attrs['x0_m']) < 1e-12 and abs(bounds[1] - bounds[0] - nx * f.attrs['dx_m']) < 1e-12, bounds
        if ny > 1:
            assert abs(bounds[2] - f.attrs['y0_m']) < 1e-12 and abs(bounds[3] - bounds[2] - ny * f.attrs['dy_m']) < 1e-12, bounds
        assert data.GetNumberOfCells() == nx * ny
        for name in group:
            values = vtk_to_numpy(data.GetCellData().GetArray(name))
            np.testing.assert_array_equal(values.reshape(group[name].shape), group[name][...])
        np.testing.assert_array_equal(vtk_to_numpy(data.GetCellData().GetArray('mask')).reshape(ny, nx), f['mask'][...])
print('ParaView agrees')
"""


def paraview(command, directory):
    """ParaView opens fields.xmf with all times and the right values in the right cells."""
    for shape in SHAPES:
        d = directory / shape
        run(command, d, "-shape", shape, ranks=2)
        (directory / "read.py").write_text(PVPYTHON)
        done = subprocess.run(["pvpython", str(directory / "read.py"), str(d)], capture_output=True, text=True, timeout=100)
        assert "ParaView agrees" in done.stdout, done.stdout + done.stderr


VIEWS = """
import sys
sys.path.insert(0, sys.argv[1])
import open_run
from paraview import simple
for directory in sys.argv[2:]:
    open_run.picture(directory, directory + '/view.png')
    simple.ResetSession()
open_run.picture(sys.argv[2], sys.argv[2] + '/first.png', 0.0)
try:
    open_run.picture(sys.argv[2] + '/..', 'none.png')
except open_run.NoRun as reason:
    print('refused', reason)
print('drawn')
"""


def paraview_view(command, directory):
    """What one click shows of a finished run: the whole bath of any grid, equally large, film and bath apart, at the last time."""
    from PIL import Image

    postproc = pathlib.Path(__file__).parents[3] / "postproc"
    if not (shutil.which("pvpython") and shutil.which("xvfb-run")):
        print("no pvpython or no xvfb-run")
        return SKIP
    shapes = "planar", "quarter", "axisymmetric"
    for shape in shapes:
        run(command, directory / shape, "-shape", shape)
    (directory / "views.py").write_text(VIEWS)
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x1024x24 -noreset"]
    command = [*screen, "pvpython", str(directory / "views.py"), str(postproc / "paraview"), *(str(directory / shape) for shape in shapes)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, env={**os.environ, "LP_NUM_THREADS": "1"})
    assert "drawn" in done.stdout and "refused" in done.stdout and "holds no fields.xmf" in done.stdout, done.stdout + done.stderr
    widths = []
    for shape in shapes:
        picture = np.asarray(Image.open(directory / shape / "view.png").convert("RGB")).astype(int)
        drawn = (picture[80:, :1040] < 245).any(axis=2)  # without text and colour bar
        columns, rows = np.nonzero(drawn.any(axis=0))[0], np.nonzero(drawn.any(axis=1))[0]
        box = drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        y, x = (n // 12 for n in box.shape)
        assert not any(corner.any() for corner in (box[:y, :x], box[:y, -x:], box[-y:, :x], box[-y:, -x:])), "a disc, all four quadrants of it"
        coloured = (np.ptp(picture[80:, :1040], axis=2) > 40) & drawn
        widths.append(columns[-1] - columns[0])
        assert columns[0] > 10 and columns[-1] < 1035 and rows[-1] < 715, "the bath is whole in the picture"
        assert 0.005 < coloured.sum() / drawn.sum() < 0.9, (shape, coloured.sum(), drawn.sum())
        bar = picture[200:600, 1050:1080]
        assert np.ptp(bar, axis=2).max() > 100, "a colour bar"
    assert max(widths) < 1.03 * min(widths) and min(widths) > 900, widths
    first, last = (np.asarray(Image.open(directory / "planar" / f"{name}.png")) for name in ("first", "view"))
    assert (first != last).any(), "times differ"
    # started by the program: ParaView is told the run; without a screen or without ParaView one line says so
    (directory / "paraview").write_text('#!/bin/sh\necho "$VITRIFLOAT_RUN" "$1"\n')
    (directory / "paraview").chmod(0o755)
    start = [sys.executable, str(postproc / "plot.py"), str(directory / "planar"), "--paraview"]
    environment = {"PATH": f"{directory}:/usr/bin:/bin", "HOME": str(directory), "DISPLAY": ":9"}
    done = subprocess.run(start, capture_output=True, text=True, env=environment)
    assert done.stdout.split() == [str(directory / "planar"), f"--script={postproc / 'paraview' / 'open_run.py'}"], done.stdout + done.stderr
    del environment["DISPLAY"]
    done = subprocess.run(start, capture_output=True, text=True, env=environment)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "needs a screen" in done.stderr, done.stderr
    done = subprocess.run([*start[:2], "--paraview-macro"], capture_output=True, text=True, env=environment)
    macro = directory / ".config" / "ParaView" / "Macros" / "vitrifloat_run.py"
    assert done.stdout == f"{macro}\n" and "open_run.py" in macro.read_text(), done.stderr


def main():
    name, program, *mpiexec = sys.argv[1:]
    directory = pathlib.Path(tempfile.mkdtemp(prefix="run_directory_"))
    try:
        status = globals()[name]((program, mpiexec), directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    sys.exit(status or 0)


if __name__ == "__main__":
    main()
