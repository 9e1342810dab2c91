#include "postproc/fit_report.h"
#include "physics/transport/units.h"
#include "postproc/json.h"
#include "postproc/text_file.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A value as people read it: GPU, Barrer, kJ/mol. */
static double shown(VfMeasuredQuantity quantity, double value)
{
  return quantity == VF_MEASURED_PERMEANCE           ? value / VF_GPU
         : quantity == VF_MEASURED_PERMEABILITY      ? value / VF_BARRER
         : quantity == VF_MEASURED_ACTIVATION_ENERGY ? 1e-3 * value
                                                     : value;
}

static const char *unit_shown(VfMeasuredQuantity quantity)
{
  static const char *const names[] = {"GPU", "Barrer", "", "kJ/mol", "m2/s", ""};

  return names[quantity];
}

static void quantity_name(VfMeasuredQuantity quantity, char name[], size_t size)
{
  const char *p = vf_measured_quantities();

  for (int k = 0; k < (int)quantity; k++) p = strchr(p, '|') + 1;
  snprintf(name, size, "%.*s", (int)strcspn(p, "|"), p);
}

static const char *use_name(const VfMeasurement *m)
{
  return m->compared ? "compare" : m->predicted ? "predict" : "fit";
}

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

static void put_parameters(VfJson *j, const VfFitReport *r)
{
  const VfFitResult *f = r->result;

  vf_json_open(j, "parameters", '[');
  for (int k = 0; k < f->n; k++) {
    const VfFitParameter *p = &r->kase->fit.parameters[k];

    vf_json_open(j, NULL, '{');
    vf_json_text(j, "name", p->name);
    vf_json_number(j, "value", f->value[k]);
    vf_json_number(j, "standard_error", f->error[k]);
    vf_json_text(j, "unit", r->units[k]);
    vf_json_number(j, "low", p->low);
    vf_json_number(j, "high", p->high);
    vf_json_text(j, "at_bound", f->at_bound[k] < 0 ? "low" : f->at_bound[k] > 0 ? "high" : "no");
    vf_json_text(j, "determined", f->determined[k] ? "yes" : "no");
    if (f->draws) vf_json_integer(j, "draws_that_hold_the_truth", f->covered[k]);
    vf_json_close(j, '}');
  }
  vf_json_close(j, ']');
  vf_json_open(j, "correlation", '[');
  for (int k = 0; k < f->n; k++) {
    vf_json_open(j, NULL, '[');
    for (int q = 0; q < f->n; q++) vf_json_number(j, NULL, f->correlation[k][q]);
    vf_json_close(j, ']');
  }
  vf_json_close(j, ']');
}

static void put_measurement(VfJson *j, const VfFitReport *r, int i)
{
  const VfMeasurement *m      = &r->data->items[i];
  const bool           energy = m->quantity == VF_MEASURED_ACTIVATION_ENERGY;
  char                 name[64];

  vf_json_open(j, NULL, '{');
  vf_json_text(j, "id", m->id);
  quantity_name(m->quantity, name, sizeof name);
  vf_json_text(j, "quantity", name);
  vf_json_text(j, "gas", m->gas);
  if (m->over[0]) vf_json_text(j, "over", m->over);
  vf_json_number(j, "temperature_K", m->T);
  vf_json_text(j, "relation", m->relation > 0 ? ">" : m->relation < 0 ? "<" : "=");
  vf_json_text(j, "use", use_name(m));
  vf_json_text(j, "unit", unit_shown(m->quantity));
  vf_json_number(j, "measured", shown(m->quantity, m->value));
  vf_json_number(j, "model", shown(m->quantity, r->result->model[i]));
  vf_json_number(j, energy ? "sigma_kJ_per_mol" : "sigma_relative", energy ? 1e-3 * m->sigma : m->sigma);
  vf_json_number(j, energy ? "model_error_kJ_per_mol" : "model_error_relative",
                 energy ? 1e-3 * r->result->model_error[i] : r->result->model_error[i]);
  vf_json_number(j, "model_low", shown(m->quantity, r->result->low[i]));
  vf_json_number(j, "model_high", shown(m->quantity, r->result->high[i]));
  vf_json_number(j, "residual_over_sigma", r->result->residual[i]);
  vf_json_number(j, "distance", r->result->distance[i]);
  vf_json_text(j, "source", m->source);
  vf_json_close(j, '}');
}

static void put_json(FILE *file, const void *report)
{
  const VfFitReport *r = report;
  const VfFitResult *f = r->result;
  VfJson             j = {.file = file};

  vf_json_open(&j, NULL, '{');
  vf_json_text(&j, "title", r->kase->title);
  vf_json_text(&j, "version", VF_VERSION);
  vf_json_integer(&j, "fitted", f->n_used);
  vf_json_number(&j, "chi2", f->chi2);
  vf_json_number(&j, "AIC", f->aic);
  vf_json_number(&j, "AICc", f->aicc);
  vf_json_number(&j, "condition", f->condition);
  vf_json_integer(&j, "starts", f->starts);
  vf_json_integer(&j, "starts_that_arrived", f->arrived);
  if (f->draws) vf_json_integer(&j, "draws", f->draws);
  put_parameters(&j, r);
  vf_json_open(&j, "measurements", '[');
  for (int i = 0; i < r->data->n; i++) put_measurement(&j, r, i);
  vf_json_close(&j, ']');
  vf_json_close(&j, '}');
}

