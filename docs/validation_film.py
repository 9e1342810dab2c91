#!/usr/bin/env python3
"""The tables and the picture of docs/validation-film.md, from a report.

    vitrifloat validate -o DIR
    python3 docs/validation_film.py DIR

Standard library only."""
import csv
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "postproc"))
from comparison.rows import Row, told  # noqa: E402
from comparison.page import simulated  # noqa: E402

SECTIONS = {"lines": ("film", "alternatives", "shrinkage", "branches"), "uncertainty": ("uncertainty",)}
TEXTS = ("section", "id", "what", "unit", "kind", "sentence", "command", "key", "relation", "provenance", "source")


def row(cells):
    """A line of report.csv as it was."""
    return Row(**{k: v if k in TEXTS else v == "True" if k == "logarithmic" else float(v) if v else None for k, v in cells.items()})


def line(r):
    unit = f" {r.unit}" if r.unit else ""
    if r.measured is None:
        share, low_high = re.search(r"from (.*? to .*?), the middle", r.sentence)[1], re.search(r"middle 95 % (?:from )?(.*? um)", r.sentence)[1]
        return f"| {r.sentence.split(' would ')[0].removeprefix('Measuring ')} | {share} | {low_high} | {re.search('wall from (.*)[.]', r.sentence)[1]} |"
    away = "0.0" if abs(r.distance) < 0.05 else f"{r.distance:+.1f}"
    return f"| {r.id}: {r.what} | {told(r)}{unit}{'' if r.provenance == 'verbatim' else ', ' + r.provenance} | {simulated(r)}{unit} | {away} | {r.kind} |"


HEADS = {"lines": ["| what | measured | simulated | distance [σ] | |", "|---|---|---|---|---|"],
         "uncertainty": ["| what would be measured | spread (one standard deviation of the logarithm) | middle 95 % of 2 mg's thickness | samples "
                         "that reach the wall |", "|---|---|---|---|"]}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    with open(folder / "report.csv", newline="") as f:
        rows = [row(cells) for cells in csv.DictReader(f)]
    page = (HERE / "validation-film.md").read_text()
    for name, sections in SECTIONS.items():
        table = "\n".join([*HEADS[name], *(line(r) for r in rows if r.section in sections)])
        page = re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _: f"<!-- {name} -->\n{table}\n<!-- end -->", page, flags=re.S)
    (HERE / "validation-film.md").write_text(page)
    html = (folder / "report.html").read_text()
    picture = re.search(r'<section id="alternatives">.*?(<svg.*?</svg>)', html, re.S)[1]
    (HERE / "validation-film.svg").write_text(picture + "\n")


if __name__ == "__main__":
    main()
