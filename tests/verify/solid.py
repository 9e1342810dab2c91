"""Films that stick to a solid, on rings: gravity current, drop at rest, and what a step may be.

A drop needs a precursor, and a film on rings starts as a disc.  The disc's edge has S above the depth of the `power` potential, so that
it draws a foot, which runs ahead and covers the solid; from then on S exerts no force, and drop and precursor are left.
"""
import math

import numpy as np

from run_case import check, check_below, disc_mass, film, main, merge, report, rings, run

RHO, GAMMA, ETA, M, N = 1560.0, 0.05, 1.0, 3, 9


def solid(wall, **changes):
    """A film of 1 Pa s on a solid, isothermal, without gravity."""
    base = film(bath={"material": "alumina", "density": None, "radius": f"{wall} m"},
                melt={"surface_tension": f"{GAMMA} N/m", "viscosity": {"eta": f"{ETA} Pa s"}},
                interface={"spreading_coefficient": "0 N/m", "potential": "none"})
    return merge(base, changes)


def last(time):
    return [{"isothermal": "450 degC", "time": f"{time:.17g} s"}]


class Potential:
    """phi of the power law whose depth is gamma_m (1 - cos angle)."""

    def __init__(self, angle, h0):
        self.h0, self.depth = h0, GAMMA * (1.0 - math.cos(angle))
        self.B = self.depth * (M - 1) * (N - 1) / (N - M) / h0
        self.slope = math.sqrt(2.0 * self.depth / GAMMA)  # of small slopes

    def phi(self, h):
        x = self.h0 / h
        return self.B * self.h0 * (x ** (N - 1) / (N - 1) - x ** (M - 1) / (M - 1))

    def dphi(self, h):
        x = self.h0 / h
        return self.B * (x**M - x**N)

    def keys(self, S):
        return {"spreading_coefficient": f"{S} N/m", "potential": "power", "B": f"{self.B:.17g} Pa", "h0": f"{self.h0:.17g} m", "m": M,
                "n": N}


def cap(result, step=-1):
    """Radius and slope of the parabola through the upper half of the drop, where it meets the precursor's level at the wall."""
    r, h = result.centres()[0][0], result.field("h", step)[0]
    top = h > 0.5 * h[0]
    bend, height = np.polyfit(r[top] ** 2, h[top], 1)
    height -= h[-1]
    return math.sqrt(-height / bend), 2.0 * math.sqrt(-bend * height)


# ---- gravity current: R = C (rho g V^3/(3 eta))^(1/8) t^(1/8) (Huppert 1982), C = (1024/(81 pi^3))^(1/8) = 0.894 -------------------

HUPPERT = (1024.0 / (81.0 * math.pi**3)) ** 0.125


def current_case(h0, eta, length, gravity=1000.0, radius=2e-3, cells=512):
    """A disc that collapses for `length` times the time at which the similarity solution has the disc's radius.  Strong gravity and
    little surface tension (capillary length 8 um) leave the front to gravity; Huppert's front has no drag of its own, and that of
    the wedge (solver/wedge.h) goes with thickness over radius."""
    volume = math.pi * radius**2 * h0
    scale = (RHO * gravity * volume**3 / (3.0 * eta)) ** 0.125
    time = length * (radius / (HUPPERT * scale)) ** 8
    return solid(10e-3, gravity=f"{gravity} m/s^2", process=last(time), mesh=rings(cells),
                 melt={"mass": disc_mass(radius, h0, RHO), "radius": f"{radius} m", "surface_tension": "1e-4 N/m",
                       "viscosity": {"eta": f"{eta} Pa s"}}), scale, time


def current(cells, check_exponent=0.002, check_factor=0.005):
    """Over the last three of five decades: the disc is forgotten.  R goes with the eighth root: 0.5 % of it are 4 % in the mobility."""
    case, scale, time = current_case(2e-6, 1e-3, 1e5, cells=cells)
    result = run(case)
    t, R = result.series["time_s"][1:], result.series["radius_equivalent_m"][1:]
    at = np.geomspace(time / 1e3, time, 100)
    radius = np.exp(np.interp(np.log(at), np.log(t), np.log(R)))
    exponent = np.polyfit(np.log(at), np.log(radius), 1)[0]
    factor = radius / (scale * at**0.125)
    check_below(f"{cells} rings, exponent {exponent:.5f}: off 1/8 by", abs(exponent - 0.125), check_exponent)
    check_below(f"{cells} rings, prefactor {factor.min():.4f} to {factor.max():.4f}: off {HUPPERT:.4f} by",
                np.abs(factor / HUPPERT - 1.0).max(), check_factor)
    check_below("mass error", abs(result["mass_error_relative"]), 1e-12)


def gravity_current():
    current(512)


def gravity_current_grids():
    for cells in (256, 1024, 2048):
        current(cells)


# ---- drop at rest: gamma_m (1 - cos angle) is the depth of the potential ----------------------------------------------------------


