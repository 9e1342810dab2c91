"""Other programs on the same cases in the same run."""
import json
import os
import pathlib
import subprocess
import sys

import numpy as np

from measure import Failed, command

HERE = pathlib.Path(__file__).resolve().parent


def fenicsx(setting):
    """The drop with 100 steps, as docs/benchmarks.md says; nothing where FEniCSx is not installed."""
    if subprocess.run([sys.executable, "-c", "import dolfinx"], capture_output=True).returncode:
        print("  FEniCSx is not installed (Debian: fenicsx)")
        return
    for cells in (64, 128):
        nodes = setting.program.scratch / f"fenicsx-{cells}.npz"
        environment = dict(os.environ, OMP_NUM_THREADS="1")
        os.environ.update(environment)
        taken = command([sys.executable, HERE / "fenicsx_drop.py", cells, 100, nodes])
        lines = [line for line in taken.out.splitlines() if line.startswith("{")]
        if not lines:
            raise Failed(taken.out)
        found = np.load(nodes)
        yield {**json.loads(lines[-1]), "program": "FEniCSx", "ranks": 1, "command_s": taken.wall_s,
               **setting.reference.errors(np.hypot(*found["x"].T), found["h"])}
