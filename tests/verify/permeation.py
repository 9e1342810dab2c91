"""Gas transport through the command line: units, resistances, rigs that give back what was put in, and the film of a run."""
import csv
import json
import math
import pathlib
import sys

import h5py
import numpy as np

from run_case import GAS_CONSTANT, check, check_below, check_least, command, film, main, planar, refused, rings, run, scratch, transport

SOURCE = pathlib.Path(__file__).resolve().parents[2]
GPU = 1e-6 * 1e4 / (22413.96954 * 1333.22387415)  # mol/(m2 s Pa)
GASES = ["He", "H2", "CO2", "N2", "CH4", "C2H4"]


def at(result, i=0):
    return {g["gas"]: g for g in result["at"][i]["gases"]}


def units():
    """1 GPU = 3.3464e-10 mol/(m2 s Pa), a Barrer is a GPU through a micrometre; permeance goes as 1/thickness."""
    thin, thick = (at(transport({"thickness": h, "gases": GASES})) for h in ("2 um", "10 um"))
    for gas in GASES:
        check(f"{gas}, GPU", thin[gas]["permeance_GPU"] * GPU, thin[gas]["permeance_mol_per_m2_s_Pa"], 1e-6)
        check(f"{gas}, Barrer", thin[gas]["permeability_Barrer"], thin[gas]["permeance_GPU"] * 2.0, 1e-9)
        check(f"{gas}, 2 um over 10 um", thin[gas]["permeance_GPU"] / thick[gas]["permeance_GPU"], 5.0, 1e-9)


def support():
    """A porous support in series: Knudsen's and viscous flow through its pores, by hand."""
    T, radius, share, length, p = 298.15, 35e-9, 0.1, 1e-3, 0.5e5
    bare = at(transport({"thickness": "5 um", "gases": ["N2"]}))["N2"]["permeance_mol_per_m2_s_Pa"]
    both = at(transport({"thickness": "5 um", "gases": ["N2"], "support_thickness": "1 mm"}))["N2"]["permeance_mol_per_m2_s_Pa"]
    mass, sigma, reduced = 0.0280134, 3.798e-10, T / 71.4
    speed = math.sqrt(8 * GAS_CONSTANT * T / (math.pi * mass))
    omega = 1.16145 * reduced ** -0.14874 + 0.52487 * math.exp(-0.7732 * reduced) + 2.16178 * math.exp(-2.43787 * reduced)
    k = 1.380649e-23
    viscosity = 5 / 16 * math.sqrt(math.pi * mass / 6.02214076e23 * k * T) / (math.pi * sigma ** 2 * omega)
    behind = share / (GAS_CONSTANT * T) * (2 / 3 * radius * speed + p * radius ** 2 / (8 * viscosity)) / length
    check("film and support in series", both, 1.0 / (1.0 / bare + 1.0 / behind), 1e-6)


def constant_volume():
    """The rig's signal, read with the study's equation, gives the permeance back; the time lag gives the diffusivity of the glass."""
    result = transport({"thickness": "5 um", "area": "1 cm^2", "rig": "constant_volume", "gases": GASES})
    put_in = at(result)
    for record in result["measurements"]:
        gas = record["gases"][0]["gas"]
        check(f"{gas}, permeance read", record["gases"][0]["permeance_GPU"], put_in[gas]["permeance_GPU"], 1e-2)
        check(f"{gas}, diffusivity by the time lag", record["diffusivity_m2_per_s"], put_in[gas]["glass_diffusivity_m2_per_s"], 2e-2)


def sweep():
    """Wicke-Kallenbach, single gases through a small membrane: argon that is lost and feed that is used up matter little."""
    result = transport({"thickness": "5 um", "area": "1 mm^2", "rig": "wicke_kallenbach", "gases": GASES})
    put_in = at(result)
    for record in result["measurements"]:
        gas = record["gases"][0]["gas"]
        check(f"{gas}, permeance read", record["gases"][0]["permeance_GPU"], put_in[gas]["permeance_GPU"], 1e-2)
        check_below(f"{gas}, argon lost", record["sweep_gas_lost"], 1e-3)


