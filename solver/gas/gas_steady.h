/* Steady single-gas permeation of a membrane: every gas at every temperature of transport, one after the other as they are measured. */
#ifndef VF_SOLVER_GAS_STEADY_H
#define VF_SOLVER_GAS_STEADY_H

#include "physics/transport/membrane_gas.h"
#include "solver/gas/gas_map.h"

/** Permeance of the membrane.  Collective on map->comm; the result is the same on all ranks.
    @param gases (transport.gases.n).  @param out (transport.temperatures.n x transport.gases.n), temperatures outside.
    @param message one line when a law cannot be evaluated, "" otherwise; out is then not usable. */
PetscErrorCode VfGasSteadyEvaluate(const VfGasMap *map, const VfCase *kase, const VfPenetrant gases[], VfGasResult out[],
                                   char message[], size_t size);

#endif
