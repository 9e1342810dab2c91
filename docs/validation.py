#!/usr/bin/env python3
"""The tables of docs/validation.md: gas transport against what two studies measured.

    python3 docs/validation.py build/vitrifloat            writes the tables into docs/validation.md, and docs/validation.png
    python3 docs/validation.py build/vitrifloat --check    computes them and compares: exit 1 when a number there is not the program's

Four fits and six membranes: a minute or two.  The picture takes matplotlib."""
import json, math, pathlib, re, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
CASES = HERE.parent / "inputs" / "cases"
PAGE = HERE / "validation.md"
FITS = ["fit-float-glass", "fit-float-glass-share", "fit-float-glass-all", "fit-helium"]
WORDS = {"permeance": "permeance of {gas}", "selectivity": "{gas}/{over}", "activation_energy": "E({gas})", "diffusivity_ratio": "diffusivity, {gas} over {over}"}


def program(name, *arguments):
    done = subprocess.run([name, *map(str, arguments)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr}")


def digits(x):
    if x is None:
        return "open"
    return f"{x:.3g}" if abs(x) < 1e4 else f"{x:.1e}".replace("e+0", "e")


def uncertainty(m):
    if "sigma_kJ_per_mol" in m:
        return f"± {m['sigma_kJ_per_mol']:g}"
    sigma = m["sigma_relative"]
    return f"± {100 * sigma:.0f} %" if sigma < 0.5 else f"× or ÷ {math.exp(sigma):.3g}"


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
        return "compared, **does not agree**" if m["use"] == "compare" else "predicted, **does not agree**"
    return "not determined by what was fitted" if wide(m) else "predicted, agrees"


def row(m):
    what = f"{m['id']}: " + WORDS[m["quantity"]].format(gas=m["gas"], over=m.get("over"))
    sign = "" if m["relation"] == "=" else m["relation"] + " "
    spread = f" ({digits(m['model_low'])} to {digits(m['model_high'])})" if m["use"] != "fit" else ""
    return f"| {what} | {sign}{digits(m['measured'])} {uncertainty(m)} {m['unit']} | {digits(m['model'])}{spread} | {m['distance']:+.1f} | {verdict(m)} |".replace("  ", " ")


def table(result):
    numbers = ", ".join(f"{p['name']} {digits(p['value'])} ± {digits(p['standard_error'])}{'' if p['determined'] == 'yes' else ' (not determined)'}"
                        for p in result["parameters"])
    head = [f"chi2 {digits(result['chi2']) if result['chi2'] > 1e-6 else '0'} of {result['fitted']} measurements with {len(result['parameters'])} numbers: {numbers}.", "",
            "| what | measured | simulated (95 %) | distance [σ] | |", "|---|---|---|---|---|"]
    return head + [row(m) for m in result["measurements"]]


# ---- the helium membrane in its rig -------------------------------------------------------------------------------------------

def membrane(name, folder, mixture="He, N2", pressure="1 bar"):
    """transport.json of the shipped case with another pair or pressure."""
    text = (CASES / "helium-membrane.yaml").read_text()
    text = text.replace("rig_mixture: [He, N2]", f"rig_mixture: [{mixture}]").replace("feed_pressure: 1 bar", f"feed_pressure: {pressure}")
    (folder / "membrane.yaml").write_text(text)
    program(name, "transport", folder / "membrane.yaml", "-o", folder / "membrane")
    told = json.loads((folder / "membrane" / "transport.json").read_text())
    at = {round(b["temperature_K"]): {g["gas"]: g["permeance_GPU"] for g in b["gases"]} for b in told["at"]}
    mixed = {round(m["temperature_K"]): m for m in told["measurements"]}
    return at, mixed


def line(what, measured, sigma, simulated, word=None, fitted=None):
    """A row; measured None: a trend told in words, sigma what was said.  fitted: the same value in the fit, whose interval is taken over."""
    if measured is None:
        return f"| {what} | {sigma} | {digits(simulated)} | | {word} |"
    if fitted:
        side = fitted["model_high"] if measured > simulated else fitted["model_low"]
        sigma_all = math.hypot(sigma, math.log(side / fitted["model"]) / 1.96)
    else:
        sigma_all = sigma
    distance = math.log(simulated / measured) / sigma_all
    return f"| {what} | {digits(measured)} ± {100 * sigma:.0f} % | {digits(simulated)} | {distance:+.1f} | {word or ('agrees' if abs(distance) <= 2 else '**does not agree**')} |"


def rig(name, folder, fit):
    of = {m["id"]: m for m in fit["measurements"]}
    single, nitrogen = membrane(name, folder)
    methane = membrane(name, folder, mixture="He, CH4")[1]
    carbon = membrane(name, folder, mixture="CO2, N2")[1]
    high, pressed = membrane(name, folder, pressure="3 bar")
    four = membrane(name, folder, pressure="4 bar")[0]
    pair = lambda mixed, T, over: mixed[T]["mixture_selectivity"][over]
    helium = next(g["permeance_GPU"] for g in nitrogen[423]["gases"] if g["gas"] == "He")
    ratio = single[303]["CO2"] / single[303]["N2"]
    return ["| what | measured | simulated | distance [σ] | |", "|---|---|---|---|---|",
            line("He/N2, equimolar, 303 K", 17.5, 0.07, pair(nitrogen, 303, "He/N2"), fitted=of["mix-He/N2-303"]),
            line("He/N2, equimolar, 423 K", 17.4, 0.07, pair(nitrogen, 423, "He/N2"), fitted=of["mix-He/N2-423"]),
            line("He/CH4, equimolar, 303 K", 12.1, 0.07, pair(methane, 303, "He/CH4"), fitted=of["mix-He/CH4-303"]),
            line("He/CH4, equimolar, 423 K", 13.9, 0.07, pair(methane, 423, "He/CH4"), fitted=of["mix-He/CH4-423"]),
            line("He beside N2, 423 K [GPU]", 51.0, 0.05, helium, "fitted, read back through the rig"),
            line("He/N2, mixture over single, 303 K", 1.25, 0.10, pair(nitrogen, 303, "He/N2") / (single[303]["He"] / single[303]["N2"])),
            line("CO2/N2, mixture over single, 303 K", None, "above 1", pair(carbon, 303, "CO2/N2") / ratio, "sign agrees; no isotherm of N2 is known"),
            line("CO2, 3 bar over 1 bar, 303 K", None, "below 1", high[303]["CO2"] / single[303]["CO2"], "sign agrees; capacity assumed"),
            line("CO2, 4 bar over 1 bar (float-glass study)", 1.0, 0.07, four[303]["CO2"] / single[303]["CO2"], "**the studies contradict each other**"),
            line("He/N2, equimolar, 3 bar, 303 K", 8.5, 0.07, pair(pressed, 303, "He/N2"), "**not in the model**: N2 rises with pressure")]


# ---- the page -----------------------------------------------------------------------------------------------------------------

def sections(name):
    out, results = {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for fit in FITS:
            program(name, "fit", CASES / f"{fit}.yaml", "-o", folder / fit)
            results[fit] = json.loads((folder / fit / "fit.json").read_text())
            out[fit] = table(results[fit])
        out["rig"] = rig(name, folder, results["fit-helium"])
    return out, results


def parts(page):
    """(name, text between its marks) of every section."""
    return re.findall(r"<!-- (\S+) -->\n(.*?)<!-- end -->", page, re.S)


def same(told, made):
    """Whether two lines say the same: words alike, numbers within 3 % or 0.06."""
    number = r"-?\d+\.?\d*(?:e-?\d+)?"
    a, b = re.findall(number, told), re.findall(number, made)
    if re.sub(r"[+-]?" + number[2:], "#", told) != re.sub(r"[+-]?" + number[2:], "#", made) or len(a) != len(b):
        return False
    return all(abs(float(x) - float(y)) <= max(0.06 if abs(float(y)) < 100 and abs(float(y)) > 0.01 else 0.0, 0.03 * abs(float(y))) for x, y in zip(a, b))


def check(out):
    bad = 0
    told = dict(parts(PAGE.read_text()))
    for name, lines in out.items():
        there = told.get(name, "").rstrip("\n").split("\n")
        for k in range(max(len(lines), len(there))):
            left, right = (there[k] if k < len(there) else ""), (lines[k] if k < len(lines) else "")
            if not same(left, right):
                print(f"{name}\n  page    {left}\n  program {right}")
                bad += 1
    print(f"{sum(map(len, out.values()))} lines, {bad} of them differ")
    return 1 if bad else 0


def picture(results):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    titles = {"fit-float-glass": "share of the sites set to 4", "fit-float-glass-share": "share left to group 1"}
    names = [m for m in results["fit-float-glass"]["measurements"] if m["use"] == "predict" and m["unit"] in ("", "GPU")]
    names = [m["id"] for m in names]
    figure, axis = plt.subplots(figsize=(8.5, 4.2), constrained_layout=True)
    for k, (fit, title) in enumerate(titles.items()):
        there = {m["id"]: m for m in results[fit]["measurements"]}
        for i, name in enumerate(names):
            m, y = there[name], i + 0.16 * (2 * k - 1)
            low, high = m["model_low"] or 1e-3, m["model_high"] or 1e4
            axis.plot([low / m["measured"], high / m["measured"]], [y, y], color=f"C{k}", lw=3, label=title if i == 0 else None)
            axis.plot(m["model"] / m["measured"], y, "o", color=f"C{k}", mec="k")
            if k == 0:
                spread = math.exp(1.96 * m["sigma_relative"])
                ends = (1 / spread, spread) if m["relation"] == "=" else (1.0, 1e4) if m["relation"] == ">" else (1e-3, 1.0)
                axis.barh(i, ends[1] - ends[0], left=ends[0], height=0.75, color="0.85", zorder=0, label="measured, 95 % (bounds: the side they allow)" if i == 0 else None)
    axis.axvline(1.0, color="k", lw=0.8)
    axis.set(xscale="log", xlim=(0.03, 40.0), yticks=range(len(names)), yticklabels=names, xlabel="predicted from group 1 over measured, 95 % intervals")
    axis.invert_yaxis()
    axis.legend(fontsize=8, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=3, frameon=False)
    figure.savefig(HERE / "validation.png", dpi=110)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    out, results = sections(sys.argv[1])
    if "--check" in sys.argv:
        return check(out)
    page = PAGE.read_text()
    for name, lines in out.items():
        page = re.sub(rf"<!-- {name} -->\n.*?<!-- end -->", lambda _: f"<!-- {name} -->\n" + "\n".join(lines) + "\n<!-- end -->", page, flags=re.S)
    PAGE.write_text(page)
    picture(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
