"""Frozen films of the two cases with 500 pinholes, side by side: docs/pinholes.png.

usage: pinholes.py RUN_ON_GALLIUM RUN_ON_ALUMINA PICTURE     (directories of vitrifloat run inputs/cases/pinholes-*.yaml)
"""
import json
import pathlib
import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402


def last(directory):
    """Thickness of the covered cells [um], NaN elsewhere, share of bath, half the width [mm], summary."""
    directory = pathlib.Path(directory)
    with h5py.File(directory / "fields.h5") as f:
        step = max((k for k in f if k.startswith("step_")), key=lambda k: f[k].attrs["time"])
        h, c, bath = f[step]["h"][...], f[step]["c"][...], f["bath"][...]
        half = 0.5e3 * h.shape[1] * float(f.attrs["dx_m"])
    return np.where((c > 0.5 * bath) & (bath > 0.0), 1e6 * h, np.nan), bath, half, json.loads((directory / "summary.json").read_text())


figure, axes = plt.subplots(1, 2, figsize=(9.0, 4.2), constrained_layout=True)
for ax, directory, name in zip(axes, sys.argv[1:3], ("gallium", "alumina")):
    h, bath, half, summary = last(directory)
    box = [-half, half, -half, half]
    ax.imshow(np.where(bath > 0.5, 0.85, 1.0), cmap="gray", vmin=0.0, vmax=1.0, extent=box, origin="lower")
    film = ax.imshow(h, cmap="viridis", extent=box, origin="lower", vmin=np.nanpercentile(h, 1), vmax=np.nanpercentile(h, 99))
    figure.colorbar(film, ax=ax, shrink=0.8, label="thickness (µm)")
    ax.set_title(f"{name}: {100 * summary['covered_fraction']:.1f} % covered, {summary['hole_count']:.0f} holes, "
                 f"{summary['island_count']:.0f} piece(s)", fontsize=9)
    ax.set_xlabel("mm")
figure.savefig(sys.argv[3], dpi=75)
