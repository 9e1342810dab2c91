#include "postproc/summary.h"
#include "postproc/diag_glass.h"
#include "postproc/json.h"
#include "postproc/memory.h"
#include "postproc/regime.h"
#include "postproc/report.h"
#include "postproc/text_file.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  char                  path[VF_PATH_LENGTH];
  const VfDiagnostics  *diagnostics;
  const VfInsituRecord *insitu;     /* NULL: none */
  double                wall_start; /* [s] */
  VfDurability          durability;
} Summary;

static const char *outcome_name(VfOutcome outcome)
{
  switch (outcome) {
  case VF_RUN_DONE:
    return "done";
  case VF_RUN_NUMERICS_FAILED:
    return "numerics failed";
  case VF_RUN_INTERRUPTED:
    return "interrupted";
  }
  return "unknown";
}

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

static void put_text(FILE *f, const char *key, const char *text)
{
  fprintf(f, "  \"%s\": ", key);
  vf_json_quoted(f, text);
  fputs(",\n", f);
}

static void put_number(FILE *f, const char *key, double value)
{
  if (isfinite(value))
    fprintf(f, "  \"%s\": %.15g,\n", key, value);
  else
    fprintf(f, "  \"%s\": null,\n", key);
}

static void put_integer(FILE *f, const char *key, long value)
{
  fprintf(f, "  \"%s\": %ld,\n", key, value);
}

static void put_diagnostics(FILE *f, const VfDiagnostics *d)
{
  int                 n;
  const VfDiagnostic *table = vf_diagnostics_table(&n);

  for (int k = 0; k < n; k++) put_number(f, table[k].name, d->values[k]);
}

static void put_flatness(FILE *f, const VfFlatness *known)
{
  const double     nan_ = (double)NAN, degree = 180.0 / acos(-1.0);
  const VfFlatness none = {nan_, nan_, nan_, nan_, nan_, nan_, nan_, nan_, nan_, nan_}, *z = known ? known : &none;

  put_number(f, "peak_to_valley_top_m", z->peak_to_valley_top);
  put_number(f, "peak_to_valley_bottom_m", z->peak_to_valley_bottom);
  put_number(f, "curvature_mean_per_m", z->curvature_mean);
  put_number(f, "edge_angle_top_deg", degree * z->edge_slope_top);
  put_number(f, "edge_angle_bottom_deg", degree * z->edge_slope_bottom);
  put_number(f, "edge_angle_bath_deg", degree * z->edge_slope_bath);
  put_number(f, "neumann_angle_top_deg", degree * z->neumann_angle_top);
  put_number(f, "neumann_angle_bottom_deg", degree * z->neumann_angle_bottom);
  put_number(f, "bath_deflection_max_m", z->deflection_max);
  put_number(f, "bath_volume_error_relative", z->volume_error);
}

static void put_member(FILE *f, const char *key, double value, const char *end)
{
  if (isfinite(value))
    fprintf(f, "    \"%s\": %.15g%s\n", key, value, end);
  else
    fprintf(f, "    \"%s\": null%s\n", key, end);
}

/* memory [B] at its peak */
static void put_solver(FILE *f, const VfStatistics *s, double memory)
{
  fputs("  \"solver\": {\n", f);
  fprintf(f, "    \"linear_iterations\": %ld,\n", s->linear_iterations);
  fprintf(f, "    \"momentum_solves\": %ld,\n", s->momentum_solves);
  fprintf(f, "    \"rejected_steps\": %ld,\n", s->rejected_steps);
  put_member(f, "work_units", s->work_units, ",");
  put_member(f, "memory_peak_B", memory, "");
  fputs("  }\n", f);
}

/* What this leg of the run took. */
typedef struct {
  double wall;   /* [s] */
  double memory; /* [B] all ranks, at the peak */
} Taken;

/* Results that are outside what the film bears; none: an empty list. */
static void put_warnings(FILE *f, const VfCase *kase, const VfDiagnostics *d)
{
  char line[VF_REPORT_LENGTH];

  vf_glass_warning(kase, d, line, sizeof line);
  if (line[0])
    fprintf(f, "  \"warnings\": [\"%s\"],\n", line);
  else
    fputs("  \"warnings\": [],\n", f);
}

/* The largest regions, largest first. */
static void put_regions(FILE *f, const char *key, const VfRegionTotals *regions)
{
  fprintf(f, "  \"%s\": [", key);
  for (int k = 0; k < regions->n; k++) {
    const VfRegion *r = &regions->listed[k];
    fprintf(f, "%s\n    {\"x_m\": %.15g, \"y_m\": %.15g, \"area_m2\": %.15g}", k ? "," : "", r->x, r->y, r->area);
  }
  fprintf(f, "%s],\n", regions->n > 0 ? "\n  " : "");
}

static void put_list(FILE *f, const char *key, int n, const double values[], const char *end)
{
  fprintf(f, "    \"%s\": [", key);
  for (int k = 0; k < n; k++) fprintf(f, "%s%.8g", k ? ", " : "", values[k]);
  fprintf(f, "]%s\n", end);
}

