/* The energy of a film on a solid over a step: it can only fall. */
#ifndef VF_SOLVER_LUBRICATION_ENERGY_H
#define VF_SOLVER_LUBRICATION_ENERGY_H

#include "solver/lubrication.h"

/** Does a step raise the discrete energy whose derivative the pressure is,

        E = sum over cells d (phi(h) + rho g h^2/2) + sum over faces k (h' - h)^2/2,

    with the step's own tensions and densities?  A solution in time cannot; an overshoot of the formula can, where something
    vanishes within few steps.  Summed as differences, cell by cell; what may be round-off, 1e-9 of the sizes of its parts, is no rise.
    Collective. */
PetscErrorCode VfLubricationEnergyRises(VfLubrication *lubrication, bool *rises);

#endif
