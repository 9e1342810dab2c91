"""Gas transport against what two studies measured: four fits of shipped cases, and the helium membrane in its rig."""
import json
import math

from .paths import shipped
from .report_parts import Section
from .rows import Row, counted, digits

FITS = {"fit-float-glass": "Float glass, share of the open sites set to 4", "fit-float-glass-share": "Float glass, share left to group 1",
        "fit-float-glass-all": "Float glass, all groups fitted at once", "fit-helium": "Helium membranes"}
WORDS = {"permeance": "permeance of {gas}", "permeability": "permeability of {gas}", "selectivity": "{gas}/{over}", "activation_energy": "E({gas})",
         "diffusivity": "diffusivity of {gas}", "diffusivity_ratio": "diffusivity, {gas} over {over}"}


def wide(m):
    """Whether the interval says next to nothing: open, or over a factor of ten (10 kJ/mol) and far wider than the measurement's own."""
    low, high = m["model_low"], m["model_high"]
    if low is None or high is None or (m["unit"] != "kJ/mol" and low <= 0.0):
        return True
    if m["unit"] == "kJ/mol":
        return high - low > 10.0
    return math.log(high / low) > max(math.log(10.0), 1.5 * 2 * 1.96 * m["sigma_relative"])


def verdict(m):
    if m["use"] == "fit":
        return "fitted"
    if m["model_low"] == m["model_high"]:
        return "put in"
    if "not independent" in m["source"]:
        return "follows from what was fitted"
    if abs(m["distance"]) > 2.0:
        return "compared, does not agree" if m["use"] == "compare" else "predicted, does not agree"
    return "not determined by what was fitted" if wide(m) else "predicted, agrees"


# ---- the helium membrane in its rig -------------------------------------------------------------------------------------------

class Rig:
    """Simulated measurements of the shipped membrane, with other pairs and pressures.  call(command, arguments...) runs the program, folder is where."""

    def __init__(self, call, folder):
        self.call, self.folder = call, folder

    def membrane(self, mixture="He, N2", pressure="1 bar"):
        """({temperature: {gas: permeance}}, {temperature: the mixture's measurement}, name)"""
        name = f"membrane-{mixture.replace(', ', '-')}-{pressure.replace(' ', '-')}"
        text = shipped("cases", "helium-membrane.yaml").read_text()
        text = text.replace("rig_mixture: [He, N2]", f"rig_mixture: [{mixture}]").replace("feed_pressure: 1 bar", f"feed_pressure: {pressure}")
        (self.folder / f"{name}.yaml").write_text(text)
        self.call("transport", f"{name}.yaml", "-o", name)
        told = json.loads((self.folder / name / "transport.json").read_text())
        at = {round(b["temperature_K"]): {g["gas"]: g["permeance_GPU"] for g in b["gases"]} for b in told["at"]}
        return at, {round(m["temperature_K"]): m for m in told["measurements"]}, name

    def lines(self, fit):
        """Lines as dicts; fit: the result of fit-helium, whose intervals are taken over."""
        of = {m["id"]: m for m in fit["measurements"]}
        single, nitrogen, helium_nitrogen = self.membrane()
        _, methane, helium_methane = self.membrane(mixture="He, CH4")
        _, carbon, carbon_nitrogen = self.membrane(mixture="CO2, N2")
        high, pressed, three_bar = self.membrane(pressure="3 bar")
        four, _, four_bar = self.membrane(pressure="4 bar")
        pair = lambda mixed, T, over: mixed[T]["mixture_selectivity"][over]
        helium = next(g["permeance_GPU"] for g in nitrogen[423]["gases"] if g["gas"] == "He")
        ratio = single[303]["CO2"] / single[303]["N2"]
        return [line("He/N2, equimolar, 303 K", 17.5, 0.07, pair(nitrogen, 303, "He/N2"), helium_nitrogen, fitted=of["mix-He/N2-303"]),
                line("He/N2, equimolar, 423 K", 17.4, 0.07, pair(nitrogen, 423, "He/N2"), helium_nitrogen, fitted=of["mix-He/N2-423"]),
                line("He/CH4, equimolar, 303 K", 12.1, 0.07, pair(methane, 303, "He/CH4"), helium_methane, fitted=of["mix-He/CH4-303"]),
                line("He/CH4, equimolar, 423 K", 13.9, 0.07, pair(methane, 423, "He/CH4"), helium_methane, fitted=of["mix-He/CH4-423"]),
                line("He beside N2, 423 K [GPU]", 51.0, 0.05, helium, helium_nitrogen, "fitted, read back through the rig"),
                line("He/N2, mixture over single, 303 K", 1.25, 0.10, pair(nitrogen, 303, "He/N2") / (single[303]["He"] / single[303]["N2"]),
                     helium_nitrogen),
                line("CO2/N2, mixture over single, 303 K", None, "above 1", pair(carbon, 303, "CO2/N2") / ratio, carbon_nitrogen,
                     "sign agrees; no isotherm of N2 is known"),
                line("CO2, 3 bar over 1 bar, 303 K", None, "below 1", high[303]["CO2"] / single[303]["CO2"], three_bar, "sign agrees; capacity "
                                                                                                                        "assumed"),
                line("CO2, 4 bar over 1 bar (float-glass study)", 1.0, 0.07, four[303]["CO2"] / single[303]["CO2"], four_bar,
                     "the studies contradict each other"),
                line("He/N2, equimolar, 3 bar, 303 K", 8.5, 0.07, pair(pressed, 303, "He/N2"), three_bar, "not in the model: N2 rises with pressure")]


