"""A round hole in a film that the wall holds, S_eff = S < 0 (opens) or S > 0 (closes).

A film between a hole of radius R and a wall of radius W moves as u = A r + B/r; no flow through the wall and no other tension than S
at the edge give
    dR/dt = -(S/(2 eta h)) R (W^2 - R^2)/(W^2 + 3 R^2),   h = V/(pi (W^2 - R^2)), uniform,
which is exact for any R and goes over into R = R0 exp(-S t/(2 eta h)) while R << W (Debregeas, Martin & Brochard-Wyart 1995,
doi:10.1103/PhysRevLett.75.3886).
"""
import math

import numpy as np

from run_case import check, film, main, merge, planar, report, rings, run

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


if __name__ == "__main__":
    main({f.__name__: f for f in (axisymmetric, planar_opens, planar_closes, planar_closed)})
