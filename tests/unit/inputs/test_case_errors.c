/* Wrong cases: each kind of error with its exact line, all at once, one line each. */
#include "tests/unit/inputs/check_units.h"
#include <stdio.h>
#include <stdlib.h>

#define BATH "bath: {material: Ga, shape: disc, radius: 10 mm, depth: 1 mm}\n"
#define MELT "melt: {material: ZIF-62, mass: 2 mg, shape: disc, radius: 3 mm}\n"
#define PROCESS "process: [{isothermal: 450 degC, time: 100 s}]\n"
#define MESH "mesh: {cells: [64, 32]}\n"
#define PLATE "bath: {material: alumina, shape: rectangle, edges: periodic, width: 10 mm, height: 10 mm, depth: 1 mm}\n"
#define POWER "interface: {potential: power, B: 1 Pa, h0: 1 um}\n"
#define REST MELT PROCESS MESH

/* Reads a wrong case; the messages are left to the caller. */
static void read_wrong(void **state, const char *text, VfMessages *messages)
{
  VfCase    *kase;
  VfSources *sources;
  *messages = (VfMessages){0};
  assert_int_equal(vf_case_read_memory(*state, text, strlen(text), "case.yaml", VF_PART_RUN, &kase, &sources, messages), 2);
  assert_null(kase);
  assert_null(sources);
  assert_int_equal(messages->n_errors, messages->n - messages->n_warnings);
  for (int i = 0; i < messages->n; i++) assert_null(strchr(messages->items[i].text, '\n'));
}

typedef struct {
  const char *text, *message; /* the one message begins so */
} Wrong;

static void check_table(void **state, const Wrong *table, size_t n)
{
  for (size_t i = 0; i < n; i++) {
    VfMessages messages;
    read_wrong(state, table[i].text, &messages);
    if (messages.n_errors != 1 || strncmp(messages.items[0].text, table[i].message, strlen(table[i].message)) != 0) {
      vf_messages_print(&messages, VF_MESSAGE_ERROR, "got: ", stderr);
      fail_msg("not the one message '%s'", table[i].message);
    }
    vf_messages_clear(&messages);
  }
}

#define CHECK(table) check_table(state, table, sizeof table / sizeof *table)

static void check_keys(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {BATH REST "titel: x\n", "case.yaml:5: titel: is not a key; did you mean title?"},
      {BATH REST "Output: {every: 1 s}\n", "case.yaml:5: Output: is not a key; did you mean output?"},
      {BATH REST "radius: 1 mm\n", "case.yaml:5: radius: is not a key; did you mean bath.radius?"},
      {BATH REST "exotics: {}\n", "case.yaml:5: exotics: is not a key; one of title, bath, melt"},
      {BATH REST "output:\n  every: 1 s\n  evry: 2 s\n", "case.yaml:7: output.evry: is not a key; did you mean output.every?"},
      {BATH REST "output:\n  every: 1 s\n\n  every: 2 s\n", "case.yaml:8: output.every: is given twice, first in line 6; one value is right"},
      {BATH REST "output: {every: 1 s}\noutput: {wall_limit: 2 s}\n", "case.yaml:6: output: is given twice"},
      {BATH REST "output: 3 s\n", "case.yaml:5: output: is not a map"},
      {BATH REST "gravity:\n", "case.yaml:5: gravity: has no value"},
      {BATH REST "gravity: [1 m/s^2]\n", "case.yaml:5: gravity: is not a single value"},
      {BATH REST "gravity: &g 1 m/s^2\ntitle: *g\n", "case.yaml:6: title: is an alias"},
      {BATH REST "? [a, b]\n: 3\n", "case.yaml:6: (key): is not a key"},
      {BATH MELT PROCESS, "case.yaml:1: mesh.cells: is missing"},
      {"\nbath:\n  material: Ga\n  radius: 10 mm\n" REST, "case.yaml:3: bath.depth: is missing"},
      {BATH MELT MESH, "case.yaml:1: process: is missing"},
      {"- a\n- b\n", "case.yaml:1: file: is not a map"},
  };
  /* clang-format on */
  VfMessages messages;
  CHECK(table);
  read_wrong(state, "bath: {material: Ga, radius: 10 mm, depth: 1 mm}\n", &messages);
  assert_true(messages.n_errors >= 3); /* material and mass of the melt, process, cells */
  vf_messages_clear(&messages);
}

