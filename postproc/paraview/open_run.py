"""Opens a run directory in ParaView with colours, relief, reflected quadrants or turned rings, time and camera set.

in ParaView    as a macro (`vitrifloat plot --paraview-macro` puts its button there): of the fields.xmf that is selected in the pipeline, else of
               a folder that it asks for
from a shell   vitrifloat plot RUN_DIR --paraview: starts paraview --script=open_run.py, told by VITRIFLOAT_RUN which run it is, and by
               VITRIFLOAT_PYTHON_DIR where postproc/ is, since such a script does not know its own place
a picture      pvpython open_run.py RUN_DIR PICTURE.png [TIME_S]

The view itself is pipelines/film_view.py: the same in a run, from its files and here."""
import math
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

POSTPROC = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) if "__file__" in globals() else os.environ["VITRIFLOAT_PYTHON_DIR"]
sys.path.insert(0, os.path.join(POSTPROC, "pipelines"))

from paraview import simple  # noqa: E402

import film_view  # noqa: E402


class NoRun(Exception):
    """What is wrong, in one line."""


def file_of(directory):
    """The whole path of a run's fields.xmf: ParaView looks for the data of a relative one in the wrong place."""
    path = os.path.join(os.path.abspath(directory), "fields.xmf")
    if not os.path.isfile(path):
        raise NoRun(f"{directory} holds no fields.xmf: not a run, or one that stopped before its first output")
    return path


def selected():
    """Folder of the run whose fields.xmf is selected in the pipeline browser, None without."""
    source = simple.GetActiveSource()
    while source is not None:
        name = getattr(source, "FileName", None) or getattr(source, "FileNames", None)
        name = name[0] if name and not isinstance(name, str) else name
        if name and os.path.basename(str(name)) == "fields.xmf":
            return os.path.dirname(str(name))
        source = getattr(source, "Input", None)
    return None


def asked_for():
    """A folder from a dialog: Qt's where ParaView's Python has it, else the desktop's."""
    question = "Run directory of vitrifloat"
    try:
        from PyQt5.QtWidgets import QFileDialog

        return QFileDialog.getExistingDirectory(None, question) or None
    except ImportError:
        pass
    for command in ["zenity", "--file-selection", "--directory", f"--title={question}"], ["kdialog", "--getexistingdirectory", "."]:
        if shutil.which(command[0]):
            return subprocess.run(command, capture_output=True, text=True).stdout.strip() or None
    raise NoRun("there is no dialog to ask for a folder with (PyQt5, zenity, kdialog): open its fields.xmf, select it, and press the button again")


class Grid:
    """What fields.xmf says of a run's grid."""

    def __init__(self, path):
        root = ElementTree.parse(path).getroot()
        grids = root.findall("./Domain/Grid/Grid")
        if not grids:
            raise NoRun(f"{path} holds no output yet")
        _, ny, nx = (int(n) for n in grids[0].find("Topology").get("Dimensions").split())
        origin, spacing = ([float(v) for v in item.text.split()] for item in grids[0].findall("Geometry/DataItem"))
        (_, y0, x0), (_, dy, dx) = origin, spacing
        self.times = [float(grid.find("Time").get("Value")) for grid in grids]
        self.bounds = (x0, x0 + (nx - 1) * dx, y0, y0 + (ny - 1) * dy)
        self.rings = ny == 2
        self.quarter = not self.rings and x0 == 0.0 and y0 == 0.0


def largest(source, array, time):
    """Largest absolute value of an array at a time."""
    source.UpdatePipeline(time)
    found = source.CellData.GetArray(array)
    return max(map(abs, found.GetRange())) if found else 0.0


def title_of(directory):
    """The case's title, "" where case.yaml tells none."""
    try:
        with open(os.path.join(directory, "case.yaml"), encoding="utf-8") as f:
            line = next((line for line in f if line.startswith("title:")), "")
    except OSError:
        return ""
    return line[6:].split('"')[1] if line.count('"') >= 2 else line[6:].split("#")[0].strip()


def show(directory, view, time=None):
    """The run in a render view, at a time [s] (None: its last).  Returns the FilmView."""
    path = file_of(directory)
    grid = Grid(path)
    simple._DisableFirstRenderCameraReset()  # the camera is FilmView's
    reader = simple.OpenDataFile(path)
    if reader is None:
        raise NoRun(f"ParaView cannot read {path}")
    simple.RenameSource(os.path.basename(os.path.dirname(path)), reader)
    last = grid.times[-1]
    thickness = [h for h in (largest(reader, "h", grid.times[0]), largest(reader, "h", last)) if h > 0.0]
    middle = math.exp(sum(map(math.log, thickness)) / len(thickness)) if thickness else 0.0  # so that neither end is flat or a tower
    relief = "flotation" if largest(reader, "zb", last) > 0.0 else "thickness"
    exaggeration = film_view.exaggeration_for(grid.bounds, middle)
    shown = film_view.FilmView(reader, view, grid.bounds, relief=relief, exaggeration=exaggeration, quarter=grid.quarter, rings=grid.rings,
                               title=title_of(os.path.dirname(path)))
    scene = simple.GetAnimationScene()
    scene.UpdateAnimationUsingDataTimeSteps()
    scene.AnimationTime = min(grid.times, key=lambda t: abs(t - (last if time is None else time)))
    shown.update(scene.AnimationTime)
    follow_time(shown, reader, view)
    simple.SetActiveSource(reader)
    simple.Render(view)
    return shown


def follow_time(shown, reader, view):
    """Colours and the clock that go along when ParaView plays the times."""
    shown.colours.AutomaticRescaleRangeMode = "Clamp and update every timestep"
    shown.text.Text = f"{shown.title}\nheights x {shown.exaggeration:g}".strip()
    clock = simple.Show(simple.AnnotateTimeFilter(Input=reader, Format="t = {time:.5g} s"), view, "TextSourceRepresentation")
    clock.WindowLocation, clock.Color, clock.FontSize = "Upper Right Corner", film_view.TEXT_COLOUR, 16


def in_window():
    """Of the selected run, the one that $VITRIFLOAT_RUN names, or one that is asked for."""
    directory = os.environ.pop("VITRIFLOAT_RUN", None) or selected() or asked_for()
    if directory:
        show(directory, simple.GetActiveViewOrCreate("RenderView"))


def picture(directory, path, time=None):
    """A picture of a run, without a window."""
    view = simple.CreateView("RenderView")
    view.ViewSize = [1200, 800]
    show(directory, view, time)
    simple.SaveScreenshot(os.path.abspath(path), view, ImageResolution=[1200, 800])


def main():
    window = sys.argv[:1] in ([], [""])  # pvpython gives its script a name
    try:
        if window:
            in_window()
        elif len(sys.argv) in (3, 4):
            picture(sys.argv[1], sys.argv[2], *map(float, sys.argv[3:]))
        else:
            raise NoRun("usage: pvpython open_run.py RUN_DIR PICTURE.png [TIME_S]")
    except NoRun as reason:
        print(f"vitrifloat: {reason}", file=sys.stderr)
        if not window:
            sys.exit(2)


if __name__ in ("__main__", "__vtkconsole__"):
    main()
