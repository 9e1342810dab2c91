#include "physics/transport/sorption.h"
#include "tests/unit/close.h"

static const VfSorption dual = {.henry           = 1e-5,
                                .henry_enthalpy  = -1e4,
                                .capacity        = 2000.0,
                                .affinity        = 3.4e-6,
                                .affinity_energy = -2e4,
                                .mobile          = 0.3,
                                .reference       = 293.0};
static const VfSorption weak = {.henry = 4e-6, .capacity = 800.0, .affinity = 5e-7, .mobile = 1.0, .reference = 293.0};

static void limits(void **state)
{
  (void)state;
  const VfIsotherm s = vf_sorption_at(&dual, 293.0);
  double           p = 1e-3, c;
  vf_sorption_load(1, &s, &p, &c);
  assert_close(c / p, 1e-5 + 2000.0 * 3.4e-6, 1e-8); /* Henry's limit */
  p = 1e12;
  vf_sorption_load(1, &s, &p, &c);
  assert_close(c - 1e-5 * p, 2000.0, 1e-5); /* the sites are full */
  assert_true(vf_sorption_at(&dual, 273.0).affinity > s.affinity && vf_sorption_at(&dual, 273.0).henry > s.henry);
}

static void competition(void **state)
{
  (void)state;
  const VfIsotherm s[2] = {vf_sorption_at(&dual, 300.0), vf_sorption_at(&weak, 300.0)};
  const double     p[2] = {2e5, 1e5}, alone[2] = {2e5, 0.0};
  double           c[2], single[2];
  vf_sorption_load(2, s, p, c);
  vf_sorption_load(2, s, alone, single);
  assert_true(c[0] < single[0]); /* the other takes sites away */
  const double room = 1.0 + s[0].affinity * p[0] + s[1].affinity * p[1];
  assert_close(c[1], s[1].henry * p[1] + s[1].capacity * s[1].affinity * p[1] / room, 1e-14);
}

typedef struct {
  int        row, column, mobile;
  VfIsotherm s[2];
} Slope;

static double concentration(const void *context, double x)
{
  const Slope *k    = context;
  double       p[2] = {2e5, 1e5}, c[2];
  p[k->column]      = x;
  (k->mobile ? vf_sorption_mobile : vf_sorption_load)(2, k->s, p, c);
  return c[k->row];
}

static void slopes(void **state)
{
  (void)state;
  Slope        k    = {.s = {vf_sorption_at(&dual, 300.0), vf_sorption_at(&weak, 300.0)}};
  const double p[2] = {2e5, 1e5};
  k.s[0].blocks     = 0.7;
  for (k.mobile = 0; k.mobile < 2; k.mobile++) {
    double J[4];
    vf_sorption_slopes(2, k.s, p, k.mobile, J);
    for (k.row = 0; k.row < 2; k.row++)
      for (k.column = 0; k.column < 2; k.column++)
        assert_close(J[2 * k.row + k.column], vf_difference(concentration, &k, p[k.column], 1e3), 1e-8);
  }
}

/* Water fills the pores: what dissolves of the other gas goes with the room that is left. */
static void blocking(void **state)
{
  (void)state;
  VfIsotherm   s[2] = {{.henry = 1e-5}, {.capacity = 3000.0, .affinity = 1e-3, .blocks = 0.8}};
  const double p[2] = {1e5, 2e3}, dry[2] = {1e5, 0.0};
  double       wet_c[2], dry_c[2];
  vf_sorption_load(2, s, p, wet_c);
  vf_sorption_load(2, s, dry, dry_c);
  assert_close(dry_c[0], 1.0, 1e-14);
  assert_close(wet_c[0], 1.0 - 0.8 * 2.0 / 3.0, 1e-13);
  assert_close(wet_c[1], 3000.0 * 2.0 / 3.0, 1e-13);
}

static void permeability(void **state)
{
  (void)state;
  const VfIsotherm s = vf_sorption_at(&dual, 300.0);
  const double     p = 3e5, p2 = 4e4;
  double           high, low;
  vf_sorption_mobile(1, &s, &p, &high);
  vf_sorption_mobile(1, &s, &p2, &low);
  assert_close(vf_sorption_permeability(&s, 2e-11, p, p2), 2e-11 * (high - low) / (p - p2), 1e-12);
  assert_true(vf_sorption_permeability(&s, 2e-11, 4e5, 0.0) < vf_sorption_permeability(&s, 2e-11, 1e5, 0.0));
  assert_true(isfinite(vf_sorption_permeability(&s, 2e-11, p, p)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(limits), cmocka_unit_test(competition), cmocka_unit_test(slopes),
                                     cmocka_unit_test(blocking), cmocka_unit_test(permeability)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
