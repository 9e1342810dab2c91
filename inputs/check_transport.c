/* What the keys of gas transport say together. */
#include "inputs/reading.h"
#include <string.h>

enum { MOST_SAMPLES = 1000000 };

static bool names_hold(const VfNames *names, const char *name)
{
  for (int i = 0; i < names->n; i++)
    if (strcmp(names->name[i], name) == 0) return true;
  return false;
}

static void check_pressures(const VfReading *reading)
{
  const VfTransportSpec *t = &reading->kase->transport;
  if (!vf_reading_good(reading, "transport.feed_pressure|transport.permeate_pressure")) return;
  if (!(t->permeate_pressure < t->feed_pressure))
    vf_complain(&reading->context, vf_reading_where(reading, "transport.permeate_pressure"),
                "is not below the feed's (%g Pa, feed %g Pa); less is right", t->permeate_pressure, t->feed_pressure);
}

static void check_sites(const VfReading *reading)
{
  const VfTransportSpec *t = &reading->kase->transport;
  if (!vf_reading_good(reading, "transport.site_fraction|transport.site_threshold")) return;
  if (!(t->glass.sites.threshold < t->glass.sites.fraction))
    vf_complain(&reading->context, vf_reading_where(reading, "transport.site_threshold"),
                "is not below site_fraction (%g, site_fraction %g); less is right", t->glass.sites.threshold,
                t->glass.sites.fraction);
}

static void check_sorptions(const VfReading *reading)
{
  const VfTransportSpec *t = &reading->kase->transport;
  if (!vf_reading_good(reading, "transport.gases|transport.sorption")) return;
  for (int i = 0; i < t->n_sorptions; i++) {
    const VfGasSorption *s     = &t->sorptions[i];
    const VfWhere        where = vf_reading_where(reading, "transport.sorption");
    if (!names_hold(&t->gases, s->gas))
      vf_complain(&reading->context, where, "is of a gas that is not in transport.gases (%s); one of them is right", s->gas);
    if (!(s->law.henry > 0.0) && !(s->law.capacity > 0.0 && s->law.affinity > 0.0))
      vf_complain(&reading->context, where, "takes up nothing (%s); henry, or capacity and affinity, above 0 are right", s->gas);
  }
}

static void check_densities(const VfReading *reading)
{
  const VfCase *kase = reading->kase;
  if (!vf_reading_good(reading, "transport.density_skeletal|melt.density_glass|transport.densification")) return;
  const double envelope = vf_property_at(&kase->melt.density_glass, 298.15);
  if (kase->transport.densification == VF_DENSIFICATION_ON && !(envelope < kase->transport.glass.density_skeletal))
    vf_complain(&reading->context, vf_reading_where(reading, "transport.density_skeletal"),
                "leaves the glass no pores (%g kg/m^3, the glass itself %g at 25 degC); more, or densification off, is right",
                kase->transport.glass.density_skeletal, envelope);
}

static void check_uniform(const VfReading *reading)
{
  const VfTransportSpec *t = &reading->kase->transport;
  if (!vf_reading_good(reading, "transport.thickness|transport.area")) return;
  if (t->area.set && !t->thickness.set)
    vf_complain(&reading->context, vf_reading_where(reading, "transport.area"),
                "is the area of a uniform membrane, and no thickness is given; thickness too, or neither, is right");
}

static void check_rig(const VfReading *reading)
{
  const VfTransportSpec *t = &reading->kase->transport;
  if (!vf_reading_good(reading, "transport.rig|transport.gases|transport.thickness|transport.area")) return;
  if (t->rig.kind == VF_RIG_NONE) return;
  if (t->thickness.set && !t->area.set)
    vf_complain(&reading->context, vf_reading_where(reading, "transport.rig"),
                "measures a membrane without an area; transport.area beside thickness is right");
  if (t->rig.kind != VF_RIG_WICKE_KALLENBACH || !vf_reading_good(reading, "transport.rig_mixture|transport.rig_sweep_gas")) return;
  for (int i = 0; i < t->rig.mixture.n; i++)
    if (!names_hold(&t->gases, t->rig.mixture.name[i]))
      vf_complain(&reading->context, vf_reading_where(reading, "transport.rig_mixture"),
                  "holds a gas that is not in transport.gases (%s); some of them are right", t->rig.mixture.name[i]);
  if (t->rig.mixture.n >= VF_MIXTURE_MAX)
    vf_complain(&reading->context, vf_reading_where(reading, "transport.rig_mixture"),
                "holds too many gases (%d); fewer than %d are right", t->rig.mixture.n, VF_MIXTURE_MAX);
  if (names_hold(&t->gases, t->rig.sweep_gas))
    vf_complain(&reading->context, vf_reading_where(reading, "transport.rig_sweep_gas"),
                "is also measured (%s); another gas, or transport.gases without it, is right", t->rig.sweep_gas);
}

