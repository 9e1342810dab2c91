"""Why thickness goes with mass: films that fill their bath, beside films that ran out of time and lenses at rest, which the measurements rule out."""
import math

from . import pictures
from .films import case
from .report_parts import Picture, Section
from .rows import Row, digits, distance
from .sweeps import si

WIDE = 40e-3  # [m] radius of a bath that no film of this page reaches unless it wants to
CELLS = 512
MASSES = [1e-6, 2e-6, 3e-6, 4e-6, 5e-6]
# What a smaller fragment is like: its radius against that of the calibrating one, over (mass ratio)
FRAGMENTS = {"of one radius": 0.0, "of one thickness": 0.5, "of one shape": 1.0 / 3.0}


def wide(film, spreading, mass=None, radius=None):
    """The case on a wide bath, with S given: S over viscosity is one number, which is what time and not area would set."""
    told = case(film, False, WIDE, mass or film.mass)
    told["melt"]["radius"] = si(radius or film.fragment_radius, "m")
    told["mesh"]["cells"] = [CELLS]
    told["interface"] = {"spreading_coefficient": si(spreading, "N/m")}
    return told


def calibrate(system, film):
    """S [N/m] at which the programme ends just as the film has the thickness measured: thickness falls in proportion to S until the bath ends."""
    tried = []
    spreading = 0.002
    for step in range(1, 8):
        row = system.laboratory.one(f"kinetic-{step}", wide(film, spreading))
        tried.append((spreading, row["thickness_mean_m"]))
        if abs(row["thickness_mean_m"] / film.value - 1.0) < 0.01:
            break
        (s0, h0), (s1, h1) = ((0.0, film.mass / (1300.0 * math.pi * film.fragment_radius**2)), tried[-1]) if len(tried) < 2 else nearest(tried,
                                                                                                                                         film.value)
        spreading = s0 + (film.value - h0) * (s1 - s0) / (h1 - h0)
    return spreading, tried


def nearest(tried, value):
    """The two trials on either side of the value, or the two nearest."""
    above = [t for t in tried if t[1] >= value]
    below = [t for t in tried if t[1] < value]
    if above and below:
        return min(above, key=lambda t: t[1]), max(below, key=lambda t: t[1])
    return sorted(tried, key=lambda t: abs(t[1] - value))[:2]


def curves(laboratory, film, spreading):
    """{fragments: [(mass, row, sweep)]} for a film whose thickness time has set."""
    told = {}
    for name, power in FRAGMENTS.items():
        radii = [film.fragment_radius * (m / film.mass) ** power for m in MASSES]
        process = wide(film, spreading)["process"]
        zipped = [{"key": "process", "names": [f"{digits(1e6 * m)} mg" for m in MASSES], "values": [process] * len(MASSES)},
                  {"key": "melt.mass", "values": [si(m, "kg") for m in MASSES]},
                  {"key": "melt.radius", "values": [si(r, "m") for r in radii]}]
        sweep = laboratory.sweep("kinetic-" + name.split()[-1], wide(film, spreading), [{"zip": zipped}], title=f"stopped by time, fragments {name}")
        told[name] = (sweep, {m: sweep.where(process=f"{digits(1e6 * m)} mg")[0] for m in MASSES})
    return told