static void check_numbers(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {"bath:\n  material: Ga\n  radius: 10\n  depth: 1 mm\n" REST, "case.yaml:3: bath.radius: has no unit (10); a unit like m is right, as in 10 mm"},
      {"bath:\n  material: Ga\n  radius: 10 kg\n  depth: 1 mm\n" REST, "case.yaml:3: bath.radius: has the wrong dimension (10 kg)"},
      {"bath:\n  material: Ga\n  radius: 10 mmm\n  depth: 1 mm\n" REST, "case.yaml:3: bath.radius: has an unknown unit (10 mmm)"},
      {"bath:\n  material: Ga\n  radius: 20 m\n  depth: 1 mm\n" REST, "case.yaml:3: bath.radius: is out of range (20 m); 1e-06 to 10 m is right"},
      {"bath:\n  material: Ga\n  radius: -10 mm\n  depth: 1 mm\n" REST, "case.yaml:3: bath.radius: is out of range (-10 mm)"},
      {"bath:\n  material: Ga\n  radius: nan\n  depth: 1 mm\n" REST, "case.yaml:3: bath.radius: is not a finite number (nan)"},
      {"bath:\n  material: Ga\n  radius: .inf\n  depth: 1 mm\n" REST, "case.yaml:3: bath.radius: is not a finite number (.inf)"},
      {"bath:\n  material: Ga\n  radius: wide\n  depth: 1 mm\n" REST, "case.yaml:3: bath.radius: is not a number (wide)"},
      {BATH REST "time: {tolerance: 0.9}\n", "case.yaml:5: time.tolerance: is out of range (0.9); 1e-09 to 0.5 is right"},
      {BATH REST "time: {tolerance: 1 mm}\n", "case.yaml:5: time.tolerance: has the wrong dimension (1 mm); a number without a unit is right"},
      {BATH REST "initial_temperature: -300 degC\n", "case.yaml:5: initial_temperature: is out of range (-300 degC)"},
      {BATH REST "initial_temperature: 25\n", "case.yaml:5: initial_temperature: has no unit (25); a unit like K is right, as in 450 degC"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  melting_width: 4 degC}\n" PROCESS MESH, "case.yaml:3: melt.melting_width: is a difference of temperatures in a unit with an offset (4 degC)"},
      {BATH REST "gravity: none\n", "case.yaml:5: gravity: is not a number (none)"},
  };
  /* clang-format on */
  CHECK(table);
}

