"""Pictures of gas transport: DIR/transport.png from transport.json, transport.h5 and, of a run, fields.h5."""
import json
import math

import h5py
import matplotlib.pyplot as plt
import numpy as np

import measured
from drawing import PALETTE

GAS_CONSTANT = 8.31446261815324
# Upper bounds of polymers, selectivity = (P/k)^(1/n) with P in Barrer of the faster gas: L. M. Robeson, J. Membr. Sci. 320, 390 (2008),
# doi:10.1016/j.memsci.2008.04.030, k as a public transcription of its table 12 has it, n from memory; B. Comesana-Gandara et al., Energy Environ.
# Sci. 12, 2733 (2019), doi:10.1039/C9EE01384A, from memory.  Not checked against either paper.
BOUNDS = {"CO2/N2": [("2008", 30_967_000.0, -2.888), ("2019", 755_580_000.0, -3.409)],
          "CO2/CH4": [("2008", 5_369_140.0, -2.636), ("2019", 22_584_000.0, -2.401)]}


def of_gas(block, name):
    return next((g for g in block["gases"] if g["gas"] == name), None)


def measured_points(axis, points, place, colour):
    """Measured permeances with two standard deviations; hollow where a selectivity is hung on a simulated permeance."""
    for gas, value, sigma, hung in points:
        reach = [[value * (1.0 - math.exp(-2.0 * sigma))], [value * (math.exp(2.0 * sigma) - 1.0)]]
        axis.errorbar([place(gas)], [value], yerr=reach, fmt="s", color=colour, mfc="white" if hung else colour, ms=6, capsize=3, zorder=3)


def sieving(axis, told, rows):
    """Permeance against the size that sieves."""
    for block, colour in zip(told["at"], PALETTE):
        gases = sorted(block["gases"], key=lambda g: g["diameter_m"])
        axis.semilogy([1e10 * g["diameter_m"] for g in gases], [g["permeance_GPU"] for g in gases], "o", color=colour,
                      label=f"{block['temperature_K']:.0f} K")
        if block is told["at"][0]:
            for g in gases:
                axis.annotate(g["gas"], (1e10 * g["diameter_m"], g["permeance_GPU"]), textcoords="offset points", xytext=(4, 4), fontsize=8)
        size = {g["gas"]: 1e10 * g["diameter_m"] for g in gases}
        measured_points(axis, measured.permeances(rows, told, block), size.get, colour)
    if rows:
        axis.plot([], [], "s", color="0.4", label="measured, 2 sigma")
        axis.plot([], [], "s", color="0.4", mfc="white", label="by selectivity, from simulated")
    axis.set(xlabel="sieving diameter [angstrom]", ylabel="permeance [GPU]", title="Permeance by size")
    axis.legend(fontsize=8)


def slope_band(axis, inverse, middle, row, colour):
    """The measured activation energy as a line through the middle of the simulated points, with two standard deviations."""
    x = np.linspace(min(inverse), max(inverse), 20)
    line = lambda energy: middle[1] * np.exp(-energy / GAS_CONSTANT * 1e-3 * (x - middle[0]))
    axis.plot(x, line(row["value"]), "--", color=colour, lw=1)
    axis.fill_between(x, line(row["value"] - 2 * row["sigma"]), line(row["value"] + 2 * row["sigma"]), color=colour, alpha=0.15, lw=0)


def arrhenius(axis, told, rows):
    for k, gas in enumerate(g["gas"] for g in told["at"][0]["gases"]):
        inverse = [1e3 / b["temperature_K"] for b in told["at"]]
        energy = told["activation_energy_J_per_mol"][gas]
        axis.semilogy(inverse, [of_gas(b, gas)["permeance_GPU"] for b in told["at"]], "o-", color=PALETTE[k % len(PALETTE)],
                      label=f"{gas}, {1e-3 * energy:.1f} kJ/mol")
        P = [of_gas(b, gas)["permeance_GPU"] for b in told["at"]]
        middle = float(np.mean(inverse)), float(np.exp(np.mean(np.log(P))))
        for row in rows:
            if row["quantity"] == "activation_energy" and row["gas"] == gas:
                slope_band(axis, inverse, middle, row, PALETTE[k % len(PALETTE)])
        for b in told["at"]:
            measured_points(axis, [p for p in measured.permeances(rows, told, b) if p[0] == gas and not p[3]], lambda _: 1e3 / b["temperature_K"], PALETTE[k % len(PALETTE)])
    if any(row["quantity"] == "activation_energy" for row in rows):
        axis.plot([], [], "--", color="0.4", label="measured energy, 2 sigma")
    axis.set(xlabel="1000 K / T", ylabel="permeance [GPU]", title="Arrhenius")
    axis.legend(fontsize=7)


