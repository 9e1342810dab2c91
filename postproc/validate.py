#!/usr/bin/env python3
"""Measured against simulated: a report as HTML and CSV.

usage: vitrifloat validate [-o DIR] [--measured FILE.csv] [--only film|gas|SECTION] [--samples N] [--jobs N] [--resume]

Reads measured films (comparison/measured_films.py says how their file looks), has the program make every simulated number by sweeps,
runs and fits that stay in DIR, and writes DIR/report.html and DIR/report.csv.
Exit status: 0 done, 2 wrong input (one line a mistake), 3 the program failed, 4 interrupted.
"""
import argparse
import os
import pathlib
import shutil
import sys

from comparison import alternatives, branches, films, gas, gas_own, measured_films, metals, page, shrinkage, uncertainty
from comparison.paths import shipped
from comparison.report_parts import Section
from comparison.rows import counted
from comparison.sweeps import Failed, Laboratory, Wrong
from one_line import OneLine

PARTS = ("film", "measured", "alternatives", "metals", "shrinkage", "branches", "uncertainty", "gas")


def arguments():
    parser = OneLine(prog="vitrifloat validate", description="measured against simulated: report.html, report.csv and all that made "
                                                                             "them, in DIR")
    parser.add_argument("--program", default=os.environ.get("VITRIFLOAT_PROGRAM", "vitrifloat"), help=argparse.SUPPRESS)
    parser.add_argument("-o", dest="folder", type=pathlib.Path, default=pathlib.Path("validation"), metavar="DIR", help="where (default: validation)")
    parser.add_argument("--measured", type=pathlib.Path, metavar="FILE.csv", help="your own films or gas measurements, in place of the shipped "
                                                                                  "studies (docs/validation-film.md)")
    parser.add_argument("--only", choices=PARTS, help="film or gas, or one section on films: measured is their table alone")
    parser.add_argument("--samples", type=int, default=64, metavar="N", help="samples of the library's uncertainties (default: 64)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="members of a sweep at once (default: the machine's)")
    parser.add_argument("--resume", action="store_true", help="go on in a folder that holds a report or part of one; what is there is not run again")
    told = parser.parse_args()
    if told.samples < 2:
        parser.error("--samples: 2 or more is right")
    if told.jobs < 1:
        parser.error("--jobs: 1 or more is right")
    return told


def film_sections(laboratory, measured, own, only):
    """Sections on films: of one's own the table alone, of the shipped studies what else can be said of them."""
    lines, systems, samples = films.validate(laboratory, measured)
    out = [Section("film", "Films, measured and simulated",
                   ["Every line of the file of measurements. Distances are in standard deviations of both, measured and simulated; spreads of the "
                    "simulation come from a Sobol sample of "
                    "every uncertain value of the library that the case uses, all at once."], lines,
                   commands=list(dict.fromkeys(s.command for pair in samples.values() for s in pair)))]
    if own:
        return out
    gallium, alumina = systems["float glass"], systems["MXene on alumina"]
    rest = {"alternatives": lambda: alternatives.section(laboratory, gallium, lines), "metals": lambda: metals.section(laboratory, gallium, samples),
            "shrinkage": lambda: shrinkage.section(laboratory, alumina, lines), "branches": lambda: branches.section(laboratory, gallium),
            "uncertainty": lambda: uncertainty.section(laboratory, gallium)}
    return out + [make() for name, make in rest.items() if only in (None, "film", name)]


def report(told):
    folder = told.folder
    if (folder / "report.html").exists() or (folder / "sweeps").exists():
        if not told.resume:
            raise Wrong(f"{folder}: holds a validation already; --resume to go on with it, or another folder, is right")
    path = told.measured or shipped("measured", "float-glass-films.csv")
    own_gas = told.measured is not None and gas_own.is_gas(path)
    measured = [] if own_gas else measured_films.read(path)  # before anything is written
    program = os.path.abspath(shutil.which(told.program) or told.program)
    if own_gas:
        gas_own.check(program, path)
    laboratory = Laboratory(program, folder, told.jobs, told.samples, lambda text: print(text, file=sys.stderr, flush=True))
    sections = []
    if own_gas:
        sections.append(gas_own.section(laboratory, path))
    elif told.only != "gas":
        sections += film_sections(laboratory, measured, told.measured is not None, told.only)
    if told.only in (None, "gas") and not told.measured:
        sections += gas.sections(laboratory)[0]
    lines = [r for s in sections for r in s.rows]
    short = [f"{len(lines)} numbers: {counted(lines)}.", *(s.short for s in sections if s.short)]
    introduction = [f"Measured: {os.path.relpath(path, folder) if told.measured else path.name}. {told.samples} samples of the library's "
                    f"uncertainties. "
                    "Every simulated number stands in a folder beside this page; each line says which command, run in that folder, makes it. "
                    "“assumed” and “derived” mark what no text states. "
                    "Members of large samples keep their case and summary alone; their cases can be run again."]
    (folder / "report.html").write_text(page.page("Measured against simulated", introduction, short, sections))
    page.write_csv(folder / "report.csv", sections)
    print(f"{folder}/report.html, {folder}/report.csv: {counted(lines)}")


def main():
    told = arguments()
    try:
        report(told)
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except Failed as failed:
        print(f"vitrifloat validate: {failed}", file=sys.stderr)
        if failed.status == 4:
            print(f"continue with: vitrifloat validate -o {told.folder} --resume", file=sys.stderr)
        return failed.status if failed.status in (2, 3, 4) else 3
    except KeyboardInterrupt:
        print(f"vitrifloat validate: interrupted; continue with: vitrifloat validate -o {told.folder} --resume", file=sys.stderr)
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