static void check_words(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {"bath:\n  material: Gaa\n  radius: 10 mm\n  depth: 1 mm\n" REST, "case.yaml:2: bath.material: is not in the library (Gaa); did you mean Ga?"},
      {"bath:\n  material: mercury\n  radius: 10 mm\n  depth: 1 mm\n" REST, "case.yaml:2: bath.material: is not in the library (mercury); one of Ar, C2H4"},
      {"bath:\n  material: ZIF-62\n  radius: 10 mm\n  depth: 1 mm\n" REST, "case.yaml:2: bath.material: is a melt (ZIF-62); a liquid or a solid is right"},
      {BATH "melt: {material: N2, mass: 2 mg, radius: 3 mm}\n" PROCESS MESH, "case.yaml:2: melt.material: is a gas (N2); a melt is right"},
      {"bath:\n  material: none.yaml\n  radius: 10 mm\n  depth: 1 mm\n" REST, "case.yaml:2: bath.material: cannot be read (./none.yaml: no such file)"},
      {"bath:\n  material: Ga\n  shape: disk\n  radius: 10 mm\n  depth: 1 mm\n" REST, "case.yaml:3: bath.shape: is not a choice (disk); disc|rectangle|mask is right: did you mean disc?"},
      {BATH MELT PROCESS "mesh: {cells: [64, 32],\n  symmetry: no}\n", "case.yaml:5: mesh.symmetry: is not a choice (no); none|quarter is right"},
      {"bath:\n  material: Ga\n  radius: 10 mm\n  width: 3 mm\n  depth: 1 mm\n" REST, "case.yaml:4: bath.width: has no meaning here (bath.shape is disc)"},
      {"bath:\n  material: Ga\n  radius: 10 mm\n  slip_length: 3 nm\n  depth: 1 mm\n" REST, "case.yaml:4: bath.slip_length: has no meaning here (bath.kind is liquid)"},
      {"bath:\n  material: glass\n  radius: 10 mm\n  viscosity: 3 Pa s\n  depth: 1 mm\n" REST, "case.yaml:4: bath.viscosity: has no meaning here (bath.kind is solid)"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  viscosity: {law: arhenius}}\n" PROCESS MESH, "case.yaml:3: melt.viscosity: is not a viscosity law (arhenius)"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  viscosity: {law: vft, B: 3 K, T0: 3 K}}\n" PROCESS MESH, "case.yaml:3: melt.viscosity: lacks log10_eta_inf"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  viscosity: {branch: dielectrc}}\n" PROCESS MESH, "case.yaml:3: melt.viscosity: is not a branch of ZIF-62 (dielectrc)"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  viscosity: {fragility: 1}}\n" PROCESS MESH, "case.yaml:3: melt.viscosity.fragility: is out of range (1)"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, shape: image,\n  image: nowhere.png}\n" PROCESS MESH, "case.yaml:3: melt.image: cannot be read (nowhere.png: No such file or directory)"},
  };
  /* clang-format on */
  CHECK(table);
}