def support_behind_rigs():
    """A film on a support, in both rigs: the permeance of both in series; the time lag is that of a film alone plus what the support
    adds (two layers: a = l_A/P_A, b = l_B/P_B, theta = [l_A^2/D_A (a/6 + b/2) + l_B^2/D_B (b/6 + a/2)]/(a + b))."""
    dense = {"support_thickness": "3 mm", "support_open": 0.02, "support_pore_diameter": "5 nm", "support_porosity": 0.4}
    for rig in ("constant_volume", "wicke_kallenbach"):
        volume = {"rig_volume": "1 L"} if rig == "constant_volume" else {}
        result = transport({"thickness": "5 um", "area": "1 mm^2", "gases": ["He", "CO2"], "rig": rig, **volume, "pinhole_density": "1 1/mm^2",
                            "pinhole_radius": "5 nm", **dense})
        put_in = at(result)
        for record in result["measurements"]:
            gas = record["gases"][0]["gas"]
            check(f"{rig}, {gas}, permeance read", record["gases"][0]["permeance_GPU"], put_in[gas]["permeance_GPU"], 1e-2)
    T, length = 298.15, 3e-3
    result = transport({"thickness": "5 um", "area": "1 mm^2", "gases": ["He"], "rig": "constant_volume", "rig_volume": "1 L", **dense})
    film = at(result)["He"]
    D, P = film["glass_diffusivity_m2_per_s"], film["glass_permeability_Barrer"] * GPU * 1e-6
    b = 1.0 / film["permeance_mol_per_m2_s_Pa"] - 5e-6 / P  # the support's resistance
    a, Db = 5e-6 / P, length / b / (0.4 / (GAS_CONSTANT * T))
    lag = (25e-12 / D * (a / 6 + b / 2) + length ** 2 / Db * (b / 6 + a / 2)) / (a + b)
    check("time lag of film and support", result["measurements"][0]["time_lag_s"], lag, 2e-2)
    check_below("of which the film alone", 25e-12 / (6 * D) / lag, 0.9)


def mixture():
    """Gases that do not compete pass alike alone and together; those that share sites do not: CO2 keeps more of its own."""
    sites = [{"gas": "CO2", "capacity": "2700 mol/m^3", "affinity": "3.4e-6 1/Pa"},
             {"gas": "N2", "capacity": "2700 mol/m^3", "affinity": "1e-7 1/Pa"}]
    common = {"thickness": "5 um", "area": "1 mm^2", "rig": "wicke_kallenbach", "gases": ["CO2", "N2"]}
    for name, more, least in (("Henry", {}, 0.99), ("shared sites", {"sorption": sites}, 1.05)):
        alone = {r["gases"][0]["gas"]: r["gases"][0]["permeance_GPU"] for r in transport({**common, **more})["measurements"]}
        record = transport({**common, **more, "rig_mixture": ["CO2", "N2"]})["measurements"][0]
        together = {g["gas"]: g["permeance_GPU"] for g in record["gases"]}
        gain = (together["CO2"] / together["N2"]) / (alone["CO2"] / alone["N2"])
        if name == "Henry":
            check("Henry: selectivity together over alone", gain, 1.0, 1e-2)
        else:
            check_below("shared sites: selectivity alone over together", 1.0 / gain, 1.0 / least)


def of_a_run():
    """The film of a run, on one and three ranks: the harmonic mean of its own map."""
    result = run(film(bath={"radius": "3 mm"}, melt={"mass": "0.2 mg", "shape": "disc", "radius": "1 mm", "density": "1350 kg/m^3"}, mesh=planar(48, quarter=False),
                      process=[{"isothermal": "450 degC", "time": "20 s"}]))
    command("transport", result.directory)
    told = json.loads((result.directory / "transport.json").read_text())
    h, c = result.field("h"), result.field("c")
    with h5py.File(result.directory / "fields.h5") as f:
        area = c * f["bath"][...] * result.spacing[0] * result.spacing[1]
    covered = (area > 0) & (h > 0)
    check("area [m2]", told["area_m2"], area[covered].sum(), 1e-12)
    check("effective thickness [m]", told["thickness_effective_m"], area[covered].sum() / (area[covered] / h[covered]).sum(), 1e-12)
    first = at(told)
    glass = transport({"thickness": "1 um", "gases": ["N2"]})
    check("N2, permeability of the glass", first["N2"]["glass_permeability_Barrer"], at(glass)["N2"]["glass_permeability_Barrer"], 0.2)
    check("N2, permeance [GPU]", first["N2"]["permeance_GPU"], first["N2"]["glass_permeability_Barrer"] / (1e6 * told["thickness_effective_m"]), 1e-6)
    command("transport", result.directory, "-o", result.directory / "three", ranks=3)
    other = at(json.loads((result.directory / "three" / "transport.json").read_text()))
    for gas in first:
        check(f"{gas}, three ranks", other[gas]["permeance_GPU"], first[gas]["permeance_GPU"], 1e-12)
    rows = list(csv.DictReader(open(result.directory / "transport.csv", newline="")))
    check("rows of transport.csv", float(len(rows)), float(len(first)), 0.0)


