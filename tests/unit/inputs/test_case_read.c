/* Right cases: values in SI, defaults, overrides, sources. */
#include "inputs/commands.h"
#include "tests/unit/inputs/check_units.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define BATH "bath: {material: Ga, shape: disc, radius: 10 mm, depth: 1 mm}\n"
#define MELT "melt: {material: ZIF-62, mass: 2 mg, shape: disc, radius: 3 mm}\n"
#define PROCESS "process: [{isothermal: 450 degC, time: 100 s}]\n"
#define MESH "mesh: {cells: [64, 32]}\n"

static void check_values(void **state)
{
  VfSources       *sources;
  VfCase          *kase = read_good(state,
                                    "title: a title\n"
                                             "bath:\n  material: Ga\n  shape: disc\n  radius: 1 cm\n  depth: 1 mm\n" MELT
                                    "process:\n  - {heat: 450 degC, rate: 10 K/min}\n  - {heat: 700 K, time: 1 min}\n  - {hold: 5 min}\n"
                                             "  - {quench: 20 degC, gas: N2, flow: 300 mL/min}\n  - {isothermal: 300 K, time: 1 h}\n" MESH
                                    "output: {every: 0 s, wall_limit: 1 h}\ntime: {end: 2 h}\ninitial_temperature: 77 degF\n",
                                    &sources);
  const VfSegment *s    = kase->programme.segments;
  assert_string_equal(kase->title, "a title");
  assert_string_equal(kase->bath.material, "Ga");
  assert_false(kase->bath.solid);
  assert_near(kase->bath.radius, 0.01);
  assert_near(kase->melt.mass, 2e-6);
  assert_near(vf_property_at(&kase->bath.density, 723.15), 6077.0 - 0.611 * (723.15 - 302.914));
  assert_int_equal(kase->programme.n, 5);
  assert_near(kase->programme.T_start, 298.15);
  assert_int_equal(s[0].kind, VF_SEGMENT_HEAT);
  assert_near(s[0].target, 723.15);
  assert_true(s[0].has_rate && !s[0].has_time);
  assert_near(s[0].rate, 1.0 / 6.0);
  assert_true(!s[1].has_rate && s[1].has_time);
  assert_near(s[1].time, 60.0);
  assert_int_equal(s[2].kind, VF_SEGMENT_HOLD);
  assert_true(s[2].has_time);
  assert_near(s[2].time, 300.0);
  assert_int_equal(s[3].kind, VF_SEGMENT_QUENCH);
  assert_string_equal(s[3].gas, "N2");
  assert_near(s[3].flow, 5e-6);
  assert_false(s[3].has_time);
  assert_int_equal(s[4].kind, VF_SEGMENT_ISOTHERMAL);
  assert_int_equal(kase->n_gases, 1);
  assert_near(kase->gases[0].molar_mass, 0.0280134);
  assert_near(vf_property_at(&kase->gases[0].viscosity, 500.0), 25.38e-6);
  assert_int_equal(kase->mesh.cells[0], 64);
  assert_int_equal(kase->mesh.cells[1], 32);
  assert_near(kase->time.end, 7200.0);
  assert_true(kase->output.every == 0.0);
  assert_near(kase->output.wall_limit, 3600.0);
  vf_case_free(&kase);
  vf_sources_free(&sources);
}

static void check_defaults(void **state)
{
  VfSources *sources;
  VfCase    *kase = read_good(state, BATH MELT PROCESS MESH, &sources);
  assert_near(kase->gravity, 9.80665);
  assert_near(kase->programme.T_start, 298.15);
  assert_int_equal(kase->mesh.geometry, VF_PLANAR);
  assert_int_equal(kase->mesh.symmetry, VF_SYMMETRY_NONE);
  assert_true(isinf(kase->time.end) && isinf(kase->time.max_step) && isinf(kase->output.wall_limit));
  assert_near(kase->time.tolerance, 1e-5);
  assert_near(kase->output.every, 10.0);
  assert_near(kase->output.checkpoint_every, 600.0);
  assert_near(kase->furnace.emissivity_film, 0.9);
  assert_near(kase->furnace.emissivity_bath, 0.1);
  assert_near(kase->furnace.bottom_exchange, 50.0);
  assert_near(kase->furnace.support_heat_capacity, 2600.0);
  assert_near(kase->furnace.tube_diameter, 0.05);
  assert_near(kase->interface.interaction_parameter, 1.0);
  assert_false(kase->interface.spreading_coefficient.set);
  assert_int_equal(kase->interface.potential.law, VF_POTENTIAL_EXPONENTIAL);
  assert_near(kase->melt.melting_width, 4.0);
  assert_near(kase->melt.melting_time, 10.0);
  assert_near(kase->melt.packing_fraction, 0.64);
  assert_near(kase->melt.rigid_viscosity, 1e12);
  assert_string_equal(kase->melt.viscosity.law->name, "myega");
  assert_false(kase->melt.perturbation.set);
  assert_int_equal(kase->melt.n_holes, 0);
  assert_int_equal(kase->n_gases, 0);
  vf_case_free(&kase);
  vf_sources_free(&sources);
}

