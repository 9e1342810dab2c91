/* Gas transport in a case: defaults and their sources, a case without bath or process, lists, errors, written and read back. */
#include "inputs/penetrants.h"
#include "tests/unit/inputs/check_units.h"
#include <stdio.h>
#include <stdlib.h>

#define RUN                                                                                                                        \
  "bath: {material: Ga, shape: disc, radius: 10 mm, depth: 1 mm}\n"                                                                \
  "melt: {material: ZIF-62, mass: 2 mg, shape: disc, radius: 3 mm}\n"                                                              \
  "process: [{isothermal: 450 degC, time: 100 s}]\nmesh: {cells: [64, 32]}\n"
#define ALONE "melt: {material: ZIF-62}\n"

static int read_part(void **state, const char *text, VfCasePart part, VfCase **kase, VfSources **sources, VfMessages *messages)
{
  *messages = (VfMessages){0};
  return vf_case_read_memory(*state, text, strlen(text), "case.yaml", part, kase, sources, messages);
}

static VfCase *read_transport(void **state, const char *text, VfSources **sources)
{
  VfCase    *kase;
  VfMessages messages;
  const int  code = read_part(state, text, VF_PART_TRANSPORT, &kase, sources, &messages);
  vf_messages_print(&messages, VF_MESSAGE_ERROR, "unexpected: ", stderr);
  assert_int_equal(code, 0);
  vf_messages_clear(&messages);
  return kase;
}

static void alone(void **state)
{
  VfSources *sources;
  VfCase    *kase =
      read_transport(state, ALONE "transport: {thickness: 5 um, gases: [H2, CO2], temperature: [25 degC, 423 K]}\n", &sources);
  const VfTransportSpec *t = &kase->transport;
  assert_true(t->given && t->thickness.set && !t->area.set);
  assert_near(t->thickness.value, 5e-6);
  assert_int_equal(t->gases.n, 2);
  assert_string_equal(t->gases.name[1], "CO2");
  assert_int_equal(t->temperatures.n, 2);
  assert_near(t->temperatures.value[0], 298.15);
  assert_near(t->glass.law.pore.diameter, 6.1e-10); /* from the library */
  assert_near(t->glass.sites.fraction, 0.008);
  assert_string_equal(t->site_gas, "CO2");
  assert_true(vf_sources_find(sources, "transport.wall_depth")->assumed);
  assert_non_null(strstr(vf_sources_find(sources, "transport.sieving")->source, "fitted"));
  assert_null(vf_sources_find(sources, "bath.radius"));
  vf_sources_free(&sources);
  vf_case_free(&kase);
}

/* A run knows nothing of transport unless its case has a section; its hash does not change with it. */
static void beside_a_run(void **state)
{
  VfSources *sources;
  VfCase    *kase = read_good(state, RUN, &sources);
  assert_false(kase->transport.given);
  assert_null(vf_sources_find(sources, "transport.scale"));
  const uint64_t hash = vf_case_hash(kase);
  vf_sources_free(&sources);
  vf_case_free(&kase);
  kase = read_good(state, RUN "transport: {methylated: 1}\n", &sources);
  assert_true(kase->transport.given);
  assert_near(kase->transport.glass.methylated, 1.0);
  assert_true(vf_case_hash(kase) == hash);
  vf_sources_free(&sources);
  vf_case_free(&kase);
  kase = read_transport(state, RUN, &sources); /* the defaults do for any run */
  assert_int_equal(kase->transport.gases.n, 8);
  vf_sources_free(&sources);
  vf_case_free(&kase);
}

/* What a file is for, when nobody says: gas transport alone asks for no bath; with one key of a run it is a run. */
static void any_part(void **state)
{
  static const struct {
    const char *text;
    int         code;
    VfCasePart  part;
  } table[] = {{ALONE "transport: {thickness: 1 um}\n", 0, VF_PART_TRANSPORT},
               {"title: a\nmelt: {material: ZIF-62, zni_fraction: 0.1}\ntransport: {}\nfit: {measurements: ., parameters: [{name: "
                "affinity, low: 0, high: 1}]}\n",
                0, VF_PART_TRANSPORT},
               {RUN, 0, VF_PART_RUN},
               {RUN "transport: {methylated: 1}\n", 0, VF_PART_RUN},
               {"melt: {material: ZIF-62, mass: 2 mg}\ntransport: {thickness: 1 um}\n", 2, VF_PART_RUN},
               {ALONE, 2, VF_PART_RUN}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    VfCase    *kase;
    VfSources *sources;
    VfMessages messages;
    assert_int_equal(read_part(state, table[i].text, VF_PART_ANY, &kase, &sources, &messages), table[i].code);
    if (kase) assert_int_equal(kase->part, table[i].part);
    vf_messages_clear(&messages);
    vf_sources_free(&sources);
    vf_case_free(&kase);
  }
}

