"""pvpython: the pictures of pipelines/film.py, made from the files of a finished run.

usage: afterwards.py RUN_DIR OUT_DIR '{"colour": ...}' STEP ...
"""
import json
import pathlib
import sys

top = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(top / "postproc" / "pipelines"))
from film_view import FilmView  # noqa: E402
from paraview import simple  # noqa: E402

directory, out, keys, steps = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), json.loads(sys.argv[3]), [int(s) for s in sys.argv[4:]]
import csv  # noqa: E402

with open(directory / "series.csv", newline="") as f:
    times = {0: 0.0, **{int(row["step"]): float(row["time_s"]) for row in csv.DictReader(f)}}
case = (directory / "case.yaml").read_text()
reader = simple.OpenDataFile(str((directory / "fields.xmf").resolve()))
view = simple.CreateRenderView(ViewSize=[480, 320])
reader.UpdatePipeline(0.0)
film = FilmView(reader, view, reader.GetDataInformation().GetBounds()[:4], quarter="symmetry: quarter" in case, rings="geometry: axisymmetric" in case,
                colour_range=(25.0, 450.0) if keys.get("colour") == "temperature" else None, title=json.loads(next(
                    line.split(":", 1)[1].split("  #")[0] for line in case.splitlines() if line.startswith("title:"))), **keys)
film.choose_exaggeration()
for step in steps:
    time = min(reader.TimestepValues, key=lambda t: abs(t - times[step]))
    view.ViewTime = time
    reader.UpdatePipeline(time)
    film.update(time)
    simple.SaveScreenshot(str(out / f"film_{step:06d}.png"), view, ImageResolution=[480, 320])
