/* A written case reads back to the same numbers, bit for bit; the hash tells cases apart by their physics. */
#include "tests/unit/inputs/check_units.h"
#include <stdio.h>
#include <stdlib.h>

/* Numbers that no short decimal hits, and one of everything. */
static const char everything[] =
    "title: \"odd \\\"title\\\" # with: marks\"\n"
    "bath: {material: Ga, shape: rectangle, width: 1.1 inch, height: 7 mm, depth: 0.7 mm, friction: 3.3 Pa s/m,\n"
    "  conductivity: {law: linear, c0: 30.1 W/m/K, c1: 0.07 W/m/K/K, T_ref: 29.7 degC, T_range: [0.1 degC, 600 degC]}}\n"
    "melt: {material: ZIF-62, mass: 0.3 mg, shape: rectangle, width: 3.3 mm, height: 1.7 mm, x: -1.7 mm, y: 0.9 mm,\n"
    "  viscosity: {branch: calorimetric, fragility: 33.3, scale: 1.7}, surface_tension: {scale: 0.97}, heat_of_fusion: {shift: 0.1 "
    "J/kg}, holes: [{x: 0.1 mm, radius: 33 um}, {x: 0.1 mm, y: 0.7 mm, radius: 7 "
    "um}],\n"
    "  perturbation: {amplitude: 0.1, wavelength: 0.7 mm}, random_holes: {density: 0.7 cm^-2, radius: 7 um, spread: 0.3, seed: "
    "3},\n"
    "  granular: {grain: 7.1 um, porosity: 0.3, seed: 4}}\n"
    "interface: {interfacial_tension: 0.1 N/m, potential: power, B: 1.7e-3 Pa, h0: 3 nm, n: 9, m: 3}\n"
    "process: [{heat: 449.9 degC, rate: 7 K/min}, {heat: 400 degC, time: 0.7 min}, {hold: 0.1 min},\n"
    "  {quench: 20.1 degC, gas: N2, flow: 0.3 L/min, time: 7 min}, {quench: 20 degC, gas: X}, {isothermal: 401.7 degC, time: 0.1 "
    "s}]\n"
    "gases: {X: {molar_mass: 33.3 g/mol, viscosity: 0.0171 mPa s, conductivity: {law: linear, c0: 0.031 W/m/K, c1: 1e-4 W/m/K/K, "
    "T_ref: 0.1 degC}}}\n"
    "mesh: {cells: [30, 20]}\ntime: {end: 0.7 h, max_step: 0.1 min, tolerance: 7e-4}\noutput: {every: 0.7 s, wall_limit: 0.1 h}\n"
    "insitu: {script: film, every: 0.7 min, colour: crystal, relief: flotation, exaggeration: 33.3, width: 333, live: \"a:7\"}\n";

static char *written(const VfCase *kase)
{
  char  *text = NULL;
  size_t n    = 0;
  FILE  *out  = open_memstream(&text, &n);
  assert_int_equal(vf_case_write(kase, NULL, out), 0);
  fclose(out);
  return text;
}

/* Every double of the two cases the same, bit for bit: 17 digits tell all doubles apart. */
static void check_same(const VfCase *a, const VfCase *b)
{
  char *one = written(a), *other = written(b);
  assert_string_equal(one, other);
  free(one);
  free(other);
  /* a few by their bits, so that the writer is not its own only witness */
  assert_memory_equal(&a->bath.width, &b->bath.width, sizeof(double));
  assert_memory_equal(&a->bath.conductivity.T_ref, &b->bath.conductivity.T_ref, sizeof(double));
  assert_memory_equal(&a->melt.viscosity.scale, &b->melt.viscosity.scale, sizeof(double));
  assert_memory_equal(&a->melt.surface_tension.c0, &b->melt.surface_tension.c0, sizeof(double));
  assert_memory_equal(&a->melt.heat_of_fusion, &b->melt.heat_of_fusion, sizeof(double));
  assert_memory_equal(&a->melt.viscosity.p, &b->melt.viscosity.p, sizeof a->melt.viscosity.p);
  assert_memory_equal(&a->melt.holes[1].y, &b->melt.holes[1].y, sizeof(double));
  assert_memory_equal(&a->melt.random_holes, &b->melt.random_holes, sizeof a->melt.random_holes);
  assert_memory_equal(&a->melt.granular, &b->melt.granular, sizeof a->melt.granular);
  assert_memory_equal(&a->programme.segments[0].rate, &b->programme.segments[0].rate, sizeof(double));
  assert_memory_equal(&a->programme.segments[3].flow, &b->programme.segments[3].flow, sizeof(double));
  assert_memory_equal(&a->gases[0].viscosity.c0, &b->gases[0].viscosity.c0, sizeof(double));
  assert_memory_equal(&a->time, &b->time, sizeof a->time);
  assert_memory_equal(&a->furnace, &b->furnace, sizeof a->furnace);
  assert_memory_equal(&a->insitu, &b->insitu, sizeof a->insitu);
  assert_string_equal(a->title, b->title);
}

static void check_round_trip(void **state)
{
  VfSources *sources, *again;
  VfCase    *kase = read_good(state, everything, &sources);
  char      *text = written(kase);
  VfCase    *back = read_good(state, text, &again);
  check_same(kase, back);
  assert_true(vf_case_hash(kase) == vf_case_hash(back));
  char *twice = written(back);
  assert_string_equal(text, twice);
  free(text);
  free(twice);
  /* with comments it reads back too */
  size_t n   = 0;
  FILE  *out = open_memstream(&text, &n);
  assert_int_equal(vf_case_write(kase, sources, out), 0);
  fclose(out);
  assert_non_null(strstr(text, "# ASSUMED: library ZIF-62"));
  vf_case_free(&back);
  vf_sources_free(&again);
  back = read_good(state, text, &again);
  check_same(kase, back);
  free(text);
  vf_case_free(&back);
  vf_sources_free(&again);
  vf_case_free(&kase);
  vf_sources_free(&sources);
}

static uint64_t hash_of(void **state, const char *bath, const char *rest)
{
  char       text[2048];
  VfSources *sources;
  snprintf(text, sizeof text,
           "bath: {material: %s, radius: 10 mm, depth: 1 mm}\nmelt: {material: ZIF-62, mass: 2 mg, radius: 3 mm}\n"
           "process: [{isothermal: 450 degC, time: 100 s}]\nmesh: {cells: [64, 64]}\n%s",
           bath, rest);
  VfCase        *kase = read_good(state, text, &sources);
  const uint64_t hash = vf_case_hash(kase);
  vf_case_free(&kase);
  vf_sources_free(&sources);
  return hash;
}

static void check_hash(void **state)
{
  const uint64_t hash = hash_of(state, "Ga", "");
  assert_true(hash ==
              hash_of(state, "Ga", "title: other\ntime: {end: 3 s, max_step: 1 s}\noutput: {every: 3 s, checkpoint_every: 1 s}\n"));
  assert_true(hash == hash_of(state, "Ga", "insitu: {script: extracts, every: 7}\n"));
  assert_true(hash == hash_of(state, "Ga", "gravity: 9.80665 m/s^2\n")); /* given or default is all the same */
  assert_true(hash != hash_of(state, "Ga", "gravity: 9.81 m/s^2\n"));
  assert_true(hash != hash_of(state, "Ga", "furnace: {emissivity_film: 0.8}\n"));
  assert_true(hash != hash_of(state, "Ga", "interface: {spreading_coefficient: 0.1 N/m}\n"));
  assert_true(hash != hash_of(state, "Sn", ""));
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_round_trip), cmocka_unit_test(check_hash)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
