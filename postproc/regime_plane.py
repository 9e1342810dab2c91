"""Where a run lies on the regime map in closed form (physics/regime_map.h, docs/theory.md, 9.8), from what it leaves.

A floating film of thickness h0 at the start and h1 over the whole bath spreads as dh/dt = -(S + rho g' h^2/2)/(3 eta).  Its place has two
numbers, with a border at 0 of the first and at 1 of the second:

    force    S + rho g' h0^2/2 [N/m]: above 0 the edge is drawn outwards, below inwards
    spent    Lambda/needed, Lambda = integral of dt/eta: fluidity spent over what takes the film to the wall (to 1.25 of Langmuir's thickness
             where that comes first), or lets a hole open by a factor e where the force points inwards

S is its mean over the fluidity spent.  Films that stick to a solid have other laws and no place here.
"""
import csv
import math

LENS_MARGIN = 1.25  # as VF_LENS_MARGIN of physics/regime_map.h


def fluidity(S, rho_g, high, low):
    """Integral of 3 dh/(S + rho g' h^2/2) from low to high [1/Pa], infinite where the force vanishes on the way."""
    if S + 0.5 * rho_g * low * low <= 0.0:
        return math.inf
    if not rho_g > 0.0:
        return 3.0 * (high - low) / S
    q = math.sqrt(2.0 * abs(S) / rho_g)
    if S > 0.0:
        return 6.0 / (rho_g * q) * math.atan(q * (high - low) / (q * q + high * low))
    if S < 0.0:
        return 3.0 / (rho_g * q) * math.log1p(2.0 * q * (high - low) / ((high + q) * (low - q)))
    return 6.0 / rho_g * (1.0 / low - 1.0 / high)


def hole_fluidity(S, rho_g, h):
    """Fluidity over which a hole grows or shrinks by a factor e [1/Pa]."""
    return 2.0 * h / abs(S + 0.5 * rho_g * h * h)


def place(S, rho_g, h_start, h_wall, spent):
    """(force [N/m], spent over needed) of a film; None where that is no finite number."""
    weight = 0.5 * rho_g * h_start**2
    if not (math.isfinite(S) and h_start > 0.0 and 0.0 < h_wall and spent > 0.0):
        return None
    if S + weight > 0.0:
        rest = LENS_MARGIN * math.sqrt(-2.0 * S / rho_g) if S < 0.0 else 0.0
        needed = fluidity(S, rho_g, h_start, max(h_wall, rest)) if max(h_wall, rest) < h_start else 0.0
    else:
        needed = hole_fluidity(S, rho_g, h_start) if S + weight < 0.0 else 0.0
    return (S + weight, spent / needed) if 0.0 < needed < math.inf else None


def place_of_run(directory, bath_area):
    """place() of a run directory by its series.csv; None where there is none.  bath_area [m2]."""
    names = ("time_s", "viscosity_Pa_s", "spreading_coefficient_N_per_m", "thickness_mean_m", "edge_force_N_per_m", "covered_area_m2")
    try:
        with open(directory / "series.csv", newline="") as f:
            rows = csv.reader(f)
            head = next(rows)
            where = [head.index(name) for name in names]
            columns = [[float(row[k]) for k in where] for row in rows if len(row) == len(head)]
    except (OSError, StopIteration, ValueError):
        return None
    spent = drawn = 0.0
    for (t0, eta0, S0, *_), (t1, eta1, S1, *_) in zip(columns, columns[1:]):
        part = 0.5 * (t1 - t0) * (1.0 / eta0 + 1.0 / eta1)
        if part > 0.0:
            spent, drawn = spent + part, drawn + 0.5 * part * (S0 + S1)
    if not spent > 0.0:
        return None
    _, _, S, h, force, area = columns[0]
    return place(drawn / spent, max(2.0 * (force - S) / h**2, 0.0), h, h * area / bath_area, spent)
