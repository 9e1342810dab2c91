#include "mesh/grid.h"
#include "mesh/cut_cells.h"
#include <math.h>

enum { BLOCK_MAX = 32, BLOCK_MIN = 4, WRAPS_ODD = 9 };

/* Cells of each rank along one direction: multiples of block, the last rank takes what is left. */
static void split(int n, int ranks, int block, PetscInt counts[])
{
  const int blocks = (n + block - 1) / block;
  int       start  = 0;

  for (int r = 0; r < ranks; r++) {
    const int mine = blocks / ranks + (r < blocks % ranks ? 1 : 0);
    const int end  = start + mine * block > n ? n : start + mine * block;

    counts[r] = end - start;
    start     = end;
  }
}

/* Largest share of a rank over the mean share. */
static double imbalance(int n, int ranks, int block)
{
  const int blocks = (n + block - 1) / block;
  const int most   = ((blocks + ranks - 1) / ranks) * block;
  const int last   = n - (blocks - blocks / ranks) * block; /* the last rank may be left with less than the halo is wide */

  if (blocks < ranks || last < VF_HALO) return INFINITY;
  return (double)(most < n ? most : n) * ranks / n;
}

/* Can n cells be shared by this many ranks? */
static bool divides(int n, int ranks)
{
  return ranks == 1 || isfinite(imbalance(n, ranks, BLOCK_MIN));
}

/* Ranks along x and y with the shortest cut; false when there is no way. */
static bool choose_ranks(int nx, int ny, int size, int *px, int *py)
{
  double best = INFINITY;

  for (int x = 1; x <= size; x++) {
    const int    y   = size / x;
    const double cut = (double)(x - 1) * ny + (double)(y - 1) * nx;

    if (x * y != size || cut >= best || !divides(nx, x) || !divides(ny, y)) continue;
    best = cut;
    *px  = x;
    *py  = y;
  }
  return isfinite(best);
}

bool vf_grid_fits(int nx, int ny, int ranks)
{
  int px, py;

  return choose_ranks(nx, ny, ranks, &px, &py);
}

bool vf_grid_wraps(int n)
{
  int odd = n;

  while (odd > 0 && odd % 2 == 0) odd /= 2;
  return n >= 2 * BLOCK_MIN && n % BLOCK_MIN == 0 && odd <= WRAPS_ODD;
}

/* The largest block that keeps the load within 6 %, and divides the cells of a periodic grid. */
static int choose_block(const VfGrid *g, int px, int py)
{
  const int nx = g->nx, ny = g->ny;

  for (int b = BLOCK_MAX; b > BLOCK_MIN; b /= 2) {
    if (g->periodic && (nx % b || ny % b)) continue;
    if ((px == 1 || imbalance(nx, px, b) <= 1.06) && (py == 1 || imbalance(ny, py, b) <= 1.06)) return b;
  }
  return BLOCK_MIN;
}

/* Sum of the cells of the ranks before this one. */
static int start_of(const PetscInt counts[], int rank)
{
  PetscInt start = 0;

  for (int r = 0; r < rank; r++) start += counts[r];
  return (int)start;
}