static double viscosity_at(const VfCase *kase, double T)
{
  VfViscosityValue value;
  assert_int_equal(vf_viscosity_eval(&kase->melt.viscosity, 1, &T, &value), VF_OK);
  return value.eta;
}

static void check_overrides(void **state)
{
  VfSources *sources;
  VfCase    *kase =
      read_good(state,
                "bath: {material: Ga, radius: 10 mm, depth: 1 mm, density: 5820 kg/m^3, surface_tension: {law: linear, "
                "c0: 0.7 N/m, c1: -1e-4 N/m/K, "
                "T_ref: 300 K}, friction: 0 Pa s/m}\n"
                "melt: {material: ZIF-62, mass: 4.4 mg, radius: 3 mm, density: 1.56 g/cm^3, viscosity: {law: constant, "
                "eta: 1e5 Pa s}, holes: [{x: 1 mm, "
                "radius: 20 um}], perturbation: {amplitude: 0.1, seed: 7}, random_holes: {count: 500, radius: 20 um, spread: 0.3}, "
                "granular: {grain: 7.5 um, porosity: 0.3, seed: 9}}\n"
                "interface: {spreading_coefficient: -2 mN/m, hamaker: 0 J}\ngravity: 0 m/s^2\n" PROCESS MESH,
                &sources);
  assert_near(vf_property_at(&kase->bath.density, 300.0), 5820.0);
  assert_near(vf_property_at(&kase->bath.density, 900.0), 5820.0);
  assert_near(vf_property_at(&kase->bath.surface_tension, 400.0), 0.69);
  assert_true(kase->bath.friction.set && kase->bath.friction.value == 0.0);
  /* one constant density stands for melt, glass and crystal */
  assert_near(vf_property_at(&kase->melt.density, 700.0), 1560.0);
  assert_near(vf_property_at(&kase->melt.density_glass, 300.0), 1560.0);
  assert_near(kase->melt.density_crystal, 1560.0);
  assert_near(viscosity_at(kase, 500.0), 1e5);
  assert_true(kase->interface.spreading_coefficient.set);
  assert_near(kase->interface.spreading_coefficient.value, -2e-3);
  assert_true(kase->gravity == 0.0);
  assert_int_equal(kase->melt.n_holes, 1);
  assert_near(kase->melt.holes[0].x, 1e-3);
  assert_true(kase->melt.holes[0].y == 0.0);
  assert_near(kase->melt.holes[0].radius, 2e-5);
  assert_true(kase->melt.perturbation.set && kase->melt.perturbation.wavelength == 0.0);
  assert_int_equal(kase->melt.perturbation.seed, 7);
  assert_true(kase->melt.random_holes.set && kase->melt.random_holes.count == 500 && kase->melt.random_holes.seed == 0);
  assert_near(kase->melt.random_holes.radius, 2e-5);
  assert_near(kase->melt.random_holes.spread, 0.3);
  assert_true(kase->melt.granular.set && kase->melt.granular.seed == 9);
  assert_near(kase->melt.granular.grain, 7.5e-6);
  assert_near(kase->melt.granular.porosity, 0.3);
  assert_true(kase->bath.oxide_fraction == 0.0); /* clean */
  assert_near(kase->bath.oxide_yield_stress, 0.5);
  vf_case_free(&kase);
  vf_sources_free(&sources);
}