static void check_lists(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {BATH MELT MESH "process: []\n", "case.yaml:4: process: is not a list of 1 to 1000 items"},
      {BATH MELT MESH "process: {hold: 3 s}\n", "case.yaml:4: process: is not a list"},
      {BATH MELT MESH "process:\n  - {hold: 3 s}\n  - {heat: 450 degC}\n", "case.yaml:6: process[1]: does not make a segment; {heat: TEMPERATURE, rate: RATE}"},
      {BATH MELT MESH "process:\n  - {heat: 450 degC, rate: 10 K/min, time: 3 s}\n", "case.yaml:5: process[0]: does not make a segment"},
      {BATH MELT MESH "process:\n  - {hold: 3 s, heat: 450 degC}\n", "case.yaml:5: process[0]: does not make a segment; one of heat, hold, quench, isothermal is right"},
      {BATH MELT MESH "process:\n  - heat: 450 degC\n    rat: 3 K/s\n", "case.yaml:6: process[0].rat: is not a key; did you mean rate?"},
      {BATH MELT MESH "process:\n  - {heat: 450 degC, rate: 10 K}\n", "case.yaml:5: process[0].rate: has the wrong dimension (10 K)"},
      {BATH MELT MESH "process:\n  - {heat: 450 degC, rate: 0 K/s}\n", "case.yaml:5: process[0].rate: is out of range (0 K/s)"},
      {BATH MELT MESH "process:\n  - {isothermal: 450 degC}\n", "case.yaml:5: process[0]: does not make a segment; {isothermal: TEMPERATURE, time: TIME} is right"},
      {BATH MELT MESH "process:\n  - {quench: 20 degC, gas: N3}\n", "case.yaml:5: process.gas: is not in the library (N3); did you mean"},
      {BATH MELT MESH "process:\n  - {quench: 20 degC, gas: Ga}\n", "case.yaml:5: process.gas: is a liquid (Ga); a gas is right"},
      {BATH MELT MESH "process:\n  - {quench: 20 degC, flow: 1 L/min}\n", "case.yaml:5: process[0]: does not make a segment; {quench: TEMPERATURE, gas: GAS, flow: FLOW} is right"},
      {BATH MELT MESH "process:\n  - 3\n", "case.yaml:5: process[0]: is not a map"},
      {BATH MELT PROCESS "mesh: {cells: 64}\n", "case.yaml:4: mesh.cells: is not a list of 1 to 2 items"},
      {BATH MELT PROCESS "mesh: {cells: [64.5, 64]}\n", "case.yaml:4: mesh.cells: is not usable (64.5); a whole number from 1 to 65536 is right"},
      {BATH MELT PROCESS "mesh: {cells: [0, 64]}\n", "case.yaml:4: mesh.cells: is not usable (0)"},
      {BATH MELT PROCESS "mesh: {cells: [64]}\n", "case.yaml:4: mesh.cells: has one number ([64]) with geometry planar"},
      {BATH MELT PROCESS "mesh: {cells: [64, 64], geometry: axisymmetric}\n", "case.yaml:4: mesh.cells: has cells along y (64) with geometry axisymmetric"},
      {BATH MELT PROCESS "mesh: {cells: [63, 64], symmetry: quarter}\n", "case.yaml:4: mesh.cells: is odd ([63, 64]) with symmetry quarter"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm, x: 1 mm}\n" PROCESS "mesh: {cells: [64, 64], symmetry: quarter}\n", "case.yaml:2: melt.x: is off the centre"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  holes: [{x: 1 mm}]}\n" PROCESS MESH, "case.yaml:3: melt.holes[0]: lacks radius"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  perturbation: {amplitude: 0.1}}\n" PROCESS MESH, "case.yaml:3: melt.perturbation: wants one of wavelength and seed"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  random_holes: {radius: 50 um}}\n" PROCESS MESH, "case.yaml:3: melt.random_holes: wants one of count and density; {count: 500, radius: 50 um} is right"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  random_holes: {count: 5, density: 3 cm^-2, radius: 50 um}}\n" PROCESS MESH, "case.yaml:3: melt.random_holes: wants one of count and density"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  random_holes: {count: 5}}\n" PROCESS MESH, "case.yaml:3: melt.random_holes: lacks radius"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  random_holes: {count: 0, radius: 1 um}}\n" PROCESS MESH, "case.yaml:3: melt.random_holes.count: is not usable (0); a whole number from 1 to 100000 is right"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  random_holes: {density: 5 cm, radius: 1 um}}\n" PROCESS MESH, "case.yaml:3: melt.random_holes.density: has the wrong dimension (5 cm); a unit like 1/m^2 is right, as in 100 cm^-2"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  random_holes: {count: 5, radius: 1 um, sead: 3}}\n" PROCESS MESH, "case.yaml:3: melt.random_holes.sead: is not a key; did you mean seed?"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  random_holes: {count: 5, radius: 1 um}}\n" PROCESS "mesh: {cells: [64, 64], symmetry: quarter}\n", "case.yaml:3: melt.random_holes: is random with symmetry quarter"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  granular: {grain: 7.5 um}}\n" PROCESS MESH, "case.yaml:3: melt.granular: lacks porosity"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  granular: {grain: 7.5 um, porosity: 1.3}}\n" PROCESS MESH, "case.yaml:3: melt.granular.porosity: is out of range (1.3)"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  granular: {grain: 7.5 um, porosity: 0.3}}\n" PROCESS "mesh: {cells: [64], geometry: axisymmetric}\n", "case.yaml:3: melt.granular: is random with geometry axisymmetric"},
      {BATH REST "interface: {potential: power, B: 1 Pa, h0: 1 nm, m: 9, n: 3}\n", "case.yaml:5: interface.n: is not above m (3); more than 9 is right"},
      {BATH REST "bath.density: 3\n", "case.yaml:5: bath.density: has no unit (3)"},
      {PLATE MELT PROCESS POWER "mesh: {cells: [64, 44]}\n", "case.yaml:5: mesh.cells: do not halve to a handful ([64, 44]) with periodic edges"},
      {PLATE MELT PROCESS POWER "mesh: {cells: [64, 64], symmetry: quarter}\n", "case.yaml:1: bath.edges: is periodic with symmetry quarter; symmetry none, or walls, is right"},
      {PLATE REST, "case.yaml:1: bath.edges: is periodic round a film with an edge; film.flow lubrication, or walls, is right"},
      {PLATE REST POWER "film: {flow: full}\n", "case.yaml:1: bath.edges: is periodic round a film with an edge"},
      {"bath: {material: Ga, shape: rectangle, edges: periodic, width: 10 mm, height: 10 mm, depth: 1 mm}\n" REST, "case.yaml:1: bath.edges: is periodic over a liquid bath, whose films need walls; walls is right"},
      {PLATE "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  waves: [{amplitude: 0.1, x: 1.5}]}\n" PROCESS MESH POWER, "case.yaml:3: melt.waves: has a wave that breaks off at periodic edges (number 0, x 1.5, y 0); whole numbers are right"},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  waves: [{amplitude: 0.6, x: 1}, {amplitude: 0.5, y: 1}]}\n" PROCESS MESH, "case.yaml:3: melt.waves: has amplitudes of 1.1 together; less than 1 is right"},
      {BATH "bath.edges: periodic\n" REST, "case.yaml:2: bath.edges:"},
      {BATH REST "film: {flow: lubrication}\n", "case.yaml:5: film.flow: is for a film on a solid in the plane; full or automatic is right for a liquid bath"},
  };
  /* clang-format on */
  /* a dotted key at the top is the same as the key in its section */
  CHECK(table);
}

