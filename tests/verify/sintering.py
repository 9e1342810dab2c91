"""Voids of a pressed pellet close by viscous sintering: thickness m/(rho (1 - p)), p by Mackenzie and Shuttleworth (1949).

With pores of radius a = d p/(2 (1 - p)) in a bed of grains d, a1 = a ((1 - p)/p)^(1/3), x = a/a1 = (p/(1 - p))^(1/3),
    F(x) = F(x0) - gamma t/(2 eta a1),   F(x) = integral of du/(1 + u^3) from 0 to x,
exact over any time step; with a viscosity that changes, gamma t/eta is its integral over time.
"""
import math

import numpy as np

from run_case import GAS_CONSTANT, check, check_below, film, main, merge, report, run

RHO, GRAIN, POROSITY, GAMMA = 1560.0, 60e-6, 0.35, 0.45
SOLID = 100e-6  # [m] thickness without voids
BATH = math.pi * 10e-3**2


def case(eta, process, **changes):
    return merge(film(melt={"mass": f"{BATH * SOLID * RHO:.17g} kg", "shape": "uniform", "viscosity": eta,
                            "surface_tension": f"{GAMMA} N/m", "granular": {"grain": f"{GRAIN} m", "porosity": POROSITY, "seed": 1}},
                      interface={"spreading_coefficient": "0 N/m"}, process=process, mesh={"cells": [24, 24]}), changes)


def integral(x):
    """F by Simpson's rule: not the closed form the program uses."""
    u = np.linspace(0.0, x, 2001)
    f = 1.0 / (1.0 + u**3)
    return x / 6000.0 * (f[0] + 4.0 * f[1::2].sum() + 2.0 * f[2:-1:2].sum() + f[-1])


def porosity_after(gamma_t_over_eta):
    a1 = GRAIN * POROSITY / (2.0 * (1.0 - POROSITY)) * ((1.0 - POROSITY) / POROSITY) ** (1.0 / 3.0)
    x0 = (POROSITY / (1.0 - POROSITY)) ** (1.0 / 3.0)
    target = integral(x0) - gamma_t_over_eta / (2.0 * a1)
    if target <= 0.0:
        return 0.0
    low, high = 0.0, x0
    for _ in range(60):
        x = 0.5 * (low + high)
        low, high = (x, high) if integral(x) < target else (low, x)
    return x**3 / (1.0 + x**3)


def closing():
    """Constant viscosity: exact at every step, until the voids are gone."""
    eta = 1e5
    result = run(case({"law": "constant", "eta": f"{eta} Pa s"}, [{"isothermal": "450 degC", "time": "10 s"}], time={"max_step": "0.4 s"}))
    t, p, h = (result.series[k] for k in ("time_s", "porosity", "thickness_mean_m"))
    exact = np.array([porosity_after(GAMMA * s / eta) for s in t])
    report(exact[-1] == 0.0 and p[-1] == 0.0 and (exact[1:] > 0.0).any(), f"voids gone after {t[np.argmax(p == 0.0)]:.3g} s, {len(t)} rows")
    check_below("porosity, largest error of all rows", np.abs(p - exact).max(), 1e-9)
    check("thickness at the start over the end", h[0] / h[-1], 1.0 / (1.0 - POROSITY), 1e-3)
    check_below("thickness m/(rho (1 - p)), every row", np.abs(h * (1.0 - p) / (h[-1]) - 1.0).max(), 1e-3)
    check_below("mass", abs(result["mass_error_relative"]), 1e-12)


def heating():
    """A viscosity that falls from segment to segment: the integral of gamma dt/eta."""
    E, eta0 = 300e3, 3e6  # [J/mol], [Pa s] at 723.15 K
    inf = eta0 * math.exp(-E / (GAS_CONSTANT * 723.15))
    eta = {"law": "arrhenius", "eta": None, "eta_inf": f"{inf:.17g} Pa s", "activation_energy": f"{E} J/mol"}
    process = [{"isothermal": "440 degC", "time": "20 s"}, {"isothermal": "450 degC", "time": "20 s"}, {"isothermal": "460 degC", "time": "20 s"}]
    result = run(case(eta, process))
    total = sum(GAMMA * 20.0 / (inf * math.exp(E / (GAS_CONSTANT * (T + 273.15)))) for T in (440.0, 450.0, 460.0))
    check("porosity after three temperatures", result["porosity"], porosity_after(total), 1e-9)
    report(0.05 < result["porosity"] < 0.34, "voids are half closed")


if __name__ == "__main__":
    main({f.__name__: f for f in (closing, heating)})
