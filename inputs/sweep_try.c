/* Trying the values of a sweep before anything is run. */
#include "inputs/read_case.h"
#include "inputs/sweep_read.h"
#include "inputs/sweep_reading.h"
#include <string.h>

/* Of a longer axis as many, evenly chosen, both ends among them: a try takes 2 ms. */
enum { MOST_TRIED = 200 };

static int try_rows(const VfSweep *sweep, const long rows[], VfMessages *messages)
{
  VfCase    *kase;
  VfSources *sources;
  VfMessages own  = {0};
  const int  code = vf_sweep_member_read(sweep, rows, &kase, &sources, &own);
  for (int i = 0; i < own.n; i++) { /* the base case has warned already, and members will; what is wrong is told once */
    bool again = own.items[i].kind == VF_MESSAGE_WARNING;
    for (int k = 0; k < messages->n && !again; k++) again = strcmp(messages->items[k].text, own.items[i].text) == 0;
    if (!again) vf_messages_append(messages, &own.items[i]);
  }
  vf_messages_clear(&own);
  vf_case_free(&kase);
  vf_sources_free(&sources);
  return code;
}

int vf_sweep_try_values(const VfSweep *sweep, VfMessages *messages)
{
  long rows[VF_SWEEP_MOST_COLUMNS + 1];
  int  code = 0;
  for (int g = 0; g < sweep->n_groups; g++) rows[g] = -1;
  for (int g = 0; g < sweep->n_groups; g++) {
    const bool sample = sweep->sampled && g == sweep->n_groups - 1; /* of which the ends stand for the rest */
    const long n = sweep->groups[g].n_rows, most = sample ? 2 : MOST_TRIED, tried = n < most ? n : most;
    for (long k = 0; k < tried; k++) {
      rows[g] = tried > 1 ? k * (n - 1) / (tried - 1) : 0;
      if (try_rows(sweep, rows, messages)) code = 2;
    }
    rows[g] = -1;
  }
  return code;
}

int vf_sweep_try(const VfSweep *sweep, VfMessages *messages)
{
  long rows[VF_SWEEP_MOST_COLUMNS + 1];
  int  code = vf_sweep_try_values(sweep, messages);
  for (int last = 0; last < 2 && code == 0; last++) {
    vf_sweep_rows(sweep, last ? sweep->n_members - 1 : 0, rows);
    code = try_rows(sweep, rows, messages);
  }
  vf_messages_sort(messages);
  return code;
}
