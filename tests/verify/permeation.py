"""Gas transport through the command line: units, resistances, rigs that give back what was put in, and the film of a run."""
import csv
import json
import math

import h5py
import numpy as np

from run_case import GAS_CONSTANT, check, check_below, command, film, main, planar, run, scratch, transport

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
    main({"units": units, "support": support, "constant_volume": constant_volume, "sweep": sweep, "mixture": mixture,
          "of_a_run": of_a_run, "speed": speed})
