"""Fitting the laws of gas transport: synthetic data give the numbers back, with intervals that hold; what data cannot tell is said."""
import json
import math

from run_case import check, check_below, check_least, command, main, scratch, transport

TRUE = {"scale": 7.1e-11, "affinity": -5.4, "loading": 3.54e-4, "sieving": 1.189e23, "pore_diameter": 6.1e-10}
BOUNDS = [("scale", "1e-13 mol/m/s/Pa", "1e-9 mol/m/s/Pa"), ("affinity", "-15", "20"), ("loading", "0 m^3/mol", "2e-3 m^3/mol"),
          ("sieving", "0.9e23 J/mol/m^2", "1.7e23 J/mol/m^2"), ("pore_diameter", "4 angstrom", "12 angstrom")]


ELSEWHERE = {"affinity": "2", "loading": "1e-4 m^3/mol", "sieving": "1.4e23 J/mol/m^2", "pore_diameter": "8 angstrom", "scale": "1e-11 mol/m/s/Pa"}


CORNERS = [("affinity", "-5", "5"), ("sieving", "0.9e23 J/mol/m^2", "1.7e23 J/mol/m^2")]
HEADER = "quantity,gas,over,temperature,thickness,value,uncertainty\n"


def fitted(rows, names, ranks=1, begin=None, header=HEADER, more=(), **fit):
    text = header + "".join(",".join(r) + "\n" for r in rows)
    case = {"title": "verification", "melt": {"material": "ZIF-62"}, "transport": {"site_enhancement": 4, **(begin or {})},
            "fit": {"measurements": "data.csv", "parameters": [{"name": n, "low": a, "high": b} for n, a, b in [*(r for r in BOUNDS if r[0] in names), *more]], **fit}}
    directory = scratch(case, {"data.csv": text.encode()})
    command("fit", directory / "case.yaml", "-o", directory / "out", ranks=ranks)
    return json.loads((directory / "out" / "fit.json").read_text())


def made(gases=("He", "H2", "CO2", "N2", "CH4", "C2H4", "C2H6"), temperatures=("298 K", "373 K", "473 K")):
    """Data that the library's own numbers give, without noise."""
    case = {"melt": {"material": "ZIF-62"}, "transport": {"site_enhancement": 4, "thickness": "5 um", "gases": list(gases),
                                                          "temperature": list(temperatures)}}
    directory = scratch(case)
    command("transport", directory / "case.yaml", "-o", directory / "out")
    told = json.loads((directory / "out" / "transport.json").read_text())
    return [("permeance", g["gas"], "", f"{block['temperature_K']} K", "5 um", f"{g['permeance_GPU']:.15g} GPU", "5%")
            for block in told["at"] for g in block["gases"]]


def values(result):
    return {p["name"]: p for p in result["parameters"]}


def gives_back():
    """Exact data, begun elsewhere, on one and two ranks."""
    rows = made()
    for ranks in (1, 2):
        result = fitted(rows, TRUE, ranks=ranks, begin=ELSEWHERE, starts=4)
        check_below(f"{ranks} ranks, chi2", result["chi2"], 1e-6)
        for name, p in values(result).items():
            check(f"{ranks} ranks, {name}", p["value"], TRUE[name], 1e-4)


def intervals():
    """A hundred draws with 5 % noise: the 95 % interval holds the truth in 90 to 99 of them, for every number."""
    for name, p in values(fitted(made(), TRUE, starts=1, draws=100, noise=0.05, seed=1)).items():
        held = p["draws_that_hold_the_truth"]
        check_least(f"{name}: draws whose interval holds the truth", held, 90)
        check_below(f"{name}: draws whose interval holds the truth", held, 99)


def undetermined():
    """One temperature and one gas cannot tell scale, affinity and sieving apart, and the fit says so."""
    rows = [r for r in made(gases=("N2",), temperatures=("298 K",))]
    result = fitted(rows, ["scale", "affinity", "sieving"], starts=2)
    told = values(result)
    check_below("chi2", result["chi2"], 1e-6)
    check_below("numbers said to be determined", sum(p["determined"] == "yes" for p in told.values()), 0)


