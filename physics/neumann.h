/* Neumann's triangle: the directions in which three fluid surfaces meet.

   Where bath surface, melt surface and melt/bath interface end on one line, their tensions balance as vectors.  The two faces of the
   melt then leave the continuation of the bath's surface at the angles

       cos theta_m  = (gamma_b^2 + gamma_m^2  - gamma_mb^2)/(2 gamma_b gamma_m)          upper face
       cos theta_mb = (gamma_b^2 + gamma_mb^2 - gamma_m^2 )/(2 gamma_b gamma_mb)         lower face

   (the cosine rule in the triangle of the tensions; F. E. Neumann, Vorlesungen ueber die Theorie der Capillaritaet, Leipzig 1894).
   It closes when no tension exceeds the sum of the others; for a melt on a bath that means S = gamma_b - gamma_m - gamma_mb <= 0.
   For small angles: gamma_m theta_m = gamma_mb theta_mb and gamma_m theta_m^2 + gamma_mb theta_mb^2 = -2 S. */
#ifndef VF_PHYSICS_NEUMANN_H
#define VF_PHYSICS_NEUMANN_H

#include "physics/status.h"

typedef struct {
  double upper, lower; /* [rad] angle of the upper and lower face of the melt with the continued surface of the bath */
} VfNeumannAngles;

/** Angles of the triangle of gamma_b, gamma_m, gamma_mb [N/m] > 0.
    @return VF_ERR_DOMAIN for tensions that are not positive or form no triangle (the melt spreads, or hides). */
VfStatus vf_neumann_angles(double gamma_b, double gamma_m, double gamma_mb, VfNeumannAngles *angles);

#endif
