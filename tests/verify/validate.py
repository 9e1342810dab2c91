"""`vitrifloat validate`: its report is whole, its numbers are the program's, and wrong input is told with its line.

usage: validate.py PROGRAM MPIEXEC MPIEXEC_NUMPROC_FLAG TEST"""
import csv
import html
import json
import math
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "postproc"))
from comparison import measured_films, rows, sweeps  # noqa: E402

SKIP = 77
program, failures = sys.argv[1], []


def hold(what, good, told=""):
    print(f"{'ok  ' if good else 'FAIL'} {what} {told}")
    if not good:
        failures.append(what)


def close(what, measured, exact, limit):
    hold(what, abs(measured - exact) <= limit, f"measured {measured:.8g}, exact {exact:.8g}, limit {limit:.2g}")


def validate(folder, *arguments):
    return subprocess.run([program, "validate", "-o", str(folder), "--jobs", "2", *arguments], capture_output=True, text=True)


def lines(folder):
    with open(folder / "report.csv", newline="") as f:
        return list(csv.DictReader(f))


def on_page(folder):
    """{section/id: (measured, simulated, distance, sentence, command)} as a reader sees them."""
    told = {}
    for name, body in re.findall(r'<tr data-row="([^"]*)">(.*?)</tr>', (folder / "report.html").read_text(), re.S):
        cells = [html.unescape(re.sub(r"<[^>]+>", "", c)) for c in re.findall(r"<td[^>]*>(.*?)</td>", body, re.S)]
        command = re.search(r'<code class="command">(.*?)</code>', body, re.S)
        told[html.unescape(name)] = (*cells[1:4], cells[4], html.unescape(command[1]) if command else "")
    return told


def repeat(folder, row):
    """The simulated number, from the line's own command."""
    shutil.rmtree(folder / "again", ignore_errors=True)
    arguments = [program, *row["command"].split()[1:]]
    subprocess.run(arguments, cwd=folder, check=True, capture_output=True)
    file, key = row["key"].split(", ")
    return json.loads((folder / "again" / file).read_text())[key] * float(row["factor"])


def report(folder):
    """Every line whole, page and table alike, commands give the numbers again, and what the physics says."""
    done = validate(folder, "--only", "film", "--samples", "8")
    hold("exit status 0", done.returncode == 0, done.stderr[-600:] if done.returncode else "")
    if done.returncode:
        return
    told, page = lines(folder), on_page(folder)
    hold("lines on page and in table", set(page) == {f"{r['section']}/{r['id']}" for r in told} and len(told) > 25, f"{len(told)}")
    for r in told:
        measured, simulated, away, words, command = page[f"{r['section']}/{r['id']}"]
        whole = all(r[k] for k in ("what", "kind", "sentence", "command",
                                   "key")) and r["kind"] in rows.KINDS and bool(r["measured"]) == bool(r["distance"])
        number = rows.digits(float(r["simulated"])) if r["simulated"] else "never"
        same = simulated.startswith(number) and r["sentence"].replace("um", "µm") in words.replace("um", "µm") and command == r["command"]
        if r["measured"]:
            same = same and rows.digits(float(r["measured"])) in measured and (abs(float(r["distance"])) < 0.05
                                                                               or away == f"{float(r['distance']):+.1f}")
        if not (whole and same):
            hold(f"line {r['section']}/{r['id']} is whole, and the same on page and in table", False, f"{simulated} {number} {command}")
    text = (folder / "report.html").read_text()
    hold("nothing is loaded from elsewhere", not re.search(r'(src|href)="(?!#)(?!data:)', re.sub(r"<svg.*?</svg>", "", text, flags=re.S)))
    hold("pictures stand in the page", text.count("<svg") >= 5)
    of = {(r["section"], r["id"]): r for r in told}
    documented(told)
    for name in (("film", "Ga-1mg"), ("film", "MXene-glass"), ("alternatives", "time, of one thickness"), ("branches", "calorimetric"),
                 ("shrinkage", "densities alone")):
        value = float(of[name]["simulated"])
        close(f"{name[1]} again, by its command", repeat(folder, of[name]), value, 1e-9 * abs(value))
    physics(folder, of)


