"""Programmes of temperature, feed and sweep, through the command line: steady values at the ends of holds, gas that is kept, water that
blocks and leaves, both rigs, any number of ranks."""
import math

import h5py
import json
import numpy as np

from run_case import GAS_CONSTANT, check, check_below, command, film, main, planar, run, scratch, transport

WATER = {"gas": "H2O", "capacity": "3000 mol/m^3", "affinity": "5e-4 1/Pa", "affinity_enthalpy": "-45 kJ/mol", "diffusivity": "1e-12 m^2/s",
         "diffusivity_energy": "20 kJ/mol", "blocks": 0.5}
CO2 = {"gas": "CO2", "capacity": "2700 mol/m^3", "affinity": "3.4e-6 1/Pa", "affinity_enthalpy": "-20 kJ/mol"}


def permeance(segment, gas, key="permeance_GPU"):
    return next(g[key] for g in segment["gases"] if g["gas"] == gas)


def single(gas, temperature, more):
    """The steady solver's permeance."""
    return transport({"thickness": "5 um", "gases": [gas], "temperature": temperature, **more})["at"][0]["gases"][0]["permeance_GPU"]


def holds():
    """One gas after the other, by ramps to other temperatures: every hold ends at what the steady solver says, isotherm or not, with a
    support or without; a ramp ends where heat and gas are not yet in balance."""
    gases = ["He", "N2", "CO2"]
    for name, more in (("film", {}), ("film and support", {"support_thickness": "1 mm"})):
        programme = []
        for gas in gases:
            programme += [{"hold": "2 h", "feed": {gas: "1 bar"}}, {"heat": "150 degC", "rate": "5 K/min"}, {"hold": "2 h"},
                          {"heat": "25 degC", "time": "10 min"}]
        told = transport({"thickness": "5 um", "gases": gases, "sorption": [CO2], "programme": programme, **more})
        for k, gas in enumerate(gases):
            law = {"sorption": [CO2]} if gas == "CO2" else {}
            for at, temperature in ((0, "25 degC"), (2, "150 degC")):
                segment = told["programme"]["segments"][4 * k + at]
                check(f"{name}, {gas} at {temperature}", permeance(segment, gas), single(gas, temperature, {**more, **law}), 1e-6)
                check_below(f"{name}, {gas} at {temperature}: not steady", permeance(segment, gas, "unsteadiness"), 1e-6)
        check_below(f"{name}: gas lost or made", told["programme"]["balance_error"], 1e-10)


def kept():
    """What left the feed is in film and support or came out, through ramps, switches and evacuations, whatever the rig."""
    common = {"thickness": "5 um", "area": "1 cm^2", "gases": ["N2", "CO2", "H2O"], "sorption": [CO2, WATER], "support_thickness": "1 mm",
              "pinhole_density": "1 1/mm^2", "pinhole_radius": "20 nm", "programme_cycles": 2}
    humid = {"CO2": "0.97 bar", "H2O": "3 kPa"}
    cases = {"alone": [{"hold": "10 s", "feed": {"CO2": "1 bar"}}, {"heat": "90 degC", "rate": "1 K/s", "feed": humid, "change": "linear"},
                       {"heat": "25 degC", "time": "2 s", "feed": {"N2": "2 bar"}, "permeate": {"N2": "0.5 bar"}}],
             "constant_volume": [{"hold": "10 s", "feed": {"CO2": "1 bar"}, "evacuate": "yes"}, {"heat": "90 degC", "rate": "1 K/s", "feed": humid},
                                 {"heat": "25 degC", "time": "2 s", "feed": {"N2": "2 bar"}, "evacuate": "yes"}],
             "wicke_kallenbach": [{"hold": "10 s", "feed": {"CO2": "1 bar"}}, {"heat": "90 degC", "rate": "1 K/s", "feed": humid, "sweep_flow": "50 mL/min"},
                                  {"heat": "25 degC", "time": "2 s", "feed": {"N2": "2 bar"}, "feed_flow": "10 mL/min", "change": "linear"}]}
    for name, programme in cases.items():
        told = transport({**common, "programme": programme, **({} if name == "alone" else {"rig": name})})["programme"]
        check_below(f"{name}: entered less held less left", told["balance_error"], 1e-10)
        for gas in ("N2", "CO2", "H2O"):
            entered, left = (sum(permeance(s, gas, key) for s in told["segments"]) for key in ("entered_mol", "left_mol"))
            held = permeance(told["segments"][-1], gas, "held_mol")
            check_below(f"{name}, {gas}: sums over segments", abs(entered - left - held) / max(abs(entered), abs(left), held), 1e-10)


