/* Comparisons of doubles and a derivative check for the unit tests. */
#ifndef VF_TESTS_UNIT_CLOSE_H
#define VF_TESTS_UNIT_CLOSE_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* |measured - wanted| <= relative |wanted|; NaN and infinity fail unless both are the same infinity. */
#define assert_close(measured, wanted, relative)                                                                                   \
  do {                                                                                                                             \
    const double close_m = (measured), close_w = (wanted);                                                                         \
    if (!(fabs(close_m - close_w) <= (relative)*fabs(close_w)) && !(isinf(close_m) && isinf(close_w) && close_m * close_w > 0))    \
      fail_msg("%s = %.15g, wanted %.15g", #measured, close_m, close_w);                                                           \
  } while (0)

/* |measured - wanted| <= absolute. */
#define assert_near(measured, wanted, absolute)                                                                                    \
  do {                                                                                                                             \
    const double near_m = (measured), near_w = (wanted);                                                                           \
    if (!(fabs(near_m - near_w) <= (absolute))) fail_msg("%s = %.15g, wanted %.15g", #measured, near_m, near_w);                   \
  } while (0)

typedef double (*VfFunction)(const void *context, double x);

/* Central difference of fourth order. */
static inline double vf_difference(VfFunction f, const void *context, double x, double step)
{
  const double near = f(context, x + step) - f(context, x - step), far = f(context, x + 2 * step) - f(context, x - 2 * step);
  return (8.0 * near - far) / (12.0 * step);
}

#endif