/* What a segment says that the rig has not, NULL when all is well. */
static const char *not_of_rig(const VfGasSegment *s, VfRigKind rig)
{
  if (s->permeate.n && rig != VF_RIG_NONE) return "permeate";
  if (s->feed_flow.set && rig != VF_RIG_WICKE_KALLENBACH) return "feed_flow";
  if (s->sweep_flow.set && rig != VF_RIG_WICKE_KALLENBACH) return "sweep_flow";
  if (s->evacuate && rig != VF_RIG_CONSTANT_VOLUME) return "evacuate";
  return NULL;
}

static void check_mixture(const VfReading *reading, const VfGasMixture *mixture, int segment, bool flows)
{
  const VfWhere where = vf_reading_where(reading, "transport.programme");
  double        sum   = 0.0;
  for (int i = 0; i < mixture->n; i++) {
    sum += mixture->pressure[i];
    if (!names_hold(&reading->kase->transport.gases, mixture->gas[i]))
      vf_complain(&reading->context, where, "holds a gas that is not in transport.gases (segment %d, %s); one of them is right",
                  segment, mixture->gas[i]);
  }
  if (flows && mixture->n && !(sum > 0.0))
    vf_complain(&reading->context, where, "feeds nothing (segment %d, 0 Pa), where feed flows past; a pressure above 0 is right",
                segment);
}

/* @return [K] temperature at the end of the segment */
static double check_segment(const VfReading *reading, const VfGasSegment *s, int segment, double T)
{
  const VfTransportSpec *t     = &reading->kase->transport;
  const VfWhere          where = vf_reading_where(reading, "transport.programme");
  const char            *wrong = not_of_rig(s, t->rig.kind);
  if (wrong)
    vf_complain(&reading->context, where, "says %s (segment %d), which this rig has not; another rig, or none of it, is right",
                wrong, segment);
  check_mixture(reading, &s->feed, segment, t->rig.kind == VF_RIG_WICKE_KALLENBACH);
  check_mixture(reading, &s->permeate, segment, false);
  if (s->heats && s->has_rate && s->target == T)
    vf_complain(&reading->context, where, "heats to the temperature that it has (segment %d, %g K); another, or hold, is right",
                segment, T);
  return s->heats ? s->target : T;
}

static void check_programme(const VfReading *reading)
{
  const VfTransportSpec *t     = &reading->kase->transport;
  const VfWhere          where = vf_reading_where(reading, "transport.programme");
  if (!t->programme.n || !vf_reading_good(reading, "transport.programme|transport.gases|transport.rig|transport.temperature"))
    return;
  const VfGasSegment *first = &t->programme.segment[0];
  const bool          flows = t->rig.kind == VF_RIG_WICKE_KALLENBACH;
  double              T     = t->temperatures.value[0];
  for (int i = 0; i < t->programme.n; i++) T = check_segment(reading, &t->programme.segment[i], i, T);
  if (t->programme.cycles > 1 && first->heats && first->has_rate && first->target == T)
    vf_complain(&reading->context, where,
                "ends at %g K, to which its first segment heats in the next cycle; a hold at its end is right", T);
  if (!first->feed.n) vf_complain(&reading->context, where, "begins without a feed (segment 0); feed: {CO2: 1 bar} is right");
  if (flows && first->change == VF_CHANGE_LINEAR)
    vf_complain(&reading->context, where,
                "begins with a linear change (segment 0), where feed flows past; change: at_once is right");
  const double kept = (double)t->programme.n * (double)t->programme.cycles * (double)t->programme.samples;
  if (kept > MOST_SAMPLES)
    vf_complain(&reading->context, where, "keeps too many values (%g: segments times cycles times samples); at most %d are right",
                kept, MOST_SAMPLES);
  if (t->gases.n + flows > VF_MIXTURE_MAX)
    vf_complain(&reading->context, where, "has too many gases at once (%d); at most %d are right", t->gases.n + flows,
                VF_MIXTURE_MAX);
  if (flows && t->rig.mixture.n)
    vf_complain(&reading->context, where, "says itself what is fed together; no rig_mixture beside it is right");
  if (t->temperatures.n > 1)
    vf_complain(&reading->context, where, "begins at one temperature, and %d are given; one transport.temperature is right",
                t->temperatures.n);
}

void vf_check_transport(const VfReading *reading)
{
  if (!reading->kase->transport.given && !(reading->kase->part & VF_PART_TRANSPORT)) return;
  check_pressures(reading);
  check_sites(reading);
  check_sorptions(reading);
  check_densities(reading);
  check_uniform(reading);
  check_rig(reading);
  check_programme(reading);
}
