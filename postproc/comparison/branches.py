"""What the branches of the published viscosity each predict: why the one of calorimetry cannot be."""
import math

from . import pictures, sweeps
from .films import case
from .report_parts import Picture, Section, Table
from .rows import Row, digits, distance
from .sweeps import si

BRANCHES = {"consistent": "57.8", "calorimetric": "23", "dielectric": "113.6"}
SCALES = [1e-4, 0.01, 0.1, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 30.0, 100.0, 1000.0, 1e4]
DAYS = 6
STRONGEST = 0.694  # [N/m] the tension of clean gallium at 450 degC: S cannot be more


def at_hold(laboratory, sweep, row, temperature):
    """Viscosity [Pa s] at the hold: lowest of the run, which is there."""
    return min(r["viscosity_Pa_s"] for r in sweeps.history(laboratory.folder / sweep.member(row)) if r["temperature_K"] > temperature - 5.0)


def section(laboratory, system):
    film = system.calibrating
    told = case(film, False, system.found, film.mass)
    axis = {"key": "melt.viscosity", "names": list(BRANCHES), "values": [{"branch": b} for b in BRANCHES]}
    short = laboratory.sweep("branches", told, [axis], title="branches of the viscosity")
    patient = {**told, "process": [told["process"][0], {"hold": f"{DAYS} day"}, told["process"][2]]}
    long = laboratory.sweep("branches-long", patient, [axis], title=f"the same, held {DAYS} days")
    strongest = laboratory.sweep("branches-strongest", {**patient, "interface": {"spreading_coefficient": si(STRONGEST, "N/m")}}, [axis],
                                 title="the same, pulled by all of gallium's tension")
    ladder = laboratory.sweep("viscosity", told, [{"key": "melt.viscosity", "names": [f"{s:g}" for s in SCALES],
                                                   "values": [{"branch": "consistent", "scale": s} for s in SCALES]}],
                              title="branch consistent, scaled")
    out = Section("branches", "The branches of the viscosity")
    lines, points = [], {}
    for branch, fragility in BRANCHES.items():
        row, later, pulled = (next(r for r in s.where() if r["melt.viscosity"] == branch) for s in (short, long, strongest))
        eta = at_hold(laboratory, short, row, film.hold_temperature)
        waits = [sweeps.time_to_wall(laboratory.folder / s.member(r)) for s, r in ((long, later), (strongest, pulled))]
        points[branch] = (eta, 1e6 * row["thickness_mean_m"])
        lines.append([branch, fragility, digits(eta), *(duration(w) for w in waits), f"{digits(1e6 * row['thickness_mean_m'])} µm", row["regime"]])
        line = Row("branches", branch, f"mean thickness, {digits(1e6 * film.mass)} mg, branch {branch} (m = {fragility})", "um", 1e6 * film.value,
                   1e6 * film.sigma, 1e6 * row["thickness_mean_m"],
                   provenance=film.provenance, source=film.source, command=f"vitrifloat run {short.member(row)}/case.yaml -o again",
                   key="summary.json, thickness_mean_m", factor=1e6)
        line.distance = distance(line.simulated, line.measured, line.sigma, 0.0)
        line.kind = "ruled out" if abs(line.distance) > 3 else "not ruled out"
        line.sentence = (f"{line.kind.capitalize()}: needs {duration(waits[0])} at 450 °C to the wall of a "
                         f"bath that " + ("it has 5 min for." if line.kind == "ruled out" else "the area was calibrated on; when it got there "
                                                                                               "cannot be seen."))
        out.rows.append(line)
    rungs = [(at_hold(laboratory, ladder, r, film.hold_temperature), 1e6 * r["thickness_mean_m"], r["regime"]) for r in ladder.where()]
    reach = [eta for eta, _, regime in rungs if regime == "spread to the wall"]
    fail = [eta for eta, _, regime in rungs if regime != "spread to the wall"]
    slow = out.rows[list(BRANCHES).index("calorimetric")]
    waits = lines[list(BRANCHES).index("calorimetric")]
    out.tables.append(Table(["branch", "fragility m", "viscosity at 450 °C [Pa s]", "time to the wall", "the same, S = 0.694 N/m",
                             "after the 5 min programme", "regime"], lines,
                            f"Times: from the first motion, in runs held for {DAYS} days. S = 0.694 N/m is all of gallium's tension, more than any "
                            f"interface can leave."))
    out.words = [
        "The published numbers contradict each other: a viscosity of 1e5 Pa s at the melting point with Tg/Tm = 0.84 needs a fragility of 57.8; "
        "calorimetry gives 23, dielectric spectroscopy 113.6.",
        f"m = 23 cannot be the viscosity of what spread: the film would need {waits[3]} to the wall, pulled by all of the bath's tension "
        f"{waits[4]}, and had 5 min; at the end it would still be "
        f"{digits(slow.simulated)} µm thick, {digits(abs(slow.distance))} standard deviations from the measured {digits(slow.measured)} µm. A melt "
        f"held for more than half an hour foams.",
        f"The other two both reach the wall and leave the same film: thickness does not tell them apart. A time to the wall would, {lines[0][3]} "
        f"against {lines[2][3]}."]
    out.short = f"The viscosity of calorimetry (m = 23) cannot be that of what spread: {waits[3]} to the wall, {waits[4]} with all of the bath's tension, against 5 min."
    if reach and fail:
        out.words.append(f"So the measured thickness holds the viscosity at 450 °C below about {digits(math.sqrt(max(reach) * min(fail)))} Pa s "
                         f"(between {digits(max(reach))} and {digits(min(fail))}, the nearest two tried; "
                         "S by the library), and from below by nothing.")
    out.pictures.append(Picture(pictures.branches([r[:2] for r in rungs], points, [1e6 * film.value - 1.96e6 * film.sigma,
                                                                                   1e6 * film.value + 1.96e6 * film.sigma]),
                                "Thickness at the end of the programme against the viscosity at its hold."))
    out.commands = [short.command, long.command, strongest.command, ladder.command]
    return out


def duration(seconds):
    if seconds is None:
        return f"over {DAYS} days"
    return f"{digits(seconds)} s" if seconds < 600 else f"{digits(seconds / 3600)} h" if seconds < 2e5 else f"{digits(seconds / 86400)} days"