def profile():
    """With the scale alone the problem is straight, and the interval is that of its standard error.  With numbers that one gas cannot
    tell, another gas reaches to the corners of their bounds, or is open; held by a second gas it is the straight interval again, through a curved valley."""
    header = HEADER.replace("uncertainty", "uncertainty,use,relation")
    rows = [(*r[:6], "5%", "fit" if r[1] == "N2" else "predict", "=") for r in made(gases=("He", "N2"), temperatures=("298 K",))]
    result = {m["gas"]: m for m in fitted(rows, ["scale"], header=header, starts=2, intervals="profile")["measurements"]}
    for side, sign in (("model_low", -1.0), ("model_high", 1.0)):
        check(f"scale alone, {side}", math.log(result["He"][side] / result["He"]["model"]), sign * 1.959964 * 0.05, 1e-2)
    check_below("scale alone, distance of what is the same", abs(result["He"]["distance"]), 1e-3)
    nitrogen = float(next(r for r in rows if r[1] == "N2")[5].split()[0])
    for side, affinity, sieving, sign in (("model_high", -5.0, 1.7e23, 1.0), ("model_low", 5.0, 0.9e23, -1.0)):  # He over N2 at the bounds' corners
        laws = transport({"thickness": "5 um", "gases": ["He", "N2"], "affinity": affinity, "sieving": f"{sieving} J/mol/m^2", "temperature": "298 K", "site_enhancement": 4})
        he, n2 = (g["permeance_GPU"] for g in laws["at"][0]["gases"])
        for ranks in (1, 2):
            free = {m["gas"]: m for m in fitted(rows, ["scale"], ranks=ranks, header=header, more=CORNERS, starts=2, intervals="profile")["measurements"]}
            check(f"{ranks} ranks, barrier free, {side}: log over the measured N2", math.log(free["He"][side] / nitrogen), math.log(he / n2) + sign * 1.959964 * 0.05, 1e-2)
    rows = [r for r in rows if r[1] == "N2"] + [("permeance", "CO2", "", "298 K", "5 um", "100 GPU", "5%", "predict", "=")]
    free = {m["gas"]: m for m in fitted(rows, ["scale"], header=header, more=[("site_enhancement", "0", "10000")], starts=2, intervals="profile")["measurements"]}
    check_least("share of the sites free: ends that are open", (free["CO2"]["model_high"] is None) + (free["CO2"]["model_low"] == 0.0), 1)
    check_below("share of the sites free: distance", abs(free["CO2"]["distance"]), 0.0)
    rows = [(*r[:6], "5%", "fit", "=") for r in made(gases=("He", "N2"), temperatures=("298 K",))]
    rows.append(("selectivity", "He", "N2", "298 K", "", f"{2 * float(rows[0][5].split()[0]) / float(rows[1][5].split()[0]):.15g}", "5%", "predict", "="))
    ratio = fitted(rows, ["scale", "sieving", "affinity"], header=header, starts=2, intervals="profile")["measurements"][2]
    width = 0.05 * math.sqrt(2.0)
    check("ratio of two gases, low", math.log(ratio["model_low"] / ratio["model"]), -1.959964 * width, 2e-2)
    check("ratio of two gases, high", math.log(ratio["model_high"] / ratio["model"]), 1.959964 * width, 2e-2)
    check("ratio of two gases, distance of twice as much", ratio["distance"], -math.log(2.0) / math.hypot(0.05, width), 2e-2)


def groups():
    """CO2 of a glass over the same gas in the methylated glass is 1 + F; what is marked for comparison is never fitted."""
    header = "quantity,gas,over,temperature,over_methylated,value,uncertainty,use\n"
    rows = [("selectivity", "CO2", "CO2", "298 K", "1", "7", "5%", "fit"), ("selectivity", "CO2", "N2", "298 K", "", "1e3", "5%", "compare")]
    for use in ("marked", "all"):
        result = fitted(rows, [], header=header, more=[("site_enhancement", "0", "50")], starts=2, use=use)
        check(f"use {use}: F", result["parameters"][0]["value"], 6.0, 1e-6)
        check(f"use {use}: fitted", float(result["fitted"]), 1.0, 0.0)


if __name__ == "__main__":
    main({"gives_back": gives_back, "intervals": intervals, "undetermined": undetermined, "profile": profile, "groups": groups})
