#include "inputs/spread.h"
#include "inputs/text.h"
#include <math.h>
#include <string.h>

VfSpread vf_spread_changed(VfSpread spread, double value, double scale, double shift)
{
  const bool shifted = shift < 0.0 || shift > 0.0;
  if (spread.law == VF_SPREAD_NONE || spread.law == VF_SPREAD_DECADES || (spread.relative && !shifted)) return spread;
  if (spread.law == VF_SPREAD_NORMAL) {
    spread.a *= scale * (spread.relative ? fabs(value) : 1.0);
    spread.relative = false;
    return spread;
  }
  const double a = spread.relative ? (1.0 + spread.a) * value : spread.a, b = spread.relative ? (1.0 + spread.b) * value : spread.b;
  spread = (VfSpread){.law = spread.law, .a = scale * fmin(a, b) + shift, .b = scale * fmax(a, b) + shift};
  if (spread.law == VF_SPREAD_LOG_UNIFORM && !(spread.a > 0.0)) spread.law = VF_SPREAD_UNIFORM;
  return spread;
}

char *vf_spread_text(const VfSpread *spread, const char *unit)
{
  const bool   plain = !unit || strcmp(unit, "1") == 0 || !unit[0];
  const char  *si = spread->relative ? " %" : plain ? "" : unit, *blank = spread->relative || plain ? "" : " ";
  const double times = spread->relative ? 100.0 : 1.0, a = times * spread->a, b = times * spread->b;
  const char  *sign = spread->relative ? "+" : "";
  switch (spread->law) {
  case VF_SPREAD_NORMAL:
    return vf_text_format("normal, standard deviation %.6g%s%s", a, blank, si);
  case VF_SPREAD_UNIFORM:
    return vf_text_format("uniform, %s%.6g to %s%.6g%s%s", a > 0.0 ? sign : "", a, b > 0.0 ? sign : "", b, blank, si);
  case VF_SPREAD_LOG_UNIFORM:
    return vf_text_format("log-uniform, %.6g to %.6g%s%s", a, b, blank, si);
  case VF_SPREAD_DECADES:
    return vf_text_format("log-normal, standard deviation %.4g decade%s", spread->a, spread->a < 1.0 || spread->a > 1.0 ? "s" : "");
  case VF_SPREAD_NONE:
    break;
  }
  return vf_text_format("not known");
}
