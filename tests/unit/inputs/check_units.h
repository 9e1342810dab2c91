/* Shared by the tests of the case reader: cmocka, and one unit database for all tests of a program. */
#ifndef VF_TESTS_CHECK_UNITS_H
#define VF_TESTS_CHECK_UNITS_H

#include "inputs/read_case.h"
/* cmocka.h wants these before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static inline int make_units(void **state)
{
  *state = vf_units_create();
  return *state ? 0 : -1;
}

static inline int free_units(void **state)
{
  vf_units_destroy((VfUnits **)state);
  return 0;
}

/* Reads a case that has to be right. */
static inline VfCase *read_good(void **state, const char *text, VfSources **sources)
{
  VfCase    *kase;
  VfMessages messages = {0};
  const int  code     = vf_case_read_memory(*state, text, strlen(text), "case.yaml", VF_PART_RUN, &kase, sources, &messages);
  vf_messages_print(&messages, VF_MESSAGE_ERROR, "unexpected: ", stderr);
  assert_int_equal(code, 0);
  assert_int_equal(messages.n_errors, 0);
  vf_messages_clear(&messages);
  return kase;
}

/* Equal to a relative error of 1e-12. */
static inline void assert_near(double a, double b)
{
  const double size = b < 0.0 ? -b : b, gap = a - b < 0.0 ? b - a : a - b;
  if (!(gap <= 1e-12 * size)) fail_msg("%.17g is not %.17g", a, b);
}

#endif
