#include "solver/momentum_pair.h"
#include <math.h>

/* Work of a cycle for q, of K with its stiff terms. */
enum { COMPLEMENT_WORK = 16, OPERATOR_WORK = 2 };

void vf_pair_pack_faces(const VfPairSolve *p, VfPair from, double *to)
{
  const size_t k0 = vf_membrane_index(p->l, 0, 0), ld = (size_t)p->l->ld;

  vf_pack(p->faces, from.u + k0, ld, to);
  vf_pack(p->faces, from.v + k0, ld, to + p->nu / 2);
}

void vf_pair_unpack_faces(const VfPairSolve *p, const double *from, VfPair to)
{
  const size_t k0 = vf_membrane_index(p->l, 0, 0), ld = (size_t)p->l->ld;

  vf_unpack(p->faces, from, to.u + k0, ld);
  vf_unpack(p->faces, from + p->nu / 2, to.v + k0, ld);
}

void vf_pair_pack_cells(const VfPairSolve *p, const double *from, double *to)
{
  vf_pack(p->cells, from + vf_index(p->m->grid, p->m->grid->xs, p->m->grid->ys), (size_t)p->m->grid->ld, to);
}

static void unpack_cells(const VfPairSolve *p, const double *from, double *to)
{
  vf_unpack(p->cells, from, to + vf_index(p->m->grid, p->m->grid->xs, p->m->grid->ys), (size_t)p->m->grid->ld);
}

PetscErrorCode VfPairMakeVectors(VfPairSolve *p, int k)
{
  PetscFunctionBeginUser;
  if (p->v[k]) PetscFunctionReturn(0);
  PetscCall(PetscMalloc1(p->nu + p->nq, &p->v[k]));
  PetscCall(PetscMalloc1(p->nu, &p->z[k]));
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairCreate(VfMomentum *m, VfPairSolve *p)
{
  VfMembraneLevel *l         = VfMembraneMgFinest(m->mg);
  double *const    cleared[] = {l->p.u, l->p.v, l->s.u, l->s.v, l->y.u, l->y.v};

  PetscFunctionBeginUser;
  *p    = (VfPairSolve){.m     = m,
                        .l     = l,
                        .s     = m->stiff,
                        .faces = {l->rows.low + 1, l->rows.high + 1, l->ym},
                        .cells = {m->stiff->low, m->stiff->high, m->grid->ym}};
  p->nu = 2 * vf_packed_length(p->faces);
  p->nq = vf_packed_length(p->cells);
  PetscCall(PetscMalloc4(p->nu + p->nq, &p->x, p->nu, &p->b, p->nq, &p->q, p->nq, &p->cq));
  PetscCall(VfPairMakeVectors(p, 0));
  for (int k = 0; k < 6; k++) PetscCall(PetscArrayzero(cleared[k], l->n));
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairDestroy(VfPairSolve *p)
{
  PetscFunctionBeginUser;
  for (int k = 0; k <= VF_PAIR_BASIS; k++) {
    PetscCall(PetscFree(p->v[k]));
    PetscCall(PetscFree(p->z[k]));
  }
  PetscCall(PetscFree4(p->x, p->b, p->q, p->cq));
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairRelax(VfPairSolve *p, const double *v, double *z)
{
  PetscFunctionBeginUser;
  vf_pair_unpack_faces(p, v, p->l->b);
  PetscCall(VfMembraneMgCycle(p->m->mg));
  p->m->work_units += VF_CYCLE_WORK;
  vf_pair_pack_faces(p, p->l->x, z);
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairMeasureFlux(VfPairSolve *p, const double *rq)
{
  PetscFunctionBeginUser;
  unpack_cells(p, rq, p->s->q);
  PetscCall(VfMomentumStiffPressure(p->s));
  vf_pair_pack_cells(p, p->s->y, p->cq);
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairLength(const VfPairSolve *p, const double *v, const double *z, double *norm)
{
  double square = vf_dot(p->nu, v, z) + vf_dot(p->nq, v + p->nu, p->cq);

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &square, 1, MPI_DOUBLE, MPI_SUM, p->m->grid->comm));
  *norm = square > 0.0 ? sqrt(square) : 0.0;
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairApply(VfPairSolve *p, const double *q, double *w)
{
  VfMembraneLevel *l = p->l;

  PetscFunctionBeginUser;
  PetscCall(VfMembraneHalo(l, l->p));
  vf_membrane_apply(l, l->p, l->s);
  PetscCall(VfMomentumStiffPush(p->s, l, l->s));
  vf_pair_pack_faces(p, l->s, w);
  PetscCall(VfMomentumStiffFlux(p->s, l, l->p));
  vf_pair_pack_cells(p, p->s->q, w + p->nu);
  vf_add(p->nq, -1.0, q, w + p->nu);
  p->m->work_units += OPERATOR_WORK;
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairAnswer(VfPairSolve *p, const double *z, const double *rq, double *q)
{
  VfMembraneLevel *l = p->l;

  PetscFunctionBeginUser;
  vf_pair_unpack_faces(p, z, l->p);
  PetscCall(VfMomentumStiffFlux(p->s, l, l->p));
  vf_pair_pack_cells(p, p->s->q, q);
  vf_add(p->nq, -1.0, rq, q);
  unpack_cells(p, q, p->s->q);
  PetscCall(VfMomentumStiffComplement(p->s));
  vf_pair_pack_cells(p, p->s->q, q);
  PetscCall(VfMomentumStiffPressure(p->s));
  PetscCall(PetscArrayzero(l->b.u, l->n));
  PetscCall(PetscArrayzero(l->b.v, l->n));
  PetscCall(VfMomentumStiffPush(p->s, l, l->b));
  PetscCall(VfMembraneMgCycle(p->m->mg));
  vf_add(l->n, -1.0, l->x.u, l->p.u);
  vf_add(l->n, -1.0, l->x.v, l->p.v);
  p->m->work_units += VF_CYCLE_WORK + COMPLEMENT_WORK;
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairResidual(VfPairSolve *p, double *norm)
{
  double *r = p->v[0];

  PetscFunctionBeginUser;
  vf_pair_unpack_faces(p, p->x, p->l->p);
  unpack_cells(p, p->x + p->nu, p->s->q);
  PetscCall(VfMomentumStiffPressure(p->s));
  PetscCall(VfPairApply(p, p->x + p->nu, r));
  vf_scale(p->nu + p->nq, -1.0, r);
  vf_add(p->nu, 1.0, p->b, r);
  PetscCall(VfPairRelax(p, r, p->z[0]));
  PetscCall(VfPairMeasureFlux(p, r + p->nu));
  PetscCall(VfPairLength(p, r, p->z[0], norm));
  PetscFunctionReturn(0);
}
