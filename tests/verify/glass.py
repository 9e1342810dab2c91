"""Structural relaxation in whole runs: the shift of the fictive temperature with the cooling rate, jumps of temperature, the density and
stress that follow, and the decomposition of a melt held too long."""
import math

import numpy as np

from run_case import GAS_CONSTANT, check, check_below, film, main, merge, planar, report, rings, run

FRAGILITY, TG, LOG_ETA_INF = 57.8, 595.0, -2.93
ENTHALPY = FRAGILITY * math.log(10.0) * GAS_CONSTANT * TG  # [J/mol] slope of the viscosity law where it gives 1e12 Pa s
X, BETA, TAU = 0.6, 0.6, 1e12 / (6.6e9 / (2.0 * 1.45))  # tau(Tg) = eta/G, G = E/(2 (1 + nu))
LIBRARY = {"density": None, "viscosity": None}


def glass(mesh, process, **changes):
    """An even film over the whole bath, in a furnace that it follows closely: little heat capacity, good contact, no radiation."""
    base = film(melt={"mass": "2 mg", "shape": "uniform", **LIBRARY}, bath={"depth": "0.1 mm"},
                furnace={"emissivity_film": 0, "emissivity_bath": 0, "bottom_exchange": "1e4 W/m^2/K", "support_heat_capacity": "0 J/m^2/K"},
                interface={"spreading_coefficient": "0 N/m"}, process=process, mesh=mesh)
    return merge(base, changes)


def cooled(rate, mesh, **changes):
    """Melted, then cooled at `rate` [K/min], from a liquid that is in equilibrium at all of them."""
    return run(glass(mesh, [{"heat": "450 degC", "rate": "100 K/min"}, {"hold": "2 min"}, {"heat": "380 degC", "rate": "100 K/min"},
                            {"hold": "2 min"}, {"heat": "20 degC", "rate": f"{rate} K/min"}], **changes))


def rates():
    """d(1/Tf)/d(ln q) = -R/H at 1, 10 and 100 K/min, H being that of the viscosity law; with Tf^2 (the law is invariant in 1/T, not in T)
    much closer.  Slower is denser."""
    for mesh in (rings(16), planar(16)):
        results = [cooled(q, mesh) for q in (1, 10, 100)]
        for q, r in zip((1, 10, 100), results):
            check("cooling rate through the glass transition", r["cooling_rate_K_per_s"], q / 60.0, 2e-3)
            check_below("spread of the fictive temperature [K]", r["fictive_temperature_spread_K"], 1e-6)
        Tf = [r["fictive_temperature_K"] for r in results]
        for a, b in ((Tf[0], Tf[1]), (Tf[1], Tf[2])):
            check("activation enthalpy from the shift a decade", GAS_CONSTANT * math.log(10.0) / (1.0 / a - 1.0 / b), ENTHALPY, 0.05)
            check("the same with q/Tf^2", GAS_CONSTANT * (math.log(10.0) - 2.0 * math.log(b / a)) / (1.0 / a - 1.0 / b), ENTHALPY, 0.005)
        density = [r["density_glass_kg_per_m3"] for r in results]
        contraction = [0.375 / (1250.0 - 0.375 * (T - 723.0)) - 0.1215 / (1350.0 - 0.1215 * (T - 300.0)) for T in Tf]
        for k in (0, 1):
            check("density from Tf, slope of the logarithm", math.log(density[k] / density[k + 1]) / (Tf[k + 1] - Tf[k]),
                  0.5 * (contraction[k] + contraction[k + 1]), 1e-3)


def response(T, jump, times):
    """Tf(t) after a jump to T [K] from T + jump, by d(xi) = dt/tau(T, T + jump exp(-xi^beta)): no terms, no steps."""
    ln_xi = np.linspace(math.log(1e-9), math.log(50.0), 40001)
    xi = np.exp(ln_xi)
    Tf = T + jump * np.exp(-xi ** BETA)
    tau = TAU * np.exp(ENTHALPY / GAS_CONSTANT * (X / T + (1.0 - X) / Tf - 1.0 / TG))
    f = tau * xi
    t = np.concatenate(([0.0], np.cumsum(0.5 * (f[1:] + f[:-1]) * np.diff(ln_xi)))) + f[0]
    return np.interp(times, t, Tf)


