#include "postproc/film.h"
#include <math.h>

/* One packed array: sums first, then weight, mean and sum of squared deviations of the thickness (merged after
   Chan, Golub & LeVeque 1983, free of cancellation), then minima; a maximum is the minimum of the negative. */
enum {
  SUM_MASS,
  SUM_COVERED,
  SUM_BATH,
  SUM_BATH_T,
  SUM_M_T,
  SUM_M_X,
  SUM_M_LOG_ETA,
  SUM_MOLTEN,
  SUM_MOLTEN_TF,
  SUM_M_DECOMPOSITION,
  SUM_COOLED,
  SUM_COOLED_RATE,
  SUM_RIM,
  SUM_RIM_COVERED,
  SUM_CENTRE,
  SUM_CENTRE_CELLS,
  SUM_OWN,
  DEV_WEIGHT,
  DEV_MEAN,
  DEV_SQUARES,
  MIN_H,
  MIN_NEG_H,
  MIN_NEG_SPEED,
  MIN_H_ANY,
  MIN_NEG_H_ANY,
  MIN_NEG_SPEED_ANY,
  MIN_T,
  MIN_NEG_T,
  MIN_TF,
  MIN_NEG_TF,
  N_PACKED
};

typedef struct {
  const VfGrid *grid;
  const double *h, *c, *m, *T, *X, *eta, *Tf, *decomposition, *rate, *u, *v; /* NULL when the view has no such field */
} Source;

static void packed_reset(double p[N_PACKED])
{
  for (int k = 0; k < N_PACKED; k++) p[k] = k < MIN_H ? 0.0 : INFINITY;
}

static void packed_merge(const double a[N_PACKED], double b[N_PACKED])
{
  const double weight = a[DEV_WEIGHT] + b[DEV_WEIGHT];

  for (int k = 0; k < DEV_WEIGHT; k++) b[k] += a[k];
  if (weight > 0.0) {
    const double d = a[DEV_MEAN] - b[DEV_MEAN];
    b[DEV_SQUARES] += a[DEV_SQUARES] + d * d * (a[DEV_WEIGHT] * b[DEV_WEIGHT] / weight);
    b[DEV_MEAN] += d * (a[DEV_WEIGHT] / weight);
    b[DEV_WEIGHT] = weight;
  }
  for (int k = MIN_H; k < N_PACKED; k++) b[k] = fmin(a[k], b[k]);
}

static void packed_op(void *in, void *inout, int *count, MPI_Datatype *type)
{
  const double *a = in;
  double       *b = inout;

  (void)type;
  for (int n = 0; n < *count; n++) packed_merge(a + n * N_PACKED, b + n * N_PACKED);
}

static double *field_data(const VfView *view, const char *name)
{
  const VfField *f = vf_view_field(view, name);
  return f ? f->data : NULL;
}

bool vf_cell_at_wall(const VfGrid *g, int i, int j)
{
  const bool mirrored = g->axisymmetric || g->copies == 4;

  if (g->fraction[vf_index(g, i, j)] < 1.0) return true;
  if (i == 0 ? !mirrored : !g->inside[vf_index(g, i - 1, j)]) return true;
  if (i == g->nx - 1 || !g->inside[vf_index(g, i + 1, j)]) return true;
  if (g->axisymmetric) return false;
  if (j == 0 ? !mirrored : !g->inside[vf_index(g, i, j - 1)]) return true;
  return j == g->ny - 1 || !g->inside[vf_index(g, i, j + 1)];
}

/* The closed interval [i, i + 1] d + x0 holds the centre. */
static bool touches_centre(double x0, double d, int i)
{
  const double left = x0 + i * d, tolerance = 1e-6 * d;
  return left <= tolerance && left + d >= -tolerance;
}

static double cell_speed(const Source *s, int i, int j)
{
  const VfGrid *g = s->grid;
  const size_t  k = vf_index(g, i, j);
  double        u = 0.0, v = 0.0;

  if (s->u) u = 0.5 * (s->u[k] + (i + 1 < g->nx ? s->u[k + 1] : 0.0));
  if (s->v && !g->axisymmetric) v = 0.5 * (s->v[k] + (j + 1 < g->ny ? s->v[k + (size_t)g->ld] : 0.0));
  return hypot(u, v);
}

