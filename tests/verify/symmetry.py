"""Symmetries of the plane, and plane against rings."""
import numpy as np

from run_case import check, check_below, disc_mass, film, main, merge, planar, rings, run

TIGHT = ("-momentum_ksp_rtol", "1e-12", "-heat_ksp_rtol", "1e-12")


def centred(quarter, cells=64, time=200.0):
    return film(melt={"mass": disc_mass(3e-3, 300e-6, 1560.0), "shape": "disc", "radius": "3 mm"}, mesh=planar(cells, quarter),
                process=[{"isothermal": "450 degC", "time": f"{time} s"}], gravity="9.81 m/s^2")


def mirrors():
    """A centred disc stays the same under x -> -x, y -> -y; under x <-> y but for the order of the sweeps."""
    result = run(centred(False), options=TIGHT)
    m = result.field("m")
    check_below("x -> -x", np.abs(m - m[:, ::-1]).max() / m.max(), 1e-9)
    check_below("y -> -y", np.abs(m - m[::-1]).max() / m.max(), 1e-9)
    covered = result.field("c") > 0.999
    whole = covered & covered.T
    h = result.field("h")
    check_below("x <-> y, thickness", np.abs(h - h.T)[whole].max() / h[whole].mean(), 1e-6)
    check_below("x <-> y, rms of areal mass", np.sqrt(np.mean((m - m.T) ** 2)) / m.max(), 1e-3)


def quarter():
    """The quadrant alone against the whole bath."""
    whole, part = run(centred(False), options=TIGHT), run(centred(True), options=TIGHT)
    m, q = whole.field("m"), part.field("m")
    n = m.shape[0] // 2
    check_below("quadrant, areal mass", np.abs(m[n:, n:] - q).max() / m.max(), 1e-9)
    for key in ("mass_kg", "covered_area_m2", "thickness_mean_m"):
        check(key, part[key], whole[key], 1e-9)
    check_below("thickness_std_m, of the mean", abs(part["thickness_std_m"] - whole["thickness_std_m"]) / whole["thickness_mean_m"], 1e-9)


def stays():
    """A film with holes, without any symmetry, that melts, spreads and freezes: no force acts on it from outside while tensions are the
    same everywhere, and its centre of mass stays, against no more than the drag of gallium."""
    result = run(film(bath={"radius": "3 mm", "surface_tension": "0.7 N/m"}, interface={"spreading_coefficient": "0.03 N/m"},
                      melt={"mass": "0.15 mg", "shape": "disc", "radius": "1 mm", "density": "1350 kg/m^3", "viscosity": None,
                            "surface_tension": "0.04 N/m", "holes": [{"x": "0.55 mm", "y": "0.1 mm", "radius": "160 um"},
                                                                     {"x": "-0.2 mm", "y": "-0.6 mm", "radius": "180 um"}]},
                      mesh=planar(96, quarter=False), output={"every": "300 s"},
                      process=[{"heat": "450 degC", "rate": "200 K/min"}, {"hold": "300 s"}, {"quench": "20 degC", "gas": "N2", "flow": "300 mL/min"}]))
    x, y = result.centres()
    m = [result.field("m", step) for step in (0, -1)]
    moved = [abs((f * m[1]).sum() / m[1].sum() - (f * m[0]).sum() / m[0].sum()) / result.spacing[0] for f in (x, y)]
    check_below("centre of mass moved [cells]", max(moved), 1e-3)
    check_below("and its radius grew, first over last", np.sqrt((m[0] > 0.0).sum() / (m[1] > 0.0).sum()), 0.95)


def reference(mesh, **changes):
    case = {"title": "reference", "bath": {"material": "Ga", "shape": "disc", "radius": "10 mm", "depth": "1 mm"},
            "melt": {"material": "ZIF-62", "mass": "2 mg", "shape": "disc", "radius": "3 mm"},
            "process": [{"heat": "450 degC", "rate": "10 K/min"}, {"hold": "5 min"}, {"quench": "20 degC", "gas": "N2", "flow": "300 mL/min"}],
            "mesh": mesh, "output": {"every": "0 s"}}
    return run(merge(case, changes))


def against_rings(cells, limit):
    plane, ring = reference(planar(cells)), reference(rings(256))
    for key in ("thickness_mean_m", "covered_area_m2"):
        check(f"reference case, plane of {cells} cells against rings: {key}", plane[key], ring[key], limit)


def reference_96():
    against_rings(96, 0.01)


def reference_256():
    against_rings(256, 0.01)


if __name__ == "__main__":
    main({f.__name__: f for f in (mirrors, quarter, stays, reference_96, reference_256)})
