"""Which single measurement would make the predicted thickness surer: Sobol indices, and then samples in which that number is known."""
import json
import math
import re

import numpy as np
import sobol_indices

from . import pictures, sweeps
from .films import case
from .report_parts import Picture, Section, Table
from .rows import Row, digits

MASS = 2e-6  # [kg]
WEIGHED = {"key": "melt.mass", "normal": "2 %"}
RADIUS = {"key": "bath.radius", "normal": "5 %"}  # from one thickness known to 10 %
# What decides whether and when a film forms, and what its thickness then is.
FORMS = ["interface.interaction_parameter", "melt.surface_tension", "bath.surface_tension", "melt.viscosity", "melt.melting_temperature",
         "melt.melting_time", "melt.density_glass",
         RADIUS, WEIGHED]
FILLS = ["melt.density_glass", "melt.density", "melt.melting_temperature", "melt.melting_time", RADIUS, WEIGHED]
# name: (what would be measured, of which design, key it replaces, what stands in its place or None for a number known, what the case then says)
MEASURED = {
    **{f"interface-{gamma}": (f"the melt's tension against gallium to 10 % (if that is {gamma} N/m)", "forms", "interface.interaction_parameter",
                              {"key": "interface.interfacial_tension", "normal": "10 %"}, {"interfacial_tension": f"{gamma} N/m"})
                              for gamma in ("0.03", "0.10", "0.20")},
    "melt-tension": ("the melt's surface tension to 2 %", "forms", "melt.surface_tension", {"key": "melt.surface_tension", "normal": "2 %"}, None),
    "viscosity": ("the viscosity at 450 °C to a factor 1.25", "forms", "melt.viscosity", {"key": "melt.viscosity", "decades": 0.1}, None),
    "area": ("the area of the bath to 1 %", "fills", "bath.radius", {"key": "bath.radius", "normal": "0.5 %"}, None),
    "density": ("the density of the glass to 1 %", "fills", "melt.density_glass", {"key": "melt.density_glass", "normal": "1 %"}, None),
    "mass": ("the fragment's mass to 0.5 %", "fills", "melt.mass", {"key": "melt.mass", "normal": "0.5 %"}, None)}


NAMES = {"interface.interaction_parameter": "the interaction parameter Φ", "melt.surface_tension": "the melt's tension",
         "bath.surface_tension": "the bath's tension", "melt.viscosity": "the viscosity",
         "melt.density_glass": "the density of the glass", "melt.density": "the density of the melt", "bath.radius": "the radius of the bath",
         "melt.mass": "the mass",
         "melt.melting_temperature": "the melting temperature", "melt.melting_time": "the time of melting"}


def named(key):
    """What a column of a sample is in words; it may say how the value was changed (`.scale`)."""
    return NAMES.get(re.sub(r"\.(scale|shift)$", "", key), key)


def key_of(entry):
    return entry["key"] if isinstance(entry, dict) else entry


def base(system, interface=None):
    told = case(system.calibrating, False, system.found, MASS)
    if interface:
        told["interface"] = interface
    return told


def indices(sweep, value):
    """(names, Indices) of a Saltelli sample; value(row): the result looked at, None where there is none."""
    told = json.loads((sweep.folder / "sweep.json").read_text())["sample"]
    names = [c["key"] for c in told["columns"] if not c["key"].startswith("sample.")]
    rows = {(r["sample.matrix"], int(r["sample.row"])): value(r) for r in sweep.where()}
    numbers = sorted({int(r["sample.row"]) for r in sweep.rows})
    column = lambda matrix: [rows.get((matrix, n)) if rows.get((matrix, n)) is not None else math.nan for n in numbers]
    return names, sobol_indices.estimate(column("A"), column("B"), [column(f"AB{k + 1}") for k in range(len(names))])


def regression(sweep, names):
    """({input: (exponent, share of the variance)}, R^2) of ln h = sum of exponents times ln inputs, over the rows of A and B: exact where thickness is a product."""
    rows = [r for r in sweep.where() if r["sample.matrix"] in ("A", "B")]
    inputs = np.log([[r[n] for n in names] for r in rows])
    thickness = np.log([r["thickness_mean_m"] for r in rows])
    inputs, thickness = inputs - inputs.mean(axis=0), thickness - thickness.mean()
    exponents = np.linalg.lstsq(inputs, thickness, rcond=None)[0]
    left = thickness - inputs @ exponents
    variances = exponents**2 * inputs.var(axis=0)
    return {n: (float(e), float(v / variances.sum())) for n, e, v in zip(names, exponents, variances)}, float(1.0 - left.var() / thickness.var())


def ranked(names, found):
    """(name, first, its error, total, its error), the largest total first; errors: half of the 95 % interval."""
    half = lambda index, k: 0.5 * (index.high[k] - index.low[k])
    lines = [(n, found.first.value[k], half(found.first, k), found.total.value[k], half(found.total, k)) for k, n in enumerate(names)]
    return sorted(lines, key=lambda line: -line[3])


def log_thickness(row):
    return math.log10(row["thickness_mean_m"]) if isinstance(row.get("thickness_mean_m"), float) and row["thickness_mean_m"] > 0 else None


def told_of(sweep):
    """(share that reaches the wall, 2.5 %, 97.5 % of the thickness [um], standard deviation of its log10) of A's rows."""
    rows = [r for r in sweep.where() if r.get("sample.matrix") in (None, "", "A")]
    logs = [log_thickness(r) for r in rows]
    _, _, low, high = sweeps.spread([1e6 * r["thickness_mean_m"] for r in rows])
    mean = sum(logs) / len(logs)
    return sum(r["regime"] == "spread to the wall" for r in rows) / len(rows), low, high, math.sqrt(sum((x - mean) ** 2
                                                                                                        for x in logs) / (len(logs) - 1))