static void round_trip(void **state)
{
  static const char text[] =
      ALONE "transport: {gases: [He, N2, CO2], temperature: [20.1 degC, 331.7 K], thickness: 3.3 um, area: 0.7 cm^2, pore_shape: "
            "cylinder,\n"
            "  diameter: kinetic, wall_depth: 47.3 K, support_thickness: 1.1 mm, sorption: [{gas: CO2, capacity: 2700.1 mol/m^3,\n"
            "  affinity: 0.34 1/bar, affinity_enthalpy: -21.3 kJ/mol, reference: 293.1 K}, {gas: N2, henry: 1.7e-5 mol/m^3/Pa, "
            "mobile: 0.3}]}\n";
  VfSources *sources, *again;
  VfMessages messages;
  VfCase    *kase  = read_transport(state, text, &sources), *back;
  char      *shown = NULL;
  size_t     n     = 0;
  FILE      *out   = open_memstream(&shown, &n);
  assert_int_equal(vf_case_write(kase, sources, out), 0);
  fclose(out);
  assert_int_equal(read_part(state, shown, VF_PART_TRANSPORT, &back, &again, &messages), 0);
  assert_memory_equal(&kase->transport, &back->transport, sizeof kase->transport);
  free(shown);
  vf_sources_free(&sources), vf_sources_free(&again);
  vf_case_free(&kase), vf_case_free(&back);
}

static void programme(void **state)
{
  static const char text[] =
      ALONE "transport: {gases: [N2, CO2, H2O], temperature: 20 degC, thickness: 5 um, area: 1 cm^2, rig: wicke_kallenbach,\n"
            "  sorption: [{gas: H2O, capacity: 108 mol/m^3, affinity: 1e-3 1/Pa, blocks: 0.3, diffusivity: 1e-12 m^2/s}, {gas: N2, "
            "henry: 1.7e-5\n"
            "  mol/m^3/Pa, basis: measured, source: a study}], programme_cycles: 3,\n"
            "  programme: [{hold: 2 h, feed: {CO2: 0.97 bar, H2O: 3 kPa}, label: 'the first'}, {heat: 80 degC, rate: 2 "
            "K/min, sweep_flow: 50 mL/min},\n"
            "    {heat: 20 degC, time: 7 min, "
            "feed: {N2: 1 bar}, feed_flow: 10 "
            "mL/min, change: linear}]}\n";
  VfSources            *sources, *again;
  VfMessages            messages;
  VfCase               *kase  = read_transport(state, text, &sources), *back;
  const VfGasProgramme *p     = &kase->transport.programme;
  char                 *shown = NULL;
  size_t                n     = 0;
  FILE                 *out   = open_memstream(&shown, &n);
  assert_int_equal(p->n, 3);
  assert_int_equal(p->cycles, 3);
  assert_int_equal(p->samples, 60);
  assert_false(p->segment[0].heats);
  assert_near(p->segment[0].time, 7200.0);
  assert_int_equal(p->segment[0].feed.n, 2);
  assert_string_equal(p->segment[0].feed.gas[1], "H2O");
  assert_near(p->segment[0].feed.pressure[1], 3e3);
  assert_true(p->segment[1].heats && p->segment[1].has_rate);
  assert_near(p->segment[1].target, 353.15);
  assert_near(p->segment[1].rate, 2.0 / 60.0);
  assert_int_equal(p->segment[1].feed.n, 0);
  assert_true(p->segment[1].sweep_flow.set);
  assert_int_equal(p->segment[2].change, VF_CHANGE_LINEAR);
  assert_near(p->segment[2].time, 420.0);
  assert_int_equal(kase->transport.sorptions[0].basis, VF_BASIS_ASSUMED);
  assert_int_equal(kase->transport.sorptions[1].basis, VF_BASIS_MEASURED);
  assert_true(vf_sources_find(sources, "transport.sorption")->assumed); /* one of them is */
  assert_int_equal(vf_case_write(kase, sources, out), 0);
  fclose(out);
  assert_int_equal(read_part(state, shown, VF_PART_TRANSPORT, &back, &again, &messages), 0);
  assert_memory_equal(&kase->transport, &back->transport, sizeof kase->transport);
  free(shown);
  vf_sources_free(&sources), vf_sources_free(&again);
  vf_case_free(&kase), vf_case_free(&back);
}

typedef struct {
  const char *text, *message;
} Wrong;

