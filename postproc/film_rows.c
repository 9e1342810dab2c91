#include "postproc/film_rows.h"
#include "postproc/film.h"
#include <math.h>

void vf_film_rows_reset(double p[VF_FILM_PACKED])
{
  for (int k = 0; k < VF_FILM_PACKED; k++) p[k] = k < MIN_H ? 0.0 : INFINITY;
}

/* fmin and fmax are calls where NaN counts; these leave out a NaN in `a`. */
static inline double least(double a, double b)
{
  return a < b ? a : b;
}
static inline double most(double a, double b)
{
  return a > b ? a : b;
}

void vf_film_rows_merge(const double a[VF_FILM_PACKED], double b[VF_FILM_PACKED])
{
  const double weight = a[DEV_WEIGHT] + b[DEV_WEIGHT];

  for (int k = 0; k < DEV_WEIGHT; k++) b[k] += a[k];
  if (weight > 0.0) {
    const double d = a[DEV_MEAN] - b[DEV_MEAN];
    b[DEV_SQUARES] += a[DEV_SQUARES] + d * d * (a[DEV_WEIGHT] * b[DEV_WEIGHT] / weight);
    b[DEV_MEAN] += d * (a[DEV_WEIGHT] / weight);
    b[DEV_WEIGHT] = weight;
  }
  for (int k = MIN_H; k < VF_FILM_PACKED; k++) b[k] = least(a[k], b[k]);
}

