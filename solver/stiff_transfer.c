/* Between grids of velocity, flux and pressure. */
#include "mesh/cell_transfer.h"
#include "solver/membrane_kernels.h"
#include "solver/stiff_grid.h"

static VfPatch patch(const VfStiffGrid *g)
{
  return (VfPatch){g->k->xm, g->k->ym, VF_MEMBRANE_HALO, g->k->ld};
}

/* Residuals of cells times the weights.  On the finest grid those next to this rank's own are found from ghosts, two cells deep. */
static PetscErrorCode weighted_residuals(VfStiffGrid *g)
{
  double *const r[]    = {g->rq, g->rp};
  const int     beyond = g->finest ? 1 : 0;

  PetscFunctionBeginUser;
  for (int j = -beyond; j < g->k->ym + beyond; j++) {
    const size_t k0  = vf_grid_place(g->k, 0, j);
    const VfSpan own = {vf_rows_low(&g->k->rows, j), vf_rows_high(&g->k->rows, j)},
                 c   = g->finest ? vf_rows_reach(&g->k->rows, j) : own;

    vf_stiff_residual_row(g, j, c, g->rq + k0, g->rp + k0);
    for (int i = c.low; i < c.high; i++) {
      g->rq[k0 + (size_t)i] *= g->weight[k0 + (size_t)i];
      g->rp[k0 + (size_t)i] *= g->weight[k0 + (size_t)i];
    }
  }
  if (!g->finest) PetscCall(VfStiffGridHalo(g, 2, r));
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffGridRestrict(VfStiffGrid *f, VfStiffGrid *c)
{
  PetscFunctionBeginUser;
  PetscCall(VfStiffGridHalo(f, 2, (double *const[]){f->q, f->p}));
  PetscCall(VfMembraneGridRestrict(f->k, c->k)); /* ghosts of the velocities too */
  PetscCall(weighted_residuals(f));
  for (int j = 0; j < c->k->ym; j++) {
    const int i0 = vf_rows_low(&c->k->rows, j), i1 = vf_rows_high(&c->k->rows, j);

    vf_cells_restrict_row(patch(f), patch(c), f->rq, c->inside, j, i0, i1, c->bq);
    vf_cells_restrict_row(patch(f), patch(c), f->rp, c->inside, j, i0, i1, c->bp);
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfStiffGridProlong(VfStiffGrid *f, VfStiffGrid *c)
{
  PetscFunctionBeginUser;
  PetscCall(VfMembraneGridProlong(f->k, c->k));
  PetscCall(VfStiffGridHalo(c, 2, (double *const[]){c->q, c->p}));
  for (int j = 0; j < f->k->ym; j++) {
    const int i0 = vf_rows_low(&f->k->rows, j), i1 = vf_rows_high(&f->k->rows, j);

    vf_cells_interpolate_row(patch(f), patch(c), c->q, f->weight, j, i0, i1, f->q);
    vf_cells_interpolate_row(patch(f), patch(c), c->p, f->weight, j, i0, i1, f->p);
  }
  PetscFunctionReturn(0);
}
