/* What a script may want to know of the case, as JSON; pipelines/run_settings.py reads it. */
#ifndef VF_POSTPROC_INSITU_SETTINGS_H
#define VF_POSTPROC_INSITU_SETTINGS_H

#include "inputs/case.h"
#include "mesh/grid.h"

/** @param script     Python file of the case
    @param directory  where results go, absolute
    @return the text, to be freed by the caller; NULL when there is no memory */
char *vf_insitu_settings(const VfCase *kase, const VfGrid *grid, const char *script, const char *directory);

#endif
