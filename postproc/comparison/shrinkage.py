"""21.3 % and 13.6 to 10.7 um: which of densities and voids predict the shrinkage of a film from crystals to glass."""
from . import pictures
from .films import case
from .report_parts import Picture, Section, Table
from .rows import Row, digits, distance, weak

POROSITIES = [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]
SKELETAL = "1560 kg/m^3"  # by helium, which enters the pores: an upper bound of the film's own density


def section(laboratory, system, rows):
    film = next(f for f in system.films if f.quantity == "shrinkage")
    told = case(film, True, system.radius(film), system.mass(film))
    porosity = [{"key": "melt.pellet_porosity", "values": POROSITIES}]
    envelope = laboratory.sweep("shrinkage", told, porosity, title="crystals to glass, the library's densities")
    told["melt"] = {**told["melt"], "density_glass": SKELETAL}
    skeletal = laboratory.sweep("shrinkage-skeletal", told, porosity, title="crystals to glass, glass as dense as helium finds it")
    curves = {}
    for name, sweep in (("library's density of the glass", envelope), ("glass of 1560 kg/m³, by helium", skeletal)):
        curves[name] = [(p, next(r for r in sweep.rows if r["melt.pellet_porosity"] == p)["shrinkage_pellet_to_glass"]) for p in POROSITIES]
    dense, helium = (c[0][1] for c in curves.values())
    needed = [1.0 - (1.0 - film.value) / (1.0 - s) for s in (dense, helium)]
    out = Section("shrinkage", "Shrinkage from crystals to glass")
    for sweep, name, value in ((envelope, "densities alone", dense), (skeletal, "glass without pores", helium)):
        member = sweep.member(sweep.rows[0])
        line = Row("shrinkage", name, f"shrinkage, no voids, {'the library' if sweep is envelope else '1560 kg/m³ (helium)'}", "%",
                   100 * film.value, 100 * film.sigma, 100 * value,
                   command=f"vitrifloat run {member}/case.yaml -o again", key="summary.json, shrinkage_pellet_to_glass", factor=100.0,
                   source=film.source)
        line.distance = distance(line.simulated, line.measured, line.sigma, 0.0)
        line.kind = "not ruled out" if abs(line.distance) <= 2 else "ruled out"
        line.sentence = f"{line.kind.capitalize()}: {abs(line.distance):.1f} standard deviations from the measurement." + weak(line)
        out.rows.append(line)
    short = abs(film.value - dense)
    out.words = [
        f"Area is held by the support, so thickness shrinks as volume does. Densities alone (crystal 1261, glass "
        f"{envelope.rows[0]['density_glass_kg_per_m3']:.0f} kg/m³ with its pores, assumed) predict "
        f"{digits(100 * dense)} %; even a glass without any pores, 1560 kg/m³ by helium, {digits(100 * helium)} %. The measured 21.3 % needs "
        f"{digits(100 * needed[0])} % of voids between the crystals before they melt "
        f"(with the helium density {digits(100 * needed[1])} %): a film of intergrown crystals may well hold them; the study does not say.",
        f"The measurement cannot tell: 13.6 ± 2.3 and 10.7 ± 1.0 µm leave {digits(100 * film.value)} ± {digits(100 * film.sigma)} %. If those are "
        f"scatters from place to place and not errors of the averages, the averages are better known than "
        f"that: with ± {digits(50 * short)} % or less the densities alone would be ruled out by two standard deviations. Averages of ten places "
        f"would do. So the prediction by densities agrees, "
        "as nearly any would: the voids are not determined."]
    out.short = (f"Shrinkage of {digits(100 * film.value)} % from crystals to glass: densities predict {digits(100 * dense)} %, which the "
                 f"measurement's own ± {digits(100 * film.sigma)} % cannot tell from it; voids between "
                 f"the crystals ({digits(100 * needed[0])} % would do) are not determined.")
    out.tables.append(Table(["voids [%]"] + [digits(100 * p) for p in POROSITIES], [[n] + [digits(100 * s) for _, s in c] for n,
                                                                                    c in curves.items()], "Shrinkage [%] from crystals to glass "
                                                                                    "at 25 °C."))
    out.pictures.append(Picture(pictures.shrinkage(film.value, film.sigma, curves), "Shrinkage against the voids that the crystals leave "
                                                                                    "between them."))
    out.commands = [envelope.command, skeletal.command]
    return out