def hole_conductance(area, length, T, p_mean, mass, sigma, depth):
    """A round hole [mol/(s Pa)]: Dushman's molecular flow and Poiseuille's with Sampson's ends, of a dilute Lennard-Jones gas."""
    a, RT, k = math.sqrt(area / math.pi), GAS_CONSTANT * T, 1.380649e-23
    speed, reduced = math.sqrt(8 * RT / (math.pi * mass)), T / depth
    omega = 1.16145 * reduced ** -0.14874 + 0.52487 * math.exp(-0.7732 * reduced) + 2.16178 * math.exp(-2.43787 * reduced)
    viscosity = 5 / 16 * math.sqrt(math.pi * mass / 6.02214076e23 * k * T) / (math.pi * sigma ** 2 * omega)
    return area * speed / (4 * RT) / (1 + 3 * length / (8 * a)) + p_mean / RT / (viscosity * (8 * length / (math.pi * a ** 4) + 3 / a ** 3))


def holes_of_a_run():
    """A film with seeded holes melts, spreads and freezes; its holes grow with it, and gas takes the parallel path past the film."""
    seeded = [(0.0, 0.0, 120e-6), (0.55e-3, 0.1e-3, 160e-6), (-0.45e-3, 0.35e-3, 140e-6), (-0.2e-3, -0.6e-3, 180e-6)]
    result = run(film(bath={"radius": "3 mm"}, interface={"spreading_coefficient": "0.03 N/m"},
                      melt={"mass": "0.15 mg", "shape": "disc", "radius": "1 mm", "density": "1350 kg/m^3", "viscosity": None,
                            "holes": [{"x": f"{x} m", "y": f"{y} m", "radius": f"{r} m"} for x, y, r in seeded]}, mesh=planar(128, quarter=False),
                      process=[{"heat": "450 degC", "rate": "200 K/min"}, {"hold": "300 s"}, {"quench": "20 degC", "gas": "N2", "flow": "300 mL/min"}]))
    h, c = result.field("h"), result.field("c")
    film_area = (c * result.spacing[0] * result.spacing[1]).sum()
    thickness = (c * h).sum() / c.sum()
    grown = film_area / (math.pi * 1e-6 - sum(math.pi * r * r for _, _, r in seeded))
    check_least("area of the film over its first", grown, 1.3)
    command("transport", result.directory)
    told = json.loads((result.directory / "transport.json").read_text())
    block, areas = told["at"][0], [math.pi * r * r * grown for _, _, r in seeded]
    check("holes", float(told["hole_count"]), float(len(seeded)), 0.0)
    check_below("columns that are not glass", told["columns_not_frozen"], 0.0)
    for gas, numbers in {"He": (4.002602e-3, 2.551e-10, 10.22), "N2": (28.0134e-3, 3.798e-10, 71.4)}.items():
        g = at(told)[gas]
        past = sum(hole_conductance(a, thickness, block["temperature_K"], 0.5e5, *numbers) for a in areas)
        through = film_area * g["glass_permeability_Barrer"] * 1e-6 * GPU / thickness
        check(f"{gas}, permeance", g["permeance_mol_per_m2_s_Pa"], (past + through) / (film_area + sum(areas)), 1e-3)
        check(f"{gas}, share through the film", 1.0 - g["hole_share"], through / (past + through), 1e-3)
        check(f"{gas}, share through holes", g["hole_share"], past / (past + through), 1e-6)
    for ranks in (2, 3):
        command("transport", result.directory, "-o", result.directory / f"ranks{ranks}", ranks=ranks)
        other = at(json.loads((result.directory / f"ranks{ranks}" / "transport.json").read_text()))
        for gas, g in at(told).items():
            check(f"{gas}, {ranks} ranks", other[gas]["permeance_GPU"], g["permeance_GPU"], 1e-12)