static void check_branches(void **state)
{
  static const struct {
    const char *text;
    double      log10_eta; /* at 708 K */
  } table[] = {{"{branch: dielectric}", 1.44},
               {"{branch: calorimetric}", 8.58},
               {"{branch: consistent}", 5.0},
               {"{fragility: 23}", 8.58},
               {"{branch: dielectric, fragility: 57.8}", 5.0},
               {"1e3 Pa s", 3.0},
               {"{law: vft, log10_eta_inf: -3, B: 3200 K, T0: 308 K}", 5.0}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char       text[1024];
    VfSources *sources;
    snprintf(text, sizeof text, BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm, viscosity: %s}\n" PROCESS MESH,
             table[i].text);
    VfCase *kase = read_good(state, text, &sources);
    if (!(fabs(log10(viscosity_at(kase, 708.0)) - table[i].log10_eta) < 0.02))
      fail_msg("%s: 10^%g", table[i].text, log10(viscosity_at(kase, 708.0)));
    vf_case_free(&kase);
    vf_sources_free(&sources);
  }
}

static void check_shapes(void **state)
{
  VfSources *sources;
  VfCase    *kase =
      read_good(state,
                "bath: {material: alumina, shape: rectangle, width: 20 mm, height: 10 mm, depth: 1 mm, slip_length: 2 nm}\n"
                "melt: {material: ZIF-62-Co, mass: 2 mg, shape: ellipse, width: 8 mm, height: 4 mm, x: 1 mm, y: -1 mm}\n" PROCESS
                "mesh: {cells: [40, 20], symmetry: none}\n",
                &sources);
  assert_true(kase->bath.solid);
  assert_near(kase->bath.slip_length, 2e-9);
  assert_near(kase->bath.surface_tension.c0, 0.9); /* the surface energy of the solid */
  assert_int_equal(kase->melt.shape, VF_MELT_ELLIPSE);
  assert_near(kase->melt.y, -1e-3);
  assert_near(kase->melt.glass_transition, 563.0);
  vf_case_free(&kase);
  vf_sources_free(&sources);
  kase = read_good(
      state, BATH "melt: {material: ZIF-62, mass: 2 mg, shape: uniform}\n" PROCESS "mesh: {cells: [40], geometry: axisymmetric}\n",
      &sources);
  assert_int_equal(kase->melt.shape, VF_MELT_UNIFORM);
  assert_int_equal(kase->mesh.cells[0], 40);
  assert_int_equal(kase->mesh.cells[1], 1);
  vf_case_free(&kase);
  vf_sources_free(&sources);
}

static void assert_source(const VfSources *sources, const char *key, const char *value, const char *unit, const char *source,
                          bool assumed)
{
  const VfSource *s = vf_sources_find(sources, key);
  if (!s) fail_msg("no source for %s", key);
  assert_string_equal(s->value, value);
  assert_string_equal(s->unit, unit);
  if (!strstr(s->source, source)) fail_msg("%s: '%s' lacks '%s'", key, s->source, source);
  assert_int_equal(s->assumed, assumed);
}

static void check_sources(void **state)
{
  VfSources *sources;
  VfCase    *kase =
      read_good(state, BATH MELT "process: [{quench: 20 degC, gas: N2}]\ngases: {N2: {viscosity: 2e-5 Pa s}}\n" MESH, &sources);
  assert_source(sources, "bath.radius", "0.01", "m", "case.yaml:1", false);
  assert_source(sources, "gravity", "9.80665", "m/s^2", "default", false);
  assert_source(sources, "furnace.tube_diameter", "0.05", "m", "default", true);
  assert_source(sources, "bath.density",
                "{law: linear, c0: 6077 kg/m^3, c1: -0.611 (kg/m^3)/K, T_ref: 302.914 K, T_range: [303 K, 1500 K]}", "",
                "library Ga: Assael et al. 2012", false);
  assert_source(sources, "melt.melting_width", "4", "K", "library ZIF-62", true);
  assert_source(sources, "time.end", "none", "", "default", false);
  assert_source(sources, "gases.N2.viscosity", "2e-05 Pa s", "", "case.yaml:4", false);
  assert_source(sources, "gases.N2.molar_mass", "0.0280134", "kg/mol", "library N2", false);
  assert_null(vf_sources_find(sources, "bath.width"));
  vf_case_free(&kase);
  vf_sources_free(&sources);
}

