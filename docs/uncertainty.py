#!/usr/bin/env python3
"""The tables of docs/theory.md, section 11: what the unknown tension and the disputed viscosity do to the reference case.

    python3 docs/uncertainty.py build/vitrifloat [FOLDER]

Runs the reference case in rings about the axis (512 cells; about a second each) with one value changed at a time, and prints
Markdown.  Standard library only."""
import csv, json, math, os, subprocess, sys, tempfile

CASE = """title: uncertainty
bath: {{material: {metal}, shape: disc, radius: 10 mm, depth: 1 mm}}
melt: {{material: ZIF-62, mass: 2 mg, shape: disc, radius: 3 mm, surface_tension: {gamma} N/m, viscosity: {{branch: {branch}}}}}
interface: {{interaction_parameter: {phi}}}
process:
  - {{heat: 450 degC, rate: 10 K/min}}
  - {{hold: 5 min}}
  - {{quench: 20 degC, gas: N2, flow: 300 mL/min}}
mesh: {{cells: [512], geometry: axisymmetric}}
"""
# surface tension at 723.15 K [N/m], from the library's laws (`vitrifloat materials NAME`)
METALS = {"Ga": 0.724 - 7.2e-5 * 420.0, "Ga-Sn10wt": 0.6681, "Ga-In25wt": 0.6335, "Sn": 0.555 - 7e-5 * 218.1,
          "Galinstan": 0.5346, "In": 0.56 - 9e-5 * 293.4}


def spreading(gamma, bath, phi):
    """Girifalco and Good [N/m]."""
    return 2.0 * (phi * math.sqrt(gamma * bath) - gamma)


def signed(value):
    return f"{value:.3f}".replace("-", "−")


def run(program, folder, metal="Ga", gamma=0.45, phi=1.0, branch="consistent"):
    """Final thickness [um], regime, seconds from the first motion until half the rim is covered (None: never), S at the hold."""
    name = os.path.join(folder, f"{metal}-{gamma}-{phi}-{branch}")
    with open(name + ".yaml", "w") as f:
        f.write(CASE.format(metal=metal, gamma=gamma, phi=phi, branch=branch))
    done = subprocess.run([program, "run", name + ".yaml", "-o", name], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{name}: exit status {done.returncode}: {done.stderr}")
    with open(os.path.join(name, "series.csv")) as f:
        rows = list(csv.DictReader(f))
    area = float(rows[0]["covered_area_m2"])
    start = next((float(r["time_s"]) for r in rows if abs(float(r["covered_area_m2"]) / area - 1.0) > 0.01), None)
    end = next((float(r["time_s"]) for r in rows if float(r["rim_covered_fraction"]) >= 0.5), None)
    with open(os.path.join(name, "summary.json")) as f:
        summary = json.load(f)
    return {"h": 1e6 * summary["thickness_mean_m"], "regime": summary["regime"], "area": 1e6 * summary["covered_area_m2"],
            "time": None if end is None or start is None else end - start}


def row(*cells):
    print("| " + " | ".join(str(c) for c in cells) + " |")


def result(r):
    time = "does not reach the wall" if r["time"] is None else f"{r['time']:.3g} s"
    return time, f"{r['h']:.3g} um over {r['area']:.0f} mm2", r["regime"]


def main():
    program = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    phis = (1.0, 0.95, 0.9, 0.85, 0.8)
    print("S [N/m] at 450 degC\n")
    row("bath (gamma_b)", "gamma_m", *(f"Phi = {p}" for p in phis))
    row(*["---"] * (2 + len(phis)))
    for metal, bath in METALS.items():
        for gamma in (0.40, 0.45, 0.50, 0.05):
            row(f"{metal} ({bath:.3f})", gamma, *(signed(spreading(gamma, bath, p)) for p in phis))
    print("\nreference case on Ga, branch consistent\n")
    row("gamma_m", "Phi", "S", "time to the wall", "final film", "regime")
    row(*["---"] * 6)
    for gamma, phi in ((0.40, 1.0), (0.45, 1.0), (0.50, 1.0), (0.05, 1.0), (0.45, 0.95), (0.45, 0.9), (0.45, 0.85), (0.45, 0.8),
                       (0.40, 0.8), (0.50, 0.8), (0.05, 0.8)):
        row(gamma, phi, signed(spreading(gamma, METALS["Ga"], phi)), *result(run(program, folder, gamma=gamma, phi=phi)))
    print("\nother baths, Phi = 1, gamma_m = 0.45 N/m\n")
    row("bath", "S", "time to the wall", "final film", "regime")
    row(*["---"] * 5)
    for metal, bath in METALS.items():
        row(metal, signed(spreading(0.45, bath, 1.0)), *result(run(program, folder, metal=metal)))
    print("\nviscosity branches on Ga, Phi = 1, gamma_m = 0.45 N/m\n")
    row("branch", "time to the wall", "final film", "regime")
    row(*["---"] * 4)
    for branch in ("consistent", "calorimetric", "dielectric"):
        row(branch, *result(run(program, folder, branch=branch)))


if __name__ == "__main__":
    main()
