"""A small wave on a flat film that fills a square bath: amplitude ~ exp(rate t),
rate(k) = -k^2 h^2 [rho g' + Gamma k^2 + phi''(h)]/(beta + 4 eta h k^2).

The wave cos(q x) cos(q y) of wavelength 2 pi/q fits the bath (free slip, no flow through the walls); k^2 = 2 q^2.  A film that
lubrication moves does not stretch: 4 eta h k^2 is left out."""
import math

import numpy as np

from run_case import check, check_least, film, main, merge, run

LENGTH, RHO, RHO_BATH, G = 5e-3, 1560.0, 5820.0, 9.81
GAMMA_M, GAMMA_B, S = 0.05, 0.60, 0.2


def amplitude(result, step, length):
    x, y = result.centres()
    h = result.field("h", step)
    mode = np.cos(2.0 * math.pi / length * x) * np.cos(2.0 * math.pi / length * y)
    return (h * mode).sum() / (mode * mode).sum() / h.mean()


def compare(name, h, eta, g, beta, d2phi=0.0, cells=64, limit=0.01, gamma_m=GAMMA_M, solid=False, length=LENGTH, stretches=True,
            longest=math.inf, **changes):
    """Runs a wave for 0.7 of its time constant, `longest` [s] at most, and compares its rate; changes: of the case."""
    k2 = 2.0 * (2.0 * math.pi / length) ** 2
    lift = g if solid else g * (1.0 - RHO / RHO_BATH)
    gamma_mb = GAMMA_B - gamma_m - S
    stiffness = gamma_m if solid else gamma_m * gamma_mb / (gamma_m + gamma_mb)
    exact = -k2 * h * h * (RHO * lift + stiffness * k2 + d2phi) / (beta + (4.0 * eta * h * k2 if stretches else 0.0))
    time = min(0.7 / abs(exact), longest)
    case = film(bath={"shape": "rectangle", "radius": None, "width": f"{length} m", "height": f"{length} m",
                      "surface_tension": f"{GAMMA_B} N/m"},
                melt={"mass": f"{length ** 2 * h * RHO:.17g} kg", "shape": "uniform", "viscosity": {"eta": f"{eta} Pa s"},
                      "surface_tension": f"{gamma_m} N/m", "perturbation": {"amplitude": 1e-3, "wavelength": f"{length} m"}},
                gravity=f"{g} m/s^2", interface={"potential": "none"}, mesh={"cells": [cells, cells], "symmetry": "none"},
                process=[{"isothermal": "450 degC", "time": f"{time:.17g} s"}])
    result = run(merge(case, changes))
    measured = math.log(amplitude(result, -1, length) / amplitude(result, 0, length)) / result.times[-1]
    check(f"{name}: rate [1/s]", measured, exact, limit)
    return abs(measured / exact - 1.0)


GALLIUM = {"depth": "1 mm", "viscosity": "1e-3 Pa s"}


def friction(h, eta):
    return 1.0 / (h / (3.0 * eta) + 1e-3 / (4.0 * 1e-3))


def gallium():
    """Capillarity and weight together; weight alone; held back by the bath."""
    compare("thin and viscous", 100e-6, 1e4, G, friction(100e-6, 1e4), bath=GALLIUM)
    compare("fluid, with friction", 100e-6, 1.0, G, friction(100e-6, 1.0), bath=GALLIUM)
    compare("friction alone resists", 50e-6, 10.0, G, 1e6, gamma_m=1e-4, bath={**GALLIUM, "friction": "1e6 Pa s/m"})


def unstable():
    """Van der Waals attraction makes a film of 1 um grow waves: phi'' = -A/(2 pi h^4) but for the cut-off."""
    h, hamaker, hc = 1e-6, 1e-17, 1e-9
    s = h * h + hc * hc
    d2phi = hamaker / (12.0 * math.pi) * (2.0 / s**2 - 8.0 * h * h / s**3)
    compare("growth", h, 1e4, 0.0, friction(h, 1e4), d2phi, bath=GALLIUM,
            interface={"potential": "exponential", "hamaker": f"{hamaker} J", "hc": f"{hc} m", "hs": "1e-9 m"})


def solid():
    """No slip and slip on a solid: thin-film levelling, the whole surface tension as stiffness."""
    h, eta = 200e-6, 1e2
    for slip in (0.0, 100e-6, 0.1):
        beta = 1.0 / (h / (3.0 * eta) + slip / eta)
        compare(f"slip length {slip} m", h, eta, G, beta, cells=32, solid=True,
                bath={"material": "alumina", "density": None, "slip_length": f"{slip} m", "depth": "1 mm"})


def order():
    """Second order in the spacing."""
    errors = [compare(f"{cells} cells a wavelength", 100e-6, 1e4, 0.0, friction(100e-6, 1e4), cells=cells, limit=5.0 / cells**2,
                      bath=GALLIUM, time={"tolerance": 1e-8}) for cells in (16, 32, 64)]
    check_least("order, 16 to 64 cells", math.log(errors[0] / errors[-1]) / math.log(4.0), 1.9)


if __name__ == "__main__":
    main({f.__name__: f for f in (gallium, unstable, solid, order)})
