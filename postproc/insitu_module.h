/* Finding what makes pictures while a run goes on (insitu.h), and whether it can work here. */
#ifndef VF_POSTPROC_INSITU_MODULE_H
#define VF_POSTPROC_INSITU_MODULE_H

#include "inputs/case.h"
#include "postproc/insitu.h"
#include <stddef.h>

/** Opens the backend's library: what the environment names in VITRIFLOAT_INSITU_MODULE, else vitrifloat-insitu.so beside the
    program, else where it is installed.  It stays open until the process ends.
    @param message one line when it cannot be had
    @return NULL then */
const VfInsituBackend *vf_insitu_open(char message[], size_t size);

/** The Python file of the case's script. */
void vf_insitu_script(const VfInsituSpec *insitu, char path[VF_PATH_LENGTH]);

/** Can the script do its work here?  One that makes views needs an X display that opens: ParaView ends the process without.  A script
    makes views when one of the words CreateRenderView, CreateView, GetActiveView, GetRenderView, SaveScreenshot or FilmView stands in it.
    @param message one line otherwise */
bool vf_insitu_can_show(const char *script, char message[], size_t size);

#endif
