/* Flatness, curvature and edge angles of a film that floats (flotation.h). */
#include "physics/neumann.h"
#include "solver/flotation.h"
#include "solver/front.h"
#include <math.h>

typedef struct {
  double volume, displaced;     /* integrals of zb and |zb| */
  double area, curvature;       /* of film whose neighbours are film; integral of half the Laplacian of the upper face */
  double edge;                  /* length of edge between film and bare bath */
  double flux, thinning;        /* integrals of tau dy/dn and dh/dn along it */
  double bare, melt, interface; /* integrals of the tensions along it */
} Sums;

enum { N_SUMS = sizeof(Sums) / sizeof(double) };

/* Largest values; a smallest one as the largest negative. */
typedef struct {
  double top, minus_top, bottom, minus_bottom, deflection;
} Extremes;

enum { N_EXTREMES = sizeof(Extremes) / sizeof(double) };

static double bottom_at(const VfFlotation *f, const VfState *s, size_t q)
{
  return f->y[q] - f->lambda[q] * s->h[q];
}

static double top_at(const VfFlotation *f, const VfState *s, size_t q)
{
  return bottom_at(f, s, q) + s->h[q];
}

/* Is q covered, and are its neighbours?  Beyond an axis of symmetry lies the cell itself: then it is left out of the Laplacian. */
static bool in_film(const VfGrid *g, const VfState *s, int i, int j)
{
  const bool mirrored = g->axisymmetric || g->copies > 1;

  for (int k = 0; k < (g->ny > 1 ? 5 : 3); k++) {
    static const int to[5][2] = {{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}};
    const int        x = i + to[k][0], y = j + to[k][1];

    if (mirrored && (x < 0 || y < 0)) continue;
    if (!vf_inside(g, x, y) || s->c[vf_index(g, x, y)] < 1.0 - VF_FRACTION_EPS) return false;
  }
  return true;
}

/* Laplacian of the upper face in a cell whose neighbours are film. */
static double laplacian(const VfFlotation *f, const VfState *s, int i, int j)
{
  const VfGrid *g = f->grid;
  const size_t  q = vf_index(g, i, j), ld = (size_t)g->ld;
  const double  z = top_at(f, s, q), half = g->axisymmetric ? 0.5 * g->dx / vf_x(g, i) : 0.0;
  const bool    mirrored = g->axisymmetric || g->copies > 1;
  double        sum      = (1.0 + half) * (top_at(f, s, q + 1) - z);

  if (!(mirrored && i == 0)) sum -= (1.0 - half) * (z - top_at(f, s, q - 1));
  sum /= g->dx * g->dx;
  if (g->ny == 1) return sum;
  sum += (top_at(f, s, q + ld) - z) / (g->dy * g->dy);
  if (!(mirrored && j == 0)) sum -= (z - top_at(f, s, q - ld)) / (g->dy * g->dy);
  return sum;
}

/* |component d| of the edge's normal between the cells p and q. */
static double crossing(const VfGrid *g, const double *c, const int p[2], const int q[2], int d)
{
  const VfNormal a = vf_front_normal(g, c, p[0], p[1]), b = vf_front_normal(g, c, q[0], q[1]);
  const double   nx = (a.nx + b.nx) / g->dx, ny = (a.ny + b.ny) / g->dy, length = hypot(nx, ny);

  return length > 0.0 ? fabs(d == 0 ? nx : ny) / length : 1.0;
}

/* The face of cell (i, j) on its low side in direction d, when the film's edge crosses between the two cells. */
static PetscErrorCode add_edge(const VfFlotation *f, const VfState *s, int i, int j, int d, Sums *sums)
{
  const VfGrid    *g    = f->grid;
  const size_t     step = d == 0 ? 1 : (size_t)g->ld, q = vf_index(g, i, j), low = q - step;
  const int        cells[2][2] = {{i - (d == 0), j - (d == 1)}, {i, j}};
  const double     spacing     = d == 0 ? g->dx : g->dy;
  const bool       film_low    = vf_flotation_covered(g, s, low) > 0.5;
  VfSpreadingValue spreading;
  double           gamma_m;

  PetscFunctionBeginUser;
  if (g->fraction[low] < 1.0 || g->fraction[q] < 1.0) PetscFunctionReturn(0); /* corners a film leaves at its wall are no edge */
  if (film_low == (vf_flotation_covered(g, s, q) > 0.5)) PetscFunctionReturn(0);
  const size_t in = film_low ? low : q, next = film_low ? low - step : q + step;
  const double sign   = film_low ? 1.0 : -1.0;
  const double along  = g->axisymmetric ? 2.0 * PETSC_PI * (g->x0 + i * g->dx) : (d == 0 ? g->dy : g->dx);
  const double length = along * crossing(g, s->c, cells[0], cells[1], d);

  PetscCheck(!vf_film_tensions(f->laws, s->T[in], &gamma_m, &spreading), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "no surface tension at T = %g K", s->T[in]);
  sums->edge += length;
  sums->flux += along * sign * 2.0 / (f->compliance[low] + f->compliance[q]) * (f->y[q] - f->y[low]) / spacing;
  if (vf_flotation_covered(g, s, next) > 0.5) sums->thinning += along * (s->h[in] - s->h[next]) / spacing;
  sums->bare += length * vf_property_at(&f->laws->kase->bath.surface_tension, s->T[in]);
  sums->melt += length * gamma_m;
  sums->interface += length * fmax(spreading.gamma_mb, 0.0);
  PetscFunctionReturn(0);
}

