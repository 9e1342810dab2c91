"""Films that stick to a solid, moved by the thin-film equation (solver/lubrication.h):

    h_t = div( M grad p ),   p = phi'(h) + rho g h - Gamma lap h,   M = h^3/(3 eta) + b h^2/eta.

A small wave of wave number k on a flat film goes as exp(rate t), rate = -k^2 M (rho g + Gamma k^2 + phi''); of all waves the one of
length 2 pi sqrt(2 Gamma/(-phi'')) grows fastest (Vrij 1966, doi:10.1039/DF9664200023).  A film at rest has the energy
sum phi + rho g h^2/2 + Gamma |grad h|^2/2, which falls while it moves, and a drop on its precursor h0 the angle theta of
Gamma theta^2/2 = -phi(h0) (Schwartz and Eley 1998, doi:10.1006/jcis.1998.5448).
"""
import math
import struct
import zlib

import numpy as np

import round_drop
from run_case import check, check_below, check_least, film, main, merge, report, run
from waves import GALLIUM, GAMMA_M, RHO, S, compare, friction

SOLID = {"material": "alumina", "density": None, "depth": "1 mm"}
LUBRICATION = {"flow": "lubrication"}


# ---- small waves ----
def no_slip(h, eta):
    return 3.0 * eta / h


def vdw(hamaker, hc="1 nm", hs="1 nm"):
    return {"potential": "exponential", "hamaker": f"{hamaker} J", "hc": hc, "hs": hs}


def vdw_stiffness(hamaker, h, hc=1e-9, hs=1e-9):
    """phi'' [Pa/m] of phi = (S + v/hc^2) exp(-h/hs) - v/(h^2 + hc^2), v = A/(12 pi)."""
    v, d = hamaker / (12.0 * math.pi), h * h + hc * hc
    return (S + v / hc**2) * math.exp(-h / hs) / hs**2 + 2.0 * v / d**2 - 8.0 * v * h * h / d**3


def waves(name, h, wave_numbers, stretch, beta, g=0.0, d2phi=0.0, eta=1.0, **changes):
    """A wave of each wave number; stretch: what lubrication leaves out may be this part of friction, 4 eta h k^2/beta, at most."""
    check_below(f"{name}: stretching over friction", 4.0 * eta * h * max(wave_numbers) ** 2 / beta, stretch)
    growth = h * h * d2phi**2 / (4.0 * GAMMA_M * beta)  # of the fastest: its harmonics must not overtake a slow wave
    for k in wave_numbers:
        compare(f"{name}, k = {k:.4g} /m", h, eta, g, beta, d2phi, solid=True, length=2.0 * math.pi * math.sqrt(2.0) / k, stretches=False,
                longest=1.0 / growth if d2phi < 0.0 else math.inf,
                **merge({"bath": SOLID, "film": LUBRICATION, "time": {"tolerance": 1e-8}}, changes))


SPREAD = (0.09, 0.2, 0.35, 0.5, math.sqrt(0.5), 0.85, 1.3, 1.8)  # of the wave number that neither grows nor decays
HEAVY = (20e-6, [100.0 * 20.0 ** (i / 7.0) for i in range(8)])  # [m], [1/m]: weight levels the longer waves, capillarity the shorter


def rates_levelling():
    h, k = HEAVY
    waves("levels", h, k, 0.003, no_slip(h, 1.0), g=9.81)


def rates_no_slip():
    h = 25e-9
    d2phi = vdw_stiffness(1e-19, h)
    neutral = math.sqrt(-d2phi / GAMMA_M)
    waves("25 nm, no slip", h, [x * neutral for x in SPREAD], 0.003, no_slip(h, 1.0), d2phi=d2phi, interface=vdw(1e-19))


def rates_slip():
    h, slip = 200e-9, 1e-6
    d2phi = vdw_stiffness(1e-19, h)
    neutral = math.sqrt(-d2phi / GAMMA_M)
    waves("200 nm, slip length 1 um", h, [x * neutral for x in SPREAD], 0.003, 1.0 / (h / 3.0 + slip), d2phi=d2phi, interface=vdw(1e-19),
          bath={"slip_length": f"{slip} m"})


def rates_gallium():
    """The same lengths of wave on a film that gallium carries: it stretches, and the whole formula holds."""
    h, k = HEAVY
    for wave in k:
        compare(f"on gallium, k = {wave:.4g} /m", h, 1e4, 9.81, friction(h, 1e4), length=2.0 * math.pi * math.sqrt(2.0) / wave, bath=GALLIUM)


