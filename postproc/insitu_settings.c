#include "postproc/insitu_settings.h"
#include "postproc/json.h"
#include <math.h>
#include <stdlib.h>

static const double zero_celsius = 273.15;

static void put_bounds(VfJson *json, const VfGrid *g)
{
  const double width = g->nx * g->dx, height = g->axisymmetric ? 0.1 * width : g->ny * g->dy, south = g->axisymmetric ? 0.0 : g->y0;

  vf_json_open(json, "bounds_m", '[');
  vf_json_number(json, NULL, g->x0);
  vf_json_number(json, NULL, g->x0 + width);
  vf_json_number(json, NULL, south);
  vf_json_number(json, NULL, south + height);
  vf_json_close(json, ']');
}

/* Coldest and hottest the programme goes. */
static void put_temperatures(VfJson *json, const VfProgramme *programme)
{
  double low = programme->T_start, high = programme->T_start;

  for (int k = 0; k < programme->n; k++) {
    if (programme->segments[k].kind == VF_SEGMENT_HOLD) continue;
    low  = fmin(low, programme->segments[k].target);
    high = fmax(high, programme->segments[k].target);
  }
  vf_json_open(json, "temperatures_degC", '[');
  vf_json_number(json, NULL, low - zero_celsius);
  vf_json_number(json, NULL, high - zero_celsius);
  vf_json_close(json, ']');
}

char *vf_insitu_settings(const VfCase *kase, const VfGrid *grid, const char *script, const char *directory)
{
  static const char *const colours[] = {"thickness", "temperature", "crystal"};
  static const char *const reliefs[] = {"thickness", "flotation"};
  const VfInsituSpec      *insitu    = &kase->insitu;
  char                    *text      = NULL;
  size_t                   length    = 0;
  FILE                    *f         = open_memstream(&text, &length);
  VfJson                   json      = {.file = f};

  if (!f) return NULL;
  vf_json_open(&json, NULL, '{');
  vf_json_text(&json, "title", kase->title);
  vf_json_text(&json, "script", script);
  vf_json_text(&json, "directory", directory);
  put_bounds(&json, grid);
  vf_json_text(&json, "geometry", grid->axisymmetric ? "axisymmetric" : "planar");
  vf_json_text(&json, "symmetry", grid->copies == 4 ? "quarter" : "none");
  put_temperatures(&json, &kase->programme);
  vf_json_text(&json, "colour", colours[insitu->colour]);
  vf_json_text(&json, "relief", reliefs[insitu->relief]);
  vf_json_number(&json, "exaggeration", insitu->exaggeration.set ? insitu->exaggeration.value : (double)NAN);
  vf_json_integer(&json, "width", (long)insitu->width);
  vf_json_integer(&json, "height", (long)insitu->height);
  vf_json_text(&json, "live", insitu->live);
  vf_json_close(&json, '}');
  if (!fclose(f)) return text;
  free(text);
  return NULL;
}
