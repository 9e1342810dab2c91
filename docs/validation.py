#!/usr/bin/env python3
"""The tables of docs/validation.md: gas transport against what two studies measured.

    python3 docs/validation.py build/vitrifloat            writes the tables into docs/validation.md, and docs/validation.png
    python3 docs/validation.py build/vitrifloat --check    computes them and compares: exit 1 when a number there is not the program's

Four fits and six membranes: a minute or two.  The picture takes matplotlib."""
import math, pathlib, re, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
PAGE = HERE / "validation.md"
sys.path.insert(0, str(HERE.parent / "postproc"))
from comparison import gas
from comparison.gas import FITS, WORDS, verdict


def program(name, folder, *arguments):
    done = subprocess.run([pathlib.Path(name).resolve(), *map(str, arguments)], cwd=folder, capture_output=True, text=True)
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


def loud(word):
    """What a reader must not miss."""
    for told in ("does not agree", "the studies contradict each other", "not in the model"):
        word = word.replace(told, f"**{told}**")
    return word


def row(m):
    what = f"{m['id']}: " + WORDS[m["quantity"]].format(gas=m["gas"], over=m.get("over"))
    sign = "" if m["relation"] == "=" else m["relation"] + " "
    spread = f" ({digits(m['model_low'])} to {digits(m['model_high'])})" if m["use"] != "fit" else ""
    return f"| {what} | {sign}{digits(m['measured'])} {uncertainty(m)} {m['unit']} | {digits(m['model'])}{spread} | {m['distance']:+.1f} | {loud(verdict(m))} |".replace("  ", " ")


def table(result):
    numbers = ", ".join(f"{p['name']} {digits(p['value'])} ± {digits(p['standard_error'])}{'' if p['determined'] == 'yes' else ' (not determined)'}"
                        for p in result["parameters"])
    head = [f"chi2 {digits(result['chi2']) if result['chi2'] > 1e-6 else '0'} of {result['fitted']} measurements with {len(result['parameters'])} numbers: {numbers}.", "",
            "| what | measured | simulated (95 %) | distance [σ] | |", "|---|---|---|---|---|"]
    return head + [row(m) for m in result["measurements"]]


def shown(k):
    """A line of the rig."""
    if k["measured"] is None:
        return f"| {k['what']} | {k['sigma']} | {digits(k['simulated'])} | | {k['word']} |"
    return f"| {k['what']} | {digits(k['measured'])} ± {100 * k['sigma']:.0f} % | {digits(k['simulated'])} | {k['distance']:+.1f} | {loud(k['word'])} |"


# ---- the page -----------------------------------------------------------------------------------------------------------------

def sections(name):
    out, results = {}, {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        call = lambda *arguments: program(name, folder, *arguments)
        for fit in FITS:
            results[fit] = gas.fit(call, folder, fit)
            out[fit] = table(results[fit])
        out["rig"] = ["| what | measured | simulated | distance [σ] | |", "|---|---|---|---|---|", *map(shown, gas.Rig(call, folder).lines(results["fit-helium"]))]
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
