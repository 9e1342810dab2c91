"""A sweep's folder as pictures need it: its axes, its sample and the results of its members, from sweep.json and results.csv."""
import csv
import difflib
import functools
import json
import re

import numpy as np

from run_fields import Refusal
from sweep_units import Scale, name_of, unit_of

HEADER = re.compile(r"(?P<key>.*?)(?: \[(?P<unit>.*)\])?")


def number(cell):
    """The number in a cell; NaN for words, nothing and null."""
    try:
        return float(cell)
    except (TypeError, ValueError):
        return np.nan


def plain(cell):
    """A cell so that the same value compares equal however it is written."""
    value = number(cell)
    return str(cell) if np.isnan(value) else value


class Axis:
    """One axis of a sweep: its rows, what they are called, and in which row each member is."""

    def __init__(self, told, table):
        self.keys, rows = told["columns"], told["values"]
        first = [row[0] if isinstance(row, list) else row for row in rows]
        self.key, self.log = self.keys[0], bool(told.get("log"))
        unit = (told.get("units") or [""])[0]
        values = np.array([number(cell) for cell in first])
        self.numeric = bool(np.isfinite(values).all()) and len(set(values)) == len(values)
        self.values = values if self.numeric else np.arange(len(rows), dtype=float)
        self.scale = Scale(unit if self.numeric else "", self.values)
        self.name = name_of(self.key)
        self.labels = [self.scale.text(v) for v in self.values] if self.numeric else [str(cell) for cell in first]
        place = {tuple(plain(c) for c in (row if isinstance(row, list) else [row])): k for k, row in enumerate(rows)}
        columns = [table.cells(key) for key in self.keys]
        self.row = np.array([place.get(tuple(plain(c) for c in cells), -1) for cells in zip(*columns)], int)

    def __len__(self):
        return len(self.values)

    def label(self):
        others = "".join(f", {name_of(key)}" for key in self.keys[1:])
        return self.scale.label(self.name) + (f"  (with it{others[1:]})" if others else "")

    def shown(self):
        """Values as an axis of a picture shows them; places 0, 1, ... of words."""
        return self.scale(self.values) if self.numeric else self.values


class Table:
    """The rows of results.csv; columns by key, made numbers when asked for."""

    def __init__(self, path):
        try:
            with open(path, newline="", encoding="utf-8") as f:
                rows = list(csv.reader(f))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise Refusal(f"cannot read {path}: {error}") from error
        if len(rows) < 2:
            raise Refusal(f"{path} holds no members")
        split = [HEADER.fullmatch(name).group("key", "unit") for name in rows[0]]
        self.path, self.place = path, {key: k for k, (key, _) in enumerate(split)}
        self.units = {key: unit or unit_of(key) for key, unit in split}
        self.rows = [row for row in rows[1:] if len(row) == len(split)]

    def __len__(self):
        return len(self.rows)

    def cells(self, key):
        if key not in self.place:
            raise Refusal(f"{self.path} has no column {key}")
        return [row[self.place[key]] for row in self.rows]

    def numbers(self, key):
        return np.array([number(cell) for cell in self.cells(key)])


class Sweep:
    """title, axes (all, also those of one row), sample (of sweep.json, or None) and the table of results."""

    def __init__(self, directory):
        path = directory / "sweep.json"
        try:
            told = json.loads(path.read_text())
        except (OSError, ValueError) as error:
            raise Refusal(f"cannot read {path}: {error}") from error
        if not (directory / "results.csv").exists():
            raise Refusal(f"{directory} holds no results.csv yet: no member has ended")
        self.directory, self.title, self.sample = directory, told.get("title") or "", told.get("sample")
        self.table = Table(directory / "results.csv")
        self.member = self.table.numbers("member").astype(int)
        self.status = np.array(self.table.cells("status"))
        self.done = self.status == "done"
        self.failed = self.status == "failed"
        self.axes = [Axis(axis, self.table) for axis in told.get("axes", [])]
        self.varied = [axis for axis in self.axes if len(axis) > 1]
        if not self.done.any():
            raise Refusal(f"none of the {len(self.done)} members of {directory} is done{self._why()}")

    def _why(self):
        reasons = [r for r in self.table.cells("reason") if r] if "reason" in self.table.place else []
        return f"; the first says: {reasons[0]}" if reasons else ""

    @functools.lru_cache(maxsize=None)
    def values(self, key):
        """A column of results, NaN where a member is not done or has no such value; Refusal when it has none at all."""
        if key not in self.table.place:
            raise Refusal(f"{self.table.path} has no column {key}; {nearest(key, self.table.place)}")
        found = np.where(self.done, self.table.numbers(key), np.nan)
        if not np.isfinite(found).any():
            words = any(cell for cell in self.table.cells(key) if cell not in ("", "nan", "null"))
            raise Refusal(f"{key} holds words, not numbers" if words else f"no member has a value of {key}")
        return found

    @functools.lru_cache(maxsize=None)
    def words(self, key):
        """A column of words; "" where a member is not done or the column is not there."""
        if key not in self.table.place:
            return np.full(len(self.done), "")
        return np.where(self.done, np.array(self.table.cells(key)), "")

    def member_directory(self, k):
        """The run directory of the member in row k; those of large sweeps lie in folders of a thousand."""
        name = f"{self.member[k]:06d}"
        flat = self.directory / "members" / name
        return flat if flat.exists() else self.directory / "members" / name[:3] / name

    def unit(self, key):
        return self.table.units.get(key, "")

    @functools.lru_cache(maxsize=None)
    def matrix(self):
        """Matrix "A", "B", "AB1" ... of each member in Saltelli's design, None without it."""
        if not self.sample or not self.sample.get("indices"):
            return None
        return np.array(self.table.cells("sample.matrix"))

    @functools.lru_cache(maxsize=None)
    def drawn(self):
        """Which members are an independent draw of the uncertain values: all but those of the matrices AB of Saltelli's design."""
        matrix = self.matrix()
        return np.ones(len(self.done), bool) if matrix is None else np.isin(matrix, ("A", "B"))

    def select(self, rows):
        """Members in these rows {axis: row}."""
        chosen = np.ones(len(self.done), bool)
        for axis, row in rows.items():
            chosen &= axis.row == row
        return chosen


def nearest(key, known):
    """A hint at columns that are spelt alike."""
    like = difflib.get_close_matches(key, known, 4)
    return f"did you mean {' or '.join(like)}?" if like else f"among those it has are {', '.join(list(known)[2:10])}"
