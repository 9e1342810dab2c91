/* Results of gas transport as files (transport.json, transport.csv) and as a table on the screen. */
#ifndef VF_POSTPROC_TRANSPORT_REPORT_H
#define VF_POSTPROC_TRANSPORT_REPORT_H

#include "inputs/case.h"
#include "physics/transport/membrane_gas.h"
#include "physics/transport/programme_record.h"
#include "physics/transport/rig_record.h"
#include <stdbool.h>
#include <stdio.h>

typedef struct {
  const VfCase            *kase;
  const VfPenetrant       *gases;                     /* (kase->transport.gases.n) */
  const VfGasResult       *results;                   /* (temperatures.n x gases.n), temperatures outside */
  const char              *film;                      /* where the film comes from: "uniform", or the run's folder and time */
  double                   area, thickness_mean;      /* [m2], [m] of the film */
  double                   density_low, density_high; /* [kg/m3] of the glass */
  double                   hole_count;
  long                     columns, liquid; /* of the map; those that had not frozen */
  int                      n_records;
  const VfRigRecord       *records;   /* (n_records) measurements on the rig */
  const VfProgrammeRecord *programme; /* NULL: none */
  int                      signal;    /* that ended the calculation before its end; 0: none */
} VfTransportReport;

/** Activation energy [J/mol] of the permeance of gas k by least squares of its logarithm over 1/T; NaN with one temperature only. */
double vf_transport_activation(const VfTransportReport *report, int k);

/** Writes DIRECTORY/transport.json and transport.csv, with measurements or a programme transport.h5, with a programme programme.csv, each
    whole or not at all; files that say something else are kept under another name first.  One process.  @param message one line on failure, or where former files went.  @return success */
bool vf_transport_write(const VfTransportReport *report, const char *directory, char message[], size_t size);

/** The table for people. */
void vf_transport_print(const VfTransportReport *report, FILE *out);

#endif