def section(laboratory, system, rows):
    film = system.calibrating
    other = next(f for f in system.films if f.quantity == "thickness" and f is not film)
    spreading, tried = calibrate(system, film)
    told = curves(laboratory, film, spreading)
    masses = laboratory.sweep("masses", case(film, False, system.found, film.mass), [{"key": "melt.mass", "values": [si(m, "kg") for m in MASSES]}],
                              title="films that fill the bath")
    filled = {m: masses.where(**{"melt.mass": float(si(m, "").strip())})[0]["thickness_mean_m"] for m in MASSES}
    out = Section("alternatives", "Thickness against mass: area, time, or rest?")
    predicted = next(r for r in rows if r.id == other.id)
    for name, (sweep, at) in told.items():
        row = at[other.mass]
        line = Row("alternatives", f"time, {name}", f"mean thickness, {digits(1e6 * other.mass)} mg, stopped by time, fragments {name}", "um",
                   other.value * 1e6,
                   other.sigma * 1e6, row["thickness_mean_m"] * 1e6, 0.1 * row["thickness_mean_m"] * 1e6, provenance=other.provenance,
                   source=other.source,
                   command=f"vitrifloat run {sweep.member(row)}/case.yaml -o again", key="summary.json, thickness_mean_m", factor=1e6)
        line.distance = distance(line.simulated, line.measured, line.sigma, line.spread)
        line.kind = "ruled out" if abs(line.distance) > 3.0 else "not ruled out"
        line.sentence = (f"{line.kind.capitalize()}: calibrated on {film.id} by S/viscosity, a film stopped by time gives {digits(line.simulated)} "
                         f"um for {digits(1e6 * other.mass)} mg "
                         f"({row['regime']}), χ² {digits(line.distance**2)} with one measurement.")
        out.rows.append(line)
    out.rows.append(steady(laboratory, film, spreading))
    out.rows.append(lens(system, film))
    chi2, area, density = predicted.distance**2, 1e6 * math.pi * system.found**2, system.steps[-1][1]["density_glass_kg_per_m3"]
    out.words = [
        f"Known: {digits(1e6 * other.mass)} to {digits(1e6 * film.mass)} mg gave {digits(1e6 * other.value)} to {digits(1e6 * film.value)} µm, 10 % "
        f"each. Inferred: the area of the bath, from "
        f"{film.id} alone: {area:.0f} mm², a disc of {2e3 * system.found:.1f} mm across, for the library's density of the glass ({density:.0f} "
        f"kg/m³, assumed; {area * density / 1560:.0f} mm² "
        f"if the glass were as dense as helium finds it, 1560 kg/m³). Predicted: every other mass. The density enters the area and leaves the "
        f"prediction, which is why its spread is only the measurement's.",
        f"With the area from one film χ² of the other is {chi2:.2f} for one degree of freedom. Two points and one number: that is little. What "
        f"speaks for the area is not this χ² but "
        f"those of the alternatives, each calibrated on the same film.",
        f"Time: had the film been on its way to a far wall when it froze, its thickness would be h0 − ∫S/(3η)dt, and S would have to be "
        f"{digits(spreading)} N/m for the library's viscosity "
        f"(or the viscosity as much higher), right to 1 %: the film would have to stop {digits(1e6 * film.value)} µm short of nothing after "
        f"thinning by 130. A fragment of a fifth of the mass then ends at a fifth of the thickness for no kind of fragment.",
        "The errors of the two measurements are taken as independent. Were they wholly shared, the area would be confirmed the better and the "
        "alternatives fail the more: the ratio 5 is then exact."]
    out.short = (f"Thickness goes with mass because the film fills its bath: with its area from {film.id} alone ({area:.0f} mm²) "
                 f"{digits(1e6 * other.mass)} mg gives {digits(predicted.simulated)} µm, measured "
                 f"{digits(1e6 * other.value)} ± {digits(1e6 * other.sigma)}. Films stopped by time, whatever their fragments, miss it by "
                 f"{min(abs(r.distance) for r in out.rows[:3]):.0f} standard deviations or more.")
    out.pictures.append(Picture(pictures.mass(system, film, filled, told, rows),
                                "Mean thickness at the end against mass. Line: films that fill the bath, its area from the filled point. Dashed: "
                                "films that ran out of time on a wide bath, "
                                "S/viscosity from the same point, for three kinds of fragments."))
    out.commands = [masses.command, *[s.command for s, _ in told.values()], *[f"vitrifloat run cases/kinetic-{k + 1}.yaml -o kinetic-{k + 1}"
                                                                              for k in range(len(tried))]]
    return out


def steady(laboratory, film, spreading):
    """What 2 K more on the furnace's dial would do to a film stopped by time."""
    told = wide(film, spreading)
    warmer = [dict(told["process"][0], heat=si(film.hold_temperature + d, "K")) for d in (-2.0, 0.0, 2.0)]
    processes = [[w, *told["process"][1:]] for w in warmer]
    names = ["2 K colder", "as set", "2 K warmer"]
    sweep = laboratory.sweep("kinetic-warmer", told, [{"key": "process", "names": names, "values": processes}],
                             title="stopped by time, 2 K to either side")
    at = {n: sweep.where(process=n)[0] for n in names}
    low, high = (at[n]["thickness_mean_m"] for n in ("2 K warmer", "2 K colder"))
    row = at["2 K colder"]
    line = Row("alternatives", "time, furnace", f"mean thickness, {digits(1e6 * film.mass)} mg, stopped by time, furnace 2 K colder", "um",
               film.value * 1e6, 0.05 * film.value * 1e6,
               high * 1e6, None, low * 1e6, high * 1e6, provenance="verbatim", source="three replicates deviate by less than 5 %",
               command=f"vitrifloat run {sweep.member(row)}/case.yaml -o again", key="summary.json, thickness_mean_m", factor=1e6)
    line.distance = distance(line.simulated, line.measured, line.sigma, 0.0)
    line.kind = "ruled out" if abs(line.distance) > 3.0 else "not ruled out"
    line.sentence = (f"{line.kind.capitalize()}: stopped by time, 2 K on the furnace (its own uncertainty) would make the same fragment anything "
                     f"from {digits(low * 1e6)} to "
                     f"{digits(high * 1e6)} um; replicates agree within 5 %.")
    return line


def lens(system, film):
    """A film at rest: Langmuir's thickness does not go with mass at all, and is not reached in the programme."""
    told = wide(film, -5e-7)
    row = system.laboratory.one("lens", told)
    line = Row("alternatives", "lens at rest", f"mean thickness, {digits(1e6 * film.mass)} mg, S = −5e-7 N/m", "um", film.value * 1e6,
               film.sigma * 1e6, row["thickness_mean_m"] * 1e6,
               command="vitrifloat run cases/lens.yaml -o again", key="summary.json, thickness_mean_m", factor=1e6, provenance=film.provenance,
               source=film.source)
    line.distance = distance(line.simulated, line.measured, line.sigma, 0.0)
    line.kind = "ruled out" if abs(line.distance) > 3.0 else "not ruled out"
    line.sentence = (f"{line.kind.capitalize()}: a lens of 10 um would need S = −5e-7 N/m (Langmuir), the same thickness at every mass, and in this "
                     f"programme the film has not begun to move: "
                     f"{digits(line.simulated)} um.")
    return line
