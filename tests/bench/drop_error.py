"""How far a computed drop is from an accurate solution of the same equation (tests/verify/round_drop.py)."""
import functools
import pathlib
import sys

import h5py
import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "verify"))
import round_drop  # noqa: E402

SIDE, END = 5.0, 1.0


class Reference:
    @functools.cached_property
    def profile(self):
        """Radii and thickness of the accurate solution, to the corner of the square."""
        r = np.linspace(0.0, 2.499, 5000)
        return r, round_drop.limit(END, r)

    def at(self, r):
        known, h = self.profile
        return np.interp(r, known, h)  # beyond 2.5 the precursor, flat to 1e-9

    def errors(self, r, h):
        """{relative L2 error, of the thickness at the centre, of the radius where it is 0.1}; places and thicknesses in units of the case."""
        exact = self.at(r)
        centre = np.polyfit(r[r < 0.2] ** 2, (h - exact)[r < 0.2], 1)[-1] / exact.max()
        near = abs(exact - 0.1) < 0.02
        slope = np.gradient(self.profile[1], self.profile[0])
        shift = np.mean((h - exact)[near] / -np.interp(r[near], self.profile[0], slope))
        radius = np.interp(-0.1, -self.profile[1], self.profile[0])
        return {"l2": float(np.linalg.norm(h - exact) / np.linalg.norm(exact)), "centre": float(centre), "radius": float(shift / radius)}

    def of_run(self, directory):
        with h5py.File(directory / "fields.h5") as f:
            last = max((k for k in f if k.startswith("step_")), key=lambda k: f[k].attrs["time"])
            h = f[last]["h"][...] * 1e3
            n = h.shape[0]
        x = ((np.arange(n) + 0.5) / n - 0.5) * SIDE
        return self.errors(np.hypot(x[:, None], x).ravel(), h.ravel())