static void check_fit(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 mg\n  radius: 3 mm\n  density: 12 mg/mm^3\n" PROCESS MESH, "case.yaml:6: melt.density: is a melt that sinks"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 g\n  radius: 9 mm\n" PROCESS MESH, "case.yaml:4: melt.mass: does not fit the bath (0.002 kg over all of it sinks"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 g\n  radius: 3 mm\n" PROCESS MESH, "case.yaml:4: melt.mass: makes a film thicker than the bath is wide"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 30 pg\n  radius: 3 mm\n" PROCESS MESH, "case.yaml:4: melt.mass: makes a film thinner than 1 nm"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 mg\n  radius: 11 mm\n" PROCESS MESH, "case.yaml:5: melt.radius: reaches beyond the bath (radius 0.011 m"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 mg\n  radius: 3 mm\n  x: 8 mm\n" PROCESS MESH, "case.yaml:5: melt.radius: reaches beyond the bath"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 mg\n  shape: rectangle\n  width: 16 mm\n  height: 16 mm\n" PROCESS MESH, "case.yaml:6: melt.width: reaches beyond the bath"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 mg\n  radius: 3 mm\n  holes: [{x: 2 cm, radius: 1 um}]\n" PROCESS MESH, "case.yaml:6: melt.holes: has a hole outside the bath"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 mg\n  radius: 3 mm\n  random_holes: {density: 1e9 cm^-2, radius: 1 um}\n" PROCESS MESH, "case.yaml:6: melt.random_holes: makes too many holes"},
      {BATH "melt:\n  material: ZIF-62\n  mass: 2 mg\n  radius: 3 mm\n  granular: {grain: 7.5 nm, porosity: 0.3}\n" PROCESS MESH, "case.yaml:6: melt.granular: has too fine a grain (7.5e-09 m, the bath is 0.02 m wide)"},
      {"bath:\n  material: Ga\n  radius: 10 mm\n  depth: 1 mm\n  oxide_fraction: 1.2\n" REST, "case.yaml:5: bath.oxide_fraction: is out of range (1.2)"},
      {"bath:\n  material: glass\n  radius: 10 mm\n  depth: 1 mm\n  oxide_fraction: 0.2\n" REST, "case.yaml:5: bath.oxide_fraction: has no meaning here (bath.kind is solid)"},
  };
  /* clang-format on */
  CHECK(table);
}