static PetscErrorCode distribute(VfGrid *g)
{
  PetscFunctionBeginUser;
  PetscCheck(choose_ranks(g->nx, g->ny, g->size, &g->px, &g->py), g->comm, PETSC_ERR_ARG_SIZ,
             "a grid of %d x %d cells is too small for %d ranks", g->nx, g->ny, g->size);
  const int px = g->px, py = g->py, ri = g->rank % px, rj = g->rank / px;

  g->block = choose_block(g, px, py);
  PetscCall(PetscMalloc2(px, &g->columns, py, &g->rows));
  split(g->nx, px, px > 1 ? g->block : 1, g->columns);
  split(g->ny, py, py > 1 ? g->block : 1, g->rows);
  g->xs = start_of(g->columns, ri);
  g->ys = start_of(g->rows, rj);
  g->xm = (int)g->columns[ri];
  g->ym = (int)g->rows[rj];
  for (int dj = -1; dj <= 1; dj++) {
    for (int di = -1; di <= 1; di++) {
      const bool outside = !g->periodic && (ri + di < 0 || ri + di >= px || rj + dj < 0 || rj + dj >= py);

      g->neighbour[dj + 1][di + 1] = outside ? MPI_PROC_NULL : (ri + di + px) % px + (rj + dj + py) % py * px;
    }
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfGridCreateDm(const VfGrid *g, int faces, int cells, DM *dm)
{
  PetscFunctionBeginUser;
  PetscCall(DMStagCreate2d(g->comm, DM_BOUNDARY_NONE, DM_BOUNDARY_NONE, g->nx, g->ny, g->px, g->py, 0, faces, cells,
                           DMSTAG_STENCIL_BOX, 1, g->columns, g->rows, dm));
  PetscCall(DMSetUp(*dm));
  PetscFunctionReturn(0);
}

static void measure(VfGrid *g, VfInside inside, const void *context)
{
  for (int i = g->xs - VF_HALO; i < g->xs + g->xm + VF_HALO; i++) {
    const double area = g->axisymmetric ? 2.0 * PETSC_PI * vf_x(g, i) * g->dx : g->dx * g->dy;

    g->cell_area[i - g->xs + VF_HALO] = area > 0.0 ? area : 0.0;
  }
  for (int j = g->ys - VF_HALO; j < g->ys + g->ym + VF_HALO; j++) {
    for (int i = g->xs - VF_HALO; i < g->xs + g->xm + VF_HALO; i++) {
      const size_t q = vf_index(g, i, j);

      g->fraction[q] = g->periodic ? 1.0 : vf_cut_fraction(g, inside, context, i, j);
      g->inside[q]   = g->fraction[q] > 0.0;
    }
  }
}

PetscErrorCode VfGridCreate(MPI_Comm comm, const VfGridSpec *spec, VfInside inside, const void *context, VfGrid **grid)
{
  VfGrid *g;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&g));
  g->comm         = comm;
  g->nx           = spec->nx;
  g->ny           = spec->ny;
  g->dx           = spec->dx;
  g->dy           = spec->dy;
  g->x0           = spec->x0;
  g->y0           = spec->y0;
  g->axisymmetric = spec->axisymmetric;
  g->copies       = spec->copies;
  g->periodic     = spec->periodic;
  PetscCallMPI(MPI_Comm_rank(comm, &g->rank));
  PetscCallMPI(MPI_Comm_size(comm, &g->size));
  PetscCall(distribute(g));
  g->ld      = g->xm + 2 * VF_HALO;
  g->n_local = (size_t)g->ld * (size_t)(g->ym + 2 * VF_HALO);
  PetscCall(PetscMalloc1(g->ld, &g->cell_area));
  PetscCall(PetscMalloc1(g->n_local, &g->inside));
  PetscCall(PetscMalloc1(g->n_local, &g->fraction));
  measure(g, inside, context);
  const int wesn[4] = {g->neighbour[1][0], g->neighbour[1][2], g->neighbour[0][1], g->neighbour[2][1]};

  PetscCall(VfHaloCreate(comm, wesn, g->xm, g->ym, VF_HALO, &g->halo));
  *grid = g;
  PetscFunctionReturn(0);
}

PetscErrorCode VfGridDestroy(VfGrid **grid)
{
  PetscFunctionBeginUser;
  if (!*grid) PetscFunctionReturn(0);
  PetscCall(VfHaloDestroy(&(*grid)->halo));
  PetscCall(PetscFree((*grid)->cell_area));
  PetscCall(PetscFree((*grid)->inside));
  PetscCall(PetscFree((*grid)->fraction));
  PetscCall(PetscFree2((*grid)->columns, (*grid)->rows));
  PetscCall(PetscFree(*grid));
  PetscFunctionReturn(0);
}

PetscErrorCode VfFieldCreate(const VfGrid *grid, double **field)
{
  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(grid->n_local, field));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGridHalo(const VfGrid *grid, int n, double *const fields[])
{
  PetscFunctionBeginUser;
  PetscCall(VfHaloExchange(&grid->halo, n, fields));
  PetscFunctionReturn(0);
}
