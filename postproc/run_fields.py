"""A run directory as pictures need it: the fields of the whole bath at each output, and the columns of series.csv."""
import h5py
import numpy as np

REVOLVED_CELLS = 600  # pixels over the diameter of a revolved map


class Refusal(Exception):
    """What is wrong, in one line."""


class Run:
    """Whole-bath pictures of the steps in fields.h5."""

    def __init__(self, directory):
        path = directory / "fields.h5"
        if not directory.is_dir():
            raise Refusal(f"{directory} is not a directory")
        if not path.exists():
            raise Refusal(f"{directory} holds no fields.h5: not a run, or one that stopped before its first output")
        try:
            self.file = h5py.File(path, "r")
        except OSError as error:
            raise Refusal(f"cannot read {path}: {error}") from error
        attributes = self.file.attrs
        self.steps = sorted((k for k in self.file if k.startswith("step_")), key=lambda k: self.file[k].attrs["time"])
        if not self.steps or "bath" not in self.file:
            raise Refusal(f"{path} holds no finished output")
        self.title = attributes["title"]
        self.axisymmetric = attributes["geometry"] == "axisymmetric"
        self.quarter = attributes["symmetry"] == "quarter"
        self.dx, self.dy = attributes["dx_m"], attributes["dy_m"]
        self.x0, self.y0 = attributes["x0_m"], attributes["y0_m"]
        self.mask = self.whole(self.file["mask"][...]).astype(bool)
        self.bath = self.whole(self.file["bath"][...])
        ny, nx = self.mask.shape
        if self.axisymmetric:
            radius = self.file["mask"].shape[1] * self.dx
            self.extent = [-radius, radius, -radius, radius]
        elif self.quarter:
            self.extent = [-nx / 2 * self.dx, nx / 2 * self.dx, -ny / 2 * self.dy, ny / 2 * self.dy]
        else:
            self.extent = [self.x0, self.x0 + nx * self.dx, self.y0, self.y0 + ny * self.dy]

    def whole(self, a):
        """The whole bath from what the file holds."""
        if self.axisymmetric:
            n = REVOLVED_CELLS
            c = (np.arange(n) + 0.5) * 2.0 / n - 1.0
            index = np.floor(np.hypot(c, c[:, None]) * a.shape[1]).astype(int)
            return np.where(index < a.shape[1], a[0, np.minimum(index, a.shape[1] - 1)], 0)
        if self.quarter:
            a = np.concatenate([a[:, ::-1], a], axis=1)
            a = np.concatenate([a[::-1], a], axis=0)
        return a

    def time(self, step):
        return float(self.file[step].attrs["time"])

    def thickness(self, step):
        """Map [m], NaN where bare: a cell counts as film when at least half of its bath is covered."""
        group = self.file[step]
        h, c = self.whole(group["h"][...]), self.whole(group["c"][...])
        return np.where(self.mask & (c >= 0.5 * self.bath), h, np.nan)

    def line(self, profile):
        """x [m] and values of a map along the line y = 0."""
        if self.axisymmetric or self.quarter:
            profile = np.concatenate([profile[0, ::-1], profile[0]])
        else:
            ny = profile.shape[0]
            j = -self.y0 / self.dy - 0.5  # the row whose centre is y = 0, or the two beside it
            low, high = int(np.clip(np.floor(j + 1e-9), 0, ny - 1)), int(np.clip(np.ceil(j - 1e-9), 0, ny - 1))
            profile = 0.5 * (profile[low] + profile[high])
        x = self.extent[0] + (np.arange(profile.size) + 0.5) * self.dx
        return x, profile

    def section(self, step):
        """x [m] and mean thickness of the cells [m] along the line y = 0."""
        group = self.file[step]
        return self.line(group["h"][...] * group["c"][...])

    def levels(self, step):
        """x [m], level of the bath's surface and of the top [m] along the line y = 0, NaN beyond the bath; None when the bath is flat."""
        group = self.file[step]
        if "zb" not in group or not group["zb"][...].any():
            return None
        inside = self.line(self.file["mask"][...].astype(float))[1] > 0.5
        (x, bottom), (_, top) = self.line(group["zb"][...]), self.line(group["zt"][...])
        return x, np.where(inside, bottom, np.nan), np.where(inside, top, np.nan)

    def temperature(self, step):
        """Mean temperature of the film, or of the bath without film [K]; None when the run has none."""
        group = self.file[step]
        if "T" not in group:
            return None
        weight = group["m"][...] if "m" in group and group["m"][...].any() else self.file["mask"][...]
        return float(np.average(group["T"][...], weights=weight))


def read_series(directory):
    """Columns of series.csv by name; None when there is nothing to draw."""
    path = directory / "series.csv"
    if not path.exists():
        return None
    try:
        table = np.genfromtxt(path, delimiter=",", names=True, dtype=None, encoding="utf-8", invalid_raise=False)
    except ValueError as error:
        raise Refusal(f"cannot read {path}: {error}") from error
    table = np.atleast_1d(table)
    return table if table.size > 1 else None