def holes_by_grid():
    """Holes on a whole plane, on a quarter of it and on rings: film and holes in parallel."""
    four = [(x * 0.61e-3, y * 0.47e-3, 130e-6) for x in (1, -1) for y in (1, -1)]
    for name, holes, mesh in (("plane", [(0.0, 0.0, 150e-6), *four], planar(120, quarter=False)), ("quarter", [(0.0, 0.0, 150e-6)], planar(120)),
                              ("rings", [(0.0, 0.0, 150e-6)], rings(100))):
        result = run(film(bath={"radius": "3 mm"}, interface={"spreading_coefficient": "0.03 N/m"}, mesh=mesh, process=[{"isothermal": "25 degC", "time": "1 s"}],
                          melt={"mass": "0.15 mg", "shape": "disc", "radius": "1 mm", "density": "1350 kg/m^3", "viscosity": None,
                                "holes": [{"x": f"{x} m", "y": f"{y} m", "radius": f"{r} m"} for x, y, r in holes]}))
        command("transport", result.directory)
        told = json.loads((result.directory / "transport.json").read_text())
        check(f"{name}: holes", told["hole_count"], float(len(holes)), 0.0)
        film_area = math.pi * 1e-6 - sum(math.pi * r * r for _, _, r in holes)
        past = sum(hole_conductance(math.pi * r * r, 0.15e-6 / 1350 / film_area, told["at"][0]["temperature_K"], 0.5e5, 28.0134e-3, 3.798e-10, 71.4) for _, _, r in holes)
        check(f"{name}: N2", at(told)["N2"]["permeance_mol_per_m2_s_Pa"], past / (math.pi * 1e-6), 1e-3)


def picture():
    """Measured points beside simulated ones: drawn; numbers of the shipped file as they stand there; a wrong file is refused in a line."""
    sys.path.insert(0, str(SOURCE / "postproc"))
    import measured

    shipped = SOURCE / "inputs" / "measured" / "helium-membranes.csv"
    told = {"thickness_effective_m": 5.35e-6}
    block = {"temperature_K": 303.0, "gases": [{"gas": g, "permeance_GPU": 1.0} for g in ("He", "N2", "CH4", "CO2")]}
    points = {p[0]: p for p in measured.permeances(measured.read(shipped, 0.0), told, block)}
    for gas, value in (("N2", 3.0), ("He", 42.0), ("CO2", 89.7), ("CH4", 3.962)):
        check(f"{gas}, measured, through half the thickness [GPU]", points[gas][1], value, 1e-12)
    rows = measured.read(SOURCE / "inputs" / "measured" / "float-glass-membranes.csv", 0.54)
    check("zni: permeances", float(sum(r["quantity"] == "permeance" for r in rows)), 2.0, 0.0)
    directory = scratch({"melt": {"material": "ZIF-62"}, "transport": {"thickness": "10.7 um", "gases": ["He", "N2", "CO2"], "temperature": ["303 K", "423 K"]}},
                        {"wrong.csv": b"quantity,gas,temperature,thickness,value,uncertainty\npermeance,He,303 K,1 um,1 furlong,5%\n"})
    command("transport", directory / "case.yaml", "-o", directory / "out")
    command("plot", directory / "out", "--measured", shipped)
    check_least("bytes of the picture", (directory / "out" / "transport.png").stat().st_size, 20000)
    refused("a unit that is none", "wrong.csv:2:", "plot", directory / "out", "--measured", directory / "wrong.csv")


def speed():
    """A map of 256 x 256 cells and twelve gases, steady: told, not limited by a clock."""
    directory = scratch()
    gases = ["He", "H2", "CO2", "O2", "N2", "CH4", "C2H4", "C2H6", "C3H6", "C3H8", "SF6", "Ar"]
    result = run(film(bath={"radius": "3 mm"}, melt={"mass": "0.2 mg", "shape": "uniform", "density": "1350 kg/m^3"}, mesh=planar(256, quarter=False),
                      process=[{"isothermal": "450 degC", "time": "1 s"}]))
    (directory / "gases.yaml").write_text(json.dumps({"melt": {"material": "ZIF-62"}, "transport": {"gases": gases}}))
    command("transport", result.directory, directory / "gases.yaml", "-o", directory / "out")
    told = json.loads((directory / "out" / "transport.json").read_text())
    check("gases", float(len(at(told))), 12.0, 0.0)
    check("uniform film: mean and effective thickness", told["thickness_effective_m"], told["thickness_mean_m"], 1e-9)


if __name__ == "__main__":
    np.seterr(all="ignore")
    main({"units": units, "support": support, "support_behind_rigs": support_behind_rigs, "constant_volume": constant_volume, "sweep": sweep, "mixture": mixture,
          "of_a_run": of_a_run, "holes_of_a_run": holes_of_a_run, "holes_by_grid": holes_by_grid, "picture": picture, "speed": speed})
