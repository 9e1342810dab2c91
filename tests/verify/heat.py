"""Temperature of a bath with an even, rigid film: one lumped column, C dT/dt = hbot (Twall - T), and the energy balance of melting."""
import math

import numpy as np

from run_case import check, check_below, film, main, merge, planar, report, rings, run

RADIUS, H, RHO = 10e-3, 200e-6, 1500.0
CP, CP_BATH, RHO_BATH, DEPTH, SUPPORT, BOTTOM = 1200.0, 400.0, 5820.0, 1e-3, 1000.0, 60.0
T0 = 298.15


def case(mesh, process, **changes):
    base = film(bath={"density": f"{RHO_BATH} kg/m^3", "heat_capacity": f"{CP_BATH} J/kg/K"},
                melt={"mass": f"{math.pi * RADIUS ** 2 * H * RHO:.17g} kg", "shape": "uniform", "density": f"{RHO} kg/m^3",
                      **{f"heat_capacity_{s}": f"{CP} J/kg/K" for s in ("melt", "glass", "crystal")}},
                furnace={"emissivity_film": 0, "emissivity_bath": 0, "bottom_exchange": f"{BOTTOM} W/m^2/K",
                         "support_heat_capacity": f"{SUPPORT} J/m^2/K"},
                initial_temperature=f"{T0} K", mesh=mesh, process=process)
    return merge(base, changes)


def column(areal_mass):
    return areal_mass * CP + RHO_BATH * CP_BATH * DEPTH + SUPPORT


def areal_mass(result):
    """As it is on the grid, whose disc is not quite round."""
    return result["mass_kg"] / result["covered_area_m2"]


def lumped_segments(tau, segments):
    """Temperature at the end of segments (target, rate or None, time or None): linear walls, then none of the transients left out."""
    T, wall, out = T0, T0, []
    for target, rate, time in segments:
        slope = 0.0 if rate is None else math.copysign(rate, target - wall)
        duration = time if rate is None else abs(target - wall) / rate
        # T - (wall + slope (t - tau)) decays with tau
        T = wall + slope * (duration - tau) + (T - wall + slope * tau) * math.exp(-duration / tau)
        wall += slope * duration
        out.append((duration, T))
    return out


PROGRAMME = [("500 K", 2.0, None), (None, None, 40.0), ("350 K", 5.0, None), (None, None, 30.0)]


def lumped_errors(mesh, max_step):
    """Largest error of temperature [K] at segment ends.  The crystal does not melt, the film does not move."""
    process = [{"heat": target, "rate": f"{rate} K/s"} if target else {"hold": f"{time} s"} for target, rate, time in PROGRAMME]
    result = run(case(mesh, process, melt={"melting_temperature": "1500 K"}, time={"max_step": f"{max_step} s"}))
    report(result["crystal_fraction"] == 1.0 and result["speed_max_m_per_s"] == 0.0, "rigid all along")
    tau = column(areal_mass(result)) / BOTTOM
    t, end, worst = result.series["time_s"], 0.0, 0.0
    walls = [500.0, 500.0, 350.0, 350.0]
    for duration, T in lumped_segments(tau, [(wall, rate, time) for wall, (_, rate, time) in zip(walls, PROGRAMME)]):
        end += duration
        row = np.abs(t - end).argmin()
        check_below(f"a step ends with the segment at {end:g} s", abs(t[row] - end), 1e-9 * end)
        worst = max(worst, abs(result.series["temperature_K"][row] - T))
    return worst


def lumped():
    """Up at 2 K/s, hold, down at 5 K/s, hold, 140 K in all: second order in the step, and good with the steps that the run chooses."""
    for mesh in (planar(32), rings(32)):
        check_below("temperature, steps as chosen [K]", lumped_errors(mesh, 1e6), 0.3)
        errors = [lumped_errors(mesh, step) for step in (2.0, 1.0, 0.5)]
        check_below("temperature, steps of 0.5 s [K]", errors[-1], 1e-3)
        check("order in time", math.log(errors[0] / errors[-1]) / math.log(4.0), 2.0, 0.05)


def melting():
    """Heat taken up and latent heat against heat exchanged, to the error of the trapezoidal rule over the recorded steps."""
    fusion = 40e3
    for mesh in (planar(32), rings(32)):
        result = run(case(mesh, [{"heat": "460 K", "rate": "1 K/s"}, {"hold": "2 min"}], time={"max_step": "0.2 s"},
                          interface={"spreading_coefficient": "0 N/m"},
                          melt={"melting_temperature": "400 K", "melting_width": "3 K", "melting_time": "5 s", "heat_of_fusion": f"{fusion} J/kg",
                                "viscosity": {"eta": "1e6 Pa s"}}))
        m, s = areal_mass(result), result.series
        wall, T, t = s["temperature_wall_K"], s["temperature_K"], s["time_s"]
        gap = np.concatenate([[0.0], wall - T])
        exchanged = BOTTOM * np.sum(0.5 * (gap[1:] + gap[:-1]) * np.diff(np.concatenate([[0.0], t])))
        stored, latent = column(m) * (T[-1] - T0), m * fusion * (1.0 - s["crystal_fraction"][-1])
        check_below("crystal left", s["crystal_fraction"][-1], 1e-6)
        check("heat stored and latent heat [J/m2]", stored + latent, exchanged, 1e-6)
        report(latent > 0.02 * exchanged, f"latent heat counts: {latent / exchanged:.3f} of the exchange")


def arrivals():
    """Steps that grow to 60 s, cut for outputs and halved on the way to the end of the segment, which comes half a step after one."""
    result = run(case(rings(16), [{"hold": "150 s"}], output={"every": "60 s"}))
    t = result.series["time_s"]
    report(all(np.any(t == end) for end in (60.0, 120.0, 150.0)) and t[-1] == 150.0, f"steps end at the outputs and at the end: {t}")


if __name__ == "__main__":
    main({f.__name__: f for f in (lumped, melting, arrivals)})
