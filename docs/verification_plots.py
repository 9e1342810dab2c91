#!/usr/bin/env python3
"""The pictures of docs/verification.md, from the cases of tests/verify.

    python3 docs/verification_plots.py build/vitrifloat [docs/verification]

About a minute.  Needs h5py, numpy and matplotlib.  A new picture: a function here, a line in PICTURES."""
import pathlib, sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "verify"))
import run_case
import energy as energies
import solid
import tanner as spreading


def gravity_current(axes):
    case, scale, time = solid.current_case(2e-6, 1e-3, 1e5)
    result = run_case.run(case)
    t, R = result.series["time_s"][1:], result.series["radius_equivalent_m"][1:]
    axes.loglog(t / time, R * 1e3, label="512 rings")
    axes.loglog(t / time, solid.HUPPERT * scale * t**0.125 * 1e3, "k--", lw=0.8, label="0.894 (ρ g V³ t/(3 η))^(1/8)")
    axes.set(xlabel="time / end", ylabel="radius [mm]", xlim=(1e-6, 1), ylim=(1, 12), title="gravity current on no slip")


def drop(axes):
    case, p = solid.drop_case(0.1, 50, 1000, 1e-3)
    result = run_case.run(case)
    r, h = result.centres()[0][0], result.field("h")[0]
    radius, slope = solid.cap(result)
    axes.plot(r * 1e3, h * 1e6, label="drop at rest, 1000 rings")
    inside = r < 1.05 * radius
    axes.plot(r[inside] * 1e3, (h[-1] + 0.5 * slope * radius * (1.0 - (r[inside] / radius) ** 2)) * 1e6, "k--", lw=0.8,
              label=f"its cap: slope {slope:.4f}, asked {p.slope:.4f}")
    axes.set(xlabel="r [mm]", ylabel="thickness [µm]", ylim=(-8, None), title="drop with precursor")


def tanner(axes):
    case, files = spreading.even_case(1000)
    even = spreading.Spreading(run_case.run(case, files=files))
    foot = spreading.Spreading(run_case.run(spreading.foot_case(500, 1e-6, 1.0)))
    for s, name, colour in ((even, "even precursor", "C0"), (foot, "foot of its own", "C1")):
        axes.semilogx(s.t / s.t[-1], np.gradient(np.log(s.R), np.log(s.t)), color=colour, label=name)
        axes.semilogx(s.t / s.t[-1], np.gradient(np.log(s.law), np.log(s.t)), "--", color=colour, lw=0.9, label="law, nothing fitted")
    axes.axhspan(0.09, 0.11, color="0.9", zorder=0)
    axes.set(xlabel="time / end", ylabel="d ln R/d ln t", ylim=(0.085, 0.145), title="spreading drops")


def energy(axes):
    case, p = solid.drop_case(0.1, 50, 1000, 1e-3, gravity="9.81 m/s^2", **energies.outputs(8000.0, 400))
    result, store = run_case.run(case), energies.Energy(1e-3, 9.81, potential=p)
    e = np.array([store.of(result, k)[0] for k in range(len(result.times))])
    axes.semilogy(result.times[:-1], np.maximum(e[:-1] - e[-1], 0.0) / (e[0] - e[-1]))
    axes.set(xlabel="time [s]", ylabel="energy above the last, of the loss", title="energy of a heavy drop")


PICTURES = {"gravity_current": gravity_current, "drop": drop, "tanner": tanner, "energy": energy}


def draw(folder):
    for name, picture in PICTURES.items():
        figure, axes = plt.subplots(figsize=(4.6, 3.2), dpi=100)
        picture(axes)
        if axes.get_legend_handles_labels()[0]:
            axes.legend(fontsize=7)
        axes.tick_params(labelsize=8)
        figure.tight_layout()
        figure.savefig(folder / f"{name}.png")


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).with_name("verification"))
    target.mkdir(parents=True, exist_ok=True)
    sys.argv = [sys.argv[0], str(pathlib.Path(sys.argv[1]).resolve()), "mpiexec", "-n", "draw"]
    run_case.main({"draw": lambda: draw(target)})
