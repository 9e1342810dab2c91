"""Ga, Sn, Ga-Sn10, Ga-In25 side by side: what is predicted of each, what an experiment would tell, and what 'membranes form on all' says of the interface."""
from . import pictures, sweeps
from .films import case
from .report_parts import Picture, Section, Table
from .rows import Row, digits
from .sweeps import si

ANGLES = [75, 85, 90, 95, 105]  # [degree] of the bath at its wall
PHI, PHI_RANGE = 1.0, [0.5, 1.1]  # as the library has them, given so that the sample's changes can be read back
HOLDS = [1, 20, 30, 35, 40, 50, 60, 80, 120]  # [s]


def hottest(laboratory, sweep, row):
    """The row of series.csv where the film was hottest."""
    return max(sweeps.history(laboratory.folder / sweep.member(row)), key=lambda r: r["temperature_K"])


def section(laboratory, system, samples):
    films = {f.bath: f for f in system.films if f.quantity == "covered_fraction"}
    out = Section("metals", "Four metals side by side")
    table, thickness, curvature = [], {}, {}
    for metal, film in films.items():
        nominal, sample = samples[film.id]
        row = nominal.where(process=film.id)[0]
        rows = sample.where(process=film.id)
        alike = [r for r in rows if r["regime"] == row["regime"]]
        wall = [t for t in (sweeps.time_to_wall(laboratory.folder / sample.member(r)) for r in alike) if t is not None]
        told = {}
        for key, unit, size, called in (("thickness_mean_m", "um", 1e-6, "mean thickness"),
                                        ("curvature_mean_per_m", "1/m", 1.0, "mean curvature of the top")):
            _, spread, low, high = sweeps.spread([r[key] / size for r in alike if isinstance(r.get(key), float)])
            told[key] = (row[key] / size, low, high)
            out.rows.append(Row("metals", f"{metal}, {key.split('_')[0]}", f"{called}, {digits(1e6 * film.mass)} mg on {metal}", unit, None, None,
                                row[key] / size, spread, low, high,
                                kind="to be measured" if key == "thickness_mean_m" else "not determined",
                                command=f"vitrifloat run {nominal.member(row)}/case.yaml -o again", key=f"summary.json, {key}", factor=1 / size,
                                source="'slight differences in curvature and thickness'", sentence=sentence(key, metal, row, size)))
        thickness[metal], curvature[metal] = told["thickness_mean_m"], told["curvature_mean_per_m"]
        hot = hottest(laboratory, nominal, row)
        nominal_wall = sweeps.time_to_wall(laboratory.folder / nominal.member(row))
        _, _, first, last = sweeps.spread(wall)
        table.append([metal, digits(hot["spreading_coefficient_N_per_m"]), row["regime"], f"{digits(nominal_wall)} s ({digits(first)} to "
                                                                                          f"{digits(last)})",
                      f"{digits(row['thickness_mean_m'] * 1e6)} µm ({digits(thickness[metal][1])} to {digits(thickness[metal][2])})",
                      f"{digits(row['curvature_mean_per_m'])} 1/m ({digits(curvature[metal][1])} to {digits(curvature[metal][2])})",
                      f"{len(alike)} of {len(rows)}"])
    out.tables.append(Table(["bath", "S at 450 °C [N/m]", "regime", "time to the wall", "mean thickness", "mean curvature of the top",
                             "samples that end so"], table,
                            "The library's values; between brackets 95 % of the samples that end in the same regime."))
    angles(laboratory, system, films, out)
    early = too_early(laboratory, system, films, out)
    out.words += words(films, thickness, early) + interface(laboratory, system, films, out)
    out.short = (f"{', '.join(films)}: the same film within {digits(100 * apart(thickness))} % if their baths have the same area, and a curvature "
                 f"that the angle of the bath at its wall decides: "
                 "neither is determined by what is published, nor by the metal.")
    out.pictures.append(Picture(pictures.metals(thickness, curvature, early),
                                "Left and middle: what is predicted, with 95 % of the samples that reach the wall. Right: the same film quenched "
                                "after a shorter hold."))
    out.commands += [samples[f.id][k].command for f in films.values() for k in (0, 1)]
    return out


def sentence(key, metal, row, size):
    if key == "thickness_mean_m":
        return f"Predicted for a bath of gallium's area ({row['regime']}): {digits(row[key] / size)} um. No number is published to hold it against."
    return f"Not determined by the model: {digits(row[key] / size)} 1/m if the bath meets its wall at 90 degrees (assumed); that angle decides it, see below."


