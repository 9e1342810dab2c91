"""A round hole in a film that the wall holds, S_eff = S < 0 (opens) or S > 0 (closes).

In between the sign of S_eff = S + rho g' h^2/2 decides; an oxide skin holds a band around that threshold.

A film between a hole of radius R and a wall of radius W moves as u = A r + B/r; no flow through the wall and no other tension than S
at the edge give
    dR/dt = -(S/(2 eta h)) R (W^2 - R^2)/(W^2 + 3 R^2),   h = V/(pi (W^2 - R^2)), uniform,
which is exact for any R and goes over into R = R0 exp(-S t/(2 eta h)) while R << W (Debregeas, Martin & Brochard-Wyart 1995,
doi:10.1103/PhysRevLett.75.3886).
"""
import math

import numpy as np

from run_case import check, check_below, film, main, merge, planar, report, rings, run

ETA, RHO, WALL = 1e5, 1560.0, 10e-3


def case(mesh, R0, S, time, h0=100e-6):
    area = math.pi * (WALL**2 - R0**2)
    return film(melt={"mass": f"{area * h0 * RHO:.17g} kg", "shape": "uniform", "holes": [{"radius": f"{R0} m"}]},
                interface={"spreading_coefficient": f"{S} N/m"}, mesh=mesh, process=[{"isothermal": "450 degC", "time": f"{time} s"}])


def exact_radius(R0, S, time, h0=100e-6):
    volume = h0 * (WALL**2 - R0**2)

    def slope(R):
        return -S * (WALL**2 - R * R) / (2.0 * ETA * volume) * R * (WALL**2 - R * R) / (WALL**2 + 3.0 * R * R)

    R, steps = R0, 4000
    dt = time / steps
    for _ in range(steps):
        a = slope(R)
        b = slope(R + 0.5 * dt * a)
        c = slope(R + 0.5 * dt * b)
        R += dt / 6.0 * (a + 2.0 * b + 2.0 * c + slope(R + dt * c))
    return R


def radius(result, row=-1):
    """Of the bare part of the bath, by area: what the film covered at the start plus what it lost."""
    return lambda first: math.sqrt(first**2 + (result.series["covered_area_m2"][0] - result.series["covered_area_m2"][row]) / math.pi)


def growth(result, R0):
    """Mean growth rate of ln R over the run."""
    return math.log(radius(result)(R0) / R0) / result.series["time_s"][-1]


def compare(mesh, R0, S, time, limit):
    result = run(case(mesh, R0, S, time))
    R = exact_radius(R0, S, time)
    check(f"hole {R0 * 1e3} mm, S = {S}: radius", radius(result)(R0), R, limit)
    check(f"hole {R0 * 1e3} mm, S = {S}: growth rate", growth(result, R0), math.log(R / R0) / time, 0.03)
    x, y = result.centres()
    film = (result.field("c") > 0.999) & (np.hypot(x, y) < 0.9 * WALL)
    check("film thickness", result.field("h")[film].mean(), 1e-4 * (WALL**2 - R0**2) / (WALL**2 - R**2), limit)
    return result


def axisymmetric():
    compare(rings(512), 1e-3, -0.2, 120.0, 0.002)
    compare(rings(512), 3e-3, 0.2, 60.0, 0.002)
    R0, time = 0.3e-3, 50.0  # small enough for the plain exponential
    result = run(case(rings(2048), R0, -0.2, time))
    check("growth rate of a small hole", growth(result, R0), 0.2 / (2.0 * ETA * 1e-4), 0.03)


def planar_opens():
    compare(planar(256), 1e-3, -0.2, 120.0, 0.01)


def planar_closes():
    compare(planar(256), 3e-3, 0.2, 60.0, 0.01)


def planar_closed():
    """A spreading film fills the hole; nothing is left of it."""
    result = run(case(planar(128), 1e-3, 0.2, 1500.0))
    check("hole count at the end, plus one", result["hole_count"] + 1, 1, 0.0)
    check("thickness of the closed film", result["thickness_mean_m"], 1e-4 * (1.0 - 0.01), 0.005)
    check("covered area", result["covered_area_m2"], math.pi * WALL**2, 0.005)


