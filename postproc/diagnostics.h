/* Diagnostics: one number each about the state of a run.  Their names are the columns of series.csv and keys of summary.json.

   To add one: write `double diag_NAME(const VfDiagnosticInput *)` (in diagnostics.c, or postproc/diag_NAME.c when it is long)
   and give it a row in the table.  A diagnostic may call MPI on input->view->grid->comm; most read the film's measures. */
#ifndef VF_POSTPROC_DIAGNOSTICS_H
#define VF_POSTPROC_DIAGNOSTICS_H

#include "postproc/histogram.h"
#include "postproc/regions.h"
#include "postproc/spectrum.h"

typedef struct {
  const VfView  *view;
  VfFilm         film;
  VfRegionTotals holes, islands;
  VfHistogram    histogram;
  VfSpectrum     spectrum;
  double         edge_force; /* [N/m] S + rho g' h^2/2 at the film's mean thickness, less what an oxide skin holds */
} VfDiagnosticInput;

typedef struct {
  const char *name;                                /* column and key: what_unit */
  const char *unit;                                /* UDUNITS spelling */
  const char *long_name;                           /* "mean film thickness" */
  double (*value)(const VfDiagnosticInput *input); /* NaN: not known */
} VfDiagnostic;

/* The values of all diagnostics at one moment, shared by the monitors. */
typedef struct {
  double           *values; /* (n of the table) */
  bool              valid;
  long              step;
  double            time; /* [s] */
  VfDiagnosticInput input;
} VfDiagnostics;

/** The table.  @param n its length. */
const VfDiagnostic *vf_diagnostics_table(int *n);

PetscErrorCode VfDiagnosticsCreate(VfDiagnostics *diagnostics);
PetscErrorCode VfDiagnosticsDestroy(VfDiagnostics *diagnostics);

/** Evaluates every diagnostic.  Collective. */
PetscErrorCode VfDiagnosticsEvaluate(VfDiagnostics *diagnostics, const VfView *view);

/** The value of that name at the last evaluation; NaN for an unknown name. */
double vf_diagnostics_value(const VfDiagnostics *diagnostics, const char *name);

/** Makes a monitor that evaluates the diagnostics at START, STEP, END and at an OUTPUT of a state not yet seen.  It comes before
    the monitors that read them and is destroyed after them.  @param shared the values, owned by the monitor */
PetscErrorCode VfDiagnosticsMonitorCreate(const VfDiagnostics **shared, VfMonitor *monitor);

#endif