def line(what, measured, sigma, simulated, name, word=None, fitted=None):
    """A line; measured None: a trend told in words, sigma what was said.  fitted: the same value in the fit, whose interval is taken over."""
    told = {"what": what, "measured": measured, "sigma": sigma, "simulated": simulated, "membrane": name, "word": word, "distance": None,
            "spread": None}
    if measured is None:
        return told
    if fitted:
        side = fitted["model_high"] if measured > simulated else fitted["model_low"]
        told["spread"] = abs(math.log(side / fitted["model"])) / 1.96
    told["distance"] = math.log(simulated / measured) / math.hypot(sigma, told["spread"] or 0.0)
    told["word"] = word or ("agrees" if abs(told["distance"]) <= 2 else "does not agree")
    return told


KINDS = {"fitted": "calibrated", "compared, does not agree": "compared", "not determined by what was fitted": "not determined",
         "follows from what was fitted": "follows",
         "agrees": "predicted, agrees", "does not agree": "predicted, does not agree", "fitted, read back through "
         "the rig": "follows"}  # of the report; others: compared


# ---- the report ---------------------------------------------------------------------------------------------------------------

def fit(call, folder, name):
    call("fit", shipped("cases", f"{name}.yaml"), "-o", name)
    return json.loads((folder / name / "fit.json").read_text())


def rows(name, result, case=None):
    """Lines of the report of a fit, which the program itself has judged."""
    told = []
    for m in result["measurements"]:
        energy = "sigma_kJ_per_mol" in m
        kind = verdict(m)
        interval = f" 95 %: {'open' if m['model_low'] is None else digits(m['model_low'])} to {'open' if m['model_high'] is None else digits(m['model_high'])}."
        told.append(Row(name, m["id"], WORDS[m["quantity"]].format(gas=m["gas"], over=m.get("over")), m["unit"], m["measured"],
                        m["sigma_kJ_per_mol"] if energy else m["sigma_relative"],
                        m["model"], None, None if m["use"] == "fit" else m["model_low"], None if m["use"] == "fit" else m["model_high"],
                        m["distance"], KINDS.get(kind, kind),
                        kind[0].upper() + kind[1:] + "." + (interval if m["use"] != "fit" else ""),
                        f"vitrifloat fit {case or shipped('cases', name + '.yaml')} -o again",
                        f"fit.json, measurements, {m['id']}, model", relation=m["relation"], logarithmic=not energy, source=m["source"]))
    return told


def rig_rows(lines):
    told = []
    for k in lines:
        command = f"vitrifloat transport gas/{k['membrane']}.yaml -o again"
        sigma = k["sigma"] if k["measured"] is not None else None
        words = k["word"][0].upper() + k["word"][1:] + "." + ("" if k["measured"] is not None else f" Told as {k['sigma']}.")
        told.append(Row("rig", k["what"], k["what"], "", k["measured"], sigma, k["simulated"], None if k["spread"] is None
                        else k["spread"] * k["simulated"], distance=k["distance"],
                        kind=KINDS.get(k["word"], "compared"), sentence=words, command=command, key="transport.json", logarithmic=True,
                        source="study of membranes on MXene-modified alumina"))
    return told


def sections(laboratory):
    """One section a fit, and the rig."""
    folder = laboratory.folder / "gas"
    folder.mkdir(exist_ok=True)
    call = lambda *arguments: laboratory.call(*arguments, folder=folder)
    told, results = [], {}
    for name, title in FITS.items():
        laboratory.say(f"fit {name}")
        results[name] = fit(call, folder, name)
        r = results[name]
        numbers = ", ".join(f"{p['name']} {digits(p['value'])} ± "
                            f"{digits(p['standard_error'])}{'' if p['determined'] == 'yes' else ' (not determined)'}" for p in r["parameters"])
        chi2 = digits(r["chi2"]) if r["chi2"] > 1e-6 else "0"
        told.append(Section(name, title, [f"χ² {chi2} of {r['fitted']} measurements with {len(r['parameters'])} numbers: {numbers}. What was fitted "
                                          f"is calibrated on; the rest is predicted by it."],
                            rows(name, r), commands=[f"vitrifloat fit {shipped('cases', name + '.yaml')} -o gas/{name}"]))
    laboratory.say("helium membrane in its rig")
    for s in told:
        s.short = f"{s.title}: {counted(s.rows)}." if s is not told[0] else f"Gas transport, docs/validation.md in full. {s.title}: {counted(s.rows)}."
    lines = Rig(call, folder).lines(results["fit-helium"])
    told.append(Section("rig", "Helium membrane in its rig", ["The same membrane in a simulated rig, mixtures and other pressures; the spread of "
                                                              "ratios is that of the fit."], rig_rows(lines),
                        commands=[f"vitrifloat transport gas/{n}.yaml -o gas/{n}" for n in dict.fromkeys(k["membrane"] for k in lines)]))
    return told, results
