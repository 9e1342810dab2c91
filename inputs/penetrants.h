/* The gases of a membrane from the material library. */
#ifndef VF_INPUTS_PENETRANTS_H
#define VF_INPUTS_PENETRANTS_H

#include "inputs/case.h"
#include "inputs/messages.h"
#include "inputs/sources.h"

/** Loads gases by name.  @param file named in messages, at line 1.  @param diameter which size sieves; a gas of which the library knows
    no kinetic diameter keeps its size on the study's axis, with a warning.
    @param gases (names->n).  @param sources where each value comes from is added to it; may be NULL.
    @return 0, or 2 when the input is wrong. */
int vf_penetrants_load(const VfNames *names, VfDiameter diameter, const char *file, VfPenetrant gases[], VfSources *sources,
                       VfMessages *messages);

#endif