# ---- a thin film comes apart ----
def spectrum(h):
    """Power of the cosines that walls without flow allow, (ny, nx): the film and its mirror images, by FFT."""
    even = np.concatenate([h, h[::-1]], axis=0)
    even = np.concatenate([even, even[:, ::-1]], axis=1)
    return np.abs(np.fft.fft2(even - even.mean())[:h.shape[0], :h.shape[1]]) ** 2


def spinodal():
    """The growing waves are read off the field: its power, averaged over directions, has become that of the noise times
    exp(2 rate t), the logarithm of which is a parabola in k^2."""
    h, hamaker, side, cells = 20e-9, 1e-19, 100e-6, 256
    d2phi = vdw_stiffness(hamaker, h)
    wave = 2.0 * math.pi * math.sqrt(2.0 * GAMMA_M / -d2phi)
    fastest = h**3 / 3.0 * d2phi**2 / (4.0 * GAMMA_M)
    check_least("wavelengths a side", side / wave, 10.0)
    result = run(film(bath={**SOLID, "shape": "rectangle", "radius": None, "width": f"{side} m", "height": f"{side} m"},
                      melt={"mass": f"{side**2 * h * RHO:.17g} kg", "shape": "uniform", "viscosity": {"eta": "1 Pa s"},
                            "surface_tension": f"{GAMMA_M} N/m", "perturbation": {"amplitude": 0.001, "seed": 7}},
                      interface=vdw(hamaker), mesh={"cells": [cells, cells]}, film=LUBRICATION, time={"tolerance": 1e-6},
                      process=[{"isothermal": "450 degC", "time": f"{6.0 / fastest:.17g} s"}]))
    last = result.field("h")
    check_below("linear stage: greatest change of the thickness", abs(last / h - 1.0).max(), 0.3)
    n = np.hypot(*np.meshgrid(np.arange(cells), np.arange(cells)))
    rings = np.arange(int(0.5 * 2.0 * side / wave), int(1.4 * 2.0 * side / wave))
    power = [np.array([spectrum(f)[abs(n - ring) < 0.5].mean() for ring in rings]) for f in (last, result.field("h", 0))]
    k2 = (math.pi / side * rings) ** 2
    for name, p in (("peak of the spectrum", power[0]), ("fastest growth", power[0] / power[1])):
        a, b, c = np.polyfit(k2 * (wave / 2.0 / math.pi) ** 2, np.log(p), 2, w=np.sqrt(rings))
        check(f"{name}: wavelength [m]", wave / math.sqrt(-b / (2.0 * a)), wave, 0.05)
    check("rate of the fastest [1/s]", (c - b * b / (4.0 * a)) / (2.0 * result.times[-1]), fastest, 0.05)


# ---- drops: a thickness map as a picture ----
def picture(thickness):
    """16-bit PNG (rows from the top), largest thickness white."""
    grey = np.round(thickness[::-1] / thickness.max() * 65535.0).astype(">u2")

    def chunk(tag, data):
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    rows = b"".join(b"\0" + row.tobytes() for row in grey)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *grey.shape[::-1], 16, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def map_case(thickness, side, precursor, eta, gamma, power, seconds):
    """A drop, whole and square map [m] on a precursor, on a solid without weight for a time [s]."""
    cells, rho = thickness.shape[0], 1000.0
    volume = (side / cells) ** 2 * thickness.sum() + side**2 * precursor
    return film(bath={**SOLID, "shape": "rectangle", "radius": None, "width": f"{side} m", "height": f"{side} m"},
                melt={"mass": f"{volume * rho:.17g} kg", "shape": "image", "image": "map.png", "density": f"{rho} kg/m^3",
                      "viscosity": {"eta": f"{eta:.17g} Pa s"}, "surface_tension": f"{gamma} N/m"},
                interface={"potential": "power", "h0": f"{precursor} m", **power}, mesh={"cells": [cells, cells]},
                process=[{"isothermal": "450 degC", "time": f"{seconds} s"}])


def run_map(thickness, *what, ranks=1, **changes):
    return run(merge(map_case(thickness, *what), changes), ranks, files={"map.png": picture(thickness)})


def radii2(cells, side):
    x = ((np.arange(cells) + 0.5) / cells - 0.5) * side
    return x[:, None] ** 2 + x**2


