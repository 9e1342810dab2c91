/* Velocity and flux of thickness together, e = (u, q), of the balance with stiff terms (momentum_stiff.h):

       K u + D* C q = f,      D u - q = 0

   A cycle of the multigrid of velocity, flux and pressure (stiff_mg.h) stands for the inverse; what it makes of a residual estimates the
   error e, whose length is

       |e|^2 = (e_u, (K + D* C D) e_u) + (e_q, C e_q),

   the energy norm of what u alone leaves of (K + D* C D) u = f, and that of the flux. */
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
  double          *v[VF_PAIR_BASIS + 1]; /* (u, v, q) errors; NULL until asked for */
  double          *g[VF_PAIR_BASIS + 1]; /* ((K + D* C D) u, C q) of theirs */
  double          *x, *b, *r;            /* (u, v, q) of the solution; (u, v) of the load; (u, v, q) of a residual */
} VfPairSolve;

/** Vectors of the film as it is in the level and in the terms.  Clears p, s, y of the level. */
PetscErrorCode VfPairCreate(VfMomentum *momentum, VfPairSolve *pair);
PetscErrorCode VfPairDestroy(VfPairSolve *pair);

/** v[k], g[k]. */
PetscErrorCode VfPairMakeVectors(VfPairSolve *pair, int k);

/** Between the level's arrays and vectors. */
void vf_pair_pack_faces(const VfPairSolve *pair, VfPair from, double *to);
void vf_pair_unpack_faces(const VfPairSolve *pair, const double *from, VfPair to);
void vf_pair_pack_cells(const VfPairSolve *pair, const double *from, double *to);

/** r = residual of x.  Collective. */
PetscErrorCode VfPairResidual(VfPairSolve *pair);

/** r = the operator times v, of which g is known:  (g_u + D* C (q - D u), D u - q).  Collective. */
PetscErrorCode VfPairApply(VfPairSolve *pair, const double *v, const double *g);

/** v = a cycle of r, g = what measures it.  Collective. */
PetscErrorCode VfPairAnswer(VfPairSolve *pair, double *v, double *g);

#endif
