#!/usr/bin/env python3
"""Times vitrifloat on its benchmarks, beside FEniCSx in the same run where that is installed.  tests/bench/run calls it.

usage: bench.py --program FILE [--membrane FILE] [--mpiexec CMD] [--out DIR] [--members N] [NAME...]

Prints a table, and writes DIR/benchmarks.json, DIR/benchmarks.md and DIR/cost.png.  Names: see BENCHMARKS below; none: all.
Wall times want a quiet machine; counts (steps, iterations, work units, messages) do not depend on it.
"""
import argparse
import json
import pathlib
import sys
import tempfile

import drop_error
import peers
import report
import runs
import sweep_runs
from measure import Program, machine

BENCHMARKS = {
    "drop": runs.drop,                # SDROP: accuracy and time, one and two ranks
    "fenicsx": peers.fenicsx,         # the same drop
    "spinodal": runs.spinodal,        # SPIN
    "rate": runs.rate,                # cell updates a second on no slip, 128^2 to 512^2
    "membrane": runs.membrane,        # one momentum solve from a zero guess
    "float": runs.float_glass,        # the reference programme
    "rings": runs.rings,              # the same on rings
    "start": runs.start,              # the program's own start
    "messages": runs.messages,        # messages, bytes and reductions a step against ranks
    "sweep": sweep_runs.sweep,        # many cases: members a minute, memory, what a member costs beyond its work
}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--membrane", help="program of the membrane benchmark")
    parser.add_argument("--mpiexec", default="mpiexec")
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("benchmarks"))
    parser.add_argument("--ranks", type=int, default=2, help="the greater number of ranks timed (default 2)")
    parser.add_argument("--members", type=int, default=10000, help="members of the largest sweep (default 10000)")
    parser.add_argument("names", nargs="*", choices=[[], *BENCHMARKS], metavar="NAME")
    return parser.parse_args()


def main():
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    results = {"machine": machine(), "benchmarks": {}}
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        program = Program(a.program, a.mpiexec, scratch)
        setting = runs.Setting(program, a.membrane, a.ranks, drop_error.Reference(), a.members)
        for name in a.names or BENCHMARKS:
            print(f"\n{name}", flush=True)
            rows = []
            for row in BENCHMARKS[name](setting):
                rows.append(row)
                print("  " + report.line(row), flush=True)
            results["benchmarks"][name] = rows
            (a.out / "benchmarks.json").write_text(json.dumps(results, indent=1) + "\n")  # what is measured is kept
    report.markdown(results, a.out / "benchmarks.md")
    report.plot(results, a.out / "cost.png")
    print(f"\nwrote {a.out}/benchmarks.json, benchmarks.md, cost.png")


if __name__ == "__main__":
    sys.exit(main())