def spreading(cells, tolerance, seconds=1e-3, **changes):
    """h = eps + 2 (1 - r^2)^2 [mm] on a precursor of eps = 0.05 mm."""
    start = 2e-3 * np.clip(1.0 - radii2(cells, 5e-3) / 1e-6, 0.0, None) ** 2
    return run_map(start, 5e-3, 5e-5, 1.0 / 3.0, 1.0, {"B": f"{1000.0 / 0.05} Pa", "m": 2, "n": 3}, seconds,
                   **merge({"time": {"tolerance": tolerance}}, changes))


def centre_and_radius(result, step=-1):
    """Thickness at the centre, by a parabola in r^2, and radius where the film is twice its precursor, along the row beside the
    middle; [mm]."""
    h = result.field("h", step) * 1e3
    middle = h.shape[0] // 2
    row, r = h[middle, middle:], np.sqrt(radii2(h.shape[0], 5.0)[middle, middle:])
    i = int(np.argmax(row < 0.1))
    return np.polyfit(r[:4] ** 2, row[:4], 2)[-1], np.interp(-0.1, -row[i - 1:i + 1], r[i - 1:i + 1])


# Time [s], thickness at the centre and radius [mm]: an axisymmetric solution of its own, 2000 points over 2.5 mm
DROP = ((1e-5, 1.470497, 0.986070), (1e-4, 1.025780, 1.178277), (5e-4, 0.780479, 1.346873), (1e-3, 0.709012, 1.410520))


def spreading_drop():
    result = spreading(128, 1e-4)
    check("centre [mm] at 1 ms", centre_and_radius(result)[0], DROP[-1][1], 0.001)
    check("radius [mm] at 1 ms", centre_and_radius(result)[1], DROP[-1][2], 0.001)


def spreading_drop_in_time():
    """On the way, where it moves a hundred times as fast, in a finer mesh."""
    for time, centre, radius in DROP:
        result = spreading(256, 1e-5, time)
        check(f"centre [mm] at {time} s", centre_and_radius(result)[0], centre, 0.001)
        check(f"radius [mm] at {time} s", centre_and_radius(result)[1], radius, 0.001)


def field_error(cells, tolerance):
    """Root mean square of the error of the thickness over that of the thickness, at 1 ms, at the centres of cells."""
    h = spreading(cells, tolerance).field("h") * 1e3
    r = np.linspace(0.0, 2.4, 1201)  # [mm]; beyond, as there, lies the precursor
    exact = round_drop.limit(1.0, r)
    exact = round_drop.cubic(r, exact, np.minimum(np.sqrt(radii2(cells, 5.0)), 2.39))
    return math.sqrt(((h - exact) ** 2).sum() / (exact**2).sum())


def spreading_drop_field():
    """Against an axisymmetric solution of its own (round_drop.py)."""
    r = np.linspace(0.0, 2.4, 1201)
    drop = round_drop.limit(1.0, r)
    check("reference: centre", drop[0], DROP[-1][1], 2e-6)
    check("reference: radius", np.interp(-0.1, -drop, r), DROP[-1][2], 1e-5)
    check_below("relative error of the field, 96^2", field_error(96, 1e-4), 5e-4)


def spreading_drop_field_fine():
    check_below("relative error of the field, 192^2", field_error(192, 2e-5), 1.1e-4)


def droplet_angle():
    """A drop left alone on the power law m = 3, n = 9.  Its cap, a parabola h = H - c r^2 as small slopes have it, meets the precursor
    h_p at the angle 2 sqrt(c (H - h_p)).  In the plane that would be theta of Gamma theta^2/2 = -phi(h0) = gamma_m (1 - cos theta)
    itself; round the rim, of radius R, the foot of the drop adds a tension along it: multiplied by h' and integrated across the foot,
    Gamma h'/r leaves  theta_seen = theta (1 - h0 I/(2 H)),  I = int_1^inf (1 - sqrt(1 - phi(x h0)/phi(h0))) dx = 0.7648."""
    h0, height, theta, side, cells = 1e-6, 50e-6, 0.3, 0.9e-3, 256
    radius = 2.0 * height / theta
    volume = 0.5 * math.pi * radius**2 * height + side**2 * h0
    result = run(film(
        bath={**SOLID, "shape": "rectangle", "radius": None, "width": f"{side} m", "height": f"{side} m"},
        melt={"mass": f"{volume * RHO:.17g} kg", "radius": f"{0.8 * radius} m", "viscosity": {"eta": "1 Pa s"},
              "surface_tension": f"{GAMMA_M} N/m"},
        interface={"potential": "power", "B": f"{GAMMA_M * theta**2 / (0.75 * h0):.17g} Pa", "h0": f"{h0} m", "m": 3, "n": 9},
        mesh={"cells": [cells, cells], "symmetry": "quarter"}, output={"every": "4 s"}, time={"tolerance": 1e-4},
        process=[{"isothermal": "450 degC", "time": "5 s"}]))

    def cap(step):
        h = result.field("h", step)
        x, y = result.centres()
        high = h > 0.4 * h.max()
        c, top = np.polyfit((x**2 + y**2)[high], h[high], 1)
        return 2.0 * math.sqrt(-c * (top - h[-1, -1])), top

    angle, top = cap(-1)
    check_below("at rest: change of the angle over the last second", abs(angle / cap(-2)[0] - 1.0), 0.001)
    check("contact angle [rad], no correction", angle, theta, 0.02)
    check("contact angle [rad]", angle, theta * (1.0 - 0.7648 * h0 / (2.0 * top)), 0.004)


