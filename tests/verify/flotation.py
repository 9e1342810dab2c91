"""How film and bath float: levels zb and zt against closed forms of the linear equations.

    tau zb'' + gamma_m h'' = rho_b g zb + rho g h - p,   l = sqrt(tau/(rho_b g)): 3.5 mm on bare gallium

All films are crystal below its melting point and stay where they are: one step, and the levels of the first output.
"""
import math

import numpy as np

from run_case import check, check_below, check_least, disc_mass, main, merge, planar, report, rings, run

G, RHO, RHO_BATH = 9.81, 1560.0, 5820.0
WALL = 30e-3
BARE, MELT, INTERFACE = 0.7, 0.4, 0.15  # [N/m] S = 0.15
FILM = MELT + INTERFACE
LIFT = MELT / FILM  # lambda: what of h the bath rises across the edge
L_BARE, L_FILM = math.sqrt(BARE / (RHO_BATH * G)), math.sqrt(FILM / (RHO_BATH * G))


def afloat(mesh, **changes):
    """A film that rests on gallium; unless told a speck, 2 nm thick and 0.2 mm wide, that is of no account."""
    base = {
        "title": "flotation",
        "bath": {"material": "Ga", "shape": "disc", "radius": f"{WALL} m", "depth": "5 mm", "density": f"{RHO_BATH} kg/m^3",
                 "surface_tension": f"{BARE} N/m"},
        "melt": {"material": "ZIF-62", "density": f"{RHO} kg/m^3", "surface_tension": f"{MELT} N/m", "shape": "disc", "radius": "0.1 mm",
                 "mass": "1e-13 kg"},
        "interface": {"interfacial_tension": f"{INTERFACE} N/m", "potential": "none"},
        "gravity": f"{G} m/s^2",
        "process": [{"isothermal": "100 degC", "time": "1 s"}],
        "output": {"every": "0 s"},
        "mesh": mesh,
    }
    return merge(base, changes)


def raft(mesh, radius, h, **changes):
    """A round film of uniform thickness."""
    return afloat(mesh, melt={"radius": f"{radius} m", "mass": disc_mass(radius, h, RHO)}, **changes)


def bessel(n, x):
    """Modified Bessel functions I0, I1: (1/pi) int exp(x cos t) cos(n t) dt, by the trapezoidal rule (exact to round-off)."""
    t = (np.arange(400) + 0.5) * math.pi / 400
    return np.exp(np.multiply.outer(x, np.cos(t))) @ np.cos(n * t) / 400


def bessel_k(n, x):
    """Modified Bessel functions K0, K1: int_0^inf exp(-x cosh t) cosh(n t) dt."""
    t = (np.arange(4000) + 0.5) * 20.0 / 4000
    return np.exp(-np.multiply.outer(x, np.cosh(t))) @ np.cosh(n * t) * 20.0 / 4000