/* The faces above are stairs, the edge lies beside them.  What a partly covered cell holds on the wrong side of the stairs, film beyond
   or bare bath within, changes the force from the one to the other by its own balance, div(tau grad y). */
static double beside_stairs(const VfFlotation *f, const VfState *s, int i, int j)
{
  const VfGrid *g = f->grid;
  const size_t  q = vf_index(g, i, j);
  const double  c = s->c[q], area = g->cell_area[i - g->xs + VF_HALO], bare = f->weight * f->y[q] - f->pressure;
  const double  film = bare - (f->lambda[q] * f->weight - f->laws->kase->gravity * s->rho[q]) * s->h[q];

  if (g->fraction[q] < 1.0 || !vf_front_is_partial(c) || vf_front_is_gap(g, s->c, i, j)) return 0.0;
  return c > 0.5 ? -(1.0 - c) * area * bare : c * area * film;
}

static PetscErrorCode add_cell(const VfFlotation *f, const VfState *s, int i, int j, Sums *sums, Extremes *most)
{
  const VfGrid *g    = f->grid;
  const size_t  q    = vf_index(g, i, j);
  const double  area = vf_bath_area(g, i, j);

  PetscFunctionBeginUser;
  if (!g->inside[q]) PetscFunctionReturn(0);
  sums->volume += area * s->zb[q];
  sums->displaced += area * fabs(s->zb[q]);
  most->deflection = fmax(most->deflection, fabs(s->zb[q]));
  PetscCall(add_edge(f, s, i, j, 0, sums));
  if (g->ny > 1) PetscCall(add_edge(f, s, i, j, 1, sums));
  sums->flux += beside_stairs(f, s, i, j);
  if (in_film(g, s, i, j)) {
    sums->area += area;
    sums->curvature += area * 0.5 * laplacian(f, s, i, j);
  }
  if (s->c[q] > 0.5) {
    most->top          = fmax(most->top, top_at(f, s, q));
    most->minus_top    = fmax(most->minus_top, -top_at(f, s, q));
    most->bottom       = fmax(most->bottom, bottom_at(f, s, q));
    most->minus_bottom = fmax(most->minus_bottom, -bottom_at(f, s, q));
  }
  PetscFunctionReturn(0);
}

/* Slopes from the force that the edge hands on, means along the edge. */
static void set_edge(const Sums *t, VfFlatness *flatness)
{
  const double    bare = t->bare / t->edge, melt = t->melt / t->edge, interface = t->interface / t->edge;
  const double    flux = t->flux / t->edge, thinning = t->thinning / t->edge;
  const double    bottom = (flux - melt * thinning) / (melt + interface);
  VfNeumannAngles angles;

  flatness->edge_slope_bath   = atan(flux / bare);
  flatness->edge_slope_bottom = atan(bottom);
  flatness->edge_slope_top    = atan(bottom + thinning);
  if (vf_neumann_angles(bare, melt, interface, &angles)) return;
  flatness->neumann_angle_top    = angles.upper;
  flatness->neumann_angle_bottom = angles.lower;
}

PetscErrorCode VfFlotationMeasure(const VfFlotation *f, const VfState *s, VfFlatness *flatness)
{
  const VfGrid *g    = f->grid;
  Sums          sums = {0};
  Extremes      most = {-INFINITY, -INFINITY, -INFINITY, -INFINITY, 0.0};

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) PetscCall(add_cell(f, s, i, j, &sums, &most));
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &sums, N_SUMS, MPI_DOUBLE, MPI_SUM, g->comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &most, N_EXTREMES, MPI_DOUBLE, MPI_MAX, g->comm));
  if (isfinite(most.top)) {
    flatness->peak_to_valley_top    = most.top + most.minus_top;
    flatness->peak_to_valley_bottom = most.bottom + most.minus_bottom;
  }
  if (sums.area > 0.0) flatness->curvature_mean = sums.curvature / sums.area;
  if (sums.edge > 0.0) set_edge(&sums, flatness);
  flatness->deflection_max = most.deflection;
  flatness->volume_error   = sums.displaced > 0.0 ? fabs(sums.volume) / sums.displaced : 0.0;
  PetscFunctionReturn(0);
}