def gauge(h, x, y, left):
    """Angle of a drop, its height and the place of its top, of the half x < 0 or x > 0: as in droplet_angle, about its own middle."""
    side = (x < 0.0) == left
    high = side & (h > 0.5 * h[side].max())
    cx = (x[high] * h[high]).sum() / h[high].sum()
    c, top = np.polyfit(((x - cx) ** 2 + y**2)[high], h[high], 1)
    return 2.0 * math.sqrt(-c * (top - h[0, 0])), top


def pattern_angles():
    """Two drops, on the left as the case has it, on the right on a solid of half the contact slope."""
    h0, height, theta, side, cells = 2e-6, 50e-6, 0.3, 1.0e-3, 128
    x = ((np.arange(2 * cells) + 0.5) / cells - 1.0) * side
    y = ((np.arange(cells) + 0.5) / cells - 0.5) * side
    x, y = np.meshgrid(x, y)
    drops = np.zeros_like(x)
    for centre, slope in ((-0.5 * side, theta), (0.5 * side, 0.5 * theta)):
        top = height * (1.0 if slope == theta else 0.7)
        drops += np.clip(top - ((x - centre) ** 2 + y**2) * slope**2 / (4.0 * top), 0.0, None)
    volume = (side / cells) ** 2 * drops.sum() + 2.0 * side**2 * h0
    result = run(film(
        bath={**SOLID, "shape": "rectangle", "radius": None, "width": f"{2 * side} m", "height": f"{side} m"},
        melt={"mass": f"{volume * RHO:.17g} kg", "shape": "image", "image": "map.png", "viscosity": {"eta": "1 Pa s"},
              "surface_tension": f"{GAMMA_M} N/m"},
        interface={"potential": "power", "B": f"{GAMMA_M * theta**2 / (0.75 * h0):.17g} Pa", "h0": f"{h0} m", "m": 3, "n": 9,
                   "pattern": "slope.png", "pattern_slope": 0.5},
        mesh={"cells": [2 * cells, cells]}, time={"tolerance": 1e-4}, process=[{"isothermal": "450 degC", "time": "3 s"}]),
        files={"map.png": picture(drops), "slope.png": picture((x > 0.0) * 1.0)})
    h = result.field("h")
    for left, slope in ((True, theta), (False, 0.5 * theta)):
        angle, top = gauge(h, x, y, left)
        check(f"contact angle [rad], slope {slope}", angle, slope * (1.0 - 0.7648 * h0 / (2.0 * top)), 0.02)


def pattern_step():
    """A drop set down on a wettability step moves to where the contact slope is less."""
    start = 2e-3 * np.clip(1.0 - radii2(64, 5e-3) / 1e-6, 0.0, None) ** 2
    x = ((np.arange(64) + 0.5) / 64 - 0.5) * np.ones((64, 1))
    power = {"B": f"{1000.0 / 0.05} Pa", "m": 2, "n": 3}
    for side in (1, -1):
        result = run(merge(map_case(start, 5e-3, 5e-5, 1.0 / 3.0, 1.0, power, 1e-2), {"interface": {"pattern": "slope.png", "pattern_slope": 0.5}}),
                     files={"map.png": picture(start), "slope.png": picture((side * x > 0.0) * 1.0)})
        h = result.field("h")
        moved = (x * h).sum() / h.sum() * 5.0
        check_least(f"moved to side {side} [mm]", side * moved, 0.05)


