/* Transport of the film by its velocity, m_t + div(m u) = 0, with a sharp edge.

   Sweep by sweep (Strang 1968), each a Lagrangian remap in one direction: the material that fills a cell after dt is that of the
   interval between the departure points of its faces.  Let D be the area of that interval, a the covered part of it, M its mass:

       c = a/D,   m = M/V,   so that h = m/(rho c) = (M/(rho a)) D/V

   Mass moves with the covered area that carries it, so the thickness of a uniform film stays uniform to round-off, edge cells and
   slivers included, and c stays within 0..1.  Covered areas of strips come from the straight edge of front.h; thickness and solute
   along the strip are limited linear (van Leer 1977).  Mass is conserved to round-off and never negative. */
#ifndef VF_SOLVER_TRANSPORT_H
#define VF_SOLVER_TRANSPORT_H

#include "mesh/grid.h"

enum { VF_TRANSPORT_SOLUTES = 2 };

typedef struct {
  double *m;                       /* [kg/m2] areal mass */
  double *c;                       /* [1] covered fraction */
  double *s[VF_TRANSPORT_SOLUTES]; /* [1] fractions carried along with the mass, 0..1 */
} VfTransported;

/** Moves the film over dt by the velocities u, v [m/s] on faces (ghosts current); x before y when x_first.  The remap needs |u| dt < dx:
    a longer step is made of equal pieces that begin with x and y in turn.  Ghosts of the fields are current before and after.  Collective. */
PetscErrorCode VfTransportAdvance(const VfGrid *grid, const double *u, const double *v, double dt, bool x_first,
                                  VfTransported fields);

/** Slope between two differences: their mean, at most twice the smaller, 0 at an extreme (monotonised central). */
double vf_transport_limited(double a, double b);

#endif
