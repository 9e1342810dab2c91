"""Sweep directories as the program leaves them, of members that a formula stands for: what pictures of sweeps are tested on."""
import csv
import itertools
import json
import math

import numpy as np

AREA, DENSITY = math.pi * 0.01**2, 1400.0  # bath [m2], film [kg/m3]
TENSION = {"Ga": 0.694, "Ga-Sn10wt": 0.668, "Ga-In25wt": 0.634, "Sn": 0.539, "alumina": 0.1}
RESULTS = ["regime", "next_regime", "margin", "time_s", "thickness_mean_m", "covered_area_m2", "covered_fraction", "rim_covered_fraction",
           "hole_area_m2",
           "edge_force_N_per_m", "spreading_coefficient_N_per_m", "bath_deflection_max_m", "temperature_K", "solver.linear_iterations"]

METAL = {"columns": ["bath.material"], "units": [""], "values": [["Ga"], ["Ga-Sn10wt"], ["Ga-In25wt"], ["Sn"]], "log": False}
MASS = {"columns": ["melt.mass"], "units": ["kg"], "values": [[f"{1e-6 * k:.17g}"] for k in range(1, 6)], "log": False}
PROCESS = {"columns": ["process"], "units": [""], "values": [["2 min"], ["5 min"], ["10 min"]], "log": False}
PHI = {"columns": ["interface.interaction_parameter"], "units": [""], "values": [[f"{v:.17g}"] for v in np.linspace(0.7, 1.0, 13)], "log": False}
VISCOSITY = {"columns": ["melt.viscosity.scale"], "units": [""], "values": [[f"{v:.17g}"] for v in np.geomspace(1e-3, 1e4, 15)], "log": True}
UNCERTAIN = [
    {"key": "bath.surface_tension.scale", "unit": "", "distribution": "normal, 2 %", "source": "spread of reviews", "assumed": False},
    {"key": "interface.interaction_parameter", "unit": "", "distribution": "uniform, 0.7 to 1", "source": "assumed", "assumed": True},
    {"key": "melt.viscosity.scale", "unit": "", "distribution": "log-normal, 1 decade", "source": "spread of branches", "assumed": False},
    {"key": "melt.density", "unit": "kg/m^3", "distribution": "uniform, 1280 to 1450 kg/m^3", "source": "measured", "assumed": False},
]


def film(values):
    """S [N/m], rho g' [Pa/m], viscosity [Pa s], time [s], thickness at the start and over the whole bath [m] and density of a member."""
    tension = TENSION[values.get("bath.material", "Ga")] * float(values.get("bath.surface_tension.scale", 1.0))
    phi, mass = float(values.get("interface.interaction_parameter", 1.0)), float(values.get("melt.mass", 2e-6))
    density = float(values.get("melt.density", DENSITY))
    return (2.0 * (phi * math.sqrt(0.45 * tension) - 0.45), density * 9.80665 * (1.0 - density / 5820.0), 
            1e5 * float(values.get("melt.viscosity.scale", 1.0)),
            60.0 * float(str(values.get("process", "5 min")).split()[0]), mass / (density * math.pi * 0.003**2), mass / (density * AREA))


def member(values):
    """Results of one member: a film at constant temperature whose thickness falls at its first rate until it meets the wall or rests."""
    S, weight, viscosity, seconds, start, wall = film(values)
    h = start - (S + 0.5 * weight * start**2) * seconds / (3.0 * viscosity)
    rest = math.sqrt(-2.0 * S / weight) if S < 0.0 else 0.0
    h = min(max(h, wall, rest), max(start, rest)) if h < start else min(h, max(rest, start))
    area = AREA * wall / h
    holes = 0.02 * area * min(1.0, -S) if S < -0.02 else 0.0
    regime = ("dewetted" if holes else "spread to the wall" if h <= 1.001 * wall else "lens" if S < 0.0 and h <= 1.25 * rest
              else "frozen while spreading")
    rim = float(regime == "spread to the wall")
    return [regime, "lens", 0.5, seconds, h, area, area / AREA, rim, holes, S + 0.5 * weight * h**2, S, 1e-7, 293.15, 1200]