def section(laboratory, system):
    designs = {"forms": FORMS, "fills": FILLS}
    sweep = {n: laboratory.sweep(f"uncertainty-{n}", base(system), sample={"over": over, "indices": "true"}, title=f"what matters, {n}", thin=True)
             for n, over in designs.items()}
    before = {n: told_of(s) for n, s in sweep.items()}
    rank = {n: ranked(*indices(s, log_thickness)) for n, s in sweep.items()}
    product, exact = regression(sweep["fills"], [line[0] for line in rank["fills"]])
    out = Section("uncertainty", "Which measurement would help most")
    after = {}
    for name, (what, design, key, entry, interface) in MEASURED.items():
        over = [entry if key_of(o) == key else o for o in designs[design]]
        sample = laboratory.sweep(f"measured-{name}", base(system, interface), sample={"over": [o for o in over if o]}, title=f"measured: {what}",
                                  thin=True)
        after[name] = told_of(sample)
        out.commands.append(sample.command)
        out.rows.append(line(name, what, before[design], after[name], sample))
    out.commands = [s.command for s in sweep.values()] + out.commands
    titles = {"forms": "Share of the variance of log thickness: whether a membrane forms at all", "fills": "Share of the variance of log thickness: "
                                                                                                           "of a film that fills its bath"}
    out.pictures = [Picture(pictures.ranking([(named(k[0]), *k[1:]) for k in r[:6]], titles[n]), "Sobol indices with 95 % of their own error.")
                    for n, r in rank.items()]
    for n, r in rank.items():
        out.tables.append(Table(["input", "distribution", "first order", "total"], [[named(name), distribution(sweep[n], name),
                                                                                     f"{first:.2f} ± {e1:.2f}", f"{total:.2f} ± {e2:.2f}"] for name,
                                                                                     first, e1, total, e2 in r],
                                titles[n] + "."))
    out.tables.append(Table(["input", "exponent", "share of the variance"], [[named(n), f"{e:+.3f}", f"{s:.3f}"] for n, (e, s) in product.items()],
                            f"Of a film that fills its bath, by regression of the same samples: ln h as a sum of exponents times ln inputs (R² = "
                            f"{exact:.5f})."))
    out.words = words(rank, product, before, after)
    out.short = out.words[0]
    return out


def distribution(sweep, name):
    told = json.loads((sweep.folder / "sweep.json").read_text())["sample"]["columns"]
    column = next(c for c in told if c["key"] == name)
    return column["distribution"] + (", assumed" if column.get("assumed") else "")


def spread_of(decades):
    """A standard deviation of log10 in words."""
    return f"a factor {10**decades:.2g}" if decades > 0.15 else f"{100 * math.log(10) * decades:.2g} %"


def line(name, what, before, after, sample):
    share, low, high, decades = after
    was = before[3]
    return Row("uncertainty", name, f"mean thickness, {digits(1e6 * MASS)} mg on gallium, after measuring {what}", "um", None, None,
               10 ** ((math.log10(low) + math.log10(high)) / 2), None, low, high,
               kind="to be measured", command=sample.command, key="results.csv, thickness_mean_m: ends of the middle 95 %",
               sentence=f"Measuring {what} would take the spread of the thickness (one standard deviation of its logarithm) from {spread_of(was)} "
               f"to {spread_of(decades)}, the middle 95 % from {digits(before[1])}–{digits(before[2])} to {digits(low)}–{digits(high)} um, the "
               f"share of samples that reach the wall from "
                        f"{100 * before[0]:.0f} to {100 * share:.0f} %.")


def words(rank, product, before, after):
    kinds = {d: [n for n in after if MEASURED[n][1] == d and n not in ("interface-0.03", "interface-0.20")]
             for d in ("forms", "fills")}  # 0.10 N/m stands for the three
    best = {d: min(names, key=lambda n: after[n][3]) for d, names in kinds.items()}
    first, largest = rank["forms"][0], max(product, key=lambda n: product[n][1])
    return [
        f"One measurement would help most: {MEASURED[best['forms']][0]}. It takes the spread of the thickness from {spread_of(before['forms'][3])} "
        f"to {spread_of(after[best['forms']][3])} (one standard deviation) and the samples that become a membrane from "
        f"{100 * before['forms'][0]:.0f} to {100 * after[best['forms']][0]:.0f} %. Once a film is known to fill its bath, "
        f"{MEASURED[best['fills']][0]} takes it from {spread_of(before['fills'][3])} to {spread_of(after[best['fills']][3])}.",
        f"Two questions are told apart. Whether there is a membrane at all hangs on {named(first[0])} most (first-order index {first[1]:.2f} ± "
        f"{first[2]:.2f}). Given that the film fills its bath, thickness is mass over density "
        f"and area, and {named(largest)} has {product[largest][1]:.2f} of the variance.",
        "The radius of the bath is known to 5 % (from one thickness known to 10 %) and the mass to 2 % (assumed). The lines below are samples drawn "
        "anew with that one number known; correlations between inputs are not known and left out. "
        "Sobol indices of so few rows are coarse, beyond what their bars say: an input's two columns of 64 rows may correlate by 0.3, which takes "
        "as much off its total."]