#define FEED "hold: 1 h, feed: {N2: 1 bar}"
#define RIG(kind) ALONE "transport: {thickness: 1 um, area: 1 cm^2, rig: " kind ", "

static void errors(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {ALONE "transport: {gases: [H2, H2]}\n", "case.yaml:2: transport.gases: names H2 twice"},
      {ALONE "transport: {gases: []}\n", "case.yaml:2: transport.gases: is not a list of names"},
      {ALONE "transport: {gases: [a_gas_whose_name_has_no_end_at_all_it_seems]}\n", "case.yaml:2: transport.gases: is not usable"},
      {ALONE "transport: {temperature: [25 degC, 1 m]}\n", "case.yaml:2: transport.temperature: has the wrong dimension"},
      {ALONE "transport: {temperature: []}\n", "case.yaml:2: transport.temperature: is not a list of 1 to 32 numbers"},
      {ALONE "transport: {permeate_pressure: 2 bar}\n", "case.yaml:2: transport.permeate_pressure: is not below the feed's"},
      {ALONE "transport: {site_threshold: 0.01}\n", "case.yaml:2: transport.site_threshold: is not below site_fraction"},
      {ALONE "transport: {density_skeletal: 1300 kg/m^3}\n", "case.yaml:2: transport.density_skeletal: leaves the glass no pores"},
      {ALONE "transport: {area: 1 cm^2}\n", "case.yaml:2: transport.area: is the area of a uniform membrane"},
      {ALONE "transport: {sorption: [{gas: Xe, henry: 1 mol/m^3/Pa}]}\n", "case.yaml:2: transport.sorption: is of a gas that is not in"},
      {ALONE "transport: {sorption: [{gas: CO2}]}\n", "case.yaml:2: transport.sorption: takes up nothing (CO2)"},
      {ALONE "transport: {sorption: [{henry: 1 mol/m^3/Pa}]}\n", "case.yaml:2: transport.sorption[0]: lacks gas"},
      {ALONE "transport: {sorption: CO2}\n", "case.yaml:2: transport.sorption: is not a list"},
      {ALONE "transport: {tickness: 1 um}\n", "case.yaml:2: transport.tickness: is not a key; did you mean transport.thickness?"},
      {"melt: {material: ZIF-62-Co}\ntransport: {pore_diameter: 6 angstrom, scale: 1e-11 mol/m/s/Pa, affinity: 1, loading: 0 m^3/mol,"
       " sieving: 1e23 J/mol/m^2, knudsen: 0, diffusivity: 1e-9 m^2/s, site_fraction: 0.01}\n",
       "case.yaml:2: transport.density_skeletal: is not in the library entry of ZIF-62-Co"},
      {ALONE "fit: {measurements: ., parameters: []}\n", "case.yaml:2: fit.parameters: is not a list of 1 to 12 items"},
      {ALONE "fit: {measurements: ., parameters: [{name: gases, low: 1, high: 2}]}\n",
       "case.yaml:2: fit.parameters[0]: is not a number of transport (gases)"},
      {ALONE "fit: {measurements: ., parameters: [{name: affinity, low: 2, high: 1}]}\n",
       "case.yaml:2: fit.parameters[0]: has bounds that leave nothing between"},
      {ALONE "fit: {measurements: ., parameters: [{name: affinity, low: 0, high: 1}, {name: affinity, low: 0, high: 1}]}\n",
       "case.yaml:2: fit.parameters[1]: is fitted twice (affinity)"},
      {ALONE "transport: {programme: []}\n", "case.yaml:2: transport.programme: is not a list of 1 to 64 items"},
      {ALONE "transport: {programme: [{feed: {N2: 1 bar}}]}\n", "case.yaml:2: transport.programme[0]: does not make a segment"},
      {ALONE "transport: {programme: [{" FEED ", heat: 80 degC}]}\n", "case.yaml:2: transport.programme[0]: does not make a segment"},
      {ALONE "transport: {programme: [{heat: 80 degC, feed: {N2: 1 bar}}]}\n", "case.yaml:2: transport.programme[0]: does not make a segment"},
      {ALONE "transport: {programme: [{hold: 1 K, feed: {N2: 1 bar}}]}\n", "case.yaml:2: transport.programme[0].hold: has the wrong dimension"},
      {ALONE "transport: {programme: [{hold: 1 h, feed: 1 bar}]}\n", "case.yaml:2: transport.programme[0].feed: is not a map"},
      {ALONE "transport: {programme: [{hold: 1 h, feed: {}}]}\n", "case.yaml:2: transport.programme[0].feed: is empty"},
      {ALONE "transport: {programme: [{hold: 1 h, feed: {N2: 1}}]}\n", "case.yaml:2: transport.programme[0].feed: "},
      {ALONE "transport: {programme: [{hold: 1 h, feed: {N2: -1 bar}}]}\n", "case.yaml:2: transport.programme[0].feed: is out of range"},
      {ALONE "transport: {programme: [{hold: 1 h, fed: {N2: 1 bar}}]}\n", "case.yaml:2: transport.programme[0].fed: is not a key; did you mean"},
      {ALONE "transport: {programme: [{" FEED ", change: slow}]}\n", "case.yaml:2: transport.programme[0].change: is not a choice (slow)"},
      {ALONE "transport: {programme: [{hold: 1 h, feed: {Xe: 1 bar}}]}\n", "case.yaml:2: transport.programme: holds a gas that is not in"},
      {ALONE "transport: {programme: [{hold: 1 h}]}\n", "case.yaml:2: transport.programme: begins without a feed"},
      {ALONE "transport: {programme: [{" FEED "}, {heat: 25 degC, rate: 1 K/s}]}\n", "case.yaml:2: transport.programme: heats to the temperature that it has (segment 1"},
      {ALONE "transport: {programme: [{" FEED ", sweep_flow: 1 L/s}]}\n", "case.yaml:2: transport.programme: says sweep_flow (segment 0)"},
      {RIG("constant_volume") "programme: [{" FEED ", permeate: {N2: 1 bar}}]}\n", "case.yaml:2: transport.programme: says permeate (segment 0)"},
      {RIG("wicke_kallenbach") "programme: [{" FEED ", evacuate: yes}]}\n", "case.yaml:2: transport.programme: says evacuate (segment 0)"},
      {RIG("wicke_kallenbach") "programme: [{hold: 1 h, feed: {N2: 0 Pa}}]}\n", "case.yaml:2: transport.programme: feeds nothing (segment 0"},
      {RIG("wicke_kallenbach") "programme: [{" FEED ", change: linear}]}\n", "case.yaml:2: transport.programme: begins with a linear change"},
      {RIG("wicke_kallenbach") "rig_mixture: [N2, He], programme: [{" FEED "}]}\n", "case.yaml:2: transport.programme: says itself what is fed"},
      {ALONE "transport: {programme_cycles: 1000, programme_samples: 1001, programme: [{" FEED "}]}\n", "case.yaml:2: transport.programme: keeps too many values"},
      {ALONE "transport: {temperature: [20 degC, 30 degC], programme: [{" FEED "}]}\n", "case.yaml:2: transport.programme: begins at one temperature"},
      {"transport: {thickness: 1 um}\n", "case.yaml:1: melt.material: is missing"},
  };
  /* clang-format on */
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    VfCase    *kase;
    VfSources *sources;
    VfMessages messages;
    assert_int_equal(read_part(state, table[i].text, VF_PART_TRANSPORT, &kase, &sources, &messages), 2);
    if (messages.n_errors != 1 || strncmp(messages.items[0].text, table[i].message, strlen(table[i].message)) != 0) {
      vf_messages_print(&messages, VF_MESSAGE_ERROR, "got: ", stderr);
      fail_msg("not the one message '%s'", table[i].message);
    }
    vf_messages_clear(&messages);
  }
}

