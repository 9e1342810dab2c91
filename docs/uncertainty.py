#!/usr/bin/env python3
"""The tables of docs/theory.md, section 11: what the unknown tension and the disputed viscosity do to the reference case.

    python3 docs/uncertainty.py build/vitrifloat [FOLDER]

Sweeps the reference case in rings about the axis (512 cells; about a second a run) and prints Markdown.  Standard library only."""
import csv, math, os, subprocess, sys, tempfile

CASE = """title: {name}
case:
  bath: {{material: Ga, shape: disc, radius: 10 mm, depth: 1 mm}}
  melt: {{material: ZIF-62, mass: 2 mg, shape: disc, radius: 3 mm, surface_tension: 0.45 N/m}}
  process: [{{heat: 450 degC, rate: 10 K/min}}, {{hold: 5 min}}, {{quench: 20 degC, gas: N2, flow: 300 mL/min}}]
  mesh: {{cells: [512], geometry: axisymmetric}}
axes: [{axes}]
"""
# surface tension at 723.15 K [N/m], from the library's laws (`vitrifloat materials NAME`)
METALS = {"Ga": 0.724 - 7.2e-5 * 420.0, "Ga-Sn10wt": 0.6681, "Ga-In25wt": 0.6335, "Sn": 0.555 - 7e-5 * 218.1,
          "Galinstan": 0.5346, "In": 0.56 - 9e-5 * 293.4}
BRANCHES = ("consistent", "calorimetric", "dielectric")
PAIRS = ((0.40, 1.0), (0.45, 1.0), (0.50, 1.0), (0.05, 1.0), (0.45, 0.95), (0.45, 0.9), (0.45, 0.85), (0.45, 0.8), (0.40, 0.8), (0.50, 0.8),
         (0.05, 0.8))  # surface tension of the melt [N/m], interaction parameter


def spreading(gamma, bath, phi):
    """Girifalco and Good [N/m], as the tables show it."""
    return f"{2.0 * (phi * math.sqrt(gamma * bath) - gamma):.3f}".replace("-", "−")


def time_to_wall(member):
    """Seconds from the first motion until half the rim is covered."""
    with open(os.path.join(member, "series.csv")) as f:
        rows = list(csv.DictReader(f))
    area = float(rows[0]["covered_area_m2"])
    start = next((float(r["time_s"]) for r in rows if abs(float(r["covered_area_m2"]) / area - 1.0) > 0.01), None)
    end = next((float(r["time_s"]) for r in rows if float(r["rim_covered_fraction"]) >= 0.5), None)
    return "does not reach the wall" if end is None or start is None else f"{end - start:.3g} s"


def sweep(program, folder, name, axes):
    """Cells of the tables, one list a member: time, final film, regime."""
    folder = os.path.join(folder, name.replace(" ", "-"))
    with open(folder + ".yaml", "w") as f:
        f.write(CASE.format(name=name, axes=axes))
    subprocess.run([program, "sweep", folder + ".yaml", "-o", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(os.path.join(folder, "results.csv")) as f:
        for r in csv.DictReader(f):
            film = f"{1e6 * float(r['thickness_mean_m']):.3g} um over {1e6 * float(r['covered_area_m2']):.0f} mm2"
            yield time_to_wall(os.path.join(folder, "members", f"{int(r['member']):06}")), film, r["regime"]


def table(title, head, rows):
    print(f"\n{title}\n")
    for cells in (head, ["---"] * len(head), *rows):
        print("| " + " | ".join(str(c) for c in cells) + " |")


def main():
    program = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    ends = ("time to the wall", "final film", "regime")
    phis = (1.0, 0.95, 0.9, 0.85, 0.8)
    table("S [N/m] at 450 degC", ["bath (gamma_b)", "gamma_m", *(f"Phi = {p}" for p in phis)],
          [(f"{metal} ({bath:.3f})", gamma, *(spreading(gamma, bath, p) for p in phis))
           for metal, bath in METALS.items() for gamma in (0.40, 0.45, 0.50, 0.05)])
    gammas, factors = zip(*PAIRS)
    axes = (f"{{zip: [{{key: melt.surface_tension, values: [{', '.join(f'{g} N/m' for g in gammas)}]}}, "
            f"{{key: interface.interaction_parameter, values: {list(factors)}}}]}}")
    table("reference case on Ga, branch consistent", ("gamma_m", "Phi", "S", *ends),
          [(g, p, spreading(g, METALS["Ga"], p), *r) for (g, p), r in zip(PAIRS, sweep(program, folder, "tension and Phi", axes))])
    results = sweep(program, folder, "baths", f"{{key: bath.material, values: [{', '.join(METALS)}]}}")
    table("other baths, Phi = 1, gamma_m = 0.45 N/m", ("bath", "S", *ends),
          [(m, spreading(0.45, METALS[m], 1.0), *r) for m, r in zip(METALS, results)])
    results = sweep(program, folder, "branches", f"{{key: melt.viscosity.branch, values: [{', '.join(BRANCHES)}]}}")
    table("viscosity branches on Ga, Phi = 1, gamma_m = 0.45 N/m", ("branch", *ends), [(b, *r) for b, r in zip(BRANCHES, results)])


if __name__ == "__main__":
    main()
