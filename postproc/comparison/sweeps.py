"""Sweeps that the validation has the program run: their files, their results."""
import csv
import json
import math
import os
import pathlib
import re
import statistics
import subprocess

from .measured_films import Wrong


HISTORY = ("series.csv", "fields.h5", "fields.xmf", "checkpoint.h5")  # of a run: all but what it was and what came out


class Failed(Exception):
    """The program ended with another status than 0; its own line says why."""

    def __init__(self, status, text):
        super().__init__(text)
        self.status = status


def yaml(thing, depth=0):
    """A file of plain maps, lists, texts and numbers as YAML that a reader may edit: maps in lines, lists of items within brackets."""
    lines = []
    for key, value in thing.items():
        if isinstance(value, dict) and depth < 2 and len(flow(value)) > 100:
            lines += [f"{'  ' * depth}{key}:", yaml(value, depth + 1)]
        elif isinstance(value, list) and len(flow(value)) > 120:
            lines += [f"{'  ' * depth}{key}:"] + [f"{'  ' * depth}  - {flow(item)}" for item in value]
        else:
            lines.append(f"{'  ' * depth}{key}: {flow(value)}")
    return "\n".join(lines)


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    if isinstance(value, str):
        return value if re.fullmatch(r"[\w.+-][\w.+/^ -]*", value) and value.lower() not in ("on", "off", "yes", "no", "true", "false",
                                                                                             "null") else json.dumps(value)
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def si(value, unit):
    """A number as a case has it; twelve digits, so that a member and its repetition read the same."""
    return f"{value:.12g} {unit}".strip()


def number(text):
    try:
        value = float(text)
    except (TypeError, ValueError):
        return text
    return value if math.isfinite(value) else None


class Sweep:
    """Members of a sweep in its folder: rows as dicts, numbers as floats, keys without units."""

    def __init__(self, folder, name):
        self.name, self.folder = name, pathlib.Path(folder) / name
        with open(self.folder / "results.csv", newline="") as f:
            rows = list(csv.reader(f))
        keys = [re.sub(r" \[.*\]$", "", k) for k in rows[0]]
        self.rows = [dict(zip(keys, map(number, row))) for row in rows[1:]]
        self.command = f"vitrifloat sweep sweeps/{name}.yaml -o {name}"

    def member(self, row):
        """The run's folder, from the report's."""
        there = sorted(self.folder.glob(f"members/**/{int(row['member']):06d}"))
        return there[0].relative_to(self.folder.parent) if there else pathlib.Path(self.name)

    def where(self, **wanted):
        """Rows that are done and have these values; floats to 1e-9."""
        def same(a, b):
            return math.isclose(a, b, rel_tol=1e-9) if isinstance(a, float) and isinstance(b, (int, float)) else a == b
        return [r for r in self.rows if r["status"] == "done" and all(same(r.get(k), v) for k, v in wanted.items())]

    def failed(self):
        return [r for r in self.rows if r["status"] != "done"]


class Laboratory:
    """Where sweeps are run: the program, the report's folder, how many members at once, how large samples are."""

    def __init__(self, program, folder, jobs, samples, say=lambda text: None):
        self.program, self.folder, self.jobs, self.samples, self.say = os.path.abspath(program), pathlib.Path(folder), jobs, samples, say
        for kind in ("sweeps", "cases"):
            (self.folder / kind).mkdir(parents=True, exist_ok=True)

    def call(self, *arguments, folder=None):
        """Runs the program in the report's folder (or the one given), so that commands and paths in the report are those that were used."""
        done = subprocess.run([self.program, *map(str, arguments)], cwd=folder or self.folder, capture_output=True, text=True,
                              env={**os.environ, "MPLBACKEND": "Agg"})
        if done.returncode:
            lines = [line for line in done.stderr.strip().split("\n") if line] or ["without a word"]
            raise Failed(done.returncode, f"vitrifloat {' '.join(map(str, arguments))}: exit status {done.returncode}: " + "\n".join(lines[-5:]))
        return done

    def sweep(self, name, case, axes=(), sample=None, title=None, thin=False):
        """Writes sweeps/NAME.yaml, runs it into NAME (what is there is not run again) and reads it.  thin: members keep case and summary alone,
        a fiftieth of the room."""
        told = {"title": title or name, "case": case}
        if axes:
            told["axes"] = list(axes)
        if sample:
            told["sample"] = {"method": "sobol", "count": self.samples, "seed": 1, **sample}
        path = self.folder / "sweeps" / f"{name}.yaml"
        path.write_text(yaml(told) + "\n")
        done = self.run(name)
        if thin:
            for large in (f for f in (self.folder / name / "members").rglob("*") if f.name in HISTORY):
                large.unlink()
        return done

    def one(self, name, case):
        """Runs cases/NAME.yaml into NAME, unless that is there and done, and returns its summary."""
        self.say(f"run {name}")
        path = self.folder / "cases" / f"{name}.yaml"
        text = yaml({"title": name, **case}) + "\n"
        there = self.folder / name / "summary.json"
        if not (path.exists() and path.read_text() == text and there.exists() and json.loads(there.read_text())["status"] == "done"):
            path.write_text(text)
            self.call("run", f"cases/{name}.yaml", "-o", name)
        return json.loads(there.read_text())

    def run(self, name):
        self.say(f"sweep {name}")
        again = ["--resume"] if (self.folder / name / "sweep.yaml").exists() else []
        try:
            self.call("sweep", f"sweeps/{name}.yaml", "-o", name, "--jobs", self.jobs, *again)
        except Failed as failure:
            if failure.status != 3:  # 3: some members failed; they are counted where they are needed
                raise
        return Sweep(self.folder, name)


def history(folder):
    """Rows of a run's series.csv."""
    with open(folder / "series.csv", newline="") as f:
        return [{k: number(v) for k, v in row.items()} for row in csv.DictReader(f)]


def time_to_wall(folder):
    """Seconds from the first motion (1 % in area) until half the rim is covered; None: never."""
    rows = history(folder)
    area = rows[0]["covered_area_m2"]
    start = next((r["time_s"] for r in rows if abs(r["covered_area_m2"] / area - 1.0) > 0.01), None)
    end = next((r["time_s"] for r in rows if r["rim_covered_fraction"] >= 0.5), None)
    return None if start is None or end is None else end - start


def quantile(values, share):
    """Linear between the ordered values."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = math.floor(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def spread(values):
    """(median, half the middle 68 %, 2.5 %, 97.5 %) of a sample."""
    if len(values) < 2:
        one = values[0] if values else math.nan
        return one, math.nan, one, one
    return statistics.median(values), 0.5 * (quantile(values, 0.84) - quantile(values, 0.16)), quantile(values, 0.025), quantile(values, 0.975)


__all__ = ["Failed", "Laboratory", "Sweep", "Wrong", "history", "quantile", "si", "spread", "time_to_wall"]
