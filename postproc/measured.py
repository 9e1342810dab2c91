"""Measured points beside simulated ones: the CSV files of inputs/measurements.h, as far as pictures need them."""
import csv
import math
import re

SIZES = {"GPU": 1.0, "mol/m^2/s/Pa": 1.0 / 3.346407e-10, "m": 1.0, "mm": 1e-3, "um": 1e-6, "nm": 1e-9, "kJ/mol": 1e3, "J/mol": 1.0, "K": 1.0, "": 1.0}


def number(text):
    """A number with one of the units above, or degC; ValueError otherwise."""
    value, unit = re.fullmatch(r"\s*(\S+?)\s*((?<=\s)\S+)?\s*", text).groups()
    if unit == "degC":
        return float(value) + 273.15
    if (unit or "") not in SIZES:
        raise ValueError(f"the unit {unit} is not known to pictures; one of {', '.join(filter(None, SIZES))}, degC is")
    return float(value) * SIZES[unit or ""]


def sigma(text, value, energy):
    """Standard deviation: of the logarithm, of an energy [J/mol] itself."""
    if text.endswith("%"):
        return 0.01 * float(text[:-1]) * (abs(value) if energy else 1.0)
    if text.startswith("factor "):
        return math.log(float(text[7:]))
    return number(text) if energy else number(text) / abs(value)


def read(path, zni):
    """Rows with relation '=' of glass that is not methylated and holds this much zni, without those of other samples (use: compare): dicts of
    numbers in GPU, m, K, J/mol."""
    rows = []
    with open(path, newline="", encoding="utf-8-sig") as f:
        lines = [(n, line) for n, line in enumerate(f, 1) if line.strip() and not line.startswith("#")]
    for (n, _), row in zip(lines[1:], csv.DictReader(line for _, line in lines)):
        try:
            if (row.get("relation") or "=") != "=" or float(row.get("methylated") or 0) or row.get("over_methylated") or row.get("over_zni"):
                continue
            if row.get("use") == "compare":
                continue
            if abs(float(row.get("zni") or 0) - zni) > 1e-9:
                continue
            value, energy = number(row["value"]), row["quantity"] == "activation_energy"
            rows.append({"quantity": row["quantity"], "gas": row["gas"], "over": row.get("over") or "", "T": number(row["temperature"]),
                         "T_to": number(row["temperature_to"]) if row.get("temperature_to") else None,
                         "thickness": number(row["thickness"]) if row.get("thickness") else None,
                         "value": value, "sigma": sigma(row["uncertainty"], value, energy)})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{path}:{n}: {error}") from error
    return rows


def near(row, T):
    return abs(row["T"] - T) <= 8.0


def permeances(rows, told, block):
    """(gas, permeance [GPU] through the simulated thickness, sigma of its logarithm, whether a simulated permeance stands behind it) at the block's
    temperature: permeances themselves, and the second gas of a selectivity below the simulated first."""
    here = {g["gas"]: g["permeance_GPU"] for g in block["gases"]}
    points = []
    for row in rows:
        if row["quantity"] == "permeance" and row["thickness"] and row["gas"] in here and near(row, block["temperature_K"]):
            points.append((row["gas"], row["value"] * row["thickness"] / told["thickness_effective_m"], row["sigma"], False))
    known = {p[0] for p in points}
    for row in rows:
        if row["quantity"] == "selectivity" and near(row, block["temperature_K"]) and {row["gas"], row["over"]} <= set(here) and row["over"] not in known:
            points.append((row["over"], here[row["gas"]] / row["value"], row["sigma"], True))
    return points
