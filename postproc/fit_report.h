/* Results of a fit as files (fit.json, fit.csv, fit.yaml) and as a table on the screen. */
#ifndef VF_POSTPROC_FIT_REPORT_H
#define VF_POSTPROC_FIT_REPORT_H

#include "inputs/case.h"
#include "inputs/measurements.h"
#include "physics/transport/fit_result.h"
#include <stdbool.h>
#include <stdio.h>

typedef struct {
  const VfCase         *kase;
  const VfMeasurements *data;
  const VfFitResult    *result;
  const char *const    *units; /* (result->n) of the parameters */
} VfFitReport;

/** Writes DIRECTORY/fit.json (everything), fit.csv (a row a measurement) and fit.yaml (the numbers found, as a section transport that a
    case can take), each whole or not at all.  One process.  @param message one line on failure.  @return success */
bool vf_fit_write(const VfFitReport *report, const char *directory, char message[], size_t size);

/** The tables for people. */
void vf_fit_print(const VfFitReport *report, FILE *out);

#endif
