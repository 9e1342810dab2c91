"""A line of the report: measured beside simulated, in units of the tables, and the plain sentence."""
import dataclasses
import math

KINDS = ("calibrated", "predicted, agrees", "predicted, does not agree", "not determined", "follows", "put in", "compared", "ruled out",
         "not ruled out", "to be measured")


@dataclasses.dataclass
class Row:
    section: str
    id: str
    what: str
    unit: str
    measured: float | None  # None: nobody has measured it
    sigma: float | None  # standard deviation of the measurement; of its logarithm where `logarithmic`
    simulated: float | None  # None: never reached
    spread: float | None = None  # standard deviation of what is simulated, from the library's uncertainties (and the calibration's)
    low: float | None = None  # 95 % of what is simulated
    high: float | None = None
    distance: float | None = None  # [standard deviations] simulated less measured
    kind: str = ""
    sentence: str = ""
    command: str = ""  # makes the simulated number
    key: str = ""  # where it then stands
    factor: float = 1.0  # what stands there, in units of the table
    relation: str = "="
    logarithmic: bool = False
    provenance: str = "verbatim"
    source: str = ""

    def cells(self):
        return {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}


def digits(x):
    """As tables have it: four digits at most, no more than a reader can use."""
    if x is None:
        return "–"
    if x == 0.0:
        return "0"
    if abs(x) >= 1e5 or abs(x) < 1e-3:
        return f"{x:.3g}".replace("e+0", "e").replace("e-0", "e-").replace("e+", "e")
    return f"{x:.0f}" if abs(x) >= 1e3 else f"{x:.3g}"


def told(row):
    """The measured value in words."""
    if row.measured is None:
        return "not measured"
    sign = "" if row.relation == "=" else row.relation + " "
    if row.logarithmic:
        return f"{sign}{digits(row.measured)} × or ÷ {math.exp(row.sigma):.3g}" if row.sigma > 0.4 else f"{sign}{digits(row.measured)} ± {100 * row.sigma:.2g} %"
    return f"{sign}{digits(row.measured)} ± {digits(row.sigma)}" if row.sigma else f"{sign}{digits(row.measured)}"


def distance(simulated, measured, sigma, spread, relation="=", logarithmic=False):
    """In standard deviations of both; a bound counts on its wrong side only."""
    if simulated is None or measured is None:
        return None
    if logarithmic:
        away, spread = math.log(simulated / measured), (spread or 0.0) / simulated
    else:
        away, spread = simulated - measured, spread or 0.0
    if (relation == ">" and away > 0.0) or (relation == "<" and away < 0.0):
        return 0.0
    return away / math.hypot(sigma or 0.0, spread if math.isfinite(spread) else 0.0)


def weak(row):
    """What a measurement that could hardly have failed would have let pass, as words; empty where it is a test."""
    if row.measured is None or row.logarithmic or row.relation != "=" or not row.sigma or row.sigma < 0.4 * abs(row.measured):
        return ""
    all_sigma = math.hypot(row.sigma, row.spread or 0.0)
    return f" A weak test: anything from {digits(row.measured - 2 * all_sigma)} to {digits(row.measured + 2 * all_sigma)} {row.unit} would have agreed.".replace(" %", " %")


def counted(rows):
    """How many lines of each kind, in words."""
    kinds = {}
    for r in rows:
        kinds[r.kind] = kinds.get(r.kind, 0) + 1
    return ", ".join(f"{n} {k}" for k, n in sorted(kinds.items(), key=lambda item: KINDS.index(item[0]) if item[0] in KINDS else 99))