/* The protocol says how much zni there is, with the library's source, unless the fraction is given. */
static void check_protocol(void **state)
{
  static const struct {
    const char *text, *source;
    double      fraction;
    bool        assumed;
  } table[] = {{"", "default", 0.0, false},
               {", protocol: P1", "library ZIF-62: Jin et al. 2025", 0.0, false},
               {", protocol: P3", "library ZIF-62: Jin et al. 2025", 0.54, true},
               {", protocol: P3, zni_fraction: 0.2", "case.yaml:2", 0.2, false}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char       text[1024];
    VfSources *sources;
    snprintf(text, sizeof text, BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm%s}\n" PROCESS MESH, table[i].text);
    VfCase         *kase   = read_good(state, text, &sources);
    const VfSource *source = vf_sources_find(sources, "melt.zni_fraction");
    assert_near(kase->melt.zni_fraction, table[i].fraction);
    assert_int_equal(source->assumed, table[i].assumed);
    if (strncmp(source->source, table[i].source, strlen(table[i].source)) != 0) fail_msg("%s: %s", table[i].text, source->source);
    assert_near(kase->melt.zni_density, 1544.0);
    vf_case_free(&kase);
    vf_sources_free(&sources);
  }
}

/* A furnace hotter than zni bears is warned of when there is any. */
static void check_hot_zni(void **state)
{
  static const char *const texts[] = {"0", "0.1"};
  for (int i = 0; i < 2; i++) {
    char       text[1024];
    VfCase    *kase;
    VfSources *sources;
    VfMessages messages = {0};
    snprintf(text, sizeof text,
             BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm, zni_fraction: %s}\n"
                  "process: [{isothermal: 600 degC, time: 1 s}]\n" MESH,
             texts[i]);
    assert_int_equal(vf_case_read_memory(*state, text, strlen(text), "case.yaml", VF_PART_RUN, &kase, &sources, &messages), 0);
    int warned = 0; /* others say that gallium's viscosity is extrapolated */
    for (int k = 0; k < messages.n; k++) warned += strstr(messages.items[k].text, "zni would melt (863 K)") != NULL;
    assert_int_equal(warned, i);
    vf_messages_clear(&messages);
    vf_case_free(&kase);
    vf_sources_free(&sources);
  }
}

/* Every example case is right, and `check` prints it. */
static void check_examples(void **state)
{
  static const char *const names[] = {"gallium", "gallium-axisymmetric", "tin", "gallium-indium", "langmuir", "disc"};
  (void)state;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char   path[2048], *arguments[] = {path}, *text = NULL;
    size_t n   = 0;
    FILE  *out = open_memstream(&text, &n);
    snprintf(path, sizeof path, "%s/../cases/%s.yaml", getenv("VITRIFLOAT_MATERIALS"), names[i]);
    assert_int_equal(vf_command_check(1, arguments, out, stderr), 0);
    fclose(out);
    assert_non_null(strstr(text, "ASSUMED: library ZIF-62"));
    assert_non_null(strstr(text, "spread: uniform, 0.5 to 1.1"));
    assert_non_null(strstr(text, " with a spread\n"));
    free(text);
  }
}