static void check_syntax(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {"bath: {material: Ga\nmelt: ]\n", "case.yaml:2: syntax: "},
      {"", "case.yaml:1: file: is empty"},
      {"title: a\n---\ntitle: b\n", "case.yaml:3: syntax: begins a second document"},
      {"title: a\nbath: \001\n", "case.yaml:2: syntax: is not text (byte 0x01)"},
      {"title: \xff\n", "case.yaml:1: syntax: is not text (byte 0xff)"},
  };
  /* clang-format on */
  CHECK(table);
}

static void check_images(void **state)
{
  FILE *file = fopen("test_case_errors.pgm", "w");
  assert_non_null(file);
  fputs("P2 2 2 255 0 0 0 0\n", file);
  fclose(file);
  file = fopen("test_case_errors.txt", "w");
  assert_non_null(file);
  fputs("not an image", file);
  fclose(file);
  file = fopen("test_case_errors_row.pgm", "w"); /* nothing in the middle row, from the middle to the right */
  assert_non_null(file);
  fputs("P2 4 3 9  9 9 9 9  9 9 0 0  9 9 9 9", file);
  fclose(file);
  /* clang-format off */
  static const Wrong table[] = {
      {BATH "melt: {material: ZIF-62, mass: 2 mg, shape: image,\n  image: test_case_errors.pgm}\n" PROCESS MESH, "case.yaml:3: melt.image: is all black ("},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, shape: image,\n  image: test_case_errors.txt}\n" PROCESS MESH, "case.yaml:3: melt.image: cannot be used ("},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, shape: image,\n  image: test_case_errors_row.pgm}\n" PROCESS "mesh: {cells: [64], geometry: axisymmetric}\n", "case.yaml:3: melt.image: is all black ("},
      {"bath: {material: Ga, shape: mask, width: 2 cm, height: 2 cm, depth: 1 mm,\n  mask: test_case_errors.pgm}\n" REST, "case.yaml:2: bath.mask: is all black ("},
      {BATH "melt: {material: ZIF-62, mass: 2 mg, radius: 3 mm,\n  holes_image: test_case_errors.pgm}\n" PROCESS MESH, "case.yaml:3: melt.holes_image: is all black ("},
  };
  /* clang-format on */
  CHECK(table);
  remove("test_case_errors.pgm");
  remove("test_case_errors.txt");
  remove("test_case_errors_row.pgm");
}

/* A dozen mistakes in one file: each is reported, in the order of lines. */
static void check_all_at_once(void **state)
{
  static const char text[] = "titel: x\n"                       /* 1 */
                             "bath:\n"                          /* 2 */
                             "  material: Gaa\n"                /* 3 */
                             "  shape: disk\n"                  /* 4 */
                             "  radius: 10\n"                   /* 5 */
                             "  depth: 1 kg\n"                  /* 6 */
                             "  depth: 1 mm\n"                  /* 7 */
                             "melt:\n"                          /* 8 */
                             "  material: Ga\n"                 /* 9 */
                             "  mass: nan\n"                    /* 10 */
                             "  radius: 3 mmm\n"                /* 11 */
                             "process:\n"                       /* 12 */
                             "  - {heat: 450 degC}\n"           /* 13 */
                             "  - {quench: 20 degC, gas: N3}\n" /* 14 */
                             "mesh:\n"                          /* 15 */
                             "  cells: [0, 12]\n"               /* 16 */
                             "gravity:\n";                      /* 17 */
  static const int lines[] = {1, 3, 4, 5, 6, 7, 9, 10, 11, 13, 14, 16, 17};
  const int        n       = (int)(sizeof lines / sizeof *lines);
  VfMessages       messages;
  read_wrong(state, text, &messages);
  if (messages.n != n) vf_messages_print(&messages, VF_MESSAGE_ERROR, "got: ", stderr);
  assert_int_equal(messages.n, n);
  for (int i = 0; i < n; i++) assert_int_equal(messages.items[i].line, lines[i]);
  vf_messages_clear(&messages);
}

