"""One's own gas measurements: predicted with the numbers that a shipped fit finds for the float-glass membranes as made (group 1)."""
import csv
import json
import pathlib
import re
import subprocess
import tempfile

from . import gas
from .measured_films import Wrong
from .paths import shipped
from .report_parts import Section
from .rows import counted

CASE, FITTED = "fit-float-glass.yaml", "float-glass-membranes.csv"


def lines_of(path):
    """[(number, cells)] of a CSV file, comments and empty lines left out."""
    with open(path, newline="", encoding="utf-8-sig") as f:
        return [(n, next(csv.reader([line]))) for n, line in enumerate(f, 1) if line.strip() and not line.startswith("#")]


def is_gas(path):
    """Whether a file of measurements is of gases: it has the column `gas` (inputs/measurements.h)."""
    try:
        lines = lines_of(path)
    except (OSError, UnicodeDecodeError):
        return False  # whoever reads it will say so
    return bool(lines) and "gas" in [c.strip() for c in lines[0][1]]


def together(path, out):
    """Writes what is fitted and what is to be predicted into one file.  @return {its line: the line of the user's file}"""
    fitted, own = lines_of(shipped("measured", FITTED)), lines_of(path)
    head, mine = fitted[0][1], [c.strip() for c in own[0][1]]
    columns = mine + [c for c in head if c not in mine]
    with open(out, "w", newline="") as f:
        write = csv.writer(f, lineterminator="\n")
        write.writerow(columns)
        where = {1: own[0][0]}
        for k, (number, cells) in enumerate(own[1:], 2):
            told = dict(zip(mine, cells)) if len(cells) == len(mine) else None
            if told and (told.get("use") or "fit") == "fit":
                told["use"] = "predict"
            write.writerow([told.get(c, "") for c in columns] if told else cells)
            where[k] = number
        for _, cells in fitted[1:]:
            told = dict(zip(head, cells))
            if told["use"] == "fit":
                write.writerow([told.get(c, "") for c in columns])
    return where


def prepare(path, folder):
    """The case of the fit, own.yaml, and its measurements.  @return lines of the user's file by those of own.csv"""
    where = together(path, folder / "own.csv")
    (folder / "own.yaml").write_text(re.sub(r"measurements: \S+", "measurements: own.csv", shipped("cases", CASE).read_text()))
    return where


def check(program, path):
    """Has the program read the file, away from the report's folder.  @raise Wrong with the user's lines"""
    with tempfile.TemporaryDirectory() as scratch:
        where = prepare(path, pathlib.Path(scratch))
        done = subprocess.run([program, "check", "own.yaml"], cwd=scratch, capture_output=True, text=True)
        if done.returncode:
            raise Wrong("\n".join(re.sub(r"^.*?own\.csv:(\d+):", lambda m: f"{path}:{where.get(int(m[1]), m[1])}:", line)
                                  for line in done.stderr.strip().split("\n")))


def section(laboratory, path):
    folder = laboratory.folder / "gas"
    folder.mkdir(exist_ok=True)
    prepare(path, folder)
    laboratory.say("fit own")
    laboratory.call("fit", "own.yaml", "-o", "own", folder=folder)
    result = json.loads((folder / "own" / "fit.json").read_text())
    result["measurements"] = [m for m in result["measurements"] if m["use"] != "fit"]
    rows = gas.rows("own", result, "gas/own.yaml")
    return Section("own", "Your membranes, as float glass", ["Predicted with the numbers that are fitted to the float-glass membranes as made "
                                                             "(group 1, share of the open sites set to 4), for the conditions of each line; "
                   "nothing of yours is fitted."], rows, commands=["vitrifloat fit gas/own.yaml -o gas/own"],
                   short=f"Your membranes: {counted(rows)}.")
