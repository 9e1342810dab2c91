"""A drop that spreads over a precursor, round: an accurate solution of the thin-film equation on rings, apart from the program.

    h_t = (1/r) d/dr( r h^3 dp/dr ),   p = phi'(h) - (1/r) d/dr( r dh/dr ),   phi' = ((eps/h)^2 - (eps/h)^3)/eps

in units of gamma, 3 eta and of a length.  Second order in space (rings of equal width) and time (two-step backward differences whose
steps grow with time, Newton's iteration to convergence); the limit of both is taken by Richardson's extrapolation.
"""
import numpy as np


def solve_blocks(A, B, C, d):
    """Tridiagonal systems of 2 x 2 blocks,  A x' + B x + C x'' = d  (x' before, x'' after), by cyclic reduction; all (n, 2, 2), d (n, 2, 1)."""
    n = len(B)
    if n == 1:
        return np.linalg.solve(B, d)
    odd, even = slice(1, None, 2), slice(0, None, 2)
    inverse = np.linalg.inv(B[odd])
    Ai, Ci, di = inverse @ A[odd], inverse @ C[odd], inverse @ d[odd]
    A2, B2, C2, d2 = np.zeros_like(A[even]), B[even].copy(), np.zeros_like(C[even]), d[even].copy()
    k = len(A2)
    below, above = A[even][1:], C[even][:len(Ai)]  # couplings of even rows to odd ones
    B2[1:] -= below @ Ci[:k - 1]
    A2[1:] = -below @ Ai[:k - 1]
    d2[1:] -= below @ di[:k - 1]
    B2[:len(Ai)] -= above @ Ai
    C2[:len(Ai)] = -above @ Ci
    d2[:len(Ai)] -= above @ di
    x = np.empty_like(d)
    x[even] = solve_blocks(A2, B2, C2, d2)
    after = np.zeros_like(di)
    after[:k - 1] = x[even][1:]
    x[odd] = di - Ai @ x[even][:len(di)] - Ci @ after
    return x


class Drop:
    def __init__(self, rings, outer=2.5, eps=0.05):
        self.eps, self.dr = eps, outer / rings
        faces = np.arange(rings + 1) * self.dr
        self.r = 0.5 * (faces[1:] + faces[:-1])
        left, right = faces[:-1], faces[1:]
        self.west, self.east = left / (self.r * self.dr**2), right / (self.r * self.dr**2)
        self.east[-1] = 0.0
        # mean of the initial height over each ring: (1 - r^2)^2 integrates to -(1 - r^2)^3/6 over r dr
        cube = np.clip(1.0 - faces**2, 0.0, None) ** 3 / 6.0
        self.h = eps + 2.0 * (cube[:-1] - cube[1:]) / (self.r * self.dr)
        self.blocks = [np.zeros((rings, 2, 2)) for _ in range(3)]

    def potential(self, h):
        x = self.eps / h
        return (x**2 - x**3) / self.eps, (3.0 * x**3 - 2.0 * x**2) / (self.eps * h)

    def step(self, known, guess, dt):
        """Solves h - dt h_t(h) = known."""
        h, (A, B, C) = guess.copy(), self.blocks
        p = self.potential(h)[0] - self.east * (np.append(h[1:], 0.0) - h) - self.west * (np.append(0.0, h[:-1]) - h)
        for _ in range(30):
            phi1, phi2 = self.potential(h)
            mean = 0.5 * (h[1:] + h[:-1])
            M, M1 = mean**3, 1.5 * mean**2  # derivative by either neighbour
            dp = np.diff(p)
            flux = np.concatenate([[0.0], M * dp, [0.0]])
            slope = np.concatenate([[0.0], M1 * dp, [0.0]])
            M = np.concatenate([[0.0], M, [0.0]])
            e, w = dt * self.east, dt * self.west
            r1 = known - h + e * flux[1:] - w * flux[:-1]
            lap = self.east * (np.append(h[1:], 0.0) - h) + self.west * (np.append(0.0, h[:-1]) - h)
            r2 = phi1 - lap - p
            A[:, 0, 0], A[:, 0, 1] = w * slope[:-1], -w * M[:-1]
            B[:, 0, 0], B[:, 0, 1] = 1.0 - e * slope[1:] + w * slope[:-1], e * M[1:] + w * M[:-1]
            C[:, 0, 0], C[:, 0, 1] = -e * slope[1:], -e * M[1:]
            A[:, 1, 0], B[:, 1, 0], C[:, 1, 0] = self.west, -phi2 - self.east - self.west, self.east
            B[:, 1, 1] = 1.0
            x = solve_blocks(A, B, C, np.stack([r1, r2], axis=1)[:, :, None])[:, :, 0]
            h, p = h + x[:, 0], p + x[:, 1]
            if abs(x[:, 0]).max() < 1e-11:
                return h
        raise SystemExit("the reference solution did not converge")

    def advance(self, times):
        """To the last of the times, which grow from 0."""
        before, now = None, self.h
        for k in range(1, len(times)):
            dt = times[k] - times[k - 1]
            if before is None:
                known, gamma, guess = now, 1.0, now
            else:
                w = dt / (times[k - 1] - times[k - 2])
                known = ((1.0 + w) ** 2 * now - w**2 * before) / (1.0 + 2.0 * w)
                gamma, guess = (1.0 + w) / (1.0 + 2.0 * w), now + w * (now - before)
            before, now = now, self.step(known, guess, gamma * dt)
        self.h = now
        return now


def times(steps, end, first=1e-7):
    """Growing by a constant factor from `first` on."""
    return np.concatenate([[0.0], first * (end / first) ** (np.arange(steps) / (steps - 1.0))])


def on_points(rings, steps, end, r):
    """h at radii r at time `end`."""
    drop = Drop(rings)
    return cubic(drop.r, drop.advance(times(steps, end)), r)


def cubic(x, y, at):
    """Lagrange's cubic through the four points of an even mesh round each place, mirrored at 0."""
    d = x[1] - x[0]
    y = np.concatenate([y[1::-1], y, y[:-3:-1]])
    s = (at - x[0]) / d + 2.0
    i = np.clip(np.floor(s).astype(int), 1, len(y) - 3)
    t = s - i
    return (y[i - 1] * -t * (t - 1) * (t - 2) / 6 + y[i] * (t + 1) * (t - 1) * (t - 2) / 2 - y[i + 1] * (t + 1) * t * (t - 2) / 2 +
            y[i + 2] * (t + 1) * t * (t - 1) / 6)


def limit(end, r, rings=500, steps=400):
    """h at radii r at time `end`, its error second order in both extrapolated away."""
    coarse, later, finer = (on_points(n, s, end, r) for n, s in ((rings, steps), (rings, 2 * steps), (2 * rings, steps)))
    return coarse + 4.0 / 3.0 * (later - coarse) + 4.0 / 3.0 * (finer - coarse)