static void gases(void **state)
{
  (void)state;
  VfMessages  messages = {0};
  VfPenetrant gas[3];
  VfSources  *sources = calloc(1, sizeof *sources);
  VfNames     names   = {.n = 2, .name = {"CO2", "C2H6"}};
  assert_int_equal(vf_penetrants_load(&names, VF_DIAMETER_KINETIC, "case.yaml", gas, sources, &messages), 0);
  assert_near(gas[0].diameter, 3.3e-10);
  assert_near(gas[0].lj_well_depth, 195.2);
  assert_int_equal(messages.n_warnings, 1); /* Breck gives none for C2H6 */
  assert_near(gas[1].diameter, 4.443e-10);
  assert_non_null(vf_sources_find(sources, "transport.gases.CO2.lj_diameter"));
  vf_messages_clear(&messages);
  names = (VfNames){.n = 3, .name = {"H2", "CO3", "Ga"}};
  assert_int_equal(vf_penetrants_load(&names, VF_DIAMETER_SIEVING, "case.yaml", gas, NULL, &messages), 2);
  assert_int_equal(messages.n_errors, 2);
  vf_messages_clear(&messages);
  vf_sources_free(&sources);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(alone),      cmocka_unit_test(any_part),  cmocka_unit_test(beside_a_run),
                                     cmocka_unit_test(round_trip), cmocka_unit_test(programme), cmocka_unit_test(errors),
                                     cmocka_unit_test(gases)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
