#!/usr/bin/env python3
"""Pictures of sweeps (postproc/plot_sweep.py) on the directories of fake_sweep.py.

usage: sweep_pictures.py TEST      TEST: numbers | ranking | regimes | pictures | refusals"""
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile

import numpy as np

POSTPROC = pathlib.Path(__file__).resolve().parents[3] / "postproc"
sys.path.insert(0, str(POSTPROC))

import matplotlib  # noqa: E402

matplotlib.use("Agg")

import fake_sweep as fake  # noqa: E402
import plot_sweep  # noqa: E402
import regime_plane  # noqa: E402
import sobol_indices  # noqa: E402
import sweep_plan  # noqa: E402
import sweep_ranking  # noqa: E402
import sweep_regimes  # noqa: E402
import sweep_units  # noqa: E402
from run_fields import Refusal  # noqa: E402
from sweep_table import Sweep  # noqa: E402

FEW_PHI = {**fake.PHI, "values": fake.PHI["values"][::3]}
FEW_VISCOSITY = {**fake.VISCOSITY, "values": fake.VISCOSITY["values"][::3]}


def numbers(directory):
    """The right members stand behind each point, with the right spread, units and names; what failed is counted."""
    sample = fake.saltelli(16, 3)
    gone = lambda v: v["bath.material"] == "Ga" and v["sample.row"] in ("2", "5") and v["sample.matrix"] in ("A", "AB2")
    sweep = Sweep(fake.write(directory / "a", "a", [fake.METAL, fake.MASS], sample, 16, broken=gone))
    plan = sweep_plan.plan(sweep)
    assert plan.x.key == "melt.mass" and plan.series.key == "bath.material" and plan.panel is None and plan.y is None and not plan.pooled
    assert plan.x.shown().tolist() == [1.0, 2.0, 3.0, 4.0, 5.0] and plan.x.label() == "melt mass (mg)" and plan.x.labels[0] == "1 mg"
    h = sweep.values("thickness_mean_m")
    for metal, failed in (0, 4), (3, 0):
        name, mass = fake.METAL["values"][metal][0], fake.MASS["values"][1][0]
        rows = [r for r in sample if r["sample.matrix"] in ("A", "B")]
        kept = [r for r in rows if not gone({"bath.material": name, **r})]
        there = [fake.member({"bath.material": name, "melt.mass": mass, **r})[4] for r in kept]
        spread = sweep_plan.Spread(sweep, h, sweep.select({plan.x: 1, plan.series: metal}))
        assert spread.n == len(there) and spread.failed == failed and spread.median == np.median(there)
        assert spread.high95 == np.percentile(there, 97.5)
    scale, label = sweep_units.scale_of("thickness_mean_m", "m", h)
    assert label == "mean thickness (µm)" and scale(4.5e-6) == 4.5
    assert sweep_units.Scale("K", [293.15, 723.15])(723.15) == 450.0 and sweep_units.Scale("K", [0.5, 3.0])(3.0) == 3.0
    assert sweep_units.unit_of("viscosity_Pa_s") == "Pa s" and sweep_units.unit_of("hole_count") == ""
    assert sweep_units.unit_of("covered_area_m2") == "m^2"
    maps = sweep_plan.plan(Sweep(fake.write(directory / "b", "b", [fake.METAL, FEW_PHI, FEW_VISCOSITY])))
    assert (maps.x.key, maps.y.key, maps.panel.key) == ("interface.interaction_parameter", "melt.viscosity.scale", "bath.material") and maps.y.log
    both = {"columns": ["melt.radius", "mesh.cells"], "units": ["m", ""], "values": [["0.002", "[128]"], ["0.003", "[256]"]], "log": False}
    zipped = Sweep(fake.write(directory / "c", "c", [fake.METAL, both]))
    assert np.bincount(zipped.axes[1].row).tolist() == [4, 4] and zipped.axes[1].label() == "melt radius (mm)  (with it mesh cells)"


def ranking(directory):
    """Indices are those of the members' results, rows that lack a member left out; indices.csv holds them."""
    sample = fake.saltelli(64, 5)
    gone = lambda v: (v["sample.row"], v["sample.matrix"]) in (("7", "AB3"), ("9", "B"))
    axes = [{**fake.METAL, "values": fake.METAL["values"][:2]}]
    sweep = Sweep(fake.write(directory / "a", "a", axes, sample, 64, broken=gone))
    for log in False, True:
        paths, complaints = sweep_ranking.draw(sweep, "thickness_mean_m", directory / "indices.png", log)
        assert not complaints and paths == [directory / "indices.png", directory / "indices.csv"]
        table = list(csv.DictReader(open(directory / "indices.csv", newline="")))
        assert len(table) == 8 and all(row["rows"] == "62" and row["rows_left_out"] == "2" for row in table)
        for metal in "Ga", "Ga-Sn10wt":
            def results(matrix):
                h = np.array([fake.member({"bath.material": metal, **r})[4] for r in sample
                              if r["sample.matrix"] == matrix and r["sample.row"] not in ("7", "9")])
                return np.log10(h) if log else h

            exact = sobol_indices.estimate(results("A"), results("B"), np.array([results(f"AB{i}") for i in range(1, 5)]))
            rows = [row for row in table if row["combination"] == metal]
            np.testing.assert_allclose([float(r["first"]) for r in rows], exact.first.value, rtol=1e-5, atol=1e-6)
            np.testing.assert_allclose([float(r["total_high"]) for r in rows], exact.total.high, rtol=1e-5, atol=1e-6)


