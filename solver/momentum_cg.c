/* Conjugate gradients on the arrays of the level, three passes over memory an iteration: direction and K times it; the step; the cycle and two
   sums.  Ghosts of the cycle's result are exchanged, and the direction's follow from them like its own cells.

   beta is Polak and Ribiere's, (r_new - r_old, z_new)/(r_old, z_old), which forgives a preconditioner that is not quite symmetric; it
   costs no memory since r_new - r_old = -alpha s. */
#include "solver/momentum_internal.h"
#include "solver/packed.h"

static double dot_of_row(const VfMembraneLevel *l, int j, VfPair a, VfPair b)
{
  const int    low = vf_rows_low(&l->rows, j);
  const size_t k = vf_membrane_index(l, low, j), n = (size_t)(vf_rows_high(&l->rows, j) - low);

  return vf_dot(n, a.u + k, b.u + k) + vf_dot(n, a.v + k, b.v + k);
}

static void turn_span(double beta, const double *restrict z, int i0, int i1, double *restrict p)
{
  for (int i = i0; i < i1; i++) p[i] = z[i] + beta * p[i];
}

/* p = z + beta p, row j = -1 .. ym: where the film is, and ghosts. */
static void turn_row(const VfMembraneLevel *l, double beta, int j)
{
  const bool    own  = j >= 0 && j < l->ym;
  const size_t  k    = vf_membrane_index(l, 0, j);
  const int     w    = VF_MEMBRANE_HALO;
  const VfSpan  film = own ? (VfSpan){vf_rows_low(&l->rows, j), PetscMin(vf_rows_high(&l->rows, j), l->xm)} : (VfSpan){0, l->xm};
  const double *z[2] = {l->x.u + k, l->x.v + k};
  double *const p[2] = {l->p.u + k, l->p.v + k};

  if (!own && !l->parallel) return;
  for (int c = 0; c < 2; c++) {
    turn_span(beta, z[c], film.low, film.high, p[c]);
    if (!l->parallel) continue;
    turn_span(beta, z[c], -w, 0, p[c]);
    turn_span(beta, z[c], l->xm, l->xm + w, p[c]);
  }
}

/* y += alpha p, r -= alpha s */
static void advance(const VfMembraneLevel *l, double alpha)
{
  for (int j = 0; j < l->ym; j++) {
    const size_t k0     = vf_membrane_index(l, 0, j);
    const int    i1     = vf_rows_high(&l->rows, j);
    double *restrict yu = l->y.u + k0, *restrict yv = l->y.v + k0, *restrict ru = l->b.u + k0, *restrict rv = l->b.v + k0;
    const double *restrict pu = l->p.u + k0, *restrict pv = l->p.v + k0, *restrict su = l->s.u + k0, *restrict sv = l->s.v + k0;

    for (int i = vf_rows_low(&l->rows, j); i < i1; i++) {
      yu[i] += alpha * pu[i];
      yv[i] += alpha * pv[i];
      ru[i] -= alpha * su[i];
      rv[i] -= alpha * sv[i];
    }
  }
}

/* z = M r; sums: (r, z), (s, z) */
static PetscErrorCode precondition(VfMomentum *m, double sums[2])
{
  VfMembraneLevel *l = VfMembraneMgFinest(m->mg);

  PetscFunctionBeginUser;
  PetscCall(VfMembraneMgCycle(m->mg));
  m->work_units += VF_CYCLE_WORK;
  sums[0] = sums[1] = 0.0;
  for (int j = 0; j < l->ym; j++) {
    sums[0] += dot_of_row(l, j, l->b, l->x);
    sums[1] += dot_of_row(l, j, l->s, l->x);
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, m->grid->comm));
  PetscFunctionReturn(0);
}

/* p = z + beta p, s = K p, and the step along p. */
static PetscErrorCode step_length(VfMomentum *m, double beta, double rz, double *alpha)
{
  VfMembraneLevel *l  = VfMembraneMgFinest(m->mg);
  double           ps = 0.0;

  PetscFunctionBeginUser;
  PetscCall(VfMembraneHalo(l, l->x));
  turn_row(l, beta, -1);
  turn_row(l, beta, 0);
  VfSweep sweep = vf_membrane_sweep_start(l, l->p, 0, vf_rows_wide(&l->rows, -1));

  for (int j = 0; j < l->ym; j++) {
    turn_row(l, beta, j + 1);
    vf_membrane_apply_row(l, l->p, j, &sweep, l->s);
    ps += dot_of_row(l, j, l->p, l->s);
  }
  m->work_units += 1.0;
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &ps, 1, MPI_DOUBLE, MPI_SUM, m->grid->comm));
  *alpha = ps > 0.0 ? rz / ps : 0.0;
  PetscFunctionReturn(0);
}

/* y = a x, r = b - a K x, K x standing in r of the level; the place of b is that of r. */
static void start(const VfMembraneLevel *l, double a)
{
  for (size_t k = 0; k < l->n; k++) {
    l->y.u[k] = a * l->x.u[k];
    l->y.v[k] = a * l->x.v[k];
    l->b.u[k] -= a * l->r.u[k];
    l->b.v[k] -= a * l->r.v[k];
    l->p.u[k] = l->p.v[k] = l->s.u[k] = l->s.v[k] = 0.0;
  }
}

PetscErrorCode VfMomentumIterate(VfMomentum *m, double scale, bool *converged)
{
  VfMembraneLevel *l = VfMembraneMgFinest(m->mg);
  double           sums[2], before = 0.0, alpha = 0.0;
  PetscReal        rtol, abstol, dtol;
  PetscInt         max_it;

  PetscFunctionBeginUser;
  PetscCall(KSPGetTolerances(m->ksp, &rtol, &abstol, &dtol, &max_it));
  start(l, scale);
  *converged = false;
  for (PetscInt it = 0;; it++, m->iterations++) {
    PetscCall(precondition(m, sums));
    const double norm = sums[0] > 0.0 ? sqrt(sums[0]) : 0.0;

    if (it == 0) m->reference = hypot(m->reference, norm); /* the guess is its projection on the solution */
    *converged = norm <= rtol * m->reference || norm <= abstol;
    if (*converged || !(sums[0] > 0.0) || it == max_it) break;
    PetscCall(step_length(m, it == 0 ? 0.0 : -alpha * sums[1] / before, sums[0], &alpha));
    before = sums[0];
    advance(l, alpha);
  }
  PetscFunctionReturn(0);
}
