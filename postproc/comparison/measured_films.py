"""Measured films: CSV files with one measurement a line, columns by name, as inputs/measurements.h has them for gases.

    id, system        names; lines of one system share one bath, whose radius one line may calibrate
    quantity          see QUANTITIES
    bath              material of the library (default Ga); melt (default ZIF-62)
    bath_radius       with unit; without one the system's line marked `calibrate` has to find it
    bath_depth        default 1 mm
    mass              of the fragment; fragment_radius: of its disc (default 3 mm)
    start_thickness   of a film of crystals that covers its support from the start, in place of mass and fragment_radius
    amount_uncertainty   standard deviation of the mass or start_thickness given: 2%, or in its unit
    heating_rate, hold_temperature, hold_time, quench_gas, quench_flow     default 10 K/min, 450 degC, 5 min, N2, 300 mL/min
    relation          = (default), > or <: a bound counts only when the model is beyond it
    value             with unit
    uncertainty       standard deviation: 5%, factor 3, or in the unit of the value
    use               predict (default), calibrate (finds the bath's radius), or compare (shown, never counted)
    provenance        verbatim (default), derived or assumed: how the value came to be
    source            where it was read

Lines that begin with # and empty lines are left out; texts with commas stand between double quotes."""
import csv
import dataclasses
import math
import re

# unit: (dimension, SI size)
UNITS = {"kg": ("kg", 1.0), "g": ("kg", 1e-3), "mg": ("kg", 1e-6), "ug": ("kg", 1e-9),
         "m": ("m", 1.0), "cm": ("m", 1e-2), "mm": ("m", 1e-3), "um": ("m", 1e-6), "nm": ("m", 1e-9),
         "m^2": ("m^2", 1.0), "cm^2": ("m^2", 1e-4), "mm^2": ("m^2", 1e-6), "1/m": ("1/m", 1.0), "1/mm": ("1/m", 1e3),
         "s": ("s", 1.0), "min": ("s", 60.0), "h": ("s", 3600.0), "K": ("K", 1.0), "degC": ("K", 1.0),
         "K/min": ("K/s", 1.0 / 60.0), "degC/min": ("K/s", 1.0 / 60.0), "K/s": ("K/s", 1.0),
         "mL/min": ("m^3/s", 1e-6 / 60.0), "m^3/s": ("m^3/s", 1.0), "kg/m^3": ("kg/m^3", 1.0), "g/cm^3": ("kg/m^3", 1e3),
         "%": ("1", 1e-2), "": ("1", 1.0)}

# quantity: (dimension, key of summary.json, unit of tables, its SI size, what it is called)
QUANTITIES = {"thickness": ("m", "thickness_mean_m", "um", 1e-6, "mean thickness"),
              "thickness_std": ("m", "thickness_std_m", "um", 1e-6, "standard deviation of the thickness"),
              "flatness": ("m", "flatness_m", "um", 1e-6, "peak to valley of the thickness"),
              "covered_area": ("m^2", "covered_area_m2", "mm^2", 1e-6, "area of the film"),
              "covered_fraction": ("1", "covered_fraction", "", 1.0, "covered share of the bath"),
              "shrinkage": ("1", "shrinkage_pellet_to_glass", "%", 1e-2, "shrinkage from crystals to glass"),
              "glass_density": ("kg/m^3", "density_glass_kg_per_m3", "kg/m^3", 1.0, "density of the glass"),
              "fictive_temperature": ("K", "fictive_temperature_K", "K", 1.0, "fictive temperature"),
              "curvature": ("1/m", "curvature_mean_per_m", "1/m", 1.0, "mean curvature of the top"),
              "time_to_wall": ("s", None, "s", 1.0, "time from the first motion to the wall")}

# column: (dimension, lowest, highest), SI
NUMBERS = {"bath_radius": ("m", 1e-6, 10.0), "bath_depth": ("m", 1e-6, 10.0), "mass": ("kg", 1e-15, 10.0), "fragment_radius": ("m", 1e-7, 10.0),
           "start_thickness": ("m", 1e-9, 1e-2), "heating_rate": ("K/s", 1e-6, 1e3), "hold_temperature": ("K", 250.0, 3000.0),
           "hold_time": ("s", 1e-6, 1e8),
           "quench_flow": ("m^3/s", 0.0, 1.0)}
