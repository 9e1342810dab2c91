"""A round film that meets the wall of a round bath: it fills it, evenly, however the wall cuts the cells."""
import math

import numpy as np

from run_case import check, check_below, film, main, planar, run

RADIUS, MASS, DENSITY = 10e-3, 2e-6, 1560.0


def unevenness(result):
    """rms of h/mean - 1 inside 0.9 of the radius; the exact film is uniform: affine until it meets the wall, then at rest."""
    h = result.field("h")
    n = h.shape[0]
    x = (np.arange(n) + 0.5) * 2.0 / n - 1.0
    inner = np.hypot(x, x[:, None]) < 0.9
    return float(np.sqrt(np.mean((h[inner] / h[inner].mean() - 1.0) ** 2)))


def filled(cells, limit):
    result = run(film(melt={"mass": f"{MASS} kg", "shape": "disc", "radius": "9 mm"}, mesh=planar(cells, quarter=False),
                      process=[{"isothermal": "450 degC", "time": "60 s"}]))
    area = math.pi * RADIUS ** 2
    check(f"{cells} cells, covered area [m2]", result["covered_area_m2"], area, 5e-4)
    check(f"{cells} cells, mean thickness [m]", result["thickness_mean_m"], MASS / (DENSITY * area), 5e-4)
    check_below(f"{cells} cells, change of mass", abs(result["mass_error_relative"]), 1e-12)
    uneven = unevenness(result)
    check_below(f"{cells} cells, unevenness of the thickness inside 0.9 R", uneven, limit)
    return uneven


def fills_evenly():
    filled(48, 5e-4)
    coarse = filled(64, 5e-4)
    filled(80, 5e-4)
    filled(96, 3e-4)
    check_below("unevenness, 128 cells over 64 cells", filled(128, 2e-4) / coarse, 0.6)


if __name__ == "__main__":
    main({"fills_evenly": fills_evenly})