bool vf_cell_at_wall(const VfGrid *g, int i, int j)
{
  const bool mirrored = g->axisymmetric || g->copies == 4;

  if (g->periodic) return false;
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

/* Cells first <= i < end of row j hold all film of the row. */
typedef struct {
  int j, first, end;
} Stretch;

static Stretch film_of_row(const VfFilmSource *s, int j)
{
  const VfGrid *g = s->grid;
  const double *c = s->c + vf_index(g, g->xs, j);
  int           a = 0, b = g->xm;

  while (a < b && !(c[a] > 0.0)) a++;
  while (b > a && !(c[b - 1] > 0.0)) b--;
  return (Stretch){j, g->xs + a, g->xs + b};
}

static bool has_film(const VfFilmSource *s, size_t k)
{
  return s->c[k] > 0.0 && s->grid->inside[k];
}

/* What counts whether there is film or not. */
static void add_bath(const VfFilmSource *s, int j, double p[VF_FILM_PACKED])
{
  const VfGrid *g    = s->grid;
  double        mass = 0.0, bath = 0.0, bath_T = 0.0, rim = 0.0, rim_covered = 0.0;

  for (int i = g->xs; i < g->xs + g->xm; i++) {
    const size_t k    = vf_index(g, i, j);
    const double area = vf_cell_weight(g, i), part = area * g->fraction[k];

    mass += s->m[k] * area; /* every cell: a trace below any coverage, or pressed past the wall's corner, still counts */
    if (!g->inside[k]) continue;
    bath += part;
    if (s->T) bath_T += part * s->T[k];
    if (!vf_cell_at_wall(g, i, j)) continue;
    rim += part;
    rim_covered += area * s->c[k];
  }
  p[SUM_MASS]        = mass;
  p[SUM_BATH]        = bath;
  p[SUM_BATH_T]      = bath_T;
  p[SUM_RIM]         = rim;
  p[SUM_RIM_COVERED] = rim_covered;
}

static void add_centre(const VfFilmSource *s, int j, double p[VF_FILM_PACKED])
{
  const VfGrid *g = s->grid;

  if (!g->axisymmetric && !touches_centre(g->y0, g->dy, j)) return;
  for (int i = g->xs; i < g->xs + g->xm; i++) {
    const size_t k = vf_index(g, i, j);

    if (!g->inside[k] || !touches_centre(g->x0, g->dx, i)) continue;
    p[SUM_CENTRE] += s->c[k] * s->h[k];
    p[SUM_CENTRE_CELLS] += 1.0;
  }
}

/* Mean and squares are those of differences from one thickness of the row: nothing cancels, and an even film has none. */
static void add_thickness(const VfFilmSource *s, Stretch row, double p[VF_FILM_PACKED])
{
  const VfGrid *g      = s->grid;
  const double  some   = s->h[vf_index(g, row.first, row.j)];
  double        weight = 0.0, sum = 0.0, squares = 0.0, low = INFINITY, high = -INFINITY, low_any = INFINITY, high_any = -INFINITY;

  for (int i = row.first; i < row.end; i++) {
    const size_t k = vf_index(g, i, row.j);
    const double h = s->h[k], w = s->c[k] * vf_cell_weight(g, i);

    if (!has_film(s, k)) continue;
    weight += w;
    sum += w * (h - some);
    low_any  = least(h, low_any);
    high_any = most(h, high_any);
    if (!(s->c[k] > 0.5)) continue; /* slivers at the wall and at the edge say little of the film */
    low  = least(h, low);
    high = most(h, high);
  }
  if (!(weight > 0.0)) return;
  const double mean = some + sum / weight;

  for (int i = row.first; i < row.end; i++) {
    const size_t k = vf_index(g, i, row.j);
    const double d = s->h[k] - mean;

    if (has_film(s, k)) squares += s->c[k] * vf_cell_weight(g, i) * d * d;
  }
  p[SUM_COVERED] = p[DEV_WEIGHT] = weight;
  p[DEV_MEAN]                    = mean;
  p[DEV_SQUARES]                 = squares;
  p[MIN_H]                       = low;
  p[MIN_NEG_H]                   = -high;
  p[MIN_H_ANY]                   = low_any;
  p[MIN_NEG_H_ANY]               = -high_any;
}

/* Squares of speeds; the root is taken once, of the largest. */
static void add_speed(const VfFilmSource *s, Stretch row, double p[VF_FILM_PACKED])
{
  const VfGrid *g    = s->grid;
  const double  open = vf_on_grid(g, g->xs, row.j + 1) ? 1.0 : 0.0;
  double        high = -INFINITY, high_any = -INFINITY;

  for (int i = row.first; i < row.end; i++) {
    const size_t k = vf_index(g, i, row.j);

    if (!has_film(s, k)) continue;
    const double u = s->u ? 0.5 * (s->u[k] + (vf_on_grid(g, i + 1, row.j) ? s->u[k + 1] : 0.0)) : 0.0;
    const double v = s->v && !g->axisymmetric ? 0.5 * (s->v[k] + open * s->v[k + (size_t)g->ld]) : 0.0;

    high_any = most(u * u + v * v, high_any);
    if (s->c[k] > 0.5) high = most(u * u + v * v, high);
  }
  p[MIN_NEG_SPEED2]     = -high;
  p[MIN_NEG_SPEED2_ANY] = -high_any;
}

static void add_material(const VfFilmSource *s, Stretch row, double p[VF_FILM_PACKED])
{
  const VfGrid *g   = s->grid;
  double        m_T = 0.0, m_X = 0.0, m_log_eta = 0.0, low = INFINITY, high = -INFINITY, eta = 1.0, log_eta = 0.0;

  for (int i = row.first; i < row.end; i++) {
    const size_t k = vf_index(g, i, row.j);

    if (!has_film(s, k)) continue;
    const double mass = s->m[k] * vf_cell_weight(g, i);

    if (s->X) m_X += mass * s->X[k];
    if (s->eta && (s->eta[k] > eta || s->eta[k] < eta)) { /* a rigid film has one viscosity */
      eta     = s->eta[k];
      log_eta = log(least(eta, 1e30)); /* a rigid cell may carry infinity */
    }
    m_log_eta += mass * log_eta;
    if (!s->T) continue;
    m_T += mass * s->T[k];
    low  = least(s->T[k], low);
    high = most(s->T[k], high);
  }
  p[SUM_M_T]       = m_T;
  p[SUM_M_X]       = m_X;
  p[SUM_M_LOG_ETA] = m_log_eta;
  p[MIN_T]         = low;
  p[MIN_NEG_T]     = -high;
}

/* What has not melted has no structure. */
static void add_glass(const VfFilmSource *s, Stretch row, double p[VF_FILM_PACKED])
{
  const VfGrid *g      = s->grid;
  double        melted = 0.0, melted_Tf = 0.0, low = INFINITY, high = -INFINITY, progress = 0.0, cooled = 0.0, rate = 0.0;

  for (int i = row.first; i < row.end; i++) {
    const size_t k = vf_index(g, i, row.j);

    if (!has_film(s, k)) continue;
    const double mass = s->m[k] * vf_cell_weight(g, i), molten = s->X ? mass * (1.0 - s->X[k]) : mass;

    if (s->decomposition) progress += mass * s->decomposition[k];
    if (s->rate && s->rate[k] > 0.0) {
      cooled += mass;
      rate += mass * s->rate[k];
    }
    if (!s->Tf || !(molten > 0.0)) continue;
    melted += molten;
    melted_Tf += molten * s->Tf[k];
    low  = least(s->Tf[k], low);
    high = most(s->Tf[k], high);
  }
  p[SUM_MOLTEN]          = melted;
  p[SUM_MOLTEN_TF]       = melted_Tf;
  p[SUM_M_DECOMPOSITION] = progress;
  p[SUM_COOLED]          = cooled;
  p[SUM_COOLED_RATE]     = rate;
  p[MIN_TF]              = low;
  p[MIN_NEG_TF]          = -high;
}

/* One row, a few sums at a time: they stay in registers, and the row in the cache. */
void vf_film_rows_add(const VfFilmSource *s, int j, double p[VF_FILM_PACKED])
{
  const Stretch row = film_of_row(s, j);

  add_bath(s, j, p);
  add_centre(s, j, p);
  if (row.first == row.end) return;
  add_thickness(s, row, p);
  add_speed(s, row, p);
  add_material(s, row, p);
  add_glass(s, row, p);
}