/* What has not melted has no structure. */
static void add_glass(const Source *s, size_t k, double mass, double p[N_PACKED])
{
  const double molten = s->X ? mass * (1.0 - s->X[k]) : mass;

  if (s->Tf && molten > 0.0) {
    p[SUM_MOLTEN] += molten;
    p[SUM_MOLTEN_TF] += molten * s->Tf[k];
    p[MIN_TF]     = fmin(p[MIN_TF], s->Tf[k]);
    p[MIN_NEG_TF] = fmin(p[MIN_NEG_TF], -s->Tf[k]);
  }
  if (s->decomposition) p[SUM_M_DECOMPOSITION] += mass * s->decomposition[k];
  if (s->rate && s->rate[k] > 0.0) {
    p[SUM_COOLED] += mass;
    p[SUM_COOLED_RATE] += mass * s->rate[k];
  }
}

static void add_film(const Source *s, int i, int j, double area, double p[N_PACKED])
{
  const size_t k = vf_index(s->grid, i, j);
  const double h = s->h[k], c = s->c[k], mass = s->m[k] * area, weight = c * area;
  const double speed = cell_speed(s, i, j), d = h - p[DEV_MEAN];

  p[SUM_COVERED] += weight;
  p[DEV_WEIGHT] += weight;
  p[DEV_MEAN] += d * (weight / p[DEV_WEIGHT]);
  p[DEV_SQUARES] += weight * d * (h - p[DEV_MEAN]);
  if (s->T) p[SUM_M_T] += mass * s->T[k];
  if (s->X) p[SUM_M_X] += mass * s->X[k];
  if (s->eta) p[SUM_M_LOG_ETA] += mass * log(fmin(s->eta[k], 1e30)); /* a rigid cell may carry infinity */
  add_glass(s, k, mass, p);
  p[MIN_H_ANY]         = fmin(p[MIN_H_ANY], h);
  p[MIN_NEG_H_ANY]     = fmin(p[MIN_NEG_H_ANY], -h);
  p[MIN_NEG_SPEED_ANY] = fmin(p[MIN_NEG_SPEED_ANY], -speed);
  if (c > 0.5) { /* slivers at the wall and at the edge say little of the film */
    p[MIN_H]         = fmin(p[MIN_H], h);
    p[MIN_NEG_H]     = fmin(p[MIN_NEG_H], -h);
    p[MIN_NEG_SPEED] = fmin(p[MIN_NEG_SPEED], -speed);
  }
  if (s->T) {
    p[MIN_T]     = fmin(p[MIN_T], s->T[k]);
    p[MIN_NEG_T] = fmin(p[MIN_NEG_T], -s->T[k]);
  }
}

static void add_cell(const Source *s, int i, int j, double p[N_PACKED])
{
  const VfGrid *g    = s->grid;
  const size_t  k    = vf_index(g, i, j);
  const double  area = vf_cell_weight(g, i), bath = vf_bath_area(g, i, j);

  if (!g->inside[k]) return;
  p[SUM_MASS] += s->m[k] * area; /* every cell: a trace of mass below any coverage still counts */
  p[SUM_BATH] += bath;
  if (s->T) p[SUM_BATH_T] += bath * s->T[k];
  if (vf_cell_at_wall(g, i, j)) {
    p[SUM_RIM] += bath;
    p[SUM_RIM_COVERED] += area * s->c[k];
  }
  if (touches_centre(g->x0, g->dx, i) && (g->axisymmetric || touches_centre(g->y0, g->dy, j))) {
    p[SUM_CENTRE] += s->c[k] * s->h[k];
    p[SUM_CENTRE_CELLS] += 1.0;
  }
  if (s->c[k] > 0.0) add_film(s, i, j, area, p);
}