def middle(result, name):
    """x [m] and the field along the middle row."""
    x, _ = result.centres()
    f = result.field(name)
    return x[0], f[f.shape[0] // 2]


def volume(result):
    check_below("volume of the bath, relative error", result["bath_volume_error_relative"], 1e-10)


def near(name, measured, exact, limit):
    """Largest difference over the largest exact value."""
    check_below(f"{name}: largest error of {np.abs(exact).max():.4g} m", np.abs(measured - exact).max() / np.abs(exact).max(), limit)


def meniscus_exact(r, l, R, angle):
    """In a disc: zb = A (I0(r/l) - its mean over the disc), slope cot(angle) at the wall."""
    A = l / math.tan(math.radians(angle)) / bessel(1, R / l)
    return A * (bessel(0, r / l) - 2.0 * l / R * bessel(1, R / l))


def wall_slope(x, z, wall):
    """Slope at the wall of the cubic through the last four values."""
    return np.polyval(np.polyder(np.polyfit(x[-4:] - wall, z[-4:], 3)), 0.0)


def meniscus_rings():
    for angle in (60.0, 120.0):
        result = run(afloat(rings(600), bath={"contact_angle": f"{angle} degree"}))
        r, zb = middle(result, "zb")
        near(f"{angle:g} degrees, level", zb, meniscus_exact(r, L_BARE, WALL, angle), 1e-3)
        check("slope at the wall", wall_slope(r, zb, WALL), 1.0 / math.tan(math.radians(angle)), 0.001)
        volume(result)
    covered = run(afloat(rings(600), bath={"contact_angle": "60 degree"}, melt={"shape": "uniform", "radius": None, "mass": "1e-8 kg"}))
    near("film to the wall, level", middle(covered, "zb")[1], meniscus_exact(r, L_FILM, WALL, 60.0), 1e-3)
    flat = run(afloat(rings(100)))
    check_below("90 degrees: deflection [m]", flat["bath_deflection_max_m"], 1e-8)


def meniscus_plane():
    """Straight walls: the sum of two problems in one direction each.  Then walls that cut through cells: a disc, and its image."""
    part = lambda x, a: L_BARE / math.tan(math.radians(75.0)) * (np.cosh(x / L_BARE) / math.sinh(a / L_BARE) - L_BARE / a)
    angle = {"contact_angle": "75 degree"}
    result = run(afloat({"cells": [240, 160]}, bath={"shape": "rectangle", "radius": None, "width": "60 mm", "height": "40 mm", **angle}))
    x, y = result.centres()
    near("rectangle, level", result.field("zb"), part(x, 30e-3) + part(y, 20e-3), 1e-3)
    zb, x = middle(result, "zb")[1], x[0]
    fall = np.diff(zb)
    a, b = np.searchsorted(x, [30e-3 - 3 * L_BARE, 30e-3 - L_BARE])
    check("length over which the level decays", (x[b] - x[a]) / math.log(fall[b] / fall[a]), L_BARE, 0.005)
    volume(result)
    n = 1024
    pixel = (np.arange(n) + 0.5) * 2.0 / n - 1.0
    image = b"P5 %d %d 255 " % (n, n) + (255 * (np.hypot(pixel, pixel[:, None]) < 1.0)).astype(np.uint8).tobytes()
    mask = {"shape": "mask", "mask": "disc.pgm", "radius": None, "width": f"{2 * WALL} m", "height": f"{2 * WALL} m"}
    for name, bath, limit, least in (("disc", {}, 0.001, 1.4), ("mask", mask, 0.02, None)):  # pixels do not converge to a circle's length
        grids, errors = (64, 128, 256), []
        for cells in grids:
            result = run(afloat(planar(cells, quarter=not bath), bath={**angle, **bath}), files={"disc.pgm": image})
            x, y = result.centres()
            r, inside = np.hypot(x, y), result.mask() > 0
            wrong = np.abs(result.field("zb") - meniscus_exact(r, L_BARE, WALL, 75.0))
            climb = np.ptp(meniscus_exact(np.array([0.0, WALL]), L_BARE, WALL, 75.0))
            errors.append(wrong[inside & (r < WALL - 2 * result.spacing[0])].max() / climb)
            print(f"  {cells} cells: error {errors[-1]:.3e}")
            volume(result)
        check_below(f"{name}, two cells and more away from its wall, over the climb", errors[-1], limit)
        if least:
            check_least(f"{name}, order", math.log(errors[0] / errors[-1]) / math.log(grids[-1] / grids[0]), least)


def raft_exact(R, h, wall=WALL, angle=90.0):
    """Constants of a round raft: under it zb = p - rho h/rho_b + A I0(r/l), beside it p + B I0(r/l) + C K0(r/l)."""
    f, b, w = R / L_FILM, R / L_BARE, wall / L_BARE
    I0, I1, K0, K1 = (lambda x: float(bessel(0, x))), (lambda x: float(bessel(1, x))), (lambda x: float(bessel_k(0, x))), (lambda x: float(bessel_k(1, x)))
    # unknowns A, B, C, p: rise by lambda h across the edge; force along the edge; slope at the wall; volume
    rows = [[-I0(f), I0(b), K0(b), 0.0],
            [-FILM / L_FILM * I1(f), BARE / L_BARE * I1(b), -BARE / L_BARE * K1(b), 0.0],
            [0.0, I1(w), -K1(w), 0.0],
            [R * L_FILM * I1(f), L_BARE * (wall * I1(w) - R * I1(b)), -L_BARE * (wall * K1(w) - R * K1(b)), 0.5 * wall**2]]
    right = [(LIFT - RHO / RHO_BATH) * h, 0.0, L_BARE / math.tan(math.radians(angle)), 0.5 * R * R * RHO / RHO_BATH * h]
    A, B, C, p = np.linalg.solve(rows, right)
    under = lambda r: p - RHO / RHO_BATH * h + A * bessel(0, r / L_FILM)
    beside = lambda r: p + B * bessel(0, r / L_BARE) + C * bessel_k(0, r / L_BARE)
    slopes = A / L_FILM * I1(f), (B * I1(b) - C * K1(b)) / L_BARE  # bottom of the film, bare bath
    return under, beside, slopes


def raft_error(cells, R, h, mesh=rings, angle=90.0):
    """Root mean square and largest error of zb, cells of the edge and two cells at the wall left out, over the draught; the run."""
    result = run(raft(mesh(cells), R, h, bath={"contact_angle": f"{angle} degree"}))
    x, y = result.centres()
    r, c, zb = np.hypot(x, y), result.field("c"), result.field("zb")
    under, beside, slopes = raft_exact(R, h, angle=angle)
    away = r < WALL - 2 * result.spacing[0]
    wrong = np.concatenate([(zb - under(r))[(c == 1.0) & away], (zb - beside(np.maximum(r, R)))[(c == 0.0) & away & (r > R)]])
    draught = RHO / RHO_BATH * h
    return np.sqrt(np.mean(wrong**2)) / draught, np.abs(wrong).max() / draught, result, slopes


def raft_rings():
    """A raft in rings: order, edge angles, draught."""
    R, h, angle = 12.34e-3, 0.3e-3, 93.0
    grids = (75, 150, 300, 600)
    errors = []
    for cells in grids:
        error, most, result, slopes = raft_error(cells, R, h, angle=angle)
        errors.append(error)
        print(f"  {cells} cells: error {error:.3e} of the draught, largest {most:.3e}")
        volume(result)
    check_below("level, 600 cells", most, 0.002)
    check_least("order of convergence", math.log(errors[0] / errors[-1]) / math.log(grids[-1] / grids[0]), 1.8)
    degrees = [math.degrees(math.atan(s)) for s in slopes]
    check("slope of the film's bottom at its edge", result["edge_angle_bottom_deg"], degrees[0], 0.005)
    check("slope of its top", result["edge_angle_top_deg"], degrees[0], 0.005)
    check("slope of the bath beside it", result["edge_angle_bath_deg"], degrees[1], 0.005)
    zb, zt, ch = (result.field(n) for n in ("zb", "zt", "h"))
    film = result.field("c") == 1.0
    check_below("top less bottom against thickness [m]", np.abs(zt - zb - ch)[film].max(), 1e-18)
    r = result.centres()[0][0]
    under = raft_exact(R, h, angle=angle)[0]
    outermost = r[result.field("c")[0] > 0.5][-1]
    check("peak to valley of the bottom", result["peak_to_valley_bottom_m"], abs(under(r[0]) - under(outermost)), 0.002)
    # the Laplacian of the top, over a disc, is the slope at its rim times its circumference; counted are cells whose neighbours are film
    rim = r[film[0]][-2] + 0.5 * result.spacing[0]
    check("mean curvature", result["curvature_mean_per_m"], slopes[0] * bessel(1, rim / L_FILM) / bessel(1, R / L_FILM) / rim, 0.001)


def raft_plane():
    """The same raft in the plane, whole and as a quarter."""
    R, h = 12.34e-3, 0.3e-3
    grids = (64, 128, 256)
    errors = []
    for cells in grids:
        error, most, result, slopes = raft_error(cells, R, h, mesh=planar)
        errors.append(error)
        print(f"  {cells} cells: error {error:.3e} of the draught, largest {most:.3e}")
        volume(result)
    check_below("level, 256 cells", most, 0.005)
    check_least("order of convergence", math.log(errors[0] / errors[-1]) / math.log(grids[-1] / grids[0]), 1.8)
    check("slope of the film's bottom at its edge", result["edge_angle_bottom_deg"], math.degrees(math.atan(slopes[0])), 0.01)
    check("slope of the bath beside it", result["edge_angle_bath_deg"], math.degrees(math.atan(slopes[1])), 0.01)
    whole = run(raft(planar(256, quarter=False), R, h))
    full, part = whole.field("zb"), result.field("zb")
    near("quarter against whole", part, full[128:, 128:], 1e-9)
    for name in ("peak_to_valley_top_m", "curvature_mean_per_m", "edge_angle_top_deg", "bath_deflection_max_m"):
        check(f"{name}, quarter against whole", result[name], whole[name], 1e-8)


def edge():
    """A raft with a straight edge, wide on both sides: exponentials; the edge cuts a row of cells."""
    h, at = 0.2e-3, 0.05e-3
    half = 40e-3
    width = half + at
    result = run(afloat({"cells": [640, 16]}, bath={"shape": "rectangle", "radius": None, "width": f"{2 * half} m", "height": "2 mm"},
                        melt={"shape": "rectangle", "radius": None, "width": f"{width} m", "height": "2 mm", "x": f"{0.5 * width - half} m",
                              "mass": f"{width * 2e-3 * h * RHO:.17g} kg"}))
    x, zb = middle(result, "zb")
    far, deep, draught = zb[-1], zb[0], RHO / RHO_BATH * h
    check("draught", far - deep, draught, 0.005)
    B = (LIFT - RHO / RHO_BATH) * h / (1.0 + math.sqrt(BARE / FILM))
    A = -math.sqrt(BARE / FILM) * B
    exact = np.where(x < at, far - draught + A * np.exp((x - at) / L_FILM), far + B * np.exp(-(x - at) / L_BARE))
    cut = np.abs(x - at) < 0.5 * result.spacing[0]
    report(cut.sum() == 1 and 0.0 < middle(result, "c")[1][cut][0] < 1.0, "one column of cells is cut by the edge")
    check_below("level beside the edge, over the draught", np.abs(zb - exact)[~cut].max() / draught, 0.002)
    check("fall under the film", zb[x < at][-2] - deep, A * math.exp((x[x < at][-2] - at) / L_FILM), 0.005)
    check("rise beside it", zb[x > at][1] - far, B * math.exp(-(x[x > at][1] - at) / L_BARE), 0.005)
    check("slope of the bath", math.tan(math.radians(result["edge_angle_bath_deg"])), -B / L_BARE, 0.005)
    forces = [t * math.tan(math.radians(result[f"edge_angle_{n}_deg"])) for t, n in ((BARE, "bath"), (MELT, "top"), (INTERFACE, "bottom"))]
    check("slopes reported, as vertical forces on the edge: bath against both faces", forces[0], forces[1] + forces[2], 1e-9)
    report(result["neumann_angle_top_deg"] is None, "no Neumann triangle for S > 0")
    volume(result)


def neumann():
    """S < 0: the angles at which the faces meet."""
    result = run(raft(rings(150), 10e-3, 0.1e-3, interface={"interfacial_tension": "0.35 N/m"}))
    check("upper", result["neumann_angle_top_deg"], math.degrees(math.acos((0.49 + 0.16 - 0.1225) / (2 * 0.7 * 0.4))), 1e-12)
    check("lower", result["neumann_angle_bottom_deg"], math.degrees(math.acos((0.49 + 0.1225 - 0.16) / (2 * 0.7 * 0.35))), 1e-12)


def draught():
    """In the middle of a wide raft, against the bath far from it."""
    for mesh, limit in ((rings(400), 0.005), (planar(160), 0.005)):
        result = run(raft(mesh, 40e-3, 0.5e-3, bath={"radius": "100 mm"}))
        x, y = result.centres()
        r, zb = np.hypot(x, y), result.field("zb")
        inside = result.mask() > 0
        far = zb[inside & (np.abs(r - 75e-3) < 5e-3)].mean()
        check("draught", far - zb[r < 5e-3].mean(), RHO / RHO_BATH * 0.5e-3, limit)
        check("top above the bath", result.field("zt")[r < 5e-3].mean() - far, (1.0 - RHO / RHO_BATH) * 0.5e-3, limit)
        volume(result)


def uneven():
    """A film of uneven thickness whose interface potential counts: zb from the equation as it stands, solved apart on the same rings."""
    n, scale, wave = 600, 150e-6, 8e-3
    case = afloat(rings(n), melt={"shape": "uniform", "radius": None, "mass": f"{math.pi * WALL**2 * 200e-6 * RHO:.17g} kg",
                                  "perturbation": {"amplitude": 0.5, "wavelength": f"{wave} m"}},
                  interface={"potential": "exponential", "hs": f"{scale} m", "hamaker": "0 J"})
    result = run(case)
    r, zb = middle(result, "zb")
    h0 = result.field("h")[0, 0] / (1.0 + 0.5 * math.cos(2.0 * math.pi * r[0] / wave))
    faces = np.arange(1, n) * result.spacing[0]
    h = lambda x: h0 * (1.0 + 0.5 * np.cos(2.0 * math.pi * x / wave))
    dh = -h0 * 0.5 * 2.0 * math.pi / wave * np.sin(2.0 * math.pi * faces / wave)
    tau = FILM + (BARE - FILM) * np.exp(-h(faces) / scale)
    system = np.diag(np.full(n, RHO_BATH * G))
    right = -RHO * G * h(r)
    for i, face in enumerate(faces):  # flux tau dzb/dr + gamma_m dh/dr through the face between i and i + 1
        for k, sign in ((i, 1.0), (i + 1, -1.0)):
            part = sign * face / (r[k] * result.spacing[0])
            system[k, i] += part * tau[i] / result.spacing[0]
            system[k, i + 1] -= part * tau[i] / result.spacing[0]
            right[k] += part * MELT * dh[i]
    exact = np.linalg.solve(system, right)
    exact -= (exact * r).sum() / r.sum()
    near("level", zb, exact, 1e-3)
    plain = run(merge(case, {"interface": {"potential": "none", "hs": None, "hamaker": None}}))
    check_least("the potential counts: change of the level", np.abs(middle(plain, "zb")[1] - zb).max() / np.abs(exact).max(), 0.01)


def ranks():
    """On one, two and three ranks: a raft off the centre, menisci."""
    def case(cells):
        return raft({"cells": [cells, cells]}, 8e-3, 0.2e-3, bath={"contact_angle": "110 degree"}, **{"title": "off centre"})
    shifted = merge(case(96), {"melt": {"x": "5 mm", "y": "-7 mm"}})
    one = run(shifted)
    for n in (2, 3):
        other = run(shifted, ranks=n)
        for name in ("zb", "zt"):
            near(f"{n} ranks, {name}", other.field(name), one.field(name), 1e-10)
        for name in ("peak_to_valley_top_m", "peak_to_valley_bottom_m", "curvature_mean_per_m", "edge_angle_top_deg", "edge_angle_bath_deg",
                     "bath_deflection_max_m"):
            check(f"{n} ranks, {name}", other[name], one[name], 1e-8)
        volume(other)


def none():
    """Nothing floats on a solid, or without weight."""
    solid = run(afloat(rings(50), bath={"material": "alumina", "surface_tension": None, "density": None}, interface={"interfacial_tension": "0.1 N/m"}))
    weightless = run(afloat(rings(50), gravity="0 m/s^2"))
    for result in (solid, weightless):
        report(not result.field("zb").any(), "the bath is flat")
        report((result.field("zt") == result.field("h") * result.field("c")).all(), "the top is the film's")
        report(result["bath_volume_error_relative"] is None and result["bath_deflection_max_m"] is None and result["peak_to_valley_top_m"] is None, "no measures")
    # an iteration cut short: the run goes on, the levels are not made up
    short = run(afloat(planar(64), bath={"contact_angle": "60 degree"}), options=("-flotation_ksp_max_it", "1"))
    report(np.isnan(short.field("zb")[short.mask() > 0]).all() and short["bath_deflection_max_m"] is None, "not found: not a number, not a guess")


if __name__ == "__main__":
    main({f.__name__: f for f in (meniscus_rings, meniscus_plane, raft_rings, raft_plane, edge, neumann, draught, uneven, ranks, none)})
