#include "inputs/commands.h"
#include "inputs/measurements.h"
#include "inputs/read_case.h"
#include "inputs/schema.h"
#include <stdlib.h>
#include <string.h>

static int longest(const VfSources *sources)
{
  size_t most = 0;
  for (int i = 0; i < sources->n; i++)
    if (strlen(sources->items[i].key) > most) most = strlen(sources->items[i].key);
  return (int)most;
}

/* Absolute spreads are in the unit of the key. */
static void print_spread(const VfSource *source, int width, FILE *out)
{
  int          n;
  const int    i    = vf_schema_find(source->key);
  const VfKey *keys = vf_schema(&n);
  char *text = source->spread.law != VF_SPREAD_NONE ? vf_spread_text(&source->spread, i >= 0 ? keys[i].unit : source->unit) : NULL;
  if (text) fprintf(out, "%*s    spread: %s\n", width, "", text);
  free(text);
}

static void print_values(const VfSources *sources, FILE *out)
{
  const int width   = longest(sources);
  int       assumed = 0, spread = 0;
  for (int i = 0; i < sources->n; i++) {
    const VfSource *s = &sources->items[i];
    fprintf(out, "%-*s  %s%s%s\n", width, s->key, s->value, s->unit[0] ? " " : "", s->unit);
    fprintf(out, "%*s    %s%s\n", width, "", s->assumed ? "ASSUMED: " : "", s->source);
    print_spread(s, width, out);
    assumed += s->assumed;
    spread += s->spread.law != VF_SPREAD_NONE;
  }
  fprintf(out, "\n%d values, %d of them assumed (marked ASSUMED: no measurement stands behind them), %d with a spread\n",
          sources->n, assumed, spread);
}

/* The file that a fit would read. */
static int check_measurements(const VfCase *kase, VfMessages *messages)
{
  VfMeasurements all;
  const int      code = vf_measurements_read(kase->fit.measurements, kase, &all, messages);
  vf_measurements_free(&all);
  return code;
}

int vf_command_check(int argc, char **argv, FILE *out, FILE *err)
{
  if (argc != 1 || argv[0][0] == '-') {
    fprintf(err, "usage: vitrifloat check CASE.yaml\n");
    return 2;
  }
  VfCase    *kase;
  VfSources *sources;
  VfMessages messages = {0};
  int        code     = vf_case_read_part(argv[0], VF_PART_ANY, &kase, &sources, &messages);
  if (code == 0 && kase->fit.given) code = check_measurements(kase, &messages);
  vf_messages_print(&messages, VF_MESSAGE_ERROR, "", err);
  vf_messages_print(&messages, VF_MESSAGE_WARNING, "warning: ", err);
  if (code == 0) {
    print_values(sources, out);
    if (kase->part & VF_PART_RUN) fprintf(out, "case hash %016llx\n", (unsigned long long)vf_case_hash(kase));
  }
  vf_messages_clear(&messages);
  vf_case_free(&kase);
  vf_sources_free(&sources);
  return code;
}
