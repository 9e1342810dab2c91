#include "postproc/transport_report.h"
#include "physics/transport/units.h"
#include "postproc/json.h"
#include "postproc/programme_report.h"
#include "postproc/text_file.h"
#include "postproc/transport_records.h"
#include <math.h>
#include <string.h>

static const VfGasResult *result_at(const VfTransportReport *r, int i, int k)
{
  return &r->results[i * r->kase->transport.gases.n + k];
}

double vf_transport_activation(const VfTransportReport *r, int k)
{
  const VfNumbers *T = &r->kase->transport.temperatures;
  double           x = 0.0, y = 0.0, xx = 0.0, xy = 0.0;

  for (int i = 0; i < T->n; i++) {
    x += 1.0 / T->value[i] / T->n;
    y += log(result_at(r, i, k)->membrane.permeance) / T->n;
  }
  for (int i = 0; i < T->n; i++) {
    const double gap = 1.0 / T->value[i] - x;
    xx += gap * gap;
    xy += gap * (log(result_at(r, i, k)->membrane.permeance) - y);
  }
  return xx > 1e-16 * x * x ? -VF_GAS_CONSTANT * xy / xx : (double)NAN;
}

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

static void put_gas(VfJson *j, const VfTransportReport *r, int i, int k)
{
  const VfGasResult *g = result_at(r, i, k);

  vf_json_open(j, NULL, '{');
  vf_json_text(j, "gas", r->gases[k].name);
  vf_json_number(j, "diameter_m", r->gases[k].diameter);
  vf_json_number(j, "permeance_mol_per_m2_s_Pa", g->membrane.permeance);
  vf_json_number(j, "permeance_GPU", g->membrane.permeance / VF_GPU);
  vf_json_number(j, "permeability_mol_m_per_m2_s_Pa", g->membrane.permeability);
  vf_json_number(j, "permeability_Barrer", g->membrane.permeability / VF_BARRER);
  vf_json_number(j, "glass_permeability_Barrer", g->glass.permeability / VF_BARRER);
  vf_json_number(j, "glass_diffusivity_m2_per_s", g->glass.diffusivity);
  vf_json_number(j, "film_permeance_GPU", g->membrane.film_permeance / VF_GPU);
  vf_json_number(j, "hole_share", g->membrane.hole_share);
  vf_json_number(j, "error_of_mean_thickness", g->membrane.error_of_mean);
  vf_json_close(j, '}');
}

static void put_selectivities(VfJson *j, const VfTransportReport *r, int i)
{
  const int n = r->kase->transport.gases.n;
  char      pair[80];

  vf_json_open(j, "ideal_selectivity", '{');
  for (int a = 0; a < n; a++) {
    for (int b = 0; b < n; b++) {
      const double ratio = result_at(r, i, a)->membrane.permeance / result_at(r, i, b)->membrane.permeance;
      if (a == b || ratio < 1.0) continue;
      snprintf(pair, sizeof pair, "%s/%s", r->gases[a].name, r->gases[b].name);
      vf_json_number(j, pair, ratio);
    }
  }
  vf_json_close(j, '}');
}

static void put_film(VfJson *j, const VfTransportReport *r)
{
  vf_json_text(j, "film", r->film);
  vf_json_integer(j, "columns", r->columns);
  vf_json_integer(j, "columns_not_frozen", r->liquid);
  vf_json_number(j, "area_m2", r->area);
  vf_json_number(j, "thickness_mean_m", r->thickness_mean);
  vf_json_number(j, "thickness_effective_m", result_at(r, 0, 0)->membrane.thickness_effective);
  vf_json_number(j, "hole_count", r->hole_count);
  vf_json_number(j, "glass_density_min_kg_per_m3", r->density_low);
  vf_json_number(j, "glass_density_max_kg_per_m3", r->density_high);
  vf_json_number(j, "zni_fraction", r->kase->melt.zni_fraction);
}

static const char *const rig_names[] = {"none", "constant_volume", "wicke_kallenbach"};

/* One gas of a measurement: what was read from the signal. */
static void put_reading(VfJson *j, const VfTransportReport *r, const VfRigRecord *record, int i)
{
  vf_json_open(j, NULL, '{');
  vf_json_text(j, "gas", r->gases[record->gas[i]].name);
  vf_json_number(j, "permeance_GPU", record->permeance[i] / VF_GPU);
  vf_json_number(j, "permeance_mol_per_m2_s_Pa", record->permeance[i]);
  if (r->kase->transport.rig.kind == VF_RIG_WICKE_KALLENBACH) vf_json_number(j, "permeate_fraction", record->fraction[i]);
  vf_json_close(j, '}');
}

