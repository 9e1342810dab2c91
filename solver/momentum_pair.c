#include "solver/momentum_pair.h"

/* Work of a cycle and of the operators beside it: K with D, C, D*. */
enum { CYCLE_WORK = 6, OPERATOR_WORK = 2 };

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
  vf_pack(p->cells, from + vf_membrane_index(p->l, 0, 0), (size_t)p->l->ld, to);
}

static void unpack_cells(const VfPairSolve *p, const double *from, double *to)
{
  vf_unpack(p->cells, from, to + vf_membrane_index(p->l, 0, 0), (size_t)p->l->ld);
}

PetscErrorCode VfPairMakeVectors(VfPairSolve *p, int k)
{
  PetscFunctionBeginUser;
  if (p->v[k]) PetscFunctionReturn(0);
  PetscCall(PetscMalloc2(p->nu + p->nq, &p->v[k], p->nu + p->nq, &p->g[k]));
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
                        .cells = {m->stiff->low, m->stiff->high, l->ym}};
  p->nu = 2 * vf_packed_length(p->faces);
  p->nq = vf_packed_length(p->cells);
  PetscCall(PetscMalloc3(p->nu + p->nq, &p->x, p->nu, &p->b, p->nu + p->nq, &p->r));
  PetscCall(VfPairMakeVectors(p, 0));
  for (int k = 0; k < 6; k++) PetscCall(PetscArrayzero(cleared[k], l->n));
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairDestroy(VfPairSolve *p)
{
  PetscFunctionBeginUser;
  for (int k = 0; k <= VF_PAIR_BASIS && p->v[k]; k++) PetscCall(PetscFree2(p->v[k], p->g[k]));
  PetscCall(PetscFree3(p->x, p->b, p->r));
  PetscFunctionReturn(0);
}

/* out += D* C q, q packed. */
static PetscErrorCode push(VfPairSolve *p, const double *q, VfPair out)
{
  PetscFunctionBeginUser;
  unpack_cells(p, q, p->s->q);
  PetscCall(VfMomentumStiffPressure(p->s));
  PetscCall(VfMomentumStiffPush(p->s, out));
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairResidual(VfPairSolve *p)
{
  VfMembraneLevel *l = p->l;

  PetscFunctionBeginUser;
  vf_pair_unpack_faces(p, p->x, l->p);
  PetscCall(VfMomentumStiffFlux(p->s, l->p));
  vf_pair_pack_cells(p, p->s->q, p->r + p->nu);
  vf_membrane_apply(l, l->p, l->s);
  PetscCall(push(p, p->x + p->nu, l->s));
  vf_pair_pack_faces(p, l->s, p->r);
  vf_scale(p->nu + p->nq, -1.0, p->r);
  vf_add(p->nu, 1.0, p->b, p->r);
  vf_add(p->nq, 1.0, p->x + p->nu, p->r + p->nu);
  p->m->work_units += OPERATOR_WORK;
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairApply(VfPairSolve *p, const double *v, const double *g)
{
  double *rq = p->r + p->nu;

  PetscFunctionBeginUser;
  vf_pair_unpack_faces(p, v, p->l->p);
  PetscCall(VfMomentumStiffFlux(p->s, p->l->p));
  vf_pair_pack_cells(p, p->s->q, rq);
  vf_scale(p->nq, -1.0, rq);
  vf_add(p->nq, 1.0, v + p->nu, rq);
  vf_pair_unpack_faces(p, g, p->l->s);
  PetscCall(push(p, rq, p->l->s));
  vf_pair_pack_faces(p, p->l->s, p->r);
  vf_scale(p->nq, -1.0, rq);
  PetscFunctionReturn(0);
}

/* g = ((K + D* C D) u, C q), u in the level's x, q that of the finest grid. */
static PetscErrorCode measure(VfPairSolve *p, const double *q, double *g)
{
  VfMembraneLevel *l = p->l;

  PetscFunctionBeginUser;
  unpack_cells(p, q, p->s->q);
  PetscCall(VfMomentumStiffPressure(p->s));
  vf_pair_pack_cells(p, p->s->y, g + p->nu);
  PetscCall(VfMembraneHalo(l, l->x));
  vf_membrane_apply(l, l->x, l->s);
  PetscCall(VfMomentumStiffAdd(p->s, l->x, l->s));
  vf_pair_pack_faces(p, l->s, g);
  p->m->work_units += OPERATOR_WORK;
  PetscFunctionReturn(0);
}

PetscErrorCode VfPairAnswer(VfPairSolve *p, double *v, double *g)
{
  VfStiffGrid *finest = VfStiffMgFinest(p->s->mg);

  PetscFunctionBeginUser;
  vf_pair_unpack_faces(p, p->r, p->l->b);
  unpack_cells(p, p->r + p->nu, finest->bq);
  PetscCall(VfStiffMgCycle(p->s->mg));
  p->m->work_units += CYCLE_WORK;
  vf_pair_pack_faces(p, p->l->x, v);
  vf_pair_pack_cells(p, finest->q, v + p->nu);
  PetscCall(measure(p, v + p->nu, g));
  PetscFunctionReturn(0);
}