static void put_histogram(FILE *f, const VfHistogram *h)
{
  if (!isfinite(h->low)) {
    fputs("  \"thickness_histogram\": null,\n", f);
    return;
  }
  fprintf(f, "  \"thickness_histogram\": {\n    \"low_m\": %.15g,\n    \"high_m\": %.15g,\n", h->low, h->high);
  put_list(f, "area_m2", VF_HISTOGRAM_BINS, h->area, "");
  fputs("  },\n", f);
}

static void put_spectrum(FILE *f, const VfSpectrum *s)
{
  if (s->n == 0) {
    fputs("  \"thickness_spectrum\": null,\n", f);
    return;
  }
  fprintf(f, "  \"thickness_spectrum\": {\n    \"wavenumber_step_per_m\": %.15g,\n", s->dk);
  put_list(f, "power_m4", s->n, s->power, "");
  fputs("  },\n", f);
}

static void put_outcome(FILE *f, const char *key, const char *text, const char *end)
{
  fprintf(f, "    \"%s\": ", key);
  if (text[0])
    vf_json_quoted(f, text);
  else
    fputs("null", f);
  fprintf(f, "%s\n", end);
}

/* Pictures made while the run went on; only where the case asked for them. */
static void put_insitu(FILE *f, const VfInsituRecord *insitu)
{
  if (!insitu) return;
  fputs("  \"insitu\": {\n", f);
  put_outcome(f, "script", insitu->script, ",");
  fprintf(f, "    \"calls\": %ld,\n", insitu->calls);
  put_member(f, "seconds", insitu->seconds, ",");
  put_outcome(f, "failed", insitu->failed, ",");
  put_outcome(f, "complaint", insitu->complaint, "");
  fputs("  },\n", f);
}

static void put_summary(FILE *f, const Summary *s, const VfView *view, VfOutcome outcome, const VfRegimeFound *regime, Taken taken)
{
  const double mass = s->diagnostics->input.film.mass, mass_initial = view->statistics->mass_initial;

  fputs("{\n", f);
  put_text(f, "status", outcome_name(outcome));
  put_text(f, "title", view->kase->title);
  put_text(f, "regime", regime->name);
  put_text(f, "next_regime", regime->next);
  put_number(f, "margin", regime->margin);
  put_number(f, "time_s", view->time);
  put_integer(f, "steps", view->step);
  put_number(f, "wall_s", taken.wall);
  put_integer(f, "cells", (long)view->grid->nx * view->grid->ny);
  put_integer(f, "ranks", view->grid->size);
  put_number(f, "mass_error_relative", mass_initial > 0.0 ? (mass - mass_initial) / mass_initial : (double)NAN);
  put_diagnostics(f, s->diagnostics);
  put_flatness(f, view->flatness);
  put_warnings(f, view->kase, s->diagnostics);
  put_regions(f, "holes", &s->diagnostics->input.holes);
  put_regions(f, "islands", &s->diagnostics->input.islands);
  put_histogram(f, &s->diagnostics->input.histogram);
  put_spectrum(f, &s->diagnostics->input.spectrum);
  put_insitu(f, s->insitu);
  put_text(f, "version", VF_VERSION);
  put_solver(f, view->statistics, taken.memory);
  fputs("}\n", f);
}

/* ---- the monitor -------------------------------------------------------------------------------------------------- */

static void write_summary(const Summary *s, const VfView *view, VfOutcome outcome, double memory, char message[], size_t size)
{
  const VfRegimeFound regime = vf_regime_of_view(view, s->diagnostics);
  char               *text   = NULL;
  size_t              length = 0;
  FILE               *f      = open_memstream(&text, &length);

  if (f) put_summary(f, s, view, outcome, &regime, (Taken){MPI_Wtime() - s->wall_start, memory});
  if (!f || fclose(f))
    snprintf(message, size, "cannot write %s: out of memory", s->path);
  else
    (void)vf_text_file_replace(s->path, text, length, s->durability, message, size);
  free(text);
}

static PetscErrorCode summary_call(void *context, VfEvent event, const VfView *view, VfOutcome outcome)
{
  const Summary *s                         = context;
  char           message[VF_REPORT_LENGTH] = "";
  double         memory;
  bool           failed;

  PetscFunctionBeginUser;
  if (event != VF_EVENT_END) PetscFunctionReturn(0);
  PetscCall(VfMemoryPeak(view->grid->comm, &memory));
  if (view->grid->rank == 0) write_summary(s, view, outcome, memory, message, sizeof message);
  PetscCall(VfReportAgree(view->grid->comm, message, sizeof message, &failed));
  if (failed) {
    PetscCall(VfReportPrint(view->grid->comm, message));
    PetscFunctionReturn(PETSC_ERR_FILE_WRITE);
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode summary_destroy(void **context)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(*context));
  PetscFunctionReturn(0);
}

PetscErrorCode VfSummaryMonitorCreate(const char *directory, const VfDiagnostics *diagnostics, const VfInsituRecord *insitu,
                                      VfDurability durability, VfMonitor *monitor)
{
  Summary *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  PetscCall(PetscSNPrintf(s->path, sizeof s->path, "%s/summary.json", directory));
  s->diagnostics = diagnostics;
  s->insitu      = insitu;
  s->wall_start  = MPI_Wtime();
  s->durability  = durability;
  *monitor       = (VfMonitor){.name = "summary", .context = s, .call = summary_call, .destroy = summary_destroy};
  PetscFunctionReturn(0);
}