static void check_warnings(void **state)
{
  VfCase           *kase;
  VfSources        *sources;
  VfMessages        messages = {0};
  static const char text[]   = BATH MELT MESH "process:\n  - {hold: 1 s}\n  - {isothermal: 20 degC, time: 1 s}\n";
  assert_int_equal(vf_case_read_memory(*state, text, strlen(text), "case.yaml", VF_PART_RUN, &kase, &sources, &messages), 0);
  assert_int_equal(messages.n_warnings, 1);
  assert_string_equal(messages.items[0].text,
                      "case.yaml:6: process: holds the bath frozen (293.15 K); above 302.914 K Ga is liquid");
  vf_messages_clear(&messages);
  vf_case_free(&kase);
  vf_sources_free(&sources);
  static const char hot[] =
      "bath:\n  material: Galinstan\n  radius: 10 mm\n  depth: 1 mm\n  viscosity: 0.75 mPa s\n  surface_tension: 0.6 N/m\n" REST;
  assert_int_equal(vf_case_read_memory(*state, hot, strlen(hot), "case.yaml", VF_PART_RUN, &kase, &sources, &messages), 0);
  assert_int_equal(messages.n_warnings, 1);
  assert_non_null(strstr(messages.items[0].text, "case.yaml:2: bath.density: is used at 723 K, outside the 293 to 293 K"));
  vf_messages_clear(&messages);
  vf_case_free(&kase);
  vf_sources_free(&sources);
}

static void check_file(void **state)
{
  VfCase    *kase;
  VfSources *sources;
  VfMessages messages = {0};
  (void)state;
  assert_int_equal(vf_case_read("no/such/case.yaml", &kase, &sources, &messages), 2);
  assert_int_equal(messages.n, 1);
  assert_string_equal(messages.items[0].text,
                      "no/such/case.yaml:1: file: cannot be read (no such file); a readable YAML file is right");
  vf_messages_clear(&messages);
  assert_int_equal(vf_case_read("/", &kase, &sources, &messages), 2);
  assert_non_null(strstr(messages.items[0].text, "it is a folder"));
  vf_messages_clear(&messages);
}

static void check_insitu(void **state)
{
  /* clang-format off */
  static const Wrong table[] = {
      {BATH REST "insitu: {every: 5}\n", "case.yaml:5: insitu.script: is missing; needed: of a section insitu: a pipeline of the program"},
      {BATH REST "insitu: {script: flim}\n", "case.yaml:5: insitu.script: is no pipeline (flim); film|extracts|history|live, or a file NAME.py is right: did you mean film?"},
      {BATH REST "insitu: {script: nowhere.py}\n", "case.yaml:5: insitu.script: cannot be read (nowhere.py: No such file"},
      {BATH REST "insitu:\n  script: film\n  every: 0\n", "case.yaml:7: insitu.every: is not usable (0); a whole number from 1"},
      {BATH REST "insitu:\n  script: film\n  every: 2.5\n", "case.yaml:7: insitu.every: has no unit (2.5)"},
      {BATH REST "insitu:\n  script: film\n  every: 5 mm\n", "case.yaml:7: insitu.every: has the wrong dimension (5 mm)"},
      {BATH REST "insitu:\n  script: film\n  every: -5 s\n", "case.yaml:7: insitu.every: is out of range (-5 s)"},
      {BATH REST "insitu:\n  script: film\n  every: 99999999999999999999\n", "case.yaml:7: insitu.every: is not usable"},
      {BATH REST "insitu: {script: film, live: here}\n", "case.yaml:5: insitu.live: is no address (here); host:port is right"},
      {BATH REST "insitu: {script: film, live: \"a:70000\"}\n", "case.yaml:5: insitu.live: is no address (a:70000)"},
      {BATH REST "insitu: {script: live}\n", "case.yaml:5: insitu.live: is missing; needed by the pipeline live"},
      {BATH REST "insitu: {script: film, width: 10}\n", "case.yaml:5: insitu.width: is not usable (10)"},
      {BATH REST "insitu: {script: film, color: T}\n", "case.yaml:5: insitu.color: is not a key; did you mean insitu.colour?"},
  };
  /* clang-format on */
  CHECK(table);
}

