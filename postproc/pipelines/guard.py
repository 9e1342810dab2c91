"""Runs the script of a case so that whatever it does ends in a message, never in the run.

ParaView is given this file as the pipeline; it imports the script named in the settings and calls its catalyst_initialize,
catalyst_execute and catalyst_finalize.  An exception (sys.exit included) goes, in one line, to the array "failed" of the data
description's user data, from where the program takes it.
"""
import importlib
import os
import sys
import traceback

sys.path.append(os.path.dirname(os.path.abspath(__file__)))

from paraview import catalyst, simple  # noqa: E402
from paraview.catalyst import detail, importers  # noqa: E402
from vtkmodules.vtkCommonCore import vtkStringArray  # noqa: E402

from ranks import is_first, largest  # noqa: E402
from run_settings import settings  # noqa: E402

script = None  # the module of the user's script
FIRST = is_first()  # asked now: at the end nobody knows


def _tell(error):
    """Kind and text of an exception and the line of the script it came from."""
    path = settings()["script"]
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if os.path.abspath(f.filename) == path]
    if isinstance(error, SyntaxError) and error.filename and os.path.abspath(error.filename) == path:
        lines.append(error.lineno)
    where = f" (line {lines[-1]})" if lines else ""
    said = error.msg if isinstance(error, SyntaxError) else error
    text = " ".join(f"{type(error).__name__}: {said}{where}".split())
    description = detail._get_active_data_description()
    if description is None or description.GetUserData() is None:  # in catalyst_finalize: nothing is called again anyway
        if FIRST:
            print(f"warning: insitu: {os.path.basename(path)} failed at the end: {text}", file=sys.stderr)
        return
    failed = vtkStringArray()
    failed.SetName("failed")
    failed.InsertNextValue(text)
    description.GetUserData().AddArray(failed)


def _guarded(function, *arguments):
    """What the function returns, and whether it did."""
    try:
        return function(*arguments), True
    except BaseException as error:  # sys.exit too
        _tell(error)
        return None, False


def _together(function, *arguments):
    """The same, but None on all ranks when it failed on any: common work would wait for those that are not there."""
    value, done = _guarded(function, *arguments)
    return value if largest([not done])[0] == 0.0 else None


def _load():
    path = settings()["script"]
    sys.path.append(os.path.dirname(path))
    importers.install_pathfinder()
    return importlib.import_module(importers.add_file(path))


def _forbid_views():
    """Without an X display ParaView ends the process at the first picture: better an exception before."""
    def create_view(*_, **__):
        raise RuntimeError("pictures need an X display, and DISPLAY names none")

    if not os.environ.get("DISPLAY"):
        simple.CreateView = create_view


def _options():
    given = getattr(script, "options", None) or catalyst.Options()
    if not hasattr(given, "SMProxy"):
        raise TypeError("options are not paraview.catalyst.Options()")
    if settings()["live"]:
        given.EnableCatalystLive = 1
        given.CatalystLiveURL = settings()["live"]
    return given


_forbid_views()
script = _together(_load)
options = _together(_options) or catalyst.Options()


def _call_or_raise(name, *arguments):
    function = getattr(script, name, None)
    if function:
        function(*arguments)


def _call(name, *arguments):
    _guarded(_call_or_raise, name, *arguments)


def catalyst_initialize():
    global script

    def initialize():
        _call_or_raise("catalyst_initialize")
        return script

    script = _together(initialize)


def catalyst_execute(info):
    _call("catalyst_execute", info)


def catalyst_finalize():
    _call("catalyst_finalize")
