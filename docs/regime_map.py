#!/usr/bin/env python3
"""The regime map of docs/theory.md, section 9.8: what becomes of a film, in closed form, and by runs of the program.

    python3 docs/regime_map.py build/vitrifloat [docs/regime_map.png]

2 mg of ZIF-62 from a radius of 3 mm on a gallium bath of 10 mm, at constant temperature and viscosity for 300 s: 80 runs in rings
(a second each), with a hole in the middle where S < 0.  Needs numpy and matplotlib."""
import json, math, os, pathlib, subprocess, sys, tempfile

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "postproc"))

import regime_plane

RHO, RHO_BATH, GRAVITY, MASS, R0, BATH, TIME = 1400.0, 5820.0, 9.80665, 2e-6, 3e-3, 10e-3, 300.0
RHO_G = RHO * GRAVITY * (1.0 - RHO / RHO_BATH)
H0, H1 = (MASS / (RHO * math.pi * r * r) for r in (R0, BATH))
COLOURS = {"spread to the wall": "#4c9f70", "frozen while spreading": "#7da7d9", "lens": "#e0b04c", "dewetted": "#c0504d"}
CASE = """title: regime map
bath: {{material: Ga, shape: disc, radius: 10 mm, depth: 1 mm, density: 5820 kg/m^3}}
melt: {{material: ZIF-62, mass: 2 mg, shape: disc, radius: 3 mm, density: 1400 kg/m^3, viscosity: {{law: constant, eta: {eta} Pa s}}{holes}}}
interface: {{spreading_coefficient: {S} N/m}}
process: [{{isothermal: 450 degC, time: 300 s}}]
mesh: {{cells: [128], geometry: axisymmetric}}
output: {{every: 0 s}}
"""


def predicted(S, Lambda, holes):
    if S + 0.5 * RHO_G * H0 * H0 > 0.0:
        return "spread to the wall" if Lambda >= regime_plane.fluidity(S, RHO_G, H0, H1) else "frozen while spreading"
    return "dewetted" if holes and Lambda >= 2.0 * H0 / -(S + 0.5 * RHO_G * H0 * H0) else "lens"


def run(program, folder, S, eta, holes):
    name = os.path.join(folder, f"{S:+.4g}-{eta:.3g}")
    with open(name + ".yaml", "w") as f:
        f.write(CASE.format(S=S, eta=eta, holes=", holes: [{radius: 0.3 mm}]" if holes else ""))
    done = subprocess.run([program, "run", name + ".yaml", "-o", name], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{name}: exit status {done.returncode}: {done.stderr}")
    with open(os.path.join(name, "summary.json")) as f:
        return json.load(f)["regime"]


def main():
    program, out = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "docs/regime_map.png"
    folder = tempfile.mkdtemp()
    figure, axes = plt.subplots(figsize=(7.0, 4.6), dpi=110)
    force, need = np.linspace(1e-4, 0.26, 400), []
    need = [regime_plane.fluidity(S, RHO_G, H0, H1) for S in force]
    axes.fill_between(force, need, 1.0, color=COLOURS["spread to the wall"], alpha=0.25, lw=0)
    axes.fill_between(force, 1e-7, need, color=COLOURS["frozen while spreading"], alpha=0.25, lw=0)
    axes.plot(force, need, color="k", lw=1)
    opens = [2.0 * H0 / S for S in force]
    axes.fill_between(-force, opens, 1.0, color=COLOURS["dewetted"], alpha=0.25, lw=0)
    axes.fill_between(-force, 1e-7, opens, color=COLOURS["lens"], alpha=0.25, lw=0)
    axes.plot(-force, opens, color="k", lw=1, ls="--")
    wrong = total = 0
    for S in (-0.2, -0.1, -0.05, -0.02, 0.02, 0.05, 0.1, 0.2):
        for eta in np.logspace(3.2, 8.2, 10):
            holes = S < 0.0 and TIME / eta >= 2.0 * H0 / -S  # below that line a hole has hardly opened when the run ends
            regime = run(program, folder, S, eta, holes)
            total += 1
            wrong += regime != predicted(S, TIME / eta, holes)
            axes.plot(S, TIME / eta, "o", color=COLOURS[regime], mec="k", ms=6)
    print(f"{total} runs, {wrong} of them another regime than in closed form")
    for name, colour in COLOURS.items():
        axes.plot([], [], "o", color=colour, mec="k", label=name)
    axes.set(yscale="log", ylim=(1e-6, 0.3), xlim=(-0.26, 0.26), xlabel="edge force S + rho g' h$^2$/2  [N/m]",
             ylabel="fluidity spent, integral of dt/eta  [1/Pa]")
    figure.legend(loc="upper center", ncol=4, fontsize=8)
    figure.tight_layout(rect=(0.0, 0.0, 1.0, 0.94))
    figure.savefig(out)


if __name__ == "__main__":
    main()