def documented(told):
    """docs/validation-film.md has the simulated numbers that come out (their spreads need its larger sample)."""
    page = (HERE.parents[1] / "docs" / "validation-film.md").read_text()
    table = {m[1]: m[2] for m in re.finditer(r"^\| ([^|:]+): [^|]*\|[^|]*\| (\S+)", re.search(r"<!-- lines -->\n(.*?)<!-- end -->", page, re.S)[1],
                                             re.M)}
    wanted = {r["id"]: rows.digits(float(r["simulated"])) for r in told if r["section"] in ("film", "alternatives", "shrinkage", "branches")}
    hold("the documented numbers", table == wanted, str({k: (table.get(k), v) for k, v in wanted.items() if table.get(k) != v}))


def physics(folder, of):
    value = lambda *name: float(of[name]["simulated"])
    close("calibration: 10 um", value("film", "Ga-5mg"), 10.0, 1e-2)
    close("thickness goes with mass", value("film", "Ga-1mg") / value("film", "Ga-5mg"), 0.2, 2e-5)
    hold("a film that calibrates tests nothing", of["film", "Ga-5mg"]["kind"] == "calibrated")
    close("spread of what one film predicts of another: 10 %", float(of["film", "Ga-1mg"]["spread"]) / 2.0, 0.1, 1e-3)
    for name in ("one radius", "one thickness", "one shape"):
        hold(f"stopped by time, fragments of {name}: ruled out", of["alternatives", f"time, of {name}"]["kind"] == "ruled out")
    hold("calorimetry's viscosity is ruled out", of["branches", "calorimetric"]["kind"] == "ruled out"
         and of["branches", "consistent"]["kind"] == "not ruled out")
    exponents = {n: float(e.replace("−", "-")) for n, e in re.findall(r"<tr><td>([^<]*)</td><td>([+-]\d\.\d{3})</td><td>\d\.\d{3}</td></tr>",
                                                                      (folder / "report.html").read_text())}
    close("a film that fills its bath goes with the mass", exponents["the mass"], 1.0, 0.05)  # four standard errors of sixteen rows
    close("and with one over its radius squared", exponents["the radius of the bath"], -2.0, 0.02)
    row = of["shrinkage", "densities alone"]
    with open(folder / "shrinkage" / "results.csv", newline="") as f:
        glass = float(next(csv.DictReader(f))["density_glass_kg_per_m3"])
    close("shrinkage of crystals without voids: 1 - 1261/glass [%]", float(row["simulated"]), 100 * (1 - 1261 / glass), 2e-3)
    close("shrinkage: distance", float(row["distance"]), (float(row["simulated"]) - 21.3) / 15.0, 1e-6)


OWN = """# mine
id,system,quantity,bath,bath_radius,mass,amount_uncertainty,value,uncertainty,use,source
a,mine,thickness,Ga,9 mm,2 mg,2%,5.7 um,0.3 um,,"weighed, and cut"
b,mine,thickness,Sn,9 mm,3 mg,,20 um,5%,,made to fail
c,mine,time_to_wall,Ga,9 mm,2 mg,,60 s,factor 2,compare,
"""