def series(directory, values):
    """series.csv of a member, as far as its place on the regime map asks for it."""
    S, weight, viscosity, seconds, start, wall = film(values)
    directory.mkdir(parents=True)
    row = f"{viscosity!r},{S!r},{start!r},{S + 0.5 * weight * start**2!r},{AREA * wall / start!r}\n"
    (directory / "series.csv").write_text("time_s,viscosity_Pa_s,spreading_coefficient_N_per_m,thickness_mean_m,edge_force_N_per_m,covered_area_m2\n"
                                          + f"0,{row}{seconds!r},{row}")


def rows_of(axes, sample):
    """Columns of members.csv and the rows of values."""
    groups = [[dict(zip(axis["columns"], row)) for row in axis["values"]] for axis in axes]
    groups += [sample] if sample else []
    return [dict(itertools.chain.from_iterable(d.items() for d in row)) for row in itertools.product(*groups)]


def saltelli(count, seed, uncertain=UNCERTAIN):
    """Rows of a sample with its bookkeeping, in Saltelli's design, of random matrices A and B."""
    generator, d = np.random.default_rng(seed), len(uncertain)

    def physical(u):
        normal = [math.sqrt(2.0) * erfinv(2.0 * v - 1.0) for v in u]
        values = [1.0 + 0.02 * normal[0], 0.7 + 0.3 * u[1], 10.0 ** normal[2], 1280.0 + 170.0 * u[3]]
        return dict(zip([c["key"] for c in uncertain], (f"{v:.17g}" for v in values)))

    rows = []
    for row, (a, b) in enumerate(zip(generator.random((count, d)), generator.random((count, d)))):
        for name, u in [("A", a), ("B", b)] + [(f"AB{i + 1}", np.where(np.arange(d) == i, b, a)) for i in range(d)]:
            rows.append({"sample.row": str(row), "sample.matrix": name, **physical(u)})
    return rows


def erfinv(y):
    """Winitzki's approximation: good to 2e-3, enough to draw from."""
    a, log = 0.147, math.log(max(1.0 - y * y, 1e-300))
    first = 2.0 / (math.pi * a) + 0.5 * log
    return math.copysign(math.sqrt(math.sqrt(first * first - log / a) - first), y)


def write(directory, title, axes, sample=None, count=0, broken=lambda values: False, constant=False, runs=False):
    """sweep.json and results.csv.  sample: rows of saltelli(); broken: which members failed; constant: all alike; runs: with a series each."""
    directory.mkdir(parents=True)
    members = rows_of(axes, sample)
    told = None
    if sample:
        told = {"method": "sobol", "count": count, "seed": 1, "indices": True, "columns": UNCERTAIN,
                "matrices": ["A", "B"] + [f"AB{i + 1}" for i in range(len(UNCERTAIN))]}
    (directory / "sweep.json").write_text(json.dumps({"title": title, "members": len(members), "axes": axes, "sample": told}))
    units = {key: unit for axis in axes for key, unit in zip(axis["columns"], axis["units"])} | {c["key"]: c["unit"] for c in UNCERTAIN}
    keys = list(members[0])
    with open(directory / "results.csv", "w", newline="") as f:
        out = csv.writer(f)
        out.writerow(["member", "status"] + [f"{k} [{units[k]}]" if units.get(k) else k for k in keys] + RESULTS + ["reason"])
        for number, values in enumerate(members):
            fails = broken(values)
            results = [""] * len(RESULTS) if fails else member({} if constant else values)
            if runs and not fails:
                series(directory / "members" / f"{number:06d}", values)
            out.writerow([number, "failed" if fails else "done", *values.values(), *results, "the numerics failed at 12 s" if fails else ""])
    return directory
