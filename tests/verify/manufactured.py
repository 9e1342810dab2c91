"""Writes manufactured_source.h: the force that makes a given velocity the solution of the membrane balance.   python3 manufactured.py
Needs SymPy; its output is checked in.

K(u, v) = -div N + beta (u, v), Nxx = A (4 u_x + 2 v_y), Nyy = A (2 u_x + 4 v_y), Nxy = A (u_y + v_x) on the unit square, no flow
through the walls and no shear on them:
    u = sin(pi x) cos(pi y),   v = -cos(pi x) sin(pi y)/2,   A = exp(L (1 - cos(pi x) cos(pi y))/2) from 1 to exp(L).
"""
import pathlib

import sympy as sp

x, y, L, beta = sp.symbols("x y L beta")
u = sp.sin(sp.pi * x) * sp.cos(sp.pi * y)
v = -sp.cos(sp.pi * x) * sp.sin(sp.pi * y) / 2
A = sp.exp(L * (1 - sp.cos(sp.pi * x) * sp.cos(sp.pi * y)) / 2)
nxx = A * (4 * sp.diff(u, x) + 2 * sp.diff(v, y))
nyy = A * (2 * sp.diff(u, x) + 4 * sp.diff(v, y))
nxy = A * (sp.diff(u, y) + sp.diff(v, x))
for wall in (0, 1):  # the boundary conditions hold
    assert u.subs(x, wall) == 0 and v.subs(y, wall) == 0
    assert sp.simplify(nxy.subs(x, wall)) == 0 and sp.simplify(nxy.subs(y, wall)) == 0
force = [beta * w - sp.diff(a, x) - sp.diff(b, y) for w, a, b in ((u, nxx, nxy), (v, nxy, nyy))]
rows = []
for name, expression in (("u", u), ("v", v), ("A", A), ("fu", force[0]), ("fv", force[1])):
    common, (result,) = sp.cse(sp.simplify(expression), symbols=sp.numbered_symbols("t"))
    rows.append(f"static inline double manufactured_{name}(double x, double y, double L, double beta)\n{{\n")
    rows += [f"  const double {symbol} = {sp.ccode(value)};\n" for symbol, value in common]
    rows += [f"  (void){s};\n" for s in ("x", "y", "L", "beta") if sp.Symbol(s) not in expression.free_symbols]
    rows.append(f"  return {sp.ccode(result)};\n}}\n\n")
text = ("/* Written by manufactured.py; do not edit. */\n#ifndef VF_TESTS_MANUFACTURED_SOURCE_H\n#define VF_TESTS_MANUFACTURED_SOURCE_H\n\n"
        "#include <math.h>\n\n/* clang-format off */\n" + "".join(rows).replace("M_PI", "3.14159265358979323846")
        + "/* clang-format on */\n#endif\n")
(pathlib.Path(__file__).parent / "manufactured_source.h").write_text(text)