# ---- a film that comes apart into drops ----
def dewetting(cells, seconds, side=150e-6, **changes):
    h, h0, theta = 1e-6, 0.3e-6, 0.3
    return run(merge(film(
        bath={**SOLID, "shape": "rectangle", "radius": None, "width": f"{side} m", "height": f"{side} m"},
        melt={"mass": f"{side**2 * h * RHO:.17g} kg", "shape": "uniform", "viscosity": {"eta": "1 Pa s"},
              "surface_tension": f"{GAMMA_M} N/m", "perturbation": {"amplitude": 0.05, "seed": 3}},
        interface={"potential": "power", "B": f"{GAMMA_M * theta**2 / (0.75 * h0):.17g} Pa", "h0": f"{h0} m", "m": 3, "n": 9},
        mesh={"cells": [cells, cells]}, process=[{"isothermal": "450 degC", "time": f"{seconds} s"}]), changes))


def energy_of(h, dx, h0, B, rho_g):
    """[J] with gradients between neighbours, power law m = 3, n = 9."""
    phi = -B * h * ((h0 / h) ** 3 / 2.0 - (h0 / h) ** 9 / 8.0)
    return (phi + 0.5 * rho_g * h * h).sum() * dx**2 + 0.5 * GAMMA_M * ((np.diff(h, axis=0) ** 2).sum() + (np.diff(h, axis=1) ** 2).sum())