DEFAULTS = {"bath_depth": 1e-3, "fragment_radius": 3e-3, "heating_rate": 1.0 / 6.0, "hold_temperature": 723.15, "hold_time": 300.0,
            "quench_flow": 5e-6}
WORDS = {"relation": ("=", ">", "<"), "use": ("predict", "calibrate", "compare"), "provenance": ("verbatim", "derived", "assumed")}
TEXTS = {"id": "", "system": "", "quantity": "", "bath": "Ga", "melt": "ZIF-62", "quench_gas": "N2", "value": "", "uncertainty": "",
         "amount_uncertainty": "", "source": ""}
NEEDED = ("id", "system", "quantity", "value", "uncertainty")


class Wrong(Exception):
    """What is wrong with an input, one line a mistake."""


class Cell(Exception):
    """What is wrong with a cell and what would be right."""


@dataclasses.dataclass
class Film:
    """One measurement, SI."""

    id: str
    system: str
    quantity: str
    where: str  # FILE:LINE
    value: float
    sigma: float  # of the value; of its logarithm where `logarithmic`
    logarithmic: bool
    bath: str = "Ga"
    melt: str = "ZIF-62"
    bath_radius: float | None = None
    bath_depth: float = 1e-3
    mass: float | None = None
    fragment_radius: float = 3e-3
    start_thickness: float | None = None
    heating_rate: float = 1.0 / 6.0
    hold_temperature: float = 723.15
    hold_time: float = 300.0
    quench_gas: str = "N2"
    quench_flow: float = 5e-6
    relation: str = "="
    use: str = "predict"
    provenance: str = "verbatim"
    source: str = ""
    amount_sigma: float = 0.0  # relative standard deviation of mass or start_thickness