static void put_record(VfJson *j, const VfTransportReport *r, const VfRigRecord *record)
{
  vf_json_open(j, NULL, '{');
  vf_json_number(j, "temperature_K", record->T);
  vf_json_number(j, "time_s", record->samples ? record->time[record->samples - 1] : (double)NAN);
  vf_json_integer(j, "steps", record->steps);
  if (r->kase->transport.rig.kind == VF_RIG_CONSTANT_VOLUME) {
    vf_json_number(j, "time_lag_s", record->lag);
    vf_json_number(j, "diffusivity_m2_per_s", record->diffusivity);
  } else
    vf_json_number(j, "sweep_gas_lost", record->sweep_lost);
  vf_json_open(j, "gases", '[');
  for (int i = 0; i < record->n; i++) put_reading(j, r, record, i);
  vf_json_close(j, ']');
  for (int a = 0; a < record->n && record->n > 1; a++) {
    char pair[80];

    if (a == 0) vf_json_open(j, "mixture_selectivity", '{');
    for (int b = 0; b < record->n; b++) { /* equal parts in the feed */
      if (a == b || record->fraction[a] < record->fraction[b]) continue;
      snprintf(pair, sizeof pair, "%s/%s", r->gases[record->gas[a]].name, r->gases[record->gas[b]].name);
      vf_json_number(j, pair, record->fraction[a] / record->fraction[b]);
    }
    if (a == record->n - 1) vf_json_close(j, '}');
  }
  vf_json_close(j, '}');
}

static void put_records(VfJson *j, const VfTransportReport *r)
{
  if (!r->n_records) return;
  vf_json_text(j, "rig", rig_names[r->kase->transport.rig.kind]);
  vf_json_open(j, "measurements", '[');
  for (int k = 0; k < r->n_records; k++) put_record(j, r, &r->records[k]);
  vf_json_close(j, ']');
}

static const char *const basis_names[] = {"assumed", "fitted", "measured"};

/* How gases sorb, and what stands behind it: nobody should take an assumption for a measurement. */
static void put_sorptions(VfJson *j, const VfTransportSpec *t)
{
  if (!t->n_sorptions) return;
  vf_json_open(j, "sorption", '[');
  for (int i = 0; i < t->n_sorptions; i++) {
    vf_json_open(j, NULL, '{');
    vf_json_text(j, "gas", t->sorptions[i].gas);
    vf_json_text(j, "basis", basis_names[t->sorptions[i].basis]);
    vf_json_text(j, "source", t->sorptions[i].source);
    vf_json_close(j, '}');
  }
  vf_json_close(j, ']');
}

static void put_report(FILE *f, const void *report)
{
  const VfTransportReport *r = report;
  const VfTransportSpec   *t = &r->kase->transport;
  VfJson                   j = {.file = f};

  vf_json_open(&j, NULL, '{');
  vf_json_text(&j, "title", r->kase->title);
  vf_json_text(&j, "version", VF_VERSION);
  vf_json_text(&j, "status", r->signal ? "interrupted" : "done");
  put_film(&j, r);
  vf_json_number(&j, "feed_pressure_Pa", t->feed_pressure);
  vf_json_number(&j, "permeate_pressure_Pa", t->permeate_pressure);
  vf_json_open(&j, "at", '[');
  for (int i = 0; i < t->temperatures.n; i++) {
    vf_json_open(&j, NULL, '{');
    vf_json_number(&j, "temperature_K", t->temperatures.value[i]);
    vf_json_open(&j, "gases", '[');
    for (int k = 0; k < t->gases.n; k++) put_gas(&j, r, i, k);
    vf_json_close(&j, ']');
    put_selectivities(&j, r, i);
    vf_json_close(&j, '}');
  }
  vf_json_close(&j, ']');
  vf_json_open(&j, "activation_energy_J_per_mol", '{');
  for (int k = 0; k < t->gases.n; k++) vf_json_number(&j, r->gases[k].name, vf_transport_activation(r, k));
  vf_json_close(&j, '}');
  put_sorptions(&j, t);
  put_records(&j, r);
  if (r->programme) vf_programme_put_json(&j, r);
  vf_json_close(&j, '}');
}

/* ---- CSV ---------------------------------------------------------------------------------------------------------- */