def own(folder):
    """One's own films: predicted from mass, density and area; going on; the same folder twice."""
    path = folder.parent / "mine.csv"
    path.write_text(OWN)
    done = validate(folder, "--measured", str(path), "--samples", "4")
    hold("exit status 0", done.returncode == 0, done.stderr[-600:] if done.returncode else "")
    of = {r["id"]: r for r in lines(folder)}
    hold("lines", list(of) == ["a", "b", "c"] and {r["section"] for r in of.values()} == {"film"})
    density = json.loads(next(folder.glob("mine-Ga/members/000000/summary.json")).read_text())["density_kg_per_m3"]
    close("thickness is mass over density and area [um]", float(of["a"]["simulated"]), 2e-6 / (density * math.pi * 9e-3**2) * 1e6, 1e-3)
    hold("what agrees is said to agree", of["a"]["kind"] == "predicted, agrees", of["a"]["kind"])
    hold("what does not is said not to", of["b"]["kind"] == "predicted, does not agree", of["b"]["sentence"])
    hold("the fragment's uncertainty counts", float(of["a"]["spread"]) >= 0.02 * float(of["a"]["simulated"]) * (1 - 1e-9), of["a"]["spread"])
    hold("what is shown alone is said to be", of["c"]["kind"] == "compared")
    again = validate(folder, "--measured", str(path), "--samples", "4")
    hold("the same folder is refused in one line", again.returncode == 2 and again.stderr.count("\n") == 1 and "--resume" in again.stderr)
    kept = (folder / "report.csv").read_text()
    again = validate(folder, "--measured", str(path), "--samples", "4", "--resume")
    hold("going on gives the same", again.returncode == 0 and (folder / "report.csv").read_text() == kept, again.stderr[-300:] if again.returncode
         else "")


GASES = """id,quantity,gas,over,temperature,thickness,value,uncertainty
one,selectivity,CO2,N2,298 K,,83,7%
two,selectivity,CO2,CH4,298 K,,50,7%
"""


def gases(folder):
    """One's own gas measurements: predicted by what is fitted to the float-glass membranes; a mistake with the user's line."""
    path = folder.parent / "gases.csv"
    path.write_text("# mine\n" + GASES.replace("83,7%", "83 furlong,7%"))
    done = validate(folder, "--measured", str(path))
    hold("a mistake: exit status 2, its line, nothing written", done.returncode == 2 and done.stderr.startswith(f"{path}:3: value")
         and not folder.exists(), done.stderr)
    path.write_text(GASES)
    done = validate(folder, "--measured", str(path))
    hold("exit status 0", done.returncode == 0, done.stderr[-600:] if done.returncode else "")
    of = {r["id"]: r for r in lines(folder)}
    hold("one's own lines alone", list(of) == ["one", "two"])
    hold("what was measured there agrees, what was not does not", of["one"]["kind"] == "predicted, agrees"
         and of["two"]["kind"] == "predicted, does not agree", str([r["kind"] for r in of.values()]))
    page = on_page(folder)
    hold("on the page", all(page[f"own/{n}"][1].startswith(rows.digits(float(r["simulated"]))) and r["command"] in page[f"own/{n}"] for n,
                            r in of.items()))


BAD = [("a,m,thickness,Ga,9 mm,2 mm,4 um,10%,", ["2: mass: is not usable (2 mm); a number with the unit kg or g"]),
       ("a,m,colour,Ga,9 mm,2 mg,4 um,10%,", ["2: quantity: is not known (colour); one of thickness"]),
       ("a,m,thickness,Ga,9 mm,2 mg,4,10%,maybe", ["2: value: is not usable (4)", "2: use: is not known (maybe); one of predict"]),
       ("a,m,thickness,Ga,9 mm,2 mg,4 um,lots,", ["2: uncertainty: is not usable (lots); a standard deviation above 0"]),
       ("a,m,thickness,Ga,9 mm,2 mg,4 um,0%,", ["2: uncertainty: is not usable (0%)"]),
       ("a,m,thickness,Ga,9 mm,,4 um,5%,", ["2: mass: is missing; the fragment's mass, or start_thickness"]),
       ("a,m,thickness,Ga,90 m,2 mg,4 um,5%,", ["2: bath_radius: is out of range (90 m); 1e-06 to 10 m is right"]),
       ("a,m,thickness,Ga,,2 mg,4 um,5%,", ["2: bath_radius: is missing, and no line of system m is to calibrate it"]),
       ("a,m,thickness,Ga,,2 mg,4 um,5%,calibrate\nb,m,thickness,Ga,,1 mg,2 um,5%,calibrate", ["3: use: calibrates system m a second time"]),
       ("a,m,thickness,Ga,9 mm,2 mg,4 um,5%,\na,m,thickness,Ga,9 mm,1 mg,2 um,5%,", ["3: id: is there twice (a)"]),
       ("a,m,thickness,Ga,9 mm", ["2: line: has 5 cells; 9"])]


