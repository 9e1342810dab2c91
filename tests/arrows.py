#!/usr/bin/env python3
"""Dependencies between the folders point one way (docs/design.md names the layers): reads every #include "..." and <...>.

arrows.py TOP       exit 1 with one line a forbidden include
Then a report, which never fails: files over 400 lines, functions over 60.
"""
import pathlib
import re
import sys

FOREIGN = {"mpi": r"mpi\.h", "petsc": r"petsc.*", "hdf5": r"hdf5.*|H5.*", "fyaml": r"libfyaml\.h", "udunits": r"udunits2\.h",
           "png": r"png\.h", "vtk": r"vtk\w*\.h", "gsl": r"gsl/.*"}
# folder: (headers of the project it may include, libraries it may include)
ALLOWED = {
    "physics": (r"physics/.*", set()),
    "inputs": (r"(inputs|physics)/.*", {"fyaml", "udunits", "png", "gsl"}),
    "mesh": (r"mesh/.*", {"mpi", "petsc"}),
    "solver": (r"(solver|mesh|physics)/.*|inputs/(case|case_laws|image|measurements)\.h", {"mpi", "petsc"}),
    "postproc": (r"(postproc|mesh|physics)/.*|solver/view\.h|inputs/(case|case_laws|read_case|measurements|csv|sweep)\.h", {"mpi", "petsc", "hdf5"}),
}
# The one file in C++: ParaView on one side, a C header on the other.
BACKEND = "postproc/insitu_paraview.cxx"
# The program is where everything meets.
ANYTHING = re.compile(r"solver/(main|command_\w+)\.[ch]")
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.M)


def forbidden(top, path):
    name = path.relative_to(top).as_posix()
    if ANYTHING.fullmatch(name):
        return
    own, libraries = (r"postproc/insitu\.h", {"vtk"}) if name == BACKEND else ALLOWED[name.split("/")[0]]
    for quote, header in INCLUDE.findall(path.read_text()):
        if quote == '"':
            if not re.fullmatch(own, header):
                yield f'{name}: may not include "{header}"'
            elif not (top / header).is_file():
                yield f'{name}: "{header}" does not exist (includes are written from the top folder)'
        for library, pattern in FOREIGN.items():
            if re.fullmatch(pattern, header) and library not in libraries:
                yield f"{name}: may not include <{header}>"


def long_ones(top, path):
    name, lines = path.relative_to(top).as_posix(), path.read_text().splitlines()
    if len(lines) > 400:
        yield f"{name}: {len(lines)} lines"
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            if number - start - 1 > 60:
                yield f"{name}:{start}: function of {number - start - 1} lines"
            start = None


def main():
    top = pathlib.Path(sys.argv[1]).resolve()
    files = sorted(f for folder in ALLOWED for f in (top / folder).rglob("*.*") if f.suffix in (".c", ".h", ".cxx", ".cpp", ".cc"))
    if not files:
        sys.exit(f"{top}: no sources found")
    wrong = [line for f in files for line in forbidden(top, f)]
    print(f"{len(files)} files, {len(wrong)} forbidden includes", *wrong, sep="\n")
    print("longer than the guideline (a report, not a failure):", *(line for f in files for line in long_ones(top, f)), sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
