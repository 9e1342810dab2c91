#include "postproc/programme_report.h"
#include "physics/transport/units.h"
#include <math.h>

const char *vf_programme_gas(const VfTransportReport *r, int i)
{
  return i < r->kase->transport.gases.n ? r->gases[i].name : r->kase->transport.rig.sweep_gas;
}

static const char *label(const VfTransportReport *r, const VfProgrammeRow *row)
{
  return r->kase->transport.programme.segment[row->segment].label;
}

/* ---- JSON --------------------------------------------------------------------------------------------------------- */

static void put_gas(VfJson *j, const VfTransportReport *r, const VfProgrammeRow *row, int i)
{
  vf_json_open(j, NULL, '{');
  vf_json_text(j, "gas", vf_programme_gas(r, i));
  vf_json_number(j, "feed_pressure_Pa", row->feed[i]);
  vf_json_number(j, "permeate_pressure_Pa", row->permeate[i]);
  vf_json_number(j, "permeance_mol_per_m2_s_Pa", row->permeance[i]);
  vf_json_number(j, "permeance_GPU", row->permeance[i] / VF_GPU);
  vf_json_number(j, "steady_permeance_GPU", row->steady[i] / VF_GPU);
  vf_json_number(j, "unsteadiness", row->unsteady[i]);
  vf_json_number(j, "entered_mol", row->entered[i]);
  vf_json_number(j, "left_mol", row->left[i]);
  vf_json_number(j, "held_mol", row->held[i]);
  vf_json_close(j, '}');
}

void vf_programme_put_json(VfJson *j, const VfTransportReport *r)
{
  const VfProgrammeRecord *p = r->programme;

  vf_json_open(j, "programme", '{');
  vf_json_text(j, "status", r->signal ? "interrupted" : "done");
  vf_json_number(j, "balance_error", p->balance);
  vf_json_integer(j, "steps", p->steps);
  vf_json_integer(j, "steps_rejected", p->rejected);
  vf_json_open(j, "segments", '[');
  for (int k = 0; k < p->rows; k++) {
    const VfProgrammeRow *row = &p->row[k];

    vf_json_open(j, NULL, '{');
    vf_json_integer(j, "cycle", row->cycle);
    vf_json_integer(j, "segment", row->segment);
    vf_json_text(j, "label", label(r, row));
    vf_json_number(j, "begin_s", row->begin);
    vf_json_number(j, "end_s", row->end);
    vf_json_number(j, "temperature_begin_K", row->T_begin);
    vf_json_number(j, "temperature_end_K", row->T_end);
    vf_json_open(j, "gases", '[');
    for (int i = 0; i < p->n; i++) put_gas(j, r, row, i);
    vf_json_close(j, ']');
    vf_json_close(j, '}');
  }
  vf_json_close(j, ']');
  vf_json_close(j, '}');
}

/* ---- CSV ---------------------------------------------------------------------------------------------------------- */

/* NaN as an empty field. */
static void put_number(FILE *f, double value)
{
  if (isfinite(value))
    fprintf(f, ",%.15g", value);
  else
    fputc(',', f);
}

/* A label as a field: quoted, with its own quotes doubled. */
static void put_label(FILE *f, const char *text)
{
  fputs(",\"", f);
  for (; *text; text++) fprintf(f, *text == '"' ? "\"%c" : "%c", *text);
  fputc('"', f);
}

void vf_programme_put_rows(FILE *f, const void *report)
{
  const VfTransportReport *r = report;

  fputs("cycle,segment,label,begin_s,end_s,temperature_begin_K,temperature_end_K,gas,feed_pressure_Pa,permeate_pressure_Pa,"
        "permeance_mol_per_m2_s_Pa,permeance_GPU,steady_permeance_GPU,unsteadiness,entered_mol,left_mol,held_mol\n",
        f);
  for (int k = 0; k < r->programme->rows; k++) {
    const VfProgrammeRow *row = &r->programme->row[k];

    for (int i = 0; i < r->programme->n; i++) {
      const double values[] = {row->feed[i],
                               row->permeate[i],
                               row->permeance[i],
                               row->permeance[i] / VF_GPU,
                               row->steady[i] / VF_GPU,
                               row->unsteady[i],
                               row->entered[i],
                               row->left[i],
                               row->held[i]};
      fprintf(f, "%d,%d", row->cycle, row->segment);
      put_label(f, label(r, row));
      fprintf(f, ",%.15g,%.15g,%.15g,%.15g,%s", row->begin, row->end, row->T_begin, row->T_end, vf_programme_gas(r, i));
      for (size_t q = 0; q < sizeof values / sizeof *values; q++) put_number(f, values[q]);
      fputc('\n', f);
    }
  }
}

/* ---- screen ------------------------------------------------------------------------------------------------------- */

void vf_programme_print(const VfTransportReport *r, FILE *out)
{
  const VfProgrammeRecord *p = r->programme;

  fprintf(out, "\nprogramme, permeances [GPU] at the ends of segments (gas kept within %.1e, %ld steps):\n", p->balance, p->steps);
  fprintf(out, "  %12s %8s  %-20s", "end [s]", "[K]", "segment");
  for (int i = 0; i < r->kase->transport.gases.n; i++) fprintf(out, " %10s", vf_programme_gas(r, i));
  fputc('\n', out);
  for (int k = 0; k < p->rows; k++) {
    const VfProgrammeRow *row = &p->row[k];

    fprintf(out, "  %12.6g %8.2f  %-20.20s", row->end, row->T_end, label(r, row));
    for (int i = 0; i < r->kase->transport.gases.n; i++)
      if (isfinite(row->permeance[i]))
        fprintf(out, " %10.4g", row->permeance[i] / VF_GPU);
      else
        fprintf(out, " %10s", "-");
    fputc('\n', out);
  }
}
