"""The drop of the benchmark as a user of FEniCSx would solve it: linear elements for thickness and pressure together, BDF2 with steps of
one length (the first by backward Euler), Newton, GMRES with ILU.  Times are those of the time loop, without imports and compilation.

usage: fenicsx_drop.py CELLS STEPS FILE.npz      writes x, y, h of the nodes; prints one line of JSON
"""
import json
import sys
import time

import numpy as np
import ufl
from dolfinx import fem, mesh, nls
from mpi4py import MPI
from petsc4py import PETSc

EPS, SIDE, END = 0.05, 5.0, 1.0


def start(x):
    r2 = x[0] ** 2 + x[1] ** 2
    return EPS + np.where(r2 < 1.0, 2.0 * (1.0 - r2) ** 2, 0.0)


class Drop:
    """State now, one and two steps ago; the residual of a step with weights of the three."""

    def __init__(self, cells, steps):
        box = mesh.create_rectangle(MPI.COMM_WORLD, [[-SIDE / 2, -SIDE / 2], [SIDE / 2, SIDE / 2]], [cells, cells])
        linear = ufl.FiniteElement("Lagrange", box.ufl_cell(), 1)
        space = fem.FunctionSpace(box, ufl.MixedElement(linear, linear))
        self.box, self.now, self.before, self.earlier = box, fem.Function(space), fem.Function(space), fem.Function(space)
        self.weights = [fem.Constant(box, PETSc.ScalarType(w)) for w in (1.0, -1.0, 0.0)]
        h, p = ufl.split(self.now)
        v, w = ufl.TestFunctions(space)
        past = self.weights[1] * ufl.split(self.before)[0] + self.weights[2] * ufl.split(self.earlier)[0]
        rate = (self.weights[0] * h + past) * (steps / END)
        pressure = ((EPS / h) ** 2 - (EPS / h) ** 3) / EPS
        form = (rate * v + h**3 * ufl.dot(ufl.grad(p), ufl.grad(v)) + (p - pressure) * w - ufl.dot(ufl.grad(h), ufl.grad(w))) * ufl.dx
        self.newton = nls.petsc.NewtonSolver(MPI.COMM_WORLD, fem.petsc.NonlinearProblem(form, self.now))
        self.newton.rtol, self.newton.atol, self.newton.convergence_criterion = 1e-7, 1e-10, "incremental"
        krylov, options = self.newton.krylov_solver, PETSc.Options()
        for key, value in {"ksp_type": "gmres", "ksp_rtol": 1e-5, "ksp_gmres_restart": 100, "pc_type": "bjacobi", "sub_pc_type": "ilu",
                           "sub_pc_factor_levels": 2}.items():
            options[(krylov.getOptionsPrefix() or "") + key] = value
        krylov.setFromOptions()
        self.now.sub(0).interpolate(start)
        self.now.x.scatter_forward()
        for old in (self.before, self.earlier):
            old.x.array[:] = self.now.x.array

    def step(self):
        iterations, _ = self.newton.solve(self.now)
        self.earlier.x.array[:] = self.before.x.array
        self.before.x.array[:] = self.now.x.array
        for constant, value in zip(self.weights, (1.5, -2.0, 0.5)):
            constant.value = value
        return iterations

    def nodes(self):
        space, where = self.now.function_space.sub(0).collapse()
        return space.tabulate_dof_coordinates()[:, :2], self.now.x.array[where]


def main():
    cells, steps = int(sys.argv[1]), int(sys.argv[2])
    drop = Drop(cells, steps)
    wall, cpu = time.perf_counter(), time.process_time()
    newton = sum(drop.step() for _ in range(steps))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    x, h = drop.nodes()
    np.savez(sys.argv[3], x=x, h=h)
    print(json.dumps({"cells": cells * cells, "steps": steps, "solver_s": wall, "cpu_s": cpu, "newton_a_step": newton / steps,
                      "cell_updates_per_s": cells * cells * steps / wall}))


if __name__ == "__main__":
    main()
