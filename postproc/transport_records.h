/* Measurements on a permeation rig as HDF5: one group a measurement, time and pressures with units, what was read as attributes. */
#ifndef VF_POSTPROC_TRANSPORT_RECORDS_H
#define VF_POSTPROC_TRANSPORT_RECORDS_H

#include "postproc/transport_report.h"

/** Writes DIRECTORY/transport.h5, whole or not at all.  One process.  @param message one line on failure.  @return success */
bool vf_transport_records_write(const VfTransportReport *report, const char *directory, char message[], size_t size);

#endif