def upper_bound(axis, told):
    """Selectivity against permeability, with what polymers reach."""
    block = told["at"][0]
    for (pair, bounds), colour in zip(BOUNDS.items(), PALETTE):
        fast, slow = (of_gas(block, name) for name in pair.split("/"))
        if not fast or not slow:
            continue
        P = np.geomspace(1.0, max(1e5, 3.0 * fast["permeability_Barrer"]), 50)
        for (year, k, n), style in zip(bounds, ("--", "-")):
            axis.loglog(P, (P / k) ** (1.0 / n), style, color=colour, lw=1, label=f"{pair}, bound {year}")
        axis.loglog(fast["permeability_Barrer"], fast["permeance_GPU"] / slow["permeance_GPU"], "o", color=colour, label=f"{pair}, here")
    axis.set(xlabel="permeability of the faster gas [Barrer]", ylabel="ideal selectivity", title=f"Upper bounds, {block['temperature_K']:.0f} K")
    axis.legend(fontsize=7)


def records(axis, directory, told):
    """Pressure behind the membrane over time; with a constant volume the line whose foot is the time lag."""
    with h5py.File(directory / "transport.h5") as f:
        first = told["measurements"][0]["temperature_K"]
        shown = [(name, record) for name, record in zip(sorted(f), told["measurements"]) if record["temperature_K"] == first]
        for k, (name, record) in enumerate(shown):
            time, p = f[name]["time"][...], np.atleast_2d(f[name]["permeate_pressure"][...].T)[0]
            lag, colour = record.get("time_lag_s"), PALETTE[k % len(PALETTE)]
            unit = lag or time[-1]
            axis.plot(time / unit, p / p[-1], color=colour, label=f"{record['gases'][0]['gas']}, {'lag' if lag else 'end'} {unit:.3g} s")
            if lag:
                slope = (p[-1] - p[2 * p.size // 3]) / (time[-1] - time[2 * p.size // 3])
                axis.plot([1.0, time[-1] / unit], [0.0, slope * (time[-1] - lag) / p[-1]], ":", color=colour, lw=1)
    axis.set(xlabel="time over time lag" if told["rig"] == "constant_volume" else "time over length",
             ylabel="permeate pressure over its last", title=f"{told['rig'].replace('_', ' ')}, {first:.0f} K")
    axis.legend(fontsize=7)


def local_flux(axis, run, told):
    """Where the gas goes: thickness relative to the effective one, inverted."""
    h = run.thickness(run.steps[-1])
    image = axis.imshow(told["thickness_effective_m"] / h, origin="lower", extent=[1e3 * e for e in run.extent], cmap="viridis")
    axis.figure.colorbar(image, ax=axis, label="local flux over its mean")
    axis.set(xlabel="x [mm]", ylabel="y [mm]", title="Local flux through the film")


def draw(directory, run=None, csv_file=None):
    """Writes DIR/transport.png; run: the Run of plot.py, for the map; csv_file: measurements to draw beside.  Returns its path, None when there is
    no transport.json."""
    path = directory / "transport.json"
    if not path.exists():
        return None
    told = json.loads(path.read_text())
    rows = measured.read(csv_file, told.get("zni_fraction", 0.0)) if csv_file else []
    panels = [(sieving, (told, rows)), (upper_bound, (told,))]
    if len(told["at"]) > 1:
        panels.append((arrhenius, (told, rows)))
    if told.get("measurements") and (directory / "transport.h5").exists():
        panels.append((records, (directory, told)))
    if run is not None:
        panels.append((local_flux, (run, told)))
    columns = min(len(panels), 3)
    rows = -(-len(panels) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(5.2 * columns, 4.4 * rows), squeeze=False, constrained_layout=True)
    for axis in axes.flat[len(panels):]:
        axis.set_visible(False)
    for axis, (panel, arguments) in zip(axes.flat, panels):
        panel(axis, *arguments)
    figure.suptitle(f"{told['title']}: {1e6 * told['thickness_mean_m']:.3g} um, {told['film'].split('/')[-1]}", fontsize=10)
    out = directory / "transport.png"
    figure.savefig(out, dpi=110)
    plt.close(figure)
    return out
