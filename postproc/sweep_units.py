"""Names and units of case keys and results as pictures show them; tables are in SI."""
import numpy as np

NAMES = {
    "thickness_mean_m": "mean thickness",
    "thickness_centre_m": "thickness in the middle",
    "thickness_std_m": "standard deviation of the thickness",
    "thickness_min_m": "least thickness",
    "thickness_max_m": "largest thickness",
    "flatness_m": "peak to valley of the thickness",
    "covered_area_m2": "covered area",
    "covered_fraction": "covered share\nof the bath",
    "hole_area_m2": "area of holes",
    "hole_count": "holes",
    "time_s": "time",
    "bath.material": "bath",
}
SUFFIXES = [  # of keys of summary.json, longer ones first
    ("_kg_per_m3", "kg/m^3"), ("_N_per_m", "N/m"), ("_K_per_s", "K/s"), ("_m_per_s", "m/s"), ("_per_m", "1/m"), ("_Pa_s", "Pa s"), ("_m2", "m^2"),
    ("_deg", "degree"), ("_kg", "kg"), ("_Pa", "Pa"), ("_m", "m"), ("_s", "s"), ("_K", "K"), ("_B", "B"),
]
PREFIXED = {  # unit: (largest value shown so, factor, text), tried in order
    "m": [(1e-7, 1e9, "nm"), (1e-3, 1e6, "µm"), (1.0, 1e3, "mm")],
    "m^2": [(1e-8, 1e12, "µm²"), (1.0, 1e6, "mm²")],
    "kg": [(1e-7, 1e9, "µg"), (1e-3, 1e6, "mg"), (1.0, 1e3, "g")],
    "s": [(600.0, 1.0, "s"), (7200.0, 1.0 / 60.0, "min"), (np.inf, 1.0 / 3600.0, "h")],
    "m^3/s": [(1e-3, 6e7, "mL/min")],
    "Pa": [(1e4, 1.0, "Pa"), (1e6, 1e-3, "kPa"), (np.inf, 1e-6, "MPa")],
    "B": [(np.inf, 1e-6, "MB")],
}
COLDEST_SHOWN = 250.0  # [K] above it a number in kelvin is a temperature, not a difference


def unit_of(key):
    """Unit that a key of summary.json ends in, "" without one."""
    return next((unit for ending, unit in SUFFIXES if key.endswith(ending)), "")


def name_of(key):
    """A key in words: "melt mass", "hole largest"."""
    if key in NAMES:
        return NAMES[key]
    ending = next((ending for ending, _ in SUFFIXES if key.endswith(ending)), "")
    return key[: len(key) - len(ending)].replace(".", " ").replace("_", " ")


class Scale:
    """From SI to what is shown, one for all values of an axis: (value - zero) * factor, in `unit`."""

    def __init__(self, unit, values):
        finite = np.abs(np.asarray(values, float))
        finite = finite[np.isfinite(finite)]
        top = finite.max(initial=0.0)
        self.zero, self.factor, self.unit = 0.0, 1.0, superscript(unit)
        for most, factor, text in PREFIXED.get(unit, []):
            if top < most:
                self.factor, self.unit = factor, text
                break
        if unit == "K" and finite.size and finite.min() >= COLDEST_SHOWN:
            self.zero, self.unit = 273.15, "°C"

    def __call__(self, values):
        return (np.asarray(values, float) - self.zero) * self.factor

    def label(self, name):
        return f"{name} ({self.unit})" if self.unit else name

    def text(self, value):
        return f"{float(self(value)):.4g}" + (f" {self.unit}" if self.unit else "")


def superscript(unit):
    return unit.replace("^2", "²").replace("^3", "³").replace("degree", "°")


def scale_of(key, unit, values):
    """The scale of a column, and its label."""
    scale = Scale(unit, values)
    if unit == "m" and key.startswith(("thickness", "flatness")):
        scale.factor, scale.unit = 1e6, "µm"  # whatever its size: films are told in micrometres
    return scale, scale.label(name_of(key))
