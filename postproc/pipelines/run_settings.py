"""What a pipeline may know of the run, and what pipelines share.  Settings come from the program by the environment; a script that is run
by hand on the files of a run finds none and has defaults."""
import json
import os

DEFAULTS = {"title": "", "script": "", "directory": ".", "bounds_m": None, "geometry": "planar", "symmetry": "none",
            "temperatures_degC": None, "colour": "thickness", "relief": "thickness", "exaggeration": None, "width": 960, "height": 640,
            "live": ""}


def settings():
    """The settings of the run as a dict."""
    return {**DEFAULTS, **json.loads(os.environ.get("VITRIFLOAT_INSITU", "{}"))}


def result(name):
    """Path of a file among the results."""
    return os.path.join(settings()["directory"], name)


def film_view(source, view):
    """The view that the settings ask for."""
    from film_view import FilmView

    s = settings()
    return FilmView(source, view, s["bounds_m"], colour=s["colour"], relief=s["relief"], exaggeration=s["exaggeration"],
                    colour_range=s["temperatures_degC"] if s["colour"] == "temperature" else None, quarter=s["symmetry"] == "quarter",
                    rings=s["geometry"] == "axisymmetric", title=s["title"])