def jump():
    """Isothermal relaxation after jumps of 8 K down and up, against the integral of the stretched exponential: to 1 % of the jump, the
    error of the sum of terms (0.25 %) and what it does to tau."""
    for start, end in ((603.0, 595.0), (590.0, 598.0)):
        hold = 40.0 * TAU * math.exp(ENTHALPY / GAS_CONSTANT * (1.0 / start - 1.0 / TG)) * 7.0
        process = [{"isothermal": "723 K", "time": "1 s"}, {"isothermal": f"{start} K", "time": f"{hold} s"},
                   {"isothermal": f"{end} K", "time": "5000 s"}]
        for step in ("1e6 s", "50 s"):
            r = run(glass(rings(4), process, time={"max_step": step}, output={"every": "0 s"}))
            t, Tf = r.series["time_s"], r.series["fictive_temperature_K"]
            at = np.abs(t - (1.0 + hold)).argmin()
            check_below("equilibrium before the jump [K]", abs(Tf[at] - start), 1e-3)
            later = t > 1.0 + hold
            exact = response(end, start - end, t[later] - 1.0 - hold)
            report(later.sum() >= (3 if step == "1e6 s" else 100), f"{later.sum()} steps after the jump")
            check_below(f"fictive temperature, error over jump, steps up to {step}", abs(Tf[later] - exact).max() / abs(start - end), 0.01)
    # out of the liquid, which keeps no terms: they all start at its Tf
    r = run(glass(rings(4), [{"isothermal": "723 K", "time": "1 s"}, {"isothermal": "560 K", "time": "0.05 s"}], time={"max_step": "1 ms"}, output={"every": "0 s"}))
    t, Tf = r.series["time_s"], r.series["fictive_temperature_K"]
    later = t > 1.0
    check_below("out of the liquid: error over jump", abs(Tf[later] - response(560.0, 163.0, t[later] - 1.0)).max() / 163.0, 0.01)
    report(Tf[-1] > 700.0, f"{Tf[-1]:.1f} K remembered")


def liquid():
    """In the melt Tf is T, whatever the steps; an isothermal case of constant viscosity and density knows no glass and is not disturbed."""
    r = run(glass(rings(8), [{"heat": "450 degC", "rate": "100 K/min"}, {"hold": "1 min"}, {"heat": "420 degC", "rate": "10 K/min"}]))
    molten = r.series["crystal_fraction"] < 0.5
    check_below("Tf - T in the melt [K]", abs(r.series["fictive_temperature_K"] - r.series["temperature_K"])[molten].max(), 1e-3)
    report(math.isnan(r.series["fictive_temperature_K"][0]), "a crystal has no fictive temperature")
    r = run(film(melt={"mass": "2 mg", "shape": "disc", "radius": "3 mm"}, mesh=rings(32)))
    check("Tf, isothermal, constant viscosity", r["fictive_temperature_K"], 723.15, 1e-15)
    check("density, constant", r["density_kg_per_m3"], 1560.0, 1e-12)
    report(r["density_glass_kg_per_m3"] is None, "no density of a glass")


def memory():
    """The structure of a film is not carried along with it: while it remembers one it hardly moves.  A film quenched while it spreads, in
    steps of a second at most: the way the rim goes in a relaxation time, wherever Tf is not T, against S R/(6 h G) and the cell."""
    cells, radius = 128, 10e-3
    r = run(glass(rings(cells), [{"isothermal": "723 K", "time": "20 s"}, {"quench": "20 degC", "gas": "He", "flow": "10 L/min"}],
                  melt={"shape": "disc", "radius": "3 mm"}, interface={"spreading_coefficient": "0.2 N/m"}, time={"max_step": "1 s"},
                  furnace={"bottom_exchange": "50 W/m^2/K"}))
    s = r.series
    glassy = (abs(s["fictive_temperature_K"] - s["temperature_K"]) > 0.1) & (s["speed_max_m_per_s"] > 0.0)
    report(glassy.sum() > 5, f"{glassy.sum()} steps in which the film moves and is not in equilibrium")
    T, Tf = s["temperature_K"][glassy], s["fictive_temperature_K"][glassy]
    tau = TAU * np.exp(ENTHALPY / GAS_CONSTANT * (X / T + (1.0 - X) / Tf - 1.0 / TG))
    way = s["speed_max_m_per_s"][glassy] * tau
    bound = 0.2 * s["radius_equivalent_m"][glassy] / (6.0 * s["thickness_mean_m"][glassy] * 1e12 / TAU)
    check_below("way of the rim in a relaxation time over S R/(6 h G)", (way / bound).max(), 2.0)
    check_below("way of the rim in a relaxation time, over the cell", way.max() / (radius / cells), 1e-3)
    at_once = s["speed_max_m_per_s"][glassy] * s["dt_s"][glassy]
    check_below("all the way while not in equilibrium, over the cell", at_once.sum() / (radius / cells), 0.01)


