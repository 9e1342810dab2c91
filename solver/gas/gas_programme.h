/* A membrane through a programme of temperature, feed and sweep, in time: alone between given pressures, or in either rig (gas_rig.h).

   It begins evacuated, at the first temperature of transport, in front of the first segment's feed.  Within a segment temperature, and
   with `change: linear` pressures and flows, go evenly; isotherms, diffusivities, holes and support follow the temperature of every
   stage of a step, and what the faces hold follows the isotherm of that moment.

   Permeance over time is what the rig's equations give at that moment:
     alone              flow to the permeate over area and difference of pressure
     constant volume    the study's equation, dp/dt since the value before; the volume stays at the first temperature
     Wicke-Kallenbach   from the fractions in the permeate */
#ifndef VF_SOLVER_GAS_PROGRAMME_H
#define VF_SOLVER_GAS_PROGRAMME_H

#include "physics/transport/programme_record.h"
#include "solver/gas/gas_map.h"

/** Goes through kase->transport.programme; a signal (signals.h) ends it early.  Collective on map->comm; the record is the same on all
    ranks.  @param gases (transport.gases.n), and the sweep gas after them for Wicke-Kallenbach.
    @param record its arrays are made here, freed with VfProgrammeRecordDestroy().
    @param message one line when it cannot be gone through, "" otherwise. */
PetscErrorCode VfProgrammeGo(const VfGasMap *map, const VfCase *kase, const VfPenetrant gases[], VfProgrammeRecord *record,
                             char message[], size_t size);
PetscErrorCode VfProgrammeRecordDestroy(VfProgrammeRecord *record);

#endif