/* {scale, shift}: what library or default give, changed, and still named as the source. */
static void check_changes(void **state)
{
  VfSources *sources;
  VfCase    *kase = read_good(
         state,
         "bath: {material: Ga, radius: 10 mm, depth: 1 mm, surface_tension: {scale: 1.02},\n"
            "  viscosity: {scale: 2}, density: {shift: -10 kg/m^3}, heat_capacity: {scale: 2, shift: 1 J/kg/K},\n"
            "  conductivity: {law: linear, c0: 30 W/m/K, c1: 0.1 W/m/K/K, T_ref: 300 K, scale: 0.5}}\n"
            "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm, protocol: P2, zni_fraction: {scale: 0.5}, density: {scale: 1.1},\n"
            "  melting_temperature: {shift: 2 K}, viscosity: {branch: dielectric, scale: 3}, surface_tension: {scale: 0.9}}\n"
            "furnace: {emissivity_film: {scale: 0.5}}\ngases: {N2: {viscosity: {scale: 1.1}}}\n"
            "process: [{heat: 450 degC, rate: 10 K/min}, {quench: 20 degC, gas: N2, flow: 300 mL/min}]\n" MESH,
         &sources);
  VfSources *plain_sources;
  VfCase    *plain =
      read_good(state, BATH MELT "process: [{heat: 450 degC, rate: 10 K/min}, {quench: 20 degC, gas: N2, flow: 300 mL/min}]\n" MESH,
                &plain_sources);
  /* products and sums of the library's own numbers, to the last bit */
  assert_true(kase->bath.surface_tension.c0 == 1.02 * plain->bath.surface_tension.c0);
  assert_true(kase->bath.surface_tension.c1 == 1.02 * plain->bath.surface_tension.c1);
  assert_true(kase->bath.viscosity.c0 == 2.0 * plain->bath.viscosity.c0 && kase->bath.viscosity.c1 == plain->bath.viscosity.c1);
  assert_true(kase->bath.density.c0 == plain->bath.density.c0 - 10.0 && kase->bath.density.c1 == plain->bath.density.c1);
  assert_true(kase->bath.heat_capacity.c0 == 2.0 * plain->bath.heat_capacity.c0 + 1.0);
  assert_true(kase->bath.conductivity.c0 == 15.0 && kase->bath.conductivity.c1 == 0.05);
  assert_true(kase->melt.surface_tension.c0 == 0.9 * 0.45);
  assert_true(kase->melt.zni_fraction == 0.5 * 0.54);
  assert_true(kase->melt.density.c0 == 1.1 * 1250.0 && kase->melt.density_glass.c0 == plain->melt.density_glass.c0);
  assert_true(kase->melt.melting_temperature == 708.15 + 2.0);
  assert_true(kase->furnace.emissivity_film == 0.5 * 0.9);
  assert_true(kase->gases[0].viscosity.c0 == 1.1 * plain->gases[0].viscosity.c0);
  assert_true(kase->gases[0].conductivity.c0 == plain->gases[0].conductivity.c0);
  assert_true(kase->melt.viscosity.p[1] == 113.6 && kase->melt.viscosity.scale == 3.0);
  const double      T  = 723.0;
  const VfViscosity as = {.law = kase->melt.viscosity.law, .p = {-2.93, 113.6, 595.0}};
  VfViscosityValue  three, one;
  assert_int_equal(vf_viscosity_eval(&kase->melt.viscosity, 1, &T, &three), VF_OK);
  assert_int_equal(vf_viscosity_eval(&as, 1, &T, &one), VF_OK);
  assert_true(three.eta == 3.0 * one.eta && three.deta_dT == 3.0 * one.deta_dT);
  /* sources: the library and the line, the spread along with the value */
  const VfSource *s = vf_sources_find(sources, "bath.surface_tension");
  assert_true(strncmp(s->source, "library Ga: Keene 1993", 22) == 0);
  assert_non_null(strstr(s->source, ", scaled by 1.02 at case.yaml:1"));
  assert_true(!s->own && s->scale == 1.02 && s->before == 0.724 && s->spread.law == VF_SPREAD_NORMAL && s->spread.a == 0.02);
  assert_non_null(strstr(vf_sources_find(sources, "bath.density")->source, ", shifted by -10 kg/m^3 at case.yaml:2"));
  assert_non_null(
      strstr(vf_sources_find(sources, "bath.heat_capacity")->source, ", scaled by 2 and shifted by 1 J/kg/K at case.yaml:2"));
  assert_string_equal(vf_sources_find(sources, "bath.conductivity")->source, "case.yaml:3");
  assert_non_null(strstr(vf_sources_find(sources, "melt.viscosity")->source, "case.yaml:5, library ZIF-62, branch dielectric"));
  assert_non_null(strstr(vf_sources_find(sources, "melt.zni_fraction")->source, ", scaled by 0.5 at case.yaml:4"));
  s = vf_sources_find(sources, "furnace.emissivity_film");
  assert_string_equal(s->source, "default, scaled by 0.5 at case.yaml:6");
  assert_true(s->assumed);
  assert_near(s->spread.a, 0.35);
  assert_near(s->spread.b, 0.49);
  assert_non_null(strstr(vf_sources_find(sources, "gases.N2.viscosity")->source, ", scaled by 1.1 at case.yaml:7"));
  vf_case_free(&kase);
  vf_sources_free(&sources);
  vf_case_free(&plain);
  vf_sources_free(&plain_sources);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_values),   cmocka_unit_test(check_changes),
                                     cmocka_unit_test(check_defaults), cmocka_unit_test(check_overrides),
                                     cmocka_unit_test(check_branches), cmocka_unit_test(check_shapes),
                                     cmocka_unit_test(check_sources),  cmocka_unit_test(check_protocol),
                                     cmocka_unit_test(check_hot_zni),  cmocka_unit_test(check_examples)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
