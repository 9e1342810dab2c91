"""Fitting the laws of gas transport: synthetic data give the numbers back, with intervals that hold; what data cannot tell is said."""
import json

from run_case import check, check_below, check_least, command, main, scratch

TRUE = {"scale": 7.1e-11, "affinity": -5.4, "loading": 3.54e-4, "sieving": 1.189e23, "pore_diameter": 6.1e-10}
BOUNDS = [("scale", "1e-13 mol/m/s/Pa", "1e-9 mol/m/s/Pa"), ("affinity", "-15", "20"), ("loading", "0 m^3/mol", "2e-3 m^3/mol"),
          ("sieving", "0.9e23 J/mol/m^2", "1.7e23 J/mol/m^2"), ("pore_diameter", "4 angstrom", "12 angstrom")]


ELSEWHERE = {"affinity": "2", "loading": "1e-4 m^3/mol", "sieving": "1.4e23 J/mol/m^2", "pore_diameter": "8 angstrom", "scale": "1e-11 mol/m/s/Pa"}


def fitted(rows, names, ranks=1, begin=None, **fit):
    text = "quantity,gas,over,temperature,thickness,value,uncertainty\n" + "".join(",".join(r) + "\n" for r in rows)
    case = {"title": "verification", "melt": {"material": "ZIF-62"}, "transport": {"site_enhancement": 4, **(begin or {})},
            "fit": {"measurements": "data.csv", "parameters": [{"name": n, "low": a, "high": b} for n, a, b in BOUNDS if n in names], **fit}}
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


if __name__ == "__main__":
    main({"gives_back": gives_back, "intervals": intervals, "undetermined": undetermined})
