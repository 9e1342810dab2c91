"""Spreading drops on rings: R ~ t^(1/10) (Tanner 1979) and what keeps them from it, the logarithm of Voinov (1976) and Cox (1986).

A drop of excess volume V over a precursor h_p, small slopes, no slip, no potential: a cap of slope theta = 4 V/(pi R^3) but for what the flow
takes.  With Ca = eta U/gamma (matching as Hocking 1983 does for slip; derived in docs/theory.md, section 9)

    theta^3 = 9 Ca L,    L = ln( R (3 Ca)^(1/3)/(2 e^2 h_p) ) + A/3,    height of the middle  2 V/(pi R^2) (1 + (2 - pi^2/6)/(3 L))

A comes from the flow at the line, H''' = -(H - 1)/H^3 (H = h/h_p, inwards): the solution that leaves H = 1 and whose curvature vanishes
far inside, where H'^3 -> 3 ln(zeta) + A.  Nothing in this is fitted to runs.
"""
import functools
import math

import numpy as np

from run_case import check, check_below, disc_mass, main, merge, rings, run
from solid import ETA, GAMMA, RHO, Potential, last, solid

# ---- the law ----------------------------------------------------------------------------------------------------------------------


def shoot(phase, highest, marks=()):
    """From the line inwards, by Runge and Kutta.  @return -1, 1 (curvature turns negative, stays) or 0 (zero to H = highest), and H'^3 -
    3 ln(H/H') at the marks, heights H."""
    start, seen = 1e-6 * complex(math.cos(phase), math.sin(phase)), []
    root = complex(0.5, math.sqrt(3.0) / 2.0)  # exp(root zeta) grows out of H = 1
    y = np.array([1.0 + start.real, (root * start).real, (root**2 * start).real])
    slope = lambda y: np.array([y[1], y[2], -(y[0] - 1.0) / y[0] ** 3])
    while y[0] < highest:
        step = 0.02 * max(1.0, y[0] / 8.0)
        a = slope(y)
        b = slope(y + 0.5 * step * a)
        c = slope(y + 0.5 * step * b)
        y = y + step / 6.0 * (a + 2.0 * b + 2.0 * c + slope(y + step * c))
        if y[0] < 0.02 or (y[0] > 20.0 and y[2] < 0.0):
            return -1, seen
        if y[0] > 20.0 and y[0] * y[1] * y[2] > 2.0:  # 1 where the curvature vanishes
            return 1, seen
        if len(seen) < len(marks) and y[0] > marks[len(seen)]:
            seen.append((y[1] ** 3, y[1] ** 3 - 3.0 * math.log(y[0] / y[1])))
    return 0, seen


@functools.lru_cache
def line_constant():
    """A = -0.82, by bisection; what is left goes with H'^-3."""
    low, high = 1.047, 0.785
    for _ in range(60):
        middle = 0.5 * (low + high)
        side = shoot(middle, 1e10)[0]
        low, high = (middle, high) if side < 0 else (low, middle)
        if side == 0:
            break
    (x, near), (y, far) = shoot(middle, 1e7, (3e4, 1e6))[1]
    return far + (far - near) * x / (y - x)


def speed(R, V, h_p):
    """@return U [m/s] and L."""
    theta, L = 4.0 * V / (math.pi * R**3), 4.0
    for _ in range(40):
        L = math.log(R * theta / (3.0 * L) ** (1.0 / 3.0) / (2.0 * math.exp(2.0) * h_p)) + line_constant() / 3.0
    return GAMMA / ETA * theta**3 / (9.0 * L), L


def radius_of(height, V, h_p):
    """R of a drop this high above its precursor."""
    R = math.sqrt(2.0 * V / (math.pi * height))
    for _ in range(30):
        R = math.sqrt(2.0 * V / (math.pi * height) * (1.0 + (2.0 - math.pi**2 / 6.0) / (3.0 * speed(R, V, h_p)[1])))
    return R


def follow(R, t, V, h_p):
    """R at the times t, from R at the first; V and h_p at these times.  Midpoint rule."""
    out = [R]
    for k in range(len(t) - 1):
        for part in (np.arange(20) + 0.5) / 20.0:
            volume, foot = V[k] + part * (V[k + 1] - V[k]), h_p[k] + part * (h_p[k + 1] - h_p[k])
            dt = (t[k + 1] - t[k]) / 20.0
            R += dt * speed(R + 0.5 * dt * speed(R, volume, foot)[0], volume, foot)[0]
        out.append(R)
    return np.array(out)


