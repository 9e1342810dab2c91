/* What several keys of a case say together. */
#include "inputs/reading.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Hottest wall temperature of the process [K]. */
static double hottest(const VfProgramme *programme)
{
  double T = programme->T_start;
  for (int i = 0; i < programme->n; i++)
    if (programme->segments[i].kind != VF_SEGMENT_HOLD) T = fmax(T, programme->segments[i].target);
  return T;
}

/* The thin-film equation wants a film that sticks. */
static void check_flow(const VfReading *reading)
{
  const VfCase *kase = reading->kase;
  if (kase->film_flow != VF_FLOW_LUBRICATION || !vf_reading_good(reading, "bath.material|mesh.geometry|film.flow")) return;
  if (kase->bath.solid && kase->mesh.geometry == VF_PLANAR) return;
  vf_complain(&reading->context, vf_reading_where(reading, "film.flow"),
              "is for a film on a solid in the plane; full or automatic is right for %s",
              kase->bath.solid ? "rings" : "a liquid bath");
}

/* Periodic edges: the velocity solve of a film with an edge has walls only. */
static void check_edges(const VfReading *reading)
{
  const VfCase *kase = reading->kase;
  const VfMelt *melt = &kase->melt;
  if (!vf_reading_good(reading, "bath.shape|bath.edges|bath.material|mesh.geometry|film.flow|interface.potential")) return;
  if (kase->bath.edges != VF_EDGES_PERIODIC || kase->bath.shape != VF_BATH_RECTANGLE || kase->mesh.geometry != VF_PLANAR) return;
  const VfWhere where = vf_reading_where(reading, "bath.edges");
  const bool    power = kase->interface.potential.law == VF_POTENTIAL_POWER;
  if (!kase->bath.solid)
    vf_complain(&reading->context, where, "is periodic over a liquid bath, whose films need walls; walls is right");
  else if (kase->film_flow == VF_FLOW_FULL || (kase->film_flow == VF_FLOW_AUTOMATIC && !power))
    vf_complain(&reading->context, where, "is periodic round a film with an edge; film.flow lubrication, or walls, is right");
  if (vf_reading_good(reading, "mesh.symmetry") && kase->mesh.symmetry != VF_SYMMETRY_NONE)
    vf_complain(&reading->context, where, "is periodic with symmetry quarter; symmetry none, or walls, is right");
  for (int i = 0; vf_reading_good(reading, "melt.waves") && i < melt->n_waves; i++)
    if (melt->waves[i].x != round(melt->waves[i].x) || melt->waves[i].y != round(melt->waves[i].y))
      vf_complain(&reading->context, vf_reading_where(reading, "melt.waves"),
                  "has a wave that breaks off at periodic edges (number %d, x %g, y %g); whole numbers are right", i,
                  melt->waves[i].x, melt->waves[i].y);
}

static void check_floating(const VfReading *reading)
{
  const VfCase *kase = reading->kase;
  const VfMelt *melt = &kase->melt;
  if (kase->bath.solid || !vf_reading_good(reading, "bath.material|bath.density|melt.melting_temperature|melt.glass_transition"))
    return;
  if (!vf_reading_good(reading, "melt.density|melt.density_glass|melt.density_crystal")) return;
  const double Tm = melt->melting_temperature, Tg = melt->glass_transition;
  const struct {
    const char *what;
    double      T, density;
  } states[] = {{"melt", Tm, vf_property_at(&melt->density, Tm)},
                {"glass", Tg, vf_property_at(&melt->density_glass, Tg)},
                {"crystal", Tg, melt->density_crystal}};

  static const char *const keys[] = {"melt.density", "melt.density_glass", "melt.density_crystal"};
  for (int i = 0; i < 3; i++) {
    const double bath = vf_property_at(&kase->bath.density, states[i].T);
    if (states[i].density < bath) continue;
    vf_complain(&reading->context, vf_reading_where(reading, keys[i]),
                "is a %s that sinks (%g kg/m^3 at %.0f K); less than the bath's %g kg/m^3 is right", states[i].what,
                states[i].density, states[i].T, bath);
    return; /* one report: a density given once stands for all three */
  }
}

