/* What the section insitu says together. */
#include "inputs/reading.h"
#include <stdlib.h>
#include <string.h>

/* host:port */
static bool is_address(const char *text)
{
  const char *colon = strrchr(text, ':');
  if (!colon || colon == text || !colon[1] || colon[1 + strspn(colon + 1, "0123456789")]) return false;
  const long port = strtol(colon + 1, NULL, 10);
  return strlen(colon + 1) <= 5 && port > 0 && port < 65536;
}

void vf_check_insitu(const VfReading *reading)
{
  const VfInsituSpec *insitu = &reading->kase->insitu;
  if (!insitu->given || !vf_reading_good(reading, "insitu.script|insitu.live")) return;
  const VfWhere where = vf_reading_where(reading, "insitu.live");
  if (insitu->live[0] && !is_address(insitu->live))
    vf_complain(&reading->context, where, "is no address (%.60s); host:port is right, as in localhost:22222", insitu->live);
  if (!insitu->live[0] && strcmp(insitu->script, "live") == 0)
    vf_complain(&reading->context, where,
                "is missing; needed by the pipeline live: host:port of a waiting ParaView, as in localhost:22222");
}