def angles(laboratory, system, films, out):
    film = next(iter(films.values()))
    sweep = laboratory.sweep("metals-angle", case(film, False, system.radius(film), film.mass),
                             [{"key": "bath.material", "values": list(films)}, {"key": "bath.contact_angle",
                                                                                "values": [f"{a} degree" for a in ANGLES]}],
                                                                                title="angle of the bath at its wall")
    lines = []
    for metal in films:
        rows = sweep.where(**{"bath.material": metal})
        lines.append([metal] + [f"{digits(r['curvature_mean_per_m'])}, {digits(1e6 * r['peak_to_valley_top_m'])}" for r in rows])
    out.tables.append(Table(["bath"] + [f"{a}°" for a in ANGLES], lines, "Mean curvature of the top [1/m], and its peak to valley [µm], for other "
                                                                         "angles of the bath at its wall."))
    out.commands.append(sweep.command)


def too_early(laboratory, system, films, out):
    """Thickness after shorter holds: {metal: [(s, um)]}."""
    film = next(iter(films.values()))
    told = case(film, False, system.radius(film), film.mass)
    processes = [[told["process"][0], {"hold": si(h, "s")}, told["process"][2]] for h in HOLDS]
    sweep = laboratory.sweep("metals-early", told, [{"key": "bath.material", "values": list(films)},
                                                    {"key": "process", "names": [f"{h} s" for h in HOLDS], "values": processes}],
                             title="quenched early")
    out.commands.append(sweep.command)
    return {m: [(h, 1e6 * next(r for r in sweep.where(**{"bath.material": m}) if r["process"] == f"{h} s")["thickness_mean_m"]) for h in HOLDS]
            for m in films}


def apart(thickness):
    """Largest over smallest, less one."""
    values = [v[0] for v in thickness.values()]
    return max(values) / min(values) - 1.0


def words(films, thickness, early):
    at = max(range(len(HOLDS)), key=lambda k: max(p[k][1] for p in early.values()) / min(p[k][1] for p in early.values()))
    then = {m: points[at][1] for m, points in early.items()}
    most, least = max(then, key=then.get), min(then, key=then.get)
    return [
        "Published: membranes form on all four, “with slight differences in curvature and thickness”; no numbers. All that is told here is to be "
        "measured.",
        f"Thickness: on baths of the same area the four differ by {digits(100 * apart(thickness))} %, since a film that meets the wall has the "
        f"thickness that its mass gives it. Differences that were seen come from "
        "baths of different area (a puddle of metal on a slide is as wide as it wets), which a photograph would show, or from films that did not "
        "reach the wall.",
        "Curvature: the film is far thinner than the bath's capillary length and follows its surface. The angle of the bath at its wall changes it "
        "far more than the metal does (table); "
        "how the metals meet an iridium-coated slide is not reported. Not determined by the model.",
        f"What an experiment would tell: quench early. After {HOLDS[at]} s at 450 °C the film on {most} is {digits(then[most])} µm thick and that "
        f"on {least} {digits(then[least])} µm: "
        "S over viscosity can be read from such a series, which no film that has met the wall remembers."]


def interface(laboratory, system, films, out):
    """What the films' mere existence says of Phi and the melt's tension: one sample of the melt for all metals, and the part of it in which all have a film."""
    film = next(iter(films.values()))
    key = "interface.interaction_parameter"
    told = {**case(film, False, system.radius(film), film.mass), "interface": {"interaction_parameter": PHI}}
    sweep = laboratory.sweep("metals-interface", told, [{"key": "bath.material", "values": list(films)}],
                             {"over": [{"key": key, "uniform": PHI_RANGE}, "melt.surface_tension", "melt.viscosity"]}, title="which interfaces let "
                             "films form", thin=True)
    out.commands.append(sweep.command)
    rows = {m: {r["sample.row"]: r for r in sweep.where(**{"bath.material": m})} for m in films}
    tried = {i: rows[film.bath][i].get(key) or PHI + rows[film.bath][i][key + ".shift"] for i in set.intersection(*(set(r) for r in rows.values()))}
    forms = {m: {i for i in tried if r[i]["regime"] == "spread to the wall"} for m, r in rows.items()}
    everywhere = set.intersection(*forms.values())
    told = ", ".join(f"on {m} in {len(f)} of {len(tried)} samples (Φ from {min(tried[i] for i in f):.2f})" for m, f in forms.items() if f)
    if not everywhere:
        return [f"Not determined by the model: the interaction parameter Φ. A film forms {told or 'in no sample'}, and in none of them on all four "
                f"metals."]
    kept = [tried[i] for i in everywhere]
    return [f"Not determined by the model: the interaction parameter Φ and the melt's tension. One sample of both and of the viscosity for all "
            f"metals, Φ from {min(tried.values()):.2f} to {max(tried.values()):.2f}: a film forms "
            f"{told}; on all four in {len(kept)}, Φ from {min(kept):.2f} to {max(kept):.2f}. So the one sentence “on all these” holds Φ to the "
            f"upper part of what was thought possible, if the melt's tension is the "
            "0.4 to 0.5 N/m that is stated. With 0.05 N/m, as liquids of molecules have, a film forms on every metal for Φ > 0.31 (docs/theory.md, "
            "11) and the sentence says nothing. "
            "Neither Φ nor the melt's tension follows from any thickness."]