def bad(folder):
    """Wrong input: every mistake in a line of its own, before anything is written."""
    path = folder.parent / "bad.csv"
    head = "id,system,quantity,bath,bath_radius,mass,value,uncertainty,use\n"
    for body, wanted in BAD:
        path.write_text(head + body + "\n")
        try:
            measured_films.read(path)
            hold(body, False, "was taken")
        except sweeps.Wrong as wrong:
            told = str(wrong).split("\n")
            hold(body.replace("\n", " | "), len(told) == len(wanted) and all(any(f"{path}:{w}" in t for t in told) for w in wanted), str(told))
    path.write_text(head.replace("mass", "mess") + BAD[0][0])
    done = validate(folder, "--measured", str(path))
    hold("a column that is not known: exit status 2, nothing written", done.returncode == 2 and "1: line: has a column that is not "
                                                                                                "known (mess)" in done.stderr and not folder.exists())
    path.write_text(head + "a,m,thickness,Unobtainium,9 mm,2 mg,4 um,5%,\n")
    done = validate(folder, "--measured", str(path))
    hold("a bath that is not in the library: exit status 2", done.returncode == 2 and "Unobtainium" in done.stderr and "Traceback" not in done.stderr)
    done = validate(folder.parent / "never", "--only", "nothing")
    hold("a part that there is not: exit status 2", done.returncode == 2 and "Traceback" not in done.stderr)


def numbers(folder):
    """The statistics by hand."""
    close("quantile", sweeps.quantile([3.0, 1.0, 2.0, 4.0], 0.5), 2.5, 1e-12)
    close("spread of 0..100: half of the middle 68 %", sweeps.spread([float(k) for k in range(101)])[1], 34.0, 1e-9)
    close("distance", rows.distance(12.0, 10.0, 0.6, 0.8), 2.0, 1e-12)
    close("distance in logarithms", rows.distance(20.0, 10.0, math.log(2.0), None, "=", True), 1.0, 1e-12)
    close("a bound on its right side", rows.distance(12.0, 10.0, 0.6, 0.8, ">"), 0.0, 0.0)
    close("a bound on its wrong side", rows.distance(8.0, 10.0, 0.6, 0.8, ">"), -2.0, 1e-12)
    for text, dimension, value in (("2 mg", "kg", 2e-6), ("450 degC", "K", 723.15), ("21.3 %", "1", 0.213), ("10 K/min", "K/s", 1 / 6),
                                   ("3.7 cm^2", "m^2", 3.7e-4)):
        close(text, measured_films.number(text, dimension), value, 1e-9 * value)


def browser(folder):
    """The page in a headless browser: something is there, from left to right and down to the end."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        sys.exit(SKIP)
    path = folder.parent / "mine.csv"
    path.write_text("\n".join(OWN.split("\n")[:3]) + "\n")
    hold("report", validate(folder, "--measured", str(path), "--samples", "4").returncode == 0)
    picture = folder / "page.png"
    subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={folder / 'profile'}",
                    f"--screenshot={picture}", "--window-size=1150,900",
                    (folder / "report.html").as_uri()], capture_output=True, timeout=120)
    if not picture.exists():
        sys.exit(SKIP)  # a browser that cannot start here
    import matplotlib.image
    seen = matplotlib.image.imread(picture)[..., :3].mean(axis=2)
    dark = seen < 0.6
    hold("a light page", seen.mean() > 0.8, f"{seen.mean():.3f}")
    hold("with text over its width", dark[:, :400].any(axis=1).sum() > 100 and dark[:, 700:].any(axis=1).sum() > 20)


def main():
    tests = {f.__name__: f for f in (report, own, gases, bad, numbers, browser)}
    with tempfile.TemporaryDirectory() as scratch:
        tests[sys.argv[-1]](pathlib.Path(scratch) / "report")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
