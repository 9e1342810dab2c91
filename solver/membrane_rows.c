#include "solver/membrane.h"

PetscErrorCode VfRowsCreate(int ym, VfRows *r)
{
  const size_t n = (size_t)ym + 2;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc6(n, &r->low, n, &r->high, n, &r->wide_low, n, &r->wide_high, n, &r->reach, n, &r->near));
  PetscFunctionReturn(0);
}

PetscErrorCode VfRowsDestroy(VfRows *r)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree6(r->low, r->high, r->wide_low, r->wide_high, r->reach, r->near));
  PetscFunctionReturn(0);
}

void vf_rows_set(VfRows *r, int j, int low, int high)
{
  r->low[j + 1]  = low < high ? low - low % 2 : 0;
  r->high[j + 1] = low < high ? high + high % 2 : 0;
}

void vf_rows_close(VfRows *r, int ym)
{
  r->low[0] = r->high[0] = r->low[ym + 1] = r->high[ym + 1] = 0;
  for (int j = 0; j < ym + 2; j++) {
    int low = r->low[j], high = r->high[j];

    for (int k = j - 1; k <= j + 1; k += 2) {
      const bool none = low >= high;

      if (k < 0 || k > ym + 1 || r->low[k] >= r->high[k]) continue;
      low  = none || r->low[k] < low ? r->low[k] : low;
      high = none || r->high[k] > high ? r->high[k] : high;
    }
    r->wide_low[j]  = low;
    r->wide_high[j] = high;
  }
}

void vf_rows_reach_set(VfRows *r, int j, VfSpan c)
{
  r->reach[j + 1] = c.low < c.high ? c : (VfSpan){0, 0};
}

void vf_rows_reach_close(VfRows *r, int ym)
{
  for (int j = 0; j < ym + 2; j++) {
    VfSpan c = r->reach[j];

    for (int k = j - 1; k <= j + 1; k += 2) {
      if (k < 0 || k > ym + 1 || r->reach[k].low >= r->reach[k].high) continue;
      const VfSpan other = r->reach[k];
      const bool   none  = c.low >= c.high;

      c = (VfSpan){none || other.low < c.low ? other.low : c.low, none || other.high > c.high ? other.high : c.high};
    }
    r->near[j] = c;
  }
}