/* The bath must be liquid where the film is to spread; a frozen one may still be meant. */
static void check_frozen(const VfReading *reading)
{
  if (!vf_reading_good(reading, "bath.material|process") || reading->kase->bath.solid) return;
  const VfEntry *melting = vf_material_find(reading->bath, "melting_temperature");
  void          *cursor  = NULL;
  VfNode        *list    = vf_reading_row(reading, "process")->node;
  for (int i = 0; melting && i < reading->kase->programme.n; i++) {
    const VfSegment *segment = &reading->kase->programme.segments[i];
    const int        line    = vf_node_line(vf_list_next(list, &cursor), 1);
    if (segment->kind == VF_SEGMENT_ISOTHERMAL && segment->target < melting->property.c0)
      vf_messages_add(reading->context.messages, VF_MESSAGE_WARNING, reading->context.file, line, "process",
                      "holds the bath frozen (%g K); above %g K %s is liquid", segment->target, melting->property.c0,
                      reading->bath->name);
  }
}

/* Library values far outside the range of their source: used all the same, but said. */
static void check_ranges(const VfReading *reading)
{
  static const char *const paths[] = {"bath.density", "bath.viscosity", "bath.surface_tension"};
  if (!vf_reading_good(reading, "process|initial_temperature")) return;
  const double T = hottest(&reading->kase->programme), margin = 25.0;
  int          n;
  const VfKey *keys = vf_schema(&n);
  for (int i = 0; i < 3; i++) {
    if (!vf_reading_good(reading, paths[i])) continue;
    const VfProperty *p = (const VfProperty *)((const char *)reading->kase + keys[vf_schema_find(paths[i])].offset);
    if (T <= p->T_max + margin && T >= p->T_min - margin) continue;
    const VfRow *row = vf_reading_row(reading, paths[i]);
    vf_messages_add(
        reading->context.messages, VF_MESSAGE_WARNING, reading->context.file, row->line, paths[i],
        "is used at %.0f K, outside the %.0f to %.0f K its source covers; a value for that temperature can be given here", T,
        p->T_min, p->T_max);
  }
}

static void check_potential(const VfReading *reading)
{
  const VfPotential *potential = &reading->kase->interface.potential;
  if (!vf_reading_good(reading, "interface.potential|interface.m|interface.n") || potential->law != VF_POTENTIAL_POWER) return;
  if (!(potential->n > potential->m))
    vf_complain(&reading->context, vf_reading_where(reading, "interface.n"), "is not above m (%g); more than %g is right",
                potential->n, potential->m);
}

/* Only lubrication has a potential that differs from place to place. */
static void check_pattern(const VfReading *reading)
{
  const VfCase *kase = reading->kase;
  if (!vf_reading_good(reading, "bath.material|mesh.geometry|film.flow|interface.potential|interface.pattern")) return;
  if (kase->interface.potential.law != VF_POTENTIAL_POWER || !kase->interface.pattern[0]) return;
  if (kase->bath.solid && kase->mesh.geometry == VF_PLANAR && kase->film_flow != VF_FLOW_FULL) return;
  vf_complain(&reading->context, vf_reading_where(reading, "interface.pattern"),
              "is for a film that lubrication moves on a solid in the plane; no pattern is right for %s",
              kase->bath.solid ? "rings or film.flow full" : "a liquid bath");
}

/* zni stays solid here; a furnace above its melting temperature is beyond that. */
static void check_zni(const VfReading *reading)
{
  const VfMelt *melt = &reading->kase->melt;
  if (!vf_reading_good(reading, "melt.zni_fraction|melt.zni_melting_temperature|process|initial_temperature")) return;
  const double T = hottest(&reading->kase->programme);
  if (melt->zni_fraction > 0.0 && T >= melt->zni_melting_temperature)
    vf_messages_add(reading->context.messages, VF_MESSAGE_WARNING, reading->context.file, vf_reading_row(reading, "process")->line,
                    "process", "goes to %.0f K, where zni would melt (%.0f K); it is kept solid", T, melt->zni_melting_temperature);
}

void vf_reading_check(VfReading *reading)
{
  vf_check_shapes(reading);
  vf_check_grid(reading);
  vf_check_insitu(reading);
  check_flow(reading);
  check_edges(reading);
  check_floating(reading);
  check_frozen(reading);
  check_ranges(reading);
  check_potential(reading);
  check_pattern(reading);
  check_zni(reading);
}
