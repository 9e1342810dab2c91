"""Starts ParaView on a run, and puts the button that opens runs into its macros; what it then does is paraview/open_run.py."""
import os
import pathlib
import shutil

from run_fields import Refusal

POSTPROC = pathlib.Path(__file__).resolve().parent
MACRO = """# Opens a run of vitrifloat: the one whose fields.xmf is selected in the pipeline, else one that it asks for.
program = {path!r}
exec(compile(open(program).read(), program, "exec"), {{"__file__": program, "__name__": "__main__"}})
"""


def write_macro():
    """Path of the macro: ParaView shows the files of this folder as buttons from its next start on."""
    base = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.path.expanduser("~"), ".config")
    folder = pathlib.Path(base) / "ParaView" / "Macros"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "vitrifloat_run.py"
    path.write_text(MACRO.format(path=str(POSTPROC / "paraview" / "open_run.py")))
    return path


def start(directory):
    """Replaces this process by ParaView with the run."""
    if not (directory / "fields.xmf").exists():
        raise Refusal(f"{directory} holds no fields.xmf: not a run, or one that stopped before its first output")
    program = shutil.which("paraview")
    if program is None:
        raise Refusal("paraview is not on the PATH")
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Refusal("ParaView needs a screen, and neither DISPLAY nor WAYLAND_DISPLAY is set")
    os.environ.update(VITRIFLOAT_RUN=str(directory.resolve()), VITRIFLOAT_PYTHON_DIR=str(POSTPROC))
    os.execv(program, [program, f"--script={POSTPROC / 'paraview' / 'open_run.py'}"])