def regimes(directory):
    """Places on the map in closed form: the fluidity needed takes a film exactly to the wall, and opens a hole by a factor e."""
    for S, weight, h0, h1 in (0.2, 8000.0, 5e-5, 5e-6), (1e-3, 8000.0, 2e-3, 1e-3), (-1e-3, 8000.0, 3e-3, 1e-4), (0.1, 0.0, 5e-5, 5e-6):
        end = max(h1, regime_plane.LENS_MARGIN * np.sqrt(-2.0 * S / weight)) if S < 0.0 else h1
        h = np.linspace(end, h0, 20001)
        f = 3.0 / (S + 0.5 * weight * h * h)
        needed = float(np.sum(0.5 * (f[1:] + f[:-1])) * (h[1] - h[0]))
        force, spent = regime_plane.place(S, weight, h0, h1, 0.25 * needed)
        assert abs(spent / 0.25 - 1.0) < 1e-5 and abs(force - (S + 0.5 * weight * h0**2)) < 1e-15, (S, spent)
    force, spent = regime_plane.place(-0.1, 8000.0, 5e-5, 5e-6, 2.0 * 5e-5 / (0.1 - 4000.0 * 25e-10))
    assert force < 0.0 and abs(spent - 1.0) < 1e-12
    sweep = Sweep(fake.write(directory / "a", "a", [FEW_PHI, FEW_VISCOSITY], runs=True))
    place, regime = sweep_regimes.places(sweep), sweep.words("regime")
    assert np.isfinite(place).all()
    assert (place[regime == "spread to the wall", 1] > 0.9).all() and (place[regime == "frozen while spreading", 1] < 1.1).all()
    assert (place[np.isin(regime, ("dewetted", "lens")), 0] < 0.0).all()


def plot(*arguments):
    """vitrifloat plot as a program."""
    return subprocess.run([sys.executable, str(POSTPROC / "plot.py"), *map(str, arguments)], capture_output=True, text=True, timeout=100)


def pictures(directory):
    """Each kind of sweep has its pictures."""
    some = {**fake.MASS, "values": fake.MASS["values"][::2]}
    metals = {**fake.METAL, "values": fake.METAL["values"][::3]}
    broken = lambda v: v.get("melt.mass") == fake.MASS["values"][4][0] and v.get("bath.material") == "Sn"
    kinds = {
        "programmes": (([metals, some, fake.PROCESS],), {"broken": broken}, ["thickness.png", "regimes.png"]),
        "sampled": (([metals, some], fake.saltelli(16, 1), 16), {"broken": broken},
                    ["thickness.png", "distribution.png", "indices.png", "indices.csv", "regimes.png"]),
        "map": (([FEW_PHI, FEW_VISCOSITY],), {"runs": True}, ["thickness.png", "regimes.png"]),
        "sample": (([], fake.saltelli(64, 1), 64), {}, ["thickness.png", "indices.png", "indices.csv"]),
    }
    for name, (arguments, options, expected) in kinds.items():
        d = fake.write(directory / name, f"{name}: a title", *arguments, **options)
        written, _ = plot_sweep.draw(d)
        assert written == [d / e for e in expected], (name, written)
        for e in expected:
            if e.endswith(".png"):
                assert (d / e).read_bytes().startswith(b"\x89PNG") and (d / e).stat().st_size > 12000, (name, e)
    d = directory / "sampled"
    done = plot(d, "-o", directory / "mine.png")
    assert done.returncode == 0 and done.stdout.split()[:2] == [str(directory / "mine.png"), str(d / "distribution.png")], done.stdout + done.stderr
    assert done.stderr.count("\n") == 2 and "Sn, 5 mg: 0 of 16 rows" in done.stderr, done.stderr
    assert "matrices A and B of the sample correlate by" in done.stderr, done.stderr  # as any 16 random rows do somewhere
    assert plot_sweep.draw(directory / "map", "covered_fraction") == ([directory / "map" / "covered_fraction.png"], [])


def refusals(directory):
    """What cannot be drawn is said in one line."""
    def refused(words, *arguments):
        try:
            plot_sweep.draw(*arguments)
        except Refusal as refusal:
            assert words in str(refusal) and "\n" not in str(refusal), (words, refusal)
            return
        raise AssertionError(f"drawn, should be refused: {words}")

    refused("none of the 5 members", fake.write(directory / "failed", "failed", [fake.MASS], broken=lambda v: True))
    refused("a sweep of one member", fake.write(directory / "one", "one", [{**fake.METAL, "values": [["Ga"]]}]))
    refused("is the same for all draws", fake.write(directory / "same", "same", [], fake.saltelli(16, 1), 16, constant=True))
    d = fake.write(directory / "fine", "fine", [fake.MASS])
    refused("no column thicknes_mean_m; did you mean thickness_mean_m", d, "thicknes_mean_m")
    refused("regime holds words", d, "regime")
    (d / "sweep.json").write_text("{")
    refused("cannot read", d)
    (directory / "one" / "results.csv").unlink()
    refused("no results.csv yet", directory / "one")
    few = fake.write(directory / "few", "few", [{**fake.METAL, "values": [["Ga"]]}], fake.saltelli(4, 1), 4)
    assert any("8 are needed for indices" in note for note in plot_sweep.draw(few)[1])
    for words, *arguments in ("cannot read", d), ("--log for sweeps", directory, "--log"), ("a movie is of one run", few, "--movie"):
        done = plot(*arguments)
        assert done.returncode == 2 and done.stderr.count("\n") == 1 and words in done.stderr and not done.stdout, (words, done.stdout, done.stderr)


def main():
    name = sys.argv[1]
    directory = pathlib.Path(tempfile.mkdtemp(prefix="sweep_pictures_"))
    try:
        globals()[name](directory)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