# ---- weight and oxide skin: which way does the hole go? ----
THICK, HEAVY_ETA = 500e-6, 1e3  # [m], [Pa s]: weight counts, and it moves within minutes
G_REDUCED = 9.80665 * (1.0 - RHO / 5820.0)
WEIGHT = 0.5 * RHO * G_REDUCED * THICK**2  # [N/m] rho g' h^2/2


def heavy(S, oxide=0.0, time=100.0, mesh=None, R0=2e-3):
    """Growth rate of a hole [1/s] in a film thick enough for its weight to count."""
    changes = {"gravity": "9.80665 m/s^2", "melt": {"viscosity": {"eta": f"{HEAVY_ETA} Pa s"}},
               "bath": {"oxide_fraction": 0.5 if oxide else 0, "oxide_yield_stress": f"{2.0 * oxide:.17g} N/m"}}
    return growth(run(merge(case(mesh or rings(512), R0, S, time, h0=THICK), changes)), R0)


def exact_rate(S_eff, R0=2e-3):
    q = (R0 / WALL) ** 2
    return -S_eff / (2.0 * HEAVY_ETA * THICK) * (1.0 - q) / (1.0 + 3.0 * q)


def zero(low, high, rate):
    """S at which the growth rate vanishes, from one run on either side."""
    a, b = rate(low), rate(high)
    return (low * b - high * a) / (b - a)


def threshold():
    """The hole closes above S = -rho g' h^2/2 and opens below it."""
    for part in (-0.02, 0.02):
        rate = heavy(-WEIGHT * (1.0 + part))
        report(rate * part > 0.0, f"S at {1.0 + part} of the threshold {-WEIGHT:.4g} N/m: {'opens' if rate > 0.0 else 'closes'}, {rate:.3g} /s")
        check("its rate", rate, exact_rate(-part * WEIGHT), 0.03)
    check("threshold", zero(-0.98 * WEIGHT, -1.02 * WEIGHT, heavy), -WEIGHT, 0.002)
    for S in (0.02, -0.02):
        check(f"S = {S} N/m: rate", heavy(S, time=1.0), exact_rate(S + WEIGHT), 0.03)


def threshold_planar():
    """The same in the plane, on a square bath: whose walls run along cells."""
    def rate(S):
        area = 4.0 * WALL**2 - math.pi * 2e-3**2
        square = {"bath": {"shape": "rectangle", "radius": None, "width": "20 mm", "height": "20 mm"}, "gravity": "9.80665 m/s^2",
                  "melt": {"viscosity": {"eta": f"{HEAVY_ETA} Pa s"}, "mass": f"{area * THICK * RHO:.17g} kg"}}
        return growth(run(merge(case(planar(64), 2e-3, S, 40.0), square)), 2e-3)

    check("threshold", zero(-0.9 * WEIGHT, -1.1 * WEIGHT, rate), -WEIGHT, 0.02)


def oxide():
    """A skin holds the edge while |S_eff| is below its stress, and takes that off beyond, in both directions."""
    held = 0.5 * WEIGHT
    for part in (-0.49, -0.2, 0.0, 0.3, 0.49):
        check_below(f"S_eff = {part} weight, skin 0.5: |rate|", abs(heavy(-WEIGHT * (1.0 - part), held)), 1e-4 * abs(exact_rate(held)))
    for part in (-1.5, -0.7, 0.7, 1.5):
        sign = 1.0 if part > 0.0 else -1.0
        check(f"S_eff = {part} weight, skin 0.5: rate", heavy(-WEIGHT * (1.0 - part), held), exact_rate((part - 0.5 * sign) * WEIGHT), 0.05)
    check("edge of the band above", zero(-0.45 * WEIGHT, -0.4 * WEIGHT, lambda S: heavy(S, held)), -0.5 * WEIGHT, 0.02)
    check("edge of the band below", zero(-1.55 * WEIGHT, -1.6 * WEIGHT, lambda S: heavy(S, held)), -1.5 * WEIGHT, 0.02)


if __name__ == "__main__":
    main({f.__name__: f for f in (axisymmetric, planar_opens, planar_closes, planar_closed, threshold,
                                        threshold_planar, oxide)})
