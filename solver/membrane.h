/* The membrane operator: depth-integrated extensional stress of a floating film plus friction, on a staggered grid.

       K(u, v) = -div N + beta (u, v)
       Nxx = A (4 u_x + 2 v_y),  Nyy = A (2 u_x + 4 v_y),  Nxy = G (u_y + v_x)

   A [Pa s m] = eta h times the covered fraction, in cells;  G the same on corners;  Bu, Bv [Pa s/m] friction on faces.
   It is the Euler equation of the dissipation, a sum of squares over cells and corners, hence symmetric and positive; weighting both
   sums by covered fractions makes a stress-free edge the natural condition (Batty & Bridson 2008, SCA, for viscous free surfaces).

   A level is the operator on one grid of the multigrid hierarchy with its own two ghost layers:

       index k = (j + 2) ld + i + 2,   i, j local, -2 <= i < xm + 2, -2 <= j < ym + 2

   u(i, j) on the left face, v(i, j) on the bottom face of cell (i, j), corner (i, j) at its lower left. */
#ifndef VF_SOLVER_MEMBRANE_H
#define VF_SOLVER_MEMBRANE_H

#include "mesh/halo.h"
#include <stdbool.h>
#include <stddef.h>

typedef struct {
  double *u, *v;
} VfPair;

enum { VF_MEMBRANE_HALO = 2 };

/* What a face can do. */
typedef enum {
  VF_FACE_MOVES = 0,
  VF_FACE_WALL,  /* between bath and wall: velocity zero, a boundary value */
  VF_FACE_BEYOND /* between cells that are not bath: no unknown */
} VfFace;

/* Couplings of a coarse operator, K = P' K P of the next finer level:
     u(i, j) to u(i + a, j + b), a = -1 .. 1, b = -2 .. 2
     v(i, j) to v(i + a, j + b), a = -2 .. 2, b = -1 .. 1
     u(i, j) to v(i + a, j + b), a = -2 .. 1, b = -1 .. 2
     v(i, j) to u(i + a, j + b), a = -1 .. 2, b = -2 .. 1                       (arrays of n doubles, b slowest) */
enum { VF_SAME = 15, VF_CROSS = 16, VF_STENCIL = 2 * (VF_SAME + VF_CROSS) };

typedef struct {
  double *uu[VF_SAME], *vv[VF_SAME], *uv[VF_CROSS], *vu[VF_CROSS];
} VfStencil;

typedef struct {
  int            xm, ym, ld; /* cells of this rank, row length */
  int            is, js;     /* global numbers of the first own cell, for colouring */
  size_t         n;          /* doubles in an array */
  bool           galerkin;   /* a coarse operator: stencil holds K; else A, G, Bu, Bv define it */
  double         hx, hy;     /* [m] */
  double        *A, *G, *Bu, *Bv;
  VfStencil      stencil;
  unsigned char *face_u, *face_v; /* VfFace */
  VfPair         inverse;         /* 1 / scaled diagonal, 0 where the face does not move or carries nothing */
  VfPair         transfer;        /* weights that make interpolation from the next coarser level exact for constants */
  VfPair         x, b, r, d;      /* solution, right-hand side, residual, search direction */
  double        *row;             /* scratch of the kernels: 5 rows */
  double         lambda;          /* bound of the spectrum of the scaled operator */
  bool           parallel;
  VfHaloPlan     halo;
} VfMembraneLevel;

/** Allocates a level.  @param wesn neighbours, or NULL for a level that one rank holds alone.  @param box first cell and size
    (is, js, xm, ym) of this rank's part. */
PetscErrorCode VfMembraneLevelCreate(MPI_Comm comm, const int wesn[4], const int box[4], double hx, double hy, bool galerkin,
                                     VfMembraneLevel *level);
PetscErrorCode VfMembraneLevelDestroy(VfMembraneLevel *level);

/** All coupling arrays of a stencil in one list.  @param list (VF_STENCIL). */
void vf_membrane_stencil_list(const VfStencil *stencil, double *list[]);

/** Ghosts of a velocity pair from the neighbours.  Collective for a distributed level. */
PetscErrorCode VfMembraneHalo(const VfMembraneLevel *level, VfPair x);

/** y = K x on faces that move, 0 elsewhere; ghosts of x must be current.  Not collective. */
void vf_membrane_apply(const VfMembraneLevel *level, VfPair x, VfPair y);

/** r = b - K x on faces that move, 0 elsewhere; ghosts of x must be current.  Not collective. */
void vf_membrane_residual(const VfMembraneLevel *level, VfPair b, VfPair x, VfPair r);

/** Computes level->inverse: the diagonal, raised where Gershgorin's bound of a row asks for it, so that no eigenvalue of the
    scaled operator exceeds level->lambda.  Ghosts of the coefficients must be current. */
void vf_membrane_scale(VfMembraneLevel *level);

/** `degree` steps of Chebyshev iteration on K x = b from x (or from zero), damping the upper part of the spectrum.  Collective. */
PetscErrorCode VfMembraneSmooth(VfMembraneLevel *level, int degree, bool zero_guess);

/** The coarse operator coarse->stencil = P' K P / 4 of the finer level, with its walls and transfer weights: the finer operator is
    applied to interpolated unit vectors, 4 x 4 colours a component at once.  Collective. */
PetscErrorCode VfMembraneCoarsen(VfMembraneLevel *fine, VfMembraneLevel *coarse);

/** coarse->b = restriction of fine->r (which is changed). */
PetscErrorCode VfMembraneRestrict(VfMembraneLevel *fine, VfMembraneLevel *coarse);

/** fine->x += interpolation of coarse->x. */
PetscErrorCode VfMembraneProlong(VfMembraneLevel *fine, VfMembraneLevel *coarse);

static inline size_t vf_membrane_index(const VfMembraneLevel *l, int i, int j)
{
  return (size_t)(j + VF_MEMBRANE_HALO) * (size_t)l->ld + (size_t)(i + VF_MEMBRANE_HALO);
}

#endif