def drop_case(angle, ratio, cells, S, radius=3e-3, wall=4.5e-3, time=1e5, **changes):
    """A drop whose cap at rest has this radius and stands `ratio` precursors high.  It starts as a disc of two thirds its radius."""
    h0 = 0.5 * angle * radius / ratio
    potential = Potential(angle, h0)
    volume = 0.25 * math.pi * radius**3 * angle + math.pi * wall**2 * h0
    case = solid(wall, melt={"mass": f"{volume * RHO:.17g} kg", "radius": f"{2.0 / 3.0 * radius} m"}, interface=potential.keys(S),
                 mesh=rings(cells), process=last(time))
    return merge(case, changes), potential


def first_integral(result, p):
    """phi - gamma h_r^2/2 - gamma int h_r^2/r dr - P h, the same everywhere at rest: its largest departure, in depths.  P = phi' at the
    wall, where the precursor is flat.  The integral is what the drop's roundness adds to the first integral of a straight ridge."""
    r, h, dx = result.centres()[0][0], result.field("h")[0], result.spacing[0]
    slope = np.diff(h) / dx
    face, middle = r[:-1] + 0.5 * dx, 0.5 * (h[1:] + h[:-1])
    around = np.cumsum(slope**2 / face) * dx - 0.5 * dx * slope**2 / face
    total = p.phi(middle) - GAMMA * (0.5 * slope**2 + around) - p.dphi(h[-1]) * middle
    line = GAMMA * around[-1] / p.depth
    return np.abs(total - total[-1]).max() / p.depth, line


def rest(angle, ratio, cells, S):
    case, p = drop_case(angle, ratio, cells, S, time=1e5 * (0.1 / angle) ** 3)  # rest is approached at a rate ~ gamma angle^3/(eta R)
    result = run(case)
    radius, slope = cap(result)
    check(f"angle {angle}, {ratio} precursors high, S = {S}: slope", slope, p.slope, 0.02)
    check_below("speed left, in capillary velocities", result["speed_max_m_per_s"] * ETA / GAMMA, 1e-15)
    departure, around = first_integral(result, p)
    check_below(f"first integral (roundness {around:.4f}), departure in depths", departure, 0.01)
    check("mass", result["mass_kg"], float(case["melt"]["mass"].split()[0]), 1e-12)
    return result, slope / p.slope - 1.0


def drop_at_rest():
    """The slope, twice, drawn out slowly and fast: where a drop rests does not depend on its past."""
    slow, _ = rest(0.1, 50, 2000, 1e-3)
    fast, _ = rest(0.1, 50, 2000, 1e-2)
    check("height of the drop, drawn out fast and slowly", fast["thickness_max_m"], slow["thickness_max_m"], 1e-9)


def drop_angles():
    for angle in (0.05, 0.2):
        rest(angle, 50, 2000, 1e-2)


def drop_limits():
    """What is left of the angle's error is the precursor's thickness: it halves when that does."""
    errors = [rest(0.1, ratio, cells, 1e-3)[1] for ratio, cells in ((25, 1000), (50, 2000), (100, 4000))]
    for coarse, fine in zip(errors, errors[1:]):
        check_below(f"errors {coarse:.5f}, {fine:.5f}: their ratio off 2 by", abs(coarse / fine - 2.0), 0.3)


# ---- steps: no thickness sets a limit of its own ----------------------------------------------------------------------------------


def ripple(h0, tolerance=1e-5):
    """Over five relaxation times, rate = k^2 h^3 (rho g + gamma k^2)/(3 eta); half the thickness high at the start."""
    wall, wavelength, eta = 4e-3, 2e-3, 1e-3
    k2 = (2.0 * math.pi / wavelength) ** 2
    time = 5.0 * 3.0 * eta / (k2 * h0**3 * (RHO * 9.81 + GAMMA * k2))
    return run(solid(wall, gravity="9.81 m/s^2", mesh=rings(512), process=last(time), time={"tolerance": tolerance},
                     melt={"mass": disc_mass(wall, h0, RHO), "shape": "uniform", "viscosity": {"eta": f"{eta} Pa s"},
                           "perturbation": {"amplitude": 0.5, "wavelength": f"{wavelength} m"}}))


def steps():
    """Film of 20 nm to 100 um, over the same scaled time."""
    counts = []
    for h0 in (20e-9, 1e-6, 10e-6, 100e-6):
        result = ripple(h0)
        counts.append(result["steps"])
        report("stability" not in result.reasons, f"{h0:g} m: {result['steps']} steps, none limited by stability")
        report(result["steps"] < 1000, f"{h0:g} m: fewer than 1000 steps")
    check_below(f"steps {counts}: most over fewest", max(counts) / min(counts), 2.0)


def levelling():
    """time.tolerance is in command of levelling: what is left of a ripple, against a run with 1e-8."""
    left = [ripple(10e-6, tolerance)["flatness_m"] for tolerance in (1e-8, 1e-5, 1e-6)]
    check("ripple left, tolerance 1e-5", left[1], left[0], 8e-3)
    check("ripple left, tolerance 1e-6", left[2], left[0], 3e-3)


if __name__ == "__main__":
    main({f.__name__: f for f in (gravity_current, gravity_current_grids, drop_at_rest, drop_angles, drop_limits, steps,
                                  levelling)})