/* ---- CSV, YAML ---------------------------------------------------------------------------------------------------- */

static void put_csv(FILE *file, const void *report)
{
  const VfFitReport *r = report;
  char               name[64];

  fputs("id,quantity,gas,over,temperature_K,use,relation,unit,measured,model,sigma,model_error,residual_over_sigma,model_low,model_"
        "high,distance\n",
        file);
  for (int i = 0; i < r->data->n; i++) {
    const VfMeasurement *m     = &r->data->items[i];
    const double         scale = m->quantity == VF_MEASURED_ACTIVATION_ENERGY ? 1e-3 : 1.0;

    quantity_name(m->quantity, name, sizeof name);
    fprintf(file, "\"%s\",%s,%s,%s,%.10g,%s,%s,%s,%.15g,%.15g,%.10g,%.10g,%.10g,%.10g,%.10g,%.10g\n", m->id, name, m->gas, m->over,
            m->T, use_name(m),
            m->relation > 0   ? ">"
            : m->relation < 0 ? "<"
                              : "=",
            unit_shown(m->quantity), shown(m->quantity, m->value), shown(m->quantity, r->result->model[i]), scale * m->sigma,
            scale * r->result->model_error[i], r->result->residual[i], shown(m->quantity, r->result->low[i]),
            shown(m->quantity, r->result->high[i]), r->result->distance[i]);
  }
}

static void put_yaml(FILE *file, const void *report)
{
  const VfFitReport *r = report;
  fprintf(file, "# found by vitrifloat fit: chi2 %.4g of %d measurements\ntransport:\n", r->result->chi2, r->result->n_used);
  for (int k = 0; k < r->result->n; k++) {
    const char *unit = strcmp(r->units[k], "1") ? r->units[k] : "";

    fprintf(file, "  %s: %.10g%s%s # +- %.3g%s\n", r->kase->fit.parameters[k].name, r->result->value[k], unit[0] ? " " : "", unit,
            r->result->error[k], r->result->determined[k] ? "" : ", not determined by the data");
  }
}

bool vf_fit_write(const VfFitReport *r, const char *directory, char message[], size_t size)
{
  message[0] = '\0';
  return vf_text_file_write(directory, "fit.json", false, put_json, r, message, size) &&
         vf_text_file_write(directory, "fit.csv", false, put_csv, r, message, size) &&
         vf_text_file_write(directory, "fit.yaml", false, put_yaml, r, message, size);
}

/* ---- screen ------------------------------------------------------------------------------------------------------- */

static void print_measurement(const VfFitReport *r, int i, FILE *out)
{
  const VfMeasurement *m = &r->data->items[i];
  char                 name[64], what[128], spread[64] = "";

  quantity_name(m->quantity, name, sizeof name);
  snprintf(what, sizeof what, "%s %s%s%s", name, m->gas, m->over[0] ? "/" : "", m->over);
  if (m->predicted)
    snprintf(spread, sizeof spread, "  predicted, %.3g to %.3g", shown(m->quantity, r->result->low[i]),
             shown(m->quantity, r->result->high[i]));
  fprintf(out, "  %-10s %-28s %s %10.4g %-6s %10.4g  %+6.2f%s\n", m->id, what,
          m->relation > 0   ? ">"
          : m->relation < 0 ? "<"
                            : " ",
          shown(m->quantity, m->value), unit_shown(m->quantity), shown(m->quantity, r->result->model[i]), r->result->distance[i],
          spread);
}

void vf_fit_print(const VfFitReport *r, FILE *out)
{
  const VfFitResult *f = r->result;

  fprintf(out, "%d measurements fitted, chi2 %.4g, AIC %.4g, AICc %.4g; %d of %d starts arrived there; condition %.3g\n\n",
          f->n_used, f->chi2, f->aic, f->aicc, f->arrived, f->starts, f->condition);
  for (int k = 0; k < f->n; k++)
    fprintf(out, "  %-18s %12.5g +- %-10.3g %-12s%s%s\n", r->kase->fit.parameters[k].name, f->value[k], f->error[k], r->units[k],
            f->at_bound[k]     ? "on its bound"
            : f->determined[k] ? ""
                               : "not determined by the data",
            "");
  if (f->draws) {
    fprintf(out, "\nof %d synthetic data sets the 95 %% interval holds the truth in:", f->draws);
    for (int k = 0; k < f->n; k++) fprintf(out, " %s %d", r->kase->fit.parameters[k].name, f->covered[k]);
    fputc('\n', out);
  }
  fprintf(out, "\n  %-10s %-28s %12s %-6s %10s  %6s\n", "", "", "measured", "", "model", "sigmas");
  for (int i = 0; i < r->data->n; i++) print_measurement(r, i, out);
}
