#include "solver/dense.h"
#include <petscblaslapack.h>

#define SHIFT 1e-13

PetscErrorCode VfDenseCreate(int n, VfDense *s)
{
  PetscFunctionBeginUser;
  s->n = n;
  PetscCall(PetscMalloc2((size_t)n * (size_t)n, &s->a, n, &s->b));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDenseDestroy(VfDense *s)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree2(s->a, s->b));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDenseFactor(VfDense *s)
{
  PetscBLASInt order = (PetscBLASInt)s->n, info = 0;

  PetscFunctionBeginUser;
  for (int k = 0; k < s->n; k++) {
    double *diagonal = &s->a[(size_t)k * (size_t)s->n + (size_t)k];

    *diagonal = *diagonal > 0.0 ? *diagonal * (1.0 + SHIFT) : 1.0;
  }
  LAPACKpotrf_("L", &order, s->a, &order, &info);
  PetscCheck(info == 0, PETSC_COMM_SELF, PETSC_ERR_MAT_CH_ZRPVT, "the operator of the coarsest grid is not positive (pivot %d)",
             (int)info);
  PetscFunctionReturn(0);
}

PetscErrorCode VfDenseSolve(VfDense *s)
{
  PetscBLASInt order = (PetscBLASInt)s->n, one = 1, info = 0;

  PetscFunctionBeginUser;
  LAPACKpotrs_("L", &order, &one, s->a, &order, s->b, &order, &info);
  PetscFunctionReturn(0);
}