def energy():
    """A film that comes apart; with the larger tolerance droplets vanish within a step or two, whose formula would overshoot."""
    for tolerance in (1e-4, 1e-3):
        result = dewetting(96, 4.0, gravity="9.80665 m/s^2", output={"every": "20 ms"}, time={"tolerance": tolerance})
        e = np.array([energy_of(result.field("h", i), result.spacing[0], 0.3e-6, GAMMA_M * 0.09 / 2.25e-7, RHO * 9.80665)
                      for i in range(len(result.steps))])
        check_below("it comes apart: thinnest over thickest", result.field("h").min() / result.field("h").max(), 0.1)
        check_below(f"tolerance {tolerance:g}: greatest rise between outputs, of the energy", max(np.diff(e).max(), 0.0) / abs(e).max(), 1e-13)
        print("  energies [J]:", e[:: len(e) // 8])


# ---- work ----
def steps():
    """The same problem, a wave of finite height that decays by a factor of ten, on films of 20 nm, 1 um and 100 um."""
    taken = []
    for h in (20e-9, 1e-6, 100e-6):
        side, q = 2.0 * math.pi * h / 0.015, 0.015 / h
        rate = GAMMA_M * h**3 * (2.0 * q * q) ** 2 / 3.0
        result = run(film(bath={**SOLID, "shape": "rectangle", "radius": None, "width": f"{side} m", "height": f"{side} m"},
                          melt={"mass": f"{side**2 * h * RHO:.17g} kg", "shape": "uniform", "viscosity": {"eta": "1 Pa s"},
                                "surface_tension": f"{GAMMA_M} N/m", "perturbation": {"amplitude": 0.3, "wavelength": f"{side} m"}},
                          interface={"potential": "none"}, mesh={"cells": [32, 32]}, film=LUBRICATION, time={"tolerance": 1e-5},
                          process=[{"isothermal": "450 degC", "time": f"{math.log(10.0) / rate:.17g} s"}]))
        taken.append(result["steps"])
    check_below("steps, most over fewest", max(taken) / min(taken), 2.0)


def cycles(cells):
    solver = spreading(cells, 1e-4)["solver"]
    a_step = solver["linear_iterations"] / solver["momentum_solves"]
    print(f"  {cells}^2: {a_step:.3f} V-cycles a step")
    return a_step


def iterations():
    few = cycles(64)
    for cells in (128, 256):
        check_below(f"V-cycles a step, {cells}^2 over 64^2", cycles(cells) / few, 1.5)


def iterations_512():
    check_below("V-cycles a step, 512^2 over 64^2", cycles(512) / cycles(64), 1.5)


# ---- flat film rests ----
def beside(cells=96, **changes):
    """A drop whose foot lies a cell short of the middle, where two ranks meet whichever way they are split, on a flat film that is
    10 % thicker than the precursor at rest."""
    x = ((np.arange(cells) + 0.5) / cells - 0.5) * 10.0  # [mm]
    r2 = (x[:, None] - 1.1) ** 2 + (x - 1.1) ** 2
    start = 5.5e-5 + 1e-3 * np.clip(1.0 - r2, 0.0, None) ** 2
    mass = 1000.0 * start.sum() * (1e-2 / cells) ** 2
    return run_map(start, 1e-2, 5e-5, 1.0 / 3.0, 1.0, {"B": f"{1000.0 / 0.05} Pa", "m": 2, "n": 3}, 5e-5,
                   **merge({"time": {"tolerance": 1e-5}, "melt": {"mass": f"{mass:.17g} kg"}}, changes))


def resting():
    """What rests costs no work and takes nothing from the result: noise of 1e-8 keeps other cells busy."""
    quiet, busy, pair = beside(), beside(melt={"perturbation": {"amplitude": 1e-8, "seed": 3}}), beside(ranks=2)
    h, units = quiet.field("h"), [r["solver"]["work_units"] / r["steps"] for r in (quiet, busy)]
    print(f"  work units a step: {units[0]:.2f}, kept busy {units[1]:.2f}")
    start = quiet.field("h", 0)
    middle = h.shape[0] // 2
    check_least("it has crossed the border: largest change there, relative", abs(h / start - 1.0)[:middle].max(), 1e-3)
    report(bool((abs(h / start - 1.0)[: middle // 4, : middle // 4] == 0.0).all()), "the far corner has not moved, not by a bit")
    check_below("work a step, over that with noise", units[0] / units[1], 0.7)
    check_below("largest change of h by resting, over the tolerance", abs(h / busy.field("h") - 1.0).max() / 1e-5, 2e-3)
    check_below("two ranks: largest change of h", abs(pair.field("h") / h - 1.0).max(), 1e-10)
    check("steps, two ranks", pair["steps"], quiet["steps"], 0.0)


# ---- orders ----
def levelling(cells, tolerance):
    """A tall wave on a thin film, for its time constant: means of the thickness over an 8 x 8 mesh, relative, and steps."""
    h, side = 20e-6, 5e-3
    rate = GAMMA_M * h**3 * (2.0 * (2.0 * math.pi / side) ** 2) ** 2 / 3.0
    result = run(film(bath={**SOLID, "shape": "rectangle", "radius": None, "width": f"{side} m", "height": f"{side} m"},
                      melt={"mass": f"{side**2 * h * RHO:.17g} kg", "shape": "uniform", "viscosity": {"eta": "1 Pa s"},
                            "surface_tension": f"{GAMMA_M} N/m", "perturbation": {"amplitude": 0.6, "wavelength": f"{side} m"}},
                      interface={"potential": "none"}, mesh={"cells": [cells, cells]}, film=LUBRICATION, time={"tolerance": tolerance},
                      process=[{"isothermal": "450 degC", "time": f"{1.0 / rate:.17g} s"}]))
    n = cells // 8
    return result.field("h").reshape(8, n, 8, n).mean(axis=(1, 3)) / h, result["steps"]


def order_in_time():
    """A tolerance an eighth as large: 1.7 times the steps, a fifth of the error."""
    exact = levelling(32, 1e-9)[0]
    runs = [levelling(32, 1e-3 / 8.0**i) for i in range(4)]
    errors = [np.sqrt(((h - exact) ** 2).mean()) for h, _ in runs]
    print("  steps and errors:", [(n, f"{e:.3g}") for (_, n), e in zip(runs, errors)])
    order = math.log(errors[0] / errors[-1]) / math.log(runs[-1][1] / runs[0][1])
    check_least("order in the number of steps", order, 2.7)


def order_in_space():
    """Against the limit of the two finest."""
    h = [levelling(cells, 1e-7)[0] for cells in (16, 32, 64, 128)]
    changes = [np.sqrt(((a - b) ** 2).mean()) for a, b in zip(h, h[1:])]
    print("  changes from mesh to mesh:", [f"{c:.3g}" for c in changes])
    check_least("order in the spacing, 16 to 128 cells", math.log(changes[0] / changes[-1]) / math.log(4.0), 1.9)


if __name__ == "__main__":
    main({f.__name__: f for f in (rates_levelling, rates_no_slip, rates_slip, rates_gallium, spinodal, spreading_drop,
                                  spreading_drop_field, spreading_drop_field_fine, spreading_drop_in_time, droplet_angle, pattern_angles,
                                  pattern_step, energy, steps, iterations, iterations_512, resting, order_in_time,
                                  order_in_space)})