def number(text, dimension, low=-math.inf, high=math.inf, absolute=True):
    """A number with a unit of this dimension, in SI.  absolute: degC is a temperature and not a difference."""
    found = re.fullmatch(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*(\S*)\s*", text)
    right = " or ".join(u for u, (d, _) in UNITS.items() if d == dimension and u) if dimension != "1" else "none or %"
    if not found or found[2] not in UNITS or UNITS[found[2]][0] != dimension:
        raise Cell(f"is not usable ({text[:40]}); a number with the unit {right} is right")
    value = float(found[1]) * UNITS[found[2]][1] + (273.15 if found[2] == "degC" and absolute else 0.0)
    if not low <= value <= high:
        raise Cell(f"is out of range ({text[:40]}); {low:g} to {high:g} {dimension} is right")
    return value


def spread(text, value, dimension):
    """(standard deviation, whether of the logarithm)."""
    factor = re.fullmatch(r"factor\s+(\d+\.?\d*)", text.strip())
    if factor and float(factor[1]) > 1.0 and value > 0.0:
        return math.log(float(factor[1])), True
    share = re.fullmatch(r"(\d+\.?\d*)\s*%", text.strip())
    if share and float(share[1]) > 0.0:
        return 0.01 * float(share[1]) * (1.0 if dimension == "1" and value == 0.0 else abs(value)), False
    try:
        return number(text, dimension, low=1e-300, absolute=False), False
    except Cell as wrong:
        raise Cell(f"is not usable ({text[:40]}); a standard deviation above 0 is right: 5%, factor 3, or in the unit of the value") from wrong


def amount_spread(cells, told, complain):
    """Relative standard deviation of what was laid down."""
    text = (cells.get("amount_uncertainty") or "").strip()
    amount = "mass" if told.get("mass") else "start_thickness"
    if not text or not told.get(amount):
        return 0.0
    try:
        sigma, logarithmic = spread(text, told[amount], NUMBERS[amount][0])
    except Cell as wrong:
        complain("amount_uncertainty", str(wrong))
        return 0.0
    return sigma if logarithmic else sigma / told[amount]


def film(cells, where, complain):
    """A Film of a line's cells; every mistake goes to complain(column, what), and then there is none."""
    told, mistakes = {"where": where}, []

    def wrong(column, what):
        mistakes.append(column)
        complain(column, what)

    def take(column, read):
        text = (cells.get(column) or "").strip()
        try:
            told[column] = read(text)
        except Cell as mistake:
            wrong(column, str(mistake))

    def choice(options):
        def read(text):
            if text and text not in options:
                raise Cell(f"is not known ({text[:40]}); one of {', '.join(options)} is right")
            return text or options[0]
        return read

    def word(column):
        def read(text):
            if not text and column in NEEDED:
                raise Cell("is missing")
            return text or TEXTS[column]
        return read

    for column in ("id", "system", "bath", "melt", "quench_gas", "source"):
        take(column, word(column))
    for column, options in WORDS.items():
        take(column, choice(options))
    for column, (dimension, low, high) in NUMBERS.items():
        take(column, lambda text, c=column, d=dimension, ends=(low, high): number(text, d, *ends) if text else DEFAULTS.get(c))
    quantity = (cells.get("quantity") or "").strip()
    if quantity not in QUANTITIES:
        wrong("quantity", f"is not known ({quantity[:40]}); one of {', '.join(QUANTITIES)} is right")
        return None
    told["quantity"], dimension = quantity, QUANTITIES[quantity][0]
    take("value", lambda text: number(text, dimension))
    if "value" in told:
        try:
            told["sigma"], told["logarithmic"] = spread(cells.get("uncertainty") or "", told["value"], dimension)
        except Cell as mistake:
            wrong("uncertainty", str(mistake))
    if told.get("start_thickness") is None and told.get("mass") is None and "mass" in told:
        wrong("mass", "is missing; the fragment's mass, or start_thickness for a film that covers its support from the start, is right")
    told["amount_sigma"] = amount_spread(cells, told, wrong)
    if told.get("use") == "calibrate" and (quantity != "thickness" or told.get("relation") != "="):
        wrong("use", "calibrate finds the bath's radius from a thickness with relation =; predict is right here")
    return None if mistakes else Film(**told)


def read(path):
    """Films of a file.  @raise Wrong with every mistake in a line of its own: FILE:LINE: column: what; what is right."""
    wrong, films = [], []
    try:
        with open(path, newline="", encoding="utf-8-sig") as f:
            lines = [(n, line) for n, line in enumerate(f, 1) if line.strip() and not line.startswith("#")]
    except (OSError, UnicodeDecodeError) as error:
        raise Wrong(f"{path}: cannot be read: {error}") from error
    if not lines:
        raise Wrong(f"{path}:1: holds no measurements")
    header = [name.strip() for name in next(csv.reader([lines[0][1]]))]
    known = [*TEXTS, *WORDS, *NUMBERS]
    for name in header:
        if name not in known or header.count(name) > 1:
            raise Wrong(f"{path}:{lines[0][0]}: line: has a column that is {'there twice' if name in known else 'not known'} ({name[:40]}); "
                        f"{', '.join(known)} are right")
    if set(NEEDED) - set(header):
        raise Wrong(f"{path}:{lines[0][0]}: line: lacks columns; {', '.join(NEEDED)} are needed")
    for n, line in lines[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != len(header):
            wrong.append(f"{path}:{n}: line: has {len(cells)} cells; {len(header)}, as the first line, is right (a text with commas stands between "
                         f"double quotes)")
            continue
        told = film(dict(zip(header, cells)), f"{path}:{n}", lambda column, what: wrong.append(f"{path}:{n}: {column}: {what}"))
        if told and told.id in {f.id for f in films}:
            wrong.append(f"{path}:{n}: id: is there twice ({told.id}); a name of its own is right")
        elif told:
            films.append(told)
    wrong += together(films)
    if wrong:
        raise Wrong("\n".join(wrong))
    return films


def together(films):
    """What is wrong between lines: a system has one line at most that calibrates, and needs one where a radius is missing."""
    for f in films:
        calibrating = [g for g in films if g.system == f.system and g.use == "calibrate"]
        if f.use == "calibrate" and calibrating[0] is not f:
            yield f"{f.where}: use: calibrates system {f.system} a second time; one line a system is right"
        if f.use == "calibrate" and f.bath_radius:
            yield f"{f.where}: bath_radius: is given and to be calibrated too; one of both is right"
        if not f.bath_radius and not calibrating and f.start_thickness is None:
            yield f"{f.where}: bath_radius: is missing, and no line of system {f.system} is to calibrate it; a radius, or use calibrate, is right"
