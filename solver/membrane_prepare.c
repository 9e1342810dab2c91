/* From the entries of an operator to what its smoother and its kernels work with. */
#include "solver/membrane_grid.h"

/* Extents of rows; where the operator has a diagonal it carries something. */
static void find_rows(VfMembraneGrid *g)
{
  const double *du = g->entry[VF_UU_DIAGONAL], *dv = g->entry[VF_VV_DIAGONAL];

  for (int j = 0; j < g->ym; j++) {
    int low = g->xm, high = 0;

    for (int i = 0; i < g->xm; i++) {
      const size_t k = vf_grid_place(g, i, j);

      g->carries.u[k] = du[k] > 0.0;
      g->carries.v[k] = dv[k] > 0.0;
      if (!(du[k] + dv[k] > 0.0)) continue;
      low  = i < low ? i : low;
      high = i + 1;
    }
    vf_rows_set(&g->rows, j, low, high);
  }
  vf_rows_close(&g->rows, g->ym);
}

/* A pivot below this part of its diagonal is round-off of a motion without any stiffness: not moved. */
#define NO_STIFFNESS 1e-9

static inline double pivot(double d, double diagonal)
{
  return d > NO_STIFFNESS * diagonal ? 1.0 / d : 0.0;
}

/* Entries of a cell's block, those of faces on its right and upper side under the numbers of the cells they belong to. */
enum { LEFT, EAST, BELOW, NORTH, HERE, UP, ABOVE, WEST, NW, BLOCK_ENTRIES };

static const struct {
  int e, a, b;
} block_entries[BLOCK_ENTRIES] = {
    [LEFT] = {VF_UU_DIAGONAL, 0, 0},  [EAST] = {VF_UU_EAST, 0, 0}, [BELOW] = {VF_VV_DIAGONAL, 0, 0},
    [NORTH] = {VF_VV_NORTH, 0, 0},    [HERE] = {VF_UV_HERE, 0, 0}, [UP] = {VF_UV_NORTH, 0, 0},
    [ABOVE] = {VF_VV_DIAGONAL, 0, 1}, [WEST] = {VF_UV_WEST, 1, 0}, [NW] = {VF_UV_NW, 1, 0},
};

/* Rows of a row's entries, worked out in the grid's scratch where need be. */
static void entry_rows(const VfMembraneGrid *g, int j, int i0, int i1, const double *q[BLOCK_ENTRIES])
{
  for (int k = 0; k < BLOCK_ENTRIES; k++)
    q[k] = vf_membrane_entry_row(g, block_entries[k].e, j + block_entries[k].b, i0 + block_entries[k].a, i1 + 1,
                                 g->row + k * g->ld + VF_MEMBRANE_HALO) +
           block_entries[k].a;
}

/* Diagonals of a block: faces left, right, below, above. */
typedef struct {
  double left, right, below, above;
} Diagonals;

/* L D L' of the block of cell i; halves go to the two cells of a face. */
static inline void factor_block(Diagonals d, double east, double north, double here, double up, double west, double nw, int i,
                                float *const f[VF_FACTORS])
{
  const double p0 = pivot(d.left, d.left), l10 = p0 * east, l20 = p0 * here, l30 = p0 * up;
  const double d1 = d.right - l10 * east, p1 = pivot(d1, d.right), a21 = west - l20 * east, a31 = nw - l30 * east;
  const double l21 = p1 * a21, l31 = p1 * a31;
  const double d2 = d.below - l20 * here - l21 * a21, p2 = pivot(d2, d.below), a32 = north - l30 * here - l31 * a21;
  const double l32 = p2 * a32, d3 = d.above - l30 * up - l31 * a31 - l32 * a32, p3 = pivot(d3, d.above);

  f[0][i] = (float)l10;
  f[1][i] = (float)l20;
  f[2][i] = (float)l21;
  f[3][i] = (float)l30;
  f[4][i] = (float)l31;
  f[5][i] = (float)l32;
  f[6][i] = (float)(0.5 * p0);
  f[7][i] = (float)(0.5 * p1);
  f[8][i] = (float)(0.5 * p2);
  f[9][i] = (float)(0.5 * p3);
}

/* K = L D L' of the faces of the cells of row j, columns i0 .. i1 - 1. */
static void factor_row(VfMembraneGrid *g, int j, int i0, int i1)
{
  const double *q[BLOCK_ENTRIES];
  float        *f[VF_FACTORS];

  entry_rows(g, j, i0, i1, q);
  const double *restrict uu = q[LEFT], *restrict east = q[EAST], *restrict vv = q[BELOW], *restrict vn = q[ABOVE],
                         *restrict north = q[NORTH], *restrict here = q[HERE], *restrict up = q[UP], *restrict west = q[WEST],
                         *restrict nw = q[NW];

  for (int k = 0; k < VF_FACTORS; k++) f[k] = g->factor[k] + vf_grid_place(g, 0, j);
  VF_INDEPENDENT
  for (int i = i0; i < i1; i++)
    factor_block((Diagonals){uu[i], uu[i + 1], vv[i], vn[i]}, east[i], north[i], here[i], up[i], west[i], nw[i], i, f);
}

void vf_membrane_grid_stiffen(VfMembraneGrid *g, int i, int j, const double extra[4])
{
  const double *q[BLOCK_ENTRIES];
  float        *f[VF_FACTORS];

  entry_rows(g, j, i, i + 1, q);
  for (int k = 0; k < VF_FACTORS; k++) f[k] = g->factor[k] + vf_grid_place(g, 0, j);
  factor_block((Diagonals){q[LEFT][i] + extra[0], q[LEFT][i + 1] + extra[1], q[BELOW][i] + extra[2], q[ABOVE][i] + extra[3]},
               q[EAST][i], q[NORTH][i], q[HERE][i], q[UP][i], q[WEST][i], q[NW][i], i, f);
}

static PetscErrorCode factor_cells(VfMembraneGrid *g)
{
  PetscFunctionBeginUser;
  for (int j = -1; j < g->ym; j++) {
    const int  low = g->rows.wide_low[j + 1], high = g->rows.wide_high[j + 1], end = PetscMin(high, g->xm);
    const bool any = low < high;

    if (any) factor_row(g, j, low - 1, end);
    for (int k = 0; k < VF_FACTORS; k++) {
      float *row = g->factor[k] + vf_grid_place(g, 0, j);

      if (any) PetscCall(PetscArrayzero(row - 1, (size_t)low));
      PetscCall(PetscArrayzero(row + (any ? end : -1), (size_t)(g->xm - (any ? end : -1))));
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfMembraneGridPrepare(VfMembraneGrid *g)
{
  const VfPair pairs[] = {g->x, g->b, g->r, g->d};
  const int    vectors = g->level ? 0 : g->gathered ? 2 : 4;

  PetscFunctionBeginUser;
  if (!g->level) {
    find_rows(g);
    PetscCall(VfMembraneGridFlagsHalo(g, g->carries));
  }
  if (!g->gathered) PetscCall(factor_cells(g));
  for (int k = 0; k < vectors; k++) {
    vf_rows_clear_beyond(&g->rows, g->xm, g->ym, g->ld, pairs[k].u);
    vf_rows_clear_beyond(&g->rows, g->xm, g->ym, g->ld, pairs[k].v);
  }
  PetscFunctionReturn(0);
}
