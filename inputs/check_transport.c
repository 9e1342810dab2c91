/* What the keys of gas transport say together. */
#include "inputs/reading.h"
#include <string.h>

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
  if (!vf_reading_good(reading, "transport.rig|transport.gases|transport.thickness|transport.area|transport.support_thickness"))
    return;
  if (t->rig.kind == VF_RIG_NONE) return;
  if (t->thickness.set && !t->area.set)
    vf_complain(&reading->context, vf_reading_where(reading, "transport.rig"),
                "measures a membrane without an area; transport.area beside thickness is right");
  if (t->support_thickness.set)
    vf_complain(&reading->context, vf_reading_where(reading, "transport.rig"),
                "measures films without a support; a support without a rig, or a rig without a support, is right");
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

void vf_check_transport(const VfReading *reading)
{
  if (!reading->kase->transport.given && !(reading->kase->part & VF_PART_TRANSPORT)) return;
  check_pressures(reading);
  check_sites(reading);
  check_sorptions(reading);
  check_densities(reading);
  check_uniform(reading);
  check_rig(reading);
}