def humid():
    """Water on Langmuir sites: a gas that follows Henry's law passes 1 - f o of what it did, o the occupied part at the feed's face;
    when the water is gone all of it again.  How fast it goes: the slowest mode of a film open on both sides, D pi^2/h^2."""
    b, f, water, h, D = 5e-4, 0.5, 3000.0, 5e-6, 1e-12
    slow = {**WATER, "affinity_enthalpy": "0 J/mol", "diffusivity_energy": "0 J/mol"}
    told = transport({"thickness": "5 um", "gases": ["N2", "He", "H2O"], "sorption": [slow], "rig_tolerance": 1e-7, "rig_cells": 128, "programme_samples": 200,
                      "programme": [{"hold": "1 h", "feed": {"N2": "1 bar", "He": "1 bar"}},
                                    {"hold": "1 h", "feed": {"N2": "1 bar", "He": "1 bar", "H2O": "3 kPa"}},
                                    {"hold": "20 s", "feed": {"N2": "1 bar", "He": "1 bar"}}, {"hold": "1 h"}]})["programme"]
    dry, wet, early, late = told["segments"]
    o = b * water / (1.0 + b * water)
    for gas in ("N2", "He"):
        check(f"{gas}: humid over dry", permeance(wet, gas) / permeance(dry, gas), 1.0 - f * o, 1e-6)
        check(f"{gas}: after over before", permeance(late, gas) / permeance(dry, gas), 1.0, 1e-6)
    # 20 s are 7.9 times h^2/(pi^2 D): one mode is left, of the profile C0 (1 - x): 4 C0/(n^2 pi^2) held of each odd n
    C0 = 3000.0 * o
    exact = h * C0 * 4.0 / math.pi ** 2 * math.exp(-math.pi ** 2 * D * 20.0 / h ** 2)
    check("water held after 20 s of purging", permeance(early, "H2O", "held_mol"), exact, 2e-3)


def rigs():
    """Both rigs, at the ends of holds: the permeance put in, film alone and film on a support, as the study's equations give it."""
    gases = ["He", "N2"]
    programme = [{"hold": "60 s", "feed": {"He": "1 bar"}}, {"heat": "100 degC", "time": "60 s"}, {"hold": "60 s"}, {"hold": "2 h", "feed": {"N2": "1 bar"}}]
    for rig in ("constant_volume", "wicke_kallenbach"):
        steps = [{**s, "evacuate": "yes"} for s in programme] if rig == "constant_volume" else programme
        volume = {"rig_volume": "1 L"} if rig == "constant_volume" else {}
        for name, more in (("film", {}), ("film and support", {"support_thickness": "3 mm", "support_open": 0.02, "support_pore_diameter": "5 nm"})):
            told = transport({"thickness": "5 um", "area": "1 mm^2", "gases": gases, "rig": rig, "programme": steps, **volume, **more})["programme"]
            for at, gas, temperature in ((0, "He", "25 degC"), (2, "He", "100 degC"), (3, "N2", "100 degC")):
                check(f"{rig}, {name}, {gas} at {temperature}", permeance(told["segments"][at], gas), single(gas, temperature, more), 1e-2)


def of_a_run():
    """The film of a run: the same on one rank and on three."""
    result = run(film(bath={"radius": "3 mm"}, melt={"mass": "0.2 mg", "shape": "disc", "radius": "1 mm", "density": "1350 kg/m^3"}, mesh=planar(48, quarter=False),
                      process=[{"isothermal": "450 degC", "time": "20 s"}]))
    section = {"melt": {"material": "ZIF-62"},
               "transport": {"gases": ["N2", "H2O"], "sorption": [WATER], "programme_samples": 10,
                             "programme": [{"hold": "5 s", "feed": {"N2": "1 bar", "H2O": "1 kPa"}}, {"heat": "60 degC", "rate": "10 K/s"}]}}
    told = []
    for ranks in (1, 3):
        directory = scratch(section)
        command("transport", result.directory, directory / "case.yaml", "-o", directory / "out", ranks=ranks)
        with h5py.File(directory / "out" / "transport.h5") as f:
            told.append((json.loads((directory / "out" / "transport.json").read_text())["programme"], f["programme"]["held"][...]))
    (first, held), (other, held_other) = told
    for a, b in zip(first["segments"], other["segments"]):
        check("N2, three ranks", permeance(b, "N2"), permeance(a, "N2"), 1e-4)
    check_below("held over time, three ranks", float(np.max(np.abs(held - held_other)) / np.max(held)), 1e-4)
    check_below("gas lost or made", max(first["balance_error"], other["balance_error"]), 1e-10)


if __name__ == "__main__":
    np.seterr(all="ignore")
    main({"holds": holds, "kept": kept, "humid": humid, "rigs": rigs, "of_a_run": of_a_run})
