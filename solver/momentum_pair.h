/* Velocity and flux of thickness together, x = (u, q), of the balance with stiff terms (momentum_stiff.h): the equations, what stands for
   their inverse, and how long a residual is.

       K u + D* C q = f,      D u - q = 0

   The inverse is an approximate factorisation: u = M f, (1 + X C) q = D u - r_q, u -= M D* C q, where M is a cycle of the multigrid of K
   and a cycle of another stands for (1 + X C)^-1.  Lengths are measured by

       |r|^2 = (r_u, M r_u) + (r_q, C r_q)

   not below the energy norm of the error that u alone makes in (K + D* C D) u = f.  M r_u is what the factorisation begins with. */
#ifndef VF_SOLVER_MOMENTUM_PAIR_H
#define VF_SOLVER_MOMENTUM_PAIR_H

#include "solver/hessenberg.h"
#include "solver/momentum_internal.h"
#include "solver/packed.h"

enum { VF_PAIR_BASIS = VF_HESSENBERG_MOST };

typedef struct {
  VfMomentum      *m;
  VfMembraneLevel *l;
  VfMomentumStiff *s;
  VfExtents        faces, cells;
  size_t           nu, nq;               /* numbers of u and v, of q */
  double          *v[VF_PAIR_BASIS + 1]; /* (u, v, q) residuals; NULL until asked for */
  double          *z[VF_PAIR_BASIS + 1]; /* (u, v) M of theirs */
  double          *x, *b;                /* (u, v, q) of the solution; (u, v) of the load */
  double          *q, *cq;               /* flux last answered; C of that last measured */
} VfPairSolve;

/** Vectors of the film as it is in the level and in the terms.  Clears p, s, y of the level. */
PetscErrorCode VfPairCreate(VfMomentum *momentum, VfPairSolve *pair);
PetscErrorCode VfPairDestroy(VfPairSolve *pair);

/** v[k], z[k]. */
PetscErrorCode VfPairMakeVectors(VfPairSolve *pair, int k);

/** Between the level's arrays, fields of the grid, and vectors. */
void vf_pair_pack_faces(const VfPairSolve *pair, VfPair from, double *to);
void vf_pair_unpack_faces(const VfPairSolve *pair, const double *from, VfPair to);
void vf_pair_pack_cells(const VfPairSolve *pair, const double *from, double *to);

/** z = M of the velocities of v.  Collective. */
PetscErrorCode VfPairRelax(VfPairSolve *pair, const double *v, double *z);

/** cq = C rq.  Collective. */
PetscErrorCode VfPairMeasureFlux(VfPairSolve *pair, const double *rq);

/** Length of v, of which z = M r_u and cq = C r_q.  Collective. */
PetscErrorCode VfPairLength(const VfPairSolve *pair, const double *v, const double *z, double *norm);

/** w = (K u + D* C q, D u - q), u in the level's p, q packed, C q in the fields of the terms.  Collective. */
PetscErrorCode VfPairApply(VfPairSolve *pair, const double *q, double *w);

/** The approximate inverse times residuals of which z = M r_u and rq: u in the level's p, q packed, C q in the fields of the terms.
    Collective. */
PetscErrorCode VfPairAnswer(VfPairSolve *pair, const double *z, const double *rq, double *q);

/** v[0] = residual of x, z[0] = M of its velocities.  @param norm its length.  Collective. */
PetscErrorCode VfPairResidual(VfPairSolve *pair, double *norm);

#endif