static VfFilm film_unpack(const Source *s, const double p[N_PACKED])
{
  const bool   film = p[DEV_WEIGHT] > 0.0, half = isfinite(p[MIN_H]), massive = film && p[SUM_MASS] > 0.0;
  const double nan_ = (double)NAN;
  VfFilm       f;

  f.mass                    = p[SUM_MASS];
  f.covered_area            = p[SUM_COVERED];
  f.bath_area               = p[SUM_BATH];
  f.thickness_mean          = film ? p[DEV_MEAN] : nan_;
  f.thickness_std           = film ? sqrt(p[DEV_SQUARES] / p[DEV_WEIGHT]) : nan_;
  f.thickness_min           = film ? p[half ? MIN_H : MIN_H_ANY] : nan_;
  f.thickness_max           = film ? -p[half ? MIN_NEG_H : MIN_NEG_H_ANY] : nan_;
  f.thickness_centre        = p[SUM_CENTRE_CELLS] > 0.0 ? p[SUM_CENTRE] / p[SUM_CENTRE_CELLS] : nan_;
  f.temperature_min         = film && s->T ? p[MIN_T] : nan_;
  f.temperature_max         = film && s->T ? -p[MIN_NEG_T] : nan_;
  f.crystal_fraction        = massive && s->X ? p[SUM_M_X] / p[SUM_MASS] : nan_;
  f.viscosity               = massive && s->eta ? exp(p[SUM_M_LOG_ETA] / p[SUM_MASS]) : nan_;
  f.speed_max               = film && s->u ? -p[half ? MIN_NEG_SPEED : MIN_NEG_SPEED_ANY] : nan_;
  f.rim_covered             = p[SUM_RIM] > 0.0 ? p[SUM_RIM_COVERED] / p[SUM_RIM] : nan_;
  f.temperature             = !s->T ? nan_ : massive ? p[SUM_M_T] / p[SUM_MASS] : p[SUM_BATH_T] / p[SUM_BATH];
  f.fictive_temperature     = p[SUM_MOLTEN] > 0.0 ? p[SUM_MOLTEN_TF] / p[SUM_MOLTEN] : nan_;
  f.fictive_temperature_min = p[SUM_MOLTEN] > 0.0 ? p[MIN_TF] : nan_;
  f.fictive_temperature_max = p[SUM_MOLTEN] > 0.0 ? -p[MIN_NEG_TF] : nan_;
  f.decomposition           = massive && s->decomposition ? p[SUM_M_DECOMPOSITION] / p[SUM_MASS] : nan_;
  f.cooling_rate            = p[SUM_COOLED] > 0.0 ? p[SUM_COOLED_RATE] / p[SUM_COOLED] : nan_;
  return f;
}

PetscErrorCode VfFilmMeasure(const VfView *view, double own, double *total, VfFilm *film)
{
  const VfGrid *g = view->grid;
  Source        s = {.grid = g};
  double        local[N_PACKED], all[N_PACKED];
  MPI_Datatype  type;
  MPI_Op        op;

  PetscFunctionBeginUser;
  s.h             = field_data(view, "h");
  s.c             = field_data(view, "c");
  s.m             = field_data(view, "m");
  s.T             = field_data(view, "T");
  s.X             = field_data(view, "X");
  s.eta           = field_data(view, "eta");
  s.Tf            = field_data(view, "Tf");
  s.decomposition = field_data(view, "decomposition");
  s.rate          = field_data(view, "cooling_rate");
  s.u             = field_data(view, "u");
  s.v             = field_data(view, "v");
  PetscCheck(s.h && s.c && s.m, g->comm, PETSC_ERR_ARG_WRONG, "diagnostics need the fields h, c and m");
  packed_reset(local);
  for (int j = g->ys; j < g->ys + g->ym; j++) { /* row sums first: their round-off grows with nx + ny, not nx ny */
    double row[N_PACKED];
    packed_reset(row);
    for (int i = g->xs; i < g->xs + g->xm; i++) add_cell(&s, i, j, row);
    packed_merge(row, local);
  }
  local[SUM_OWN] = own;
  PetscCallMPI(MPI_Type_contiguous(N_PACKED, MPI_DOUBLE, &type));
  PetscCallMPI(MPI_Type_commit(&type));
  PetscCallMPI(MPI_Op_create(packed_op, 1, &op));
  PetscCallMPI(MPI_Allreduce(local, all, 1, type, op, g->comm));
  PetscCallMPI(MPI_Op_free(&op));
  PetscCallMPI(MPI_Type_free(&type));
  *total = all[SUM_OWN];
  *film  = film_unpack(&s, all);
  PetscFunctionReturn(0);
}