def stress():
    """E dalpha dT/(1 - nu) below the fictive temperature on alumina; on gallium only below its freezing point."""
    process = [{"heat": "450 degC", "rate": "100 K/min"}, {"hold": "2 min"}, {"heat": "20 degC", "rate": "100 K/min"}, {"hold": "1 min"}]
    solid = run(glass(rings(8), process, bath={"material": "alumina", "density": None}))
    expected = 6.6e9 * (3e-5 - 8.1e-6) * (solid["fictive_temperature_K"] - solid["temperature_K"]) / 0.55
    check("stress on alumina [Pa]", solid["thermal_stress_Pa"], expected, 1e-12)
    check("critical flaw [m]", solid["critical_flaw_m"], (1e5 / expected) ** 2 / math.pi, 1e-12)
    floated = run(glass(rings(8), process[:2] + [{"heat": "40 degC", "rate": "100 K/min"}]))
    report(floated["thermal_stress_Pa"] == 0.0 and floated["critical_flaw_m"] is None, "no stress on liquid gallium")
    frozen = run(glass(rings(8), process))
    check("stress on frozen gallium [Pa]", frozen["thermal_stress_Pa"], 6.6e9 * (3e-5 - 1.8e-5) * (302.914 - frozen["temperature_K"]) / 0.55, 1e-9)


def hold():
    """450 degC for 1 and for 30 min: 322 and 314 degC, nothing to say and a warning; 16 % decomposed."""
    results = [run(glass(rings(8), [{"isothermal": "723 K", "time": f"{minutes} min"}], melt={"glass_transition": "322 degC"})) for minutes in (1, 5, 30, 31)]
    short, five, long, longer = results
    for r, exact in ((short, 595.15), (long, 587.15)):
        report(abs(r["glass_transition_after_hold_K"] - exact) < 1e-6, f"glass transition {r['glass_transition_after_hold_K']:.6f} K, exact {exact} K")
    for r, minutes in zip(results, (1, 5, 30, 31)):
        check("equivalent hold [s]", r["equivalent_hold_s"], 60.0 * minutes, 1e-9)
        check("progress", r["decomposition_progress"], -math.expm1(-60e-4 * minutes), 1e-9)
    report(not short["warnings"] and not five["warnings"] and len(longer["warnings"]) == 1, f"warnings: {longer['warnings']}")


def zni():
    """The protocol sets the fraction, which stays solid: P1 as pure, P6 with 54 % stiffer and denser."""
    process = [{"isothermal": "723 K", "time": "1 s"}]
    pure, p1, p6 = (run(glass(rings(8), process, melt=melt)) for melt in ({}, {"protocol": "P1"}, {"protocol": "P6"}))
    given = run(glass(rings(8), process, melt={"protocol": "P6", "zni_fraction": 0.1}))
    report(p1["viscosity_Pa_s"] == pure["viscosity_Pa_s"] and p1["density_kg_per_m3"] == pure["density_kg_per_m3"], "P1 is pure")
    for r, z in ((p6, 0.54), (given, 0.1)):
        check("viscosity", r["viscosity_Pa_s"] / pure["viscosity_Pa_s"], (1.0 - z / 0.64) ** -1.6, 1e-9)
        check("density", 1.0 / r["density_kg_per_m3"], z / 1544.0 + (1.0 - z) / pure["density_kg_per_m3"], 1e-9)


main({"rates": rates, "jump": jump, "liquid": liquid, "memory": memory, "stress": stress, "hold": hold, "zni": zni})
