/* Permeation rigs: the membrane measured as the studies measure theirs, and the signal read as they read it.

   Constant volume (Jin et al. 2025, doi:10.1038/s41467-025-64583-9, eq. 1-3): an evacuated membrane gets the feed at t = 0; behind it the
   pressure in a calibrated volume V rises,
       J [GPU] = 1e6 V/(p_feed T R A) dp/dt,   R = 0.278 cmHg cm3/(cm3(STP) K),   D = l^2/(6 theta),
   with V in cm3, A in cm2, p in cmHg, the slope of the straight part of p(t) and theta where that line meets the time axis.  Here the
   straight part is the last third of the measurement.

   Wicke & Kallenbach (the helium study of ZIF-62 membranes on MXene-modified supports, eq. 3-5): feed flows past one face, argon past the
   other, both at constant pressure; from the composition of what leaves the permeate's side
       N_i = F_sweep y_i/(1 - sum y),   P_i = N_i/(A (p_i - p_i')),   alpha_ij = (y_i/y_j)/(x_i/x_j)
   where y are the fractions in the permeate, x those in the feed as it is supplied, and the argon that leaves is taken for all that came;
   what is lost through the membrane is the error of the method, and is in the simulation. */
#ifndef VF_SOLVER_GAS_RIG_H
#define VF_SOLVER_GAS_RIG_H

#include "physics/transport/rig_record.h"
#include "solver/gas/gas_map.h"
#include "solver/gas/gas_transient.h"

/** How many measurements a case asks for: one a gas and temperature, or one a temperature for a mixture; none beside a programme. */
int vf_rig_count(const VfCase *kase);

/** Makes measurement number `index`.  Collective on map->comm; the record is the same on all ranks.
    @param gases (transport.gases.n), and the sweep gas after them for Wicke-Kallenbach.
    @param message one line when it cannot be made, "" otherwise. */
PetscErrorCode VfRigMeasure(const VfGasMap *map, const VfCase *kase, const VfPenetrant gases[], int index, VfRigRecord *record,
                            char message[], size_t size);

#endif