class Spreading:
    """The last two decades of time of a run, at n times: height, precursor (at the wall) and excess volume, and what follows."""

    def __init__(self, result, n=60):
        times, dx = np.array(result.times[1:]), result.spacing[0]
        r = result.centres()[0][0]
        films = [result.field("h", k)[0] for k in range(1, len(result.times))]
        foot = np.array([h[-1] for h in films])
        height = np.array([h[0] for h in films]) - foot
        volume = np.array([2.0 * math.pi * dx * np.sum((r * (h - h[-1]))[h > 3.0 * h[-1]]) for h in films])
        self.t = np.geomspace(times[-1] / 100.0, times[-1], n)
        self.foot, self.volume = np.interp(self.t, times, foot), np.interp(self.t, times, volume)
        self.height = np.exp(np.interp(np.log(self.t), np.log(times), np.log(height)))
        state = list(zip(self.height, self.volume, self.foot))
        self.R = np.array([radius_of(*s) for s in state])
        self.law = follow(self.R[0], self.t, self.volume, self.foot)
        self.L = GAMMA * (4.0 * self.volume / (math.pi * self.R**3)) ** 3 / (9.0 * ETA * np.gradient(self.R, self.t))
        self.L_law = np.array([speed(R, V, foot)[1] for R, (_, V, foot) in zip(self.R, state)])

    def exponents(self):
        return [np.polyfit(np.log(self.t), np.log(R), 1)[0] for R in (self.R, self.law)]


def compare(name, result, exponent_limit, radius_limit, logarithm_limit):
    s = Spreading(result)
    exponent, law = s.exponents()
    drawn = f"{s.height[0] / s.foot[0]:.0f} to {s.height[-1] / s.foot[-1]:.0f} precursors high"
    check(f"{name}, {drawn}: exponent against the law", exponent, law, exponent_limit)
    check_below(f"{name}: radius against the law, largest error", np.abs(s.R / s.law - 1.0).max(), radius_limit)
    check_below(f"{name}: L {s.L[3]:.2f} to {s.L[-4]:.2f}, law {s.L_law[3]:.2f} to {s.L_law[-4]:.2f}: largest error",
                np.abs(s.L / s.L_law - 1.0)[3:-3].max(), logarithm_limit)
    return exponent


# ---- on an even precursor: the law as it stands -----------------------------------------------------------------------------------


def even_case(cells, ratio=8000, time=2.5e6, tolerance=1e-5):
    """A parabola `ratio` precursors high, drawn as an image of one row: two pixels a ring."""
    radius, wall, height = 1e-3, 3.4e-3, 50e-6
    s = (np.arange(2 * cells) + 0.5) / cells - 1.0
    h = 1.0 + ratio * np.maximum(1.0 - (s * wall / radius) ** 2, 0.0)
    grey = np.rint(65535.0 * h / h.max()).astype(">u2")
    r = np.abs(s) * wall
    mass = math.pi * RHO * np.sum(r * grey / grey.max()) * wall / cells * (height + height / ratio)
    case = solid(wall, melt={"mass": f"{mass:.17g} kg", "shape": "image", "image": "drop.pgm"}, mesh=rings(cells), process=last(time),
                 output={"every": f"{time / 400:.17g} s"}, time={"tolerance": tolerance})
    return case, {"drop.pgm": b"P5 %d 1 65535 " % len(grey) + grey.tobytes()}


def even(cells, **changes):
    case, files = even_case(cells, **changes)
    name = f"{cells} rings" + "".join(f", {k} {v:g}" for k, v in changes.items())
    exponent = compare(name, run(case, files=files), 0.005, 2e-3, 0.02)
    check_below(f"{name}: exponent {exponent:.5f}, off 0.1 by", abs(exponent - 0.1), 0.006)
    return exponent


def exponent():
    """Asked: 0.10 +- 0.01 over two decades, in which the drop is 2700 to 1000 precursors high."""
    even(1000)


def exponent_converged():
    exponents = [even(500), even(1000), even(2000), even(1000, tolerance=1e-6)]
    check_below("exponents: their spread", np.ptp(exponents), 1e-3)


# ---- on the foot that a drop draws itself -----------------------------------------------------------------------------------------


def foot_case(cells, h0, S):
    """A disc, 0.1 mm high, whose edge draws a foot; equilibrium angle 0.001, a sixth and less of what the drop has at the end."""
    radius, wall, time = 2e-3, 9e-3, 1e6
    return solid(wall, melt={"mass": disc_mass(radius, 100e-6, RHO), "radius": f"{radius} m"}, interface=Potential(1e-3, h0).keys(S),
                 mesh=rings(cells), process=last(time), output={"every": f"{time / 500} s"})


def drawn(cells, h0, S, *limits):
    compare(f"foot of {h0 * 1e6:g} um, S = {S:g}, {cells} rings", run(foot_case(cells, h0, S)), *limits)


def foot():
    """The foot starts thinner than the potential's precursor and thickens: the exponent is larger, as the law says.  At L of 2 and less the
    law, the first term in 1/L, is a few per cent off."""
    drawn(500, 1e-6, 1.0, 0.03, 0.02, 0.15)


def feet():
    drawn(2000, 1e-6, 1.0, 0.03, 0.02, 0.15)
    drawn(1000, 1e-6, 0.1, 0.03, 0.02, 0.15)
    drawn(2000, 3e-7, 1.0, 0.01, 0.005, 0.06)


if __name__ == "__main__":
    main({f.__name__: f for f in (exponent, exponent_converged, foot, feet)})
