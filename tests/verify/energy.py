"""Energy of films on rings, isothermal: it never rises, from the first output to the last, whatever the film does.

    E = sum V c [phi + rho g' h^2/2 - S]  +  sum over faces  2 pi r/dr Gamma min(c, c') (h' - h)^2/2

over rings of area V: tension, potential and weight of what is covered, and the slope's energy (solver/force_rings.h).
"""
import math

import numpy as np

from run_case import check_below, check_least, disc_mass, film, main, merge, report, rings, run
from solid import GAMMA, RHO, drop_case, last, solid

GAMMA_BATH, GAMMA_MELT = 0.7, 0.45  # on gallium, given in the cases: independent of the library
GRAVITY = 9.81


class Energy:
    """What a case's film stores energy in."""

    def __init__(self, S, gravity=0.0, Gamma=GAMMA, potential=None):
        self.S, self.gravity, self.Gamma, self.potential = S, gravity, Gamma, potential

    def of(self, result, step):
        """@return energy [J] and what rounding can make of it: 16 times the unit round-off of its terms."""
        dx, r = result.spacing[0], result.centres()[0][0]
        h, c = result.field("h", step)[0], result.field("c", step)[0]
        phi = np.zeros_like(h)
        if self.potential:
            phi[c > 0.0] = self.potential.phi(h[c > 0.0])
        surface = [c * phi, c * 0.5 * RHO * self.gravity * h**2, -c * self.S]
        jump = np.where(np.minimum(c[1:], c[:-1]) > 0.0, np.diff(h), 0.0)
        slope = 2.0 * math.pi * (r[:-1] + 0.5 * dx) / dx * self.Gamma * np.minimum(c[1:], c[:-1]) * 0.5 * jump**2
        terms = np.concatenate([2.0 * math.pi * r * dx * part for part in surface] + [slope])
        return math.fsum(terms), 16.0 * np.finfo(float).eps * np.abs(terms).sum()


def falls(name, case, energy, least=1e-3):
    """Over the outputs of a run and beyond what rounding can do.  least: part of all terms that is lost at least."""
    result = run(case)
    pairs = [energy.of(result, k) for k in range(len(result.times))]
    e, rounding = (np.array(x) for x in zip(*pairs))
    rise = max(np.diff(e).max(), 0.0)
    check_least(f"{name}: outputs", len(e), 100)
    check_least(f"{name}: energy lost, over all there is", (e[0] - e[-1]) / (rounding.max() / (16.0 * np.finfo(float).eps)), least)
    check_below(f"{name}: {e[0]:.4g} to {e[-1]:.4g} J; largest rise [J] (the limit is round-off)", rise, rounding.max())
    return result


def outputs(time, n=200):
    return {"process": last(time), "output": {"every": f"{time / n:.17g} s"}}


# ---- covered films ---------------------------------------------------------------------------------------------------------------


def ripples():
    h0, wall = 20e-6, 4e-3
    case = solid(wall, gravity=f"{GRAVITY} m/s^2", mesh=rings(256), **outputs(500.0),
                 melt={"mass": disc_mass(wall, h0, RHO), "shape": "uniform", "perturbation": {"amplitude": 0.5, "wavelength": "2 mm"}})
    falls("ripples", case, Energy(0.0, GRAVITY))


def drop(gravity):
    """A disc that draws a foot and comes to rest as a drop on a precursor."""
    for cells in (500, 1000):
        case, p = drop_case(0.1, 50, cells, 1e-3, gravity=f"{gravity} m/s^2", **outputs(8000.0, 400))
        falls(f"drop, g = {gravity}, {cells} rings", case, Energy(1e-3, gravity, potential=p))


def drop_light():
    drop(0.0)


def drop_heavy():
    drop(GRAVITY)


# ---- films with an edge ----------------------------------------------------------------------------------------------------------


def floating(S, melt, time, gravity=GRAVITY, cells=512, eta=1e3):
    case = film(bath={"surface_tension": f"{GAMMA_BATH} N/m"}, gravity=f"{gravity} m/s^2", interface={"spreading_coefficient": f"{S} N/m"},
                melt=merge({"surface_tension": f"{GAMMA_MELT} N/m", "viscosity": {"eta": f"{eta} Pa s"}}, melt), mesh=rings(cells),
                **outputs(time))
    gamma_mb = GAMMA_BATH - GAMMA_MELT - S
    return case, Energy(S, gravity * (1.0 - RHO / 5820.0), GAMMA_MELT * gamma_mb / (GAMMA_MELT + gamma_mb))


def wetting():
    """A disc that wets: to the wall and level, on a solid and on gallium."""
    case = solid(3e-3, gravity=f"{GRAVITY} m/s^2", mesh=rings(300), interface={"spreading_coefficient": "0.03 N/m"},
                 melt={"mass": disc_mass(2e-3, 100e-6, RHO), "radius": "2 mm"}, **outputs(2000.0))
    result = falls("wets a solid", case, Energy(0.03, GRAVITY))
    report(result["covered_area_m2"] > 0.999999 * math.pi * 3e-3**2, "the solid is covered")
    case, energy = floating(0.2, {"mass": disc_mass(3e-3, 300e-6, RHO), "radius": "3 mm"}, 100.0)
    result = falls("wets gallium", case, energy)
    report(result["covered_area_m2"] > 0.999999 * math.pi * 10e-3**2, "gallium is covered")


def lens():
    """S < 0, a disc thinner and one thicker than Langmuir's thickness: to rest."""
    S = -2e-3
    rest = math.sqrt(-2.0 * S / (RHO * GRAVITY * (1.0 - RHO / 5820.0)))
    for part in (0.5, 1.6):
        case, energy = floating(S, {"mass": disc_mass(4e-3, part * rest, RHO), "radius": "4 mm"}, 2e4)
        result = falls(f"lens from {part} of its thickness", case, energy, least=1e-2)
        check_below("its thickness, off Langmuir's", abs(result["thickness_mean_m"] / rest - 1.0), 1e-3)


def hole():
    """A hole that opens (on gallium, on a solid) and one that closes."""
    for S, time in ((-0.2, 20.0), (0.2, 20.0)):
        case, energy = floating(S, {"mass": disc_mass(10e-3, 100e-6, RHO), "shape": "uniform", "holes": [{"radius": "1 mm"}]}, time)
        result = falls(f"hole on gallium, S = {S}", case, energy)
        report(result["hole_count"] == (1 if S < 0.0 else 0), "it opens" if S < 0.0 else "it closes")
    case = solid(4e-3, gravity=f"{GRAVITY} m/s^2", mesh=rings(400), interface={"spreading_coefficient": "-0.01 N/m"},
                 melt={"mass": disc_mass(4e-3, 100e-6, RHO), "shape": "uniform", "holes": [{"radius": "1 mm"}]}, **outputs(20.0))
    result = falls("hole on a solid", case, Energy(-0.01, GRAVITY))
    report(result.series["covered_area_m2"][-1] < result.series["covered_area_m2"][0], "it opens")


if __name__ == "__main__":
    main({f.__name__: f for f in (ripples, drop_light, drop_heavy, wetting, lens, hole)})