static void check_changes(void **state)
{
#define BATH_WITH(what) "bath:\n  material: Ga\n  radius: 10 mm\n  depth: 1 mm\n  " what "\n" REST
#define MELT_WITH(what) BATH "melt:\n  material: ZIF-62\n  mass: 2 mg\n  radius: 3 mm\n  " what "\n" PROCESS MESH
  /* clang-format off */
  static const Wrong table[] = {
      {BATH_WITH("density: {scale: 0}"), "case.yaml:5: bath.density.scale: is out of range (0); 1e-10 to 1e+10 is right"},
      {BATH_WITH("density: {scale: -1}"), "case.yaml:5: bath.density.scale: is out of range (-1)"},
      {BATH_WITH("density: {scale: 1 K}"), "case.yaml:5: bath.density.scale: has the wrong dimension"},
      {BATH_WITH("density: {shift: 1}"), "case.yaml:5: bath.density.shift: has no unit (1)"},
      {BATH_WITH("density: {shift: 1 N/m}"), "case.yaml:5: bath.density.shift: has the wrong dimension (1 N/m)"},
      {BATH_WITH("density: {shift: -7000 kg/m^3}"), "case.yaml:5: bath.density: is out of range (-"},
      {BATH_WITH("viscosity: {shift: 1 mPa s}"), "case.yaml:5: bath.viscosity: shifts a law in 1/T (0.001); {scale: ...} is right"},
      {BATH_WITH("friction: {scale: 2}"), "case.yaml:5: bath.friction: changes a value (scale, shift) that neither the library nor a default gives"},
      {BATH_WITH("density: {scale: 2, factor: 3}"), "case.yaml:5: bath.density.factor: is not a key"},
      {BATH_WITH("density: {scale: 2,\n    scale: 3}"), "case.yaml:6: bath.density.scale: is given twice; one value is right"},
      {MELT_WITH("x: {shift: 20 m}"), "case.yaml:6: melt.x: is out of range (20 from 0); -10 to 10 m is right"},
      {MELT_WITH("melting_temperature: {shift: 2 degC}"), "case.yaml:6: melt.melting_temperature.shift: is a difference of temperatures in a unit with an offset"},
      {MELT_WITH("zni_melting_temperature: {scale: 1e3}"), "case.yaml:6: melt.zni_melting_temperature: is out of range"},
      {MELT_WITH("viscosity: {scale: 0}"), "case.yaml:6: melt.viscosity.scale: is out of range (0)"},
      {MELT_WITH("viscosity: {shift: 3 Pa s}"), "case.yaml:6: melt.viscosity.shift: is not a key"},
      {MELT_WITH("surface_tension: {value: 0.4 N/m, spread: {normal: 2 K}}"), "case.yaml:6: melt.surface_tension.spread: has the wrong dimension"},
      {MELT_WITH("surface_tension: {value: 0.4 N/m, spread: {uniform: [0.5 N/m, 0.6 N/m]}}"), "case.yaml:6: melt.surface_tension.spread: goes from 0.5 to 0.6, which does not hold the value"},
      {BATH REST "time:\n  end: {scale: 2}\n", "case.yaml:6: time.end: changes a value that is none"},
      {BATH REST "title: {scale: 2}\n", "case.yaml:5: title: changes a value (scale, shift) that neither"},
      {BATH REST "gases: {N2: {viscosity: {scale: 0}}}\n", "case.yaml:5: gases.N2.viscosity.scale: is out of range (0)"},
  };
  /* clang-format on */
  CHECK(table);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(check_keys),     cmocka_unit_test(check_numbers), cmocka_unit_test(check_words),
      cmocka_unit_test(check_lists),    cmocka_unit_test(check_fit),     cmocka_unit_test(check_insitu),
      cmocka_unit_test(check_syntax),   cmocka_unit_test(check_images),  cmocka_unit_test(check_all_at_once),
      cmocka_unit_test(check_warnings), cmocka_unit_test(check_file),    cmocka_unit_test(check_changes)};
  return cmocka_run_group_tests(tests, make_units, free_units);
}