static void put_rows(FILE *f, const void *report)
{
  const VfTransportReport *r = report;
  const VfTransportSpec   *t = &r->kase->transport;

  fputs("temperature_K,gas,diameter_m,permeance_mol_per_m2_s_Pa,permeance_GPU,permeability_mol_m_per_m2_s_Pa,permeability_Barrer,"
        "film_permeance_GPU,hole_share,thickness_mean_m,thickness_effective_m,error_of_mean_thickness\n",
        f);
  for (int i = 0; i < t->temperatures.n; i++) {
    for (int k = 0; k < t->gases.n; k++) {
      const VfPermeance *p = &result_at(r, i, k)->membrane;
      fprintf(f, "%.15g,%s,%.15g,%.15g,%.15g,%.15g,%.15g,%.15g,%.15g,%.15g,%.15g,%.15g\n", t->temperatures.value[i],
              r->gases[k].name, r->gases[k].diameter, p->permeance, p->permeance / VF_GPU, p->permeability,
              p->permeability / VF_BARRER, p->film_permeance / VF_GPU, p->hole_share, p->thickness_mean, p->thickness_effective,
              p->error_of_mean);
    }
  }
}

/* ---- files -------------------------------------------------------------------------------------------------------- */

bool vf_transport_write(const VfTransportReport *r, const char *directory, char message[], size_t size)
{
  message[0] = '\0';
  return vf_text_file_write(directory, "transport.json", true, put_report, r, message, size) &&
         vf_text_file_write(directory, "transport.csv", true, put_rows, r, message, size) &&
         (!r->programme || vf_text_file_write(directory, "programme.csv", true, vf_programme_put_rows, r, message, size)) &&
         ((r->n_records == 0 && !r->programme) || vf_transport_records_write(r, directory, message, size));
}

/* ---- screen ------------------------------------------------------------------------------------------------------- */

static void print_records(const VfTransportReport *r, FILE *out)
{
  if (r->n_records) fprintf(out, "\nread from the rig's signal (%s):\n", rig_names[r->kase->transport.rig.kind]);
  for (int k = 0; k < r->n_records; k++) {
    const VfRigRecord *record = &r->records[k];
    for (int i = 0; i < record->n; i++) {
      fprintf(out, "  %.2f K %-8s %12.5g GPU", record->T, r->gases[record->gas[i]].name, record->permeance[i] / VF_GPU);
      if (isfinite(record->lag))
        fprintf(out, ", time lag %.4g s, diffusivity %.4g m2/s\n", record->lag, record->diffusivity);
      else
        fprintf(out, ", %.4g %% of the permeate\n", 100.0 * record->fraction[i]);
    }
  }
}

void vf_transport_print(const VfTransportReport *r, FILE *out)
{
  const VfTransportSpec *t = &r->kase->transport;

  fprintf(out, "film %s: %.4g um mean, %.4g um effective thickness, %.4g mm2", r->film, 1e6 * r->thickness_mean,
          1e6 * result_at(r, 0, 0)->membrane.thickness_effective, 1e6 * r->area);
  fprintf(out, r->hole_count > 0.0 ? ", %.0f holes\n" : "\n", r->hole_count);
  for (int i = 0; i < t->temperatures.n; i++) {
    fprintf(out, "\n%.2f K, feed %.4g bar, permeate %.4g bar\n", t->temperatures.value[i], 1e-5 * t->feed_pressure,
            1e-5 * t->permeate_pressure);
    fprintf(out, "  %-8s %12s %14s %12s %12s\n", "gas", "GPU", "Barrer", "holes [%]", "over N2");
    for (int k = 0; k < t->gases.n; k++) {
      const VfPermeance *p = &result_at(r, i, k)->membrane;
      fprintf(out, "  %-8s %12.5g %14.5g %12.3g", r->gases[k].name, p->permeance / VF_GPU, p->permeability / VF_BARRER,
              100.0 * p->hole_share);
      for (int n2 = 0; n2 < t->gases.n; n2++)
        if (!strcmp(r->gases[n2].name, "N2")) fprintf(out, " %12.4g", p->permeance / result_at(r, i, n2)->membrane.permeance);
      fputc('\n', out);
    }
  }
  print_records(r, out);
  if (r->programme) vf_programme_print(r, out);
  for (int i = 0; i < t->n_sorptions; i++)
    fprintf(out, "%sisotherm of %s: %s%s%s\n", i ? "" : "\n", t->sorptions[i].gas, basis_names[t->sorptions[i].basis],
            t->sorptions[i].source[0] ? "; " : "", t->sorptions[i].source);
}
