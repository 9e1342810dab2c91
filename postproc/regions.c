#include "postproc/regions.h"
#include <math.h>
#include <stdlib.h>

enum { TOUCH_WALL = 1, TOUCH_LEFT_AXIS = 2, TOUCH_LOWER_AXIS = 4, TOUCH_RANK = 8 };

/* ---- union-find with path halving; the lower number becomes the root ---------------------------------------------- */

static int find_root(int parent[], int k)
{
  while (parent[k] != k) k = parent[k] = parent[parent[k]];
  return k;
}

static void unite(int parent[], int a, int b)
{
  const int ra = find_root(parent, a), rb = find_root(parent, b);
  if (ra < rb)
    parent[rb] = ra;
  else
    parent[ra] = rb;
}

/* ---- regions of one rank ------------------------------------------------------------------------------------------ */

bool vf_region_selects(const VfGrid *g, const double *c, VfRegionKind kind, int i, int j)
{
  const size_t k = vf_index(g, i, j);
  return g->inside[k] && (c[k] < 0.5 * g->fraction[k]) == (kind == VF_REGIONS_HOLES);
}

/* What the side of a bath cell facing (i, j) touches. */
static unsigned char side_touch(const VfGrid *g, int i, int j)
{
  const bool owned = i >= g->xs && i < g->xs + g->xm && j >= g->ys && j < g->ys + g->ym;

  if (g->axisymmetric && (i < 0 || j < 0 || j >= g->ny)) return 0; /* the axis; the direction that is not there */
  if (g->periodic) return owned ? 0 : TOUCH_RANK;
  if (i < 0 && g->copies == 4) return TOUCH_LEFT_AXIS;
  if (j < 0 && g->copies == 4) return TOUCH_LOWER_AXIS;
  if (i < 0 || j < 0 || i >= g->nx || j >= g->ny || !g->inside[vf_index(g, i, j)]) return TOUCH_WALL;
  return owned ? 0 : TOUCH_RANK;
}

static unsigned char cell_touch(const VfGrid *g, int i, int j)
{
  return (unsigned char)(side_touch(g, i - 1, j) | side_touch(g, i + 1, j) | side_touch(g, i, j - 1) | side_touch(g, i, j + 1));
}

/* parent[] over owned cells, -1 where a cell is not selected. */
static void label_cells(const VfGrid *g, const double *c, VfRegionKind kind, int parent[])
{
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const int k = j * g->xm + i;

      parent[k] = -1;
      if (!vf_region_selects(g, c, kind, g->xs + i, g->ys + j)) continue;
      parent[k] = k;
      if (i > 0 && parent[k - 1] >= 0) unite(parent, k, k - 1);
      if (j > 0 && parent[k - g->xm] >= 0) unite(parent, k, k - g->xm);
    }
  }
}

static void add_turn(const VfGrid *g, int i, int j, double turn[4])
{
  const double x = 2.0 * PETSC_PI * (i + 0.5) / g->nx, y = 2.0 * PETSC_PI * (j + 0.5) / g->ny;

  turn[0] += cos(x);
  turn[1] += sin(x);
  turn[2] += cos(y);
  turn[3] += sin(y);
}

/* Adds the cells of one region from local cell (i, j) on along the row, which mostly are many, to their region.  @return the last of them */
static int measure_run(VfRegions *r, int i, int j)
{
  const VfGrid *g   = r->grid;
  const int    *row = r->label + (size_t)j * (size_t)g->xm, n = row[i];
  double        area = 0.0, cells = 0.0, sum_i = 0.0;
  unsigned char touch = 0;
  int           last  = i;

  for (int k = i; k < g->xm && row[k] == n; k++) {
    last = k;
    if (n < 0) continue;
    const double whole = g->axisymmetric ? 2.0 * (g->xs + k) + 1.0 : 1.0;
    area += vf_bath_area(g, g->xs + k, g->ys + j);
    cells += whole;
    sum_i += whole * (g->xs + k);
    touch |= cell_touch(g, g->xs + k, g->ys + j);
    if (g->periodic) add_turn(g, g->xs + k, g->ys + j, &r->turn[4 * n]);
  }
  if (n < 0) return last;
  r->area[n] += area;
  r->cells[3 * n] += cells;
  r->cells[3 * n + 1] += sum_i;
  r->cells[3 * n + 2] += cells * (g->ys + j);
  r->touch[n] |= touch;
  return last;
}

PetscErrorCode VfRegionsLabel(const VfGrid *g, const double *c, VfRegionKind kind, VfRegions *r)
{
  const int cells = g->xm * g->ym;
  int      *parent;

  PetscFunctionBeginUser;
  *r = (VfRegions){.grid = g, .kind = kind};
  PetscCall(PetscMalloc1(cells, &parent));
  PetscCall(PetscMalloc1(cells, &r->label));
  label_cells(g, c, kind, parent);
  for (int k = 0; k < cells; k++) { /* a root comes before its cells, being the lowest number */
    r->label[k] = parent[k] < 0 ? -1 : parent[k] == k ? r->n++ : r->label[find_root(parent, k)];
  }
  PetscCall(PetscCalloc1(r->n, &r->area));
  PetscCall(PetscCalloc1(r->n, &r->open));
  PetscCall(PetscCalloc1(3 * (size_t)r->n, &r->cells));
  PetscCall(PetscCalloc1(4 * (size_t)r->n, &r->turn));
  PetscCall(PetscCalloc1(r->n, &r->touch));
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) i = measure_run(r, i, j);
  }
  PetscCall(PetscFree(parent));
  PetscFunctionReturn(0);
}

PetscErrorCode VfRegionsDestroy(VfRegions *r)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(r->label));
  PetscCall(PetscFree(r->area));
  PetscCall(PetscFree(r->open));
  PetscCall(PetscFree(r->cells));
  PetscCall(PetscFree(r->turn));
  PetscCall(PetscFree(r->touch));
  PetscFunctionReturn(0);
}

static bool may_count(const VfRegions *r, unsigned char touch)
{
  return r->kind == VF_REGIONS_PIECES || !(touch & TOUCH_WALL);
}

int vf_regions_candidates(const VfRegions *r)
{
  int n = 0;
  for (int k = 0; k < r->n; k++) n += may_count(r, r->touch[k]);
  return n;
}

/* ---- joining ranks ------------------------------------------------------------------------------------------------ */

typedef struct {
  int a, b; /* global numbers of edge regions */
} Pair;

/* A region, or the part of one that a rank holds. */
typedef struct {
  double area, open, cells, sum_i, sum_j, touch, turn[4];
} Record;

enum { RECORD_WIDTH = sizeof(Record) / sizeof(double) };

/* Does the rank tell the others of its region?  Not of bare bath along the wall that ends within it. */
static bool is_told(const VfRegions *r, int k)
{
  return (r->touch[k] & TOUCH_RANK) || may_count(r, r->touch[k]);
}

/* Sends the labels along one edge to rank `to`, receives those of the facing edge of rank `from`. */
static PetscErrorCode exchange(const VfGrid *g, int n, const int send[], int to, int recv[], int from, int tag)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < n; k++) recv[k] = -1;
  PetscCallMPI(MPI_Sendrecv(send, n, MPI_INT, to, tag, recv, n, MPI_INT, from, tag, g->comm, MPI_STATUS_IGNORE));
  PetscFunctionReturn(0);
}

/* Global numbers of this rank's regions, from `first` on; those the others need not know are -1. */
static void number_regions(const VfRegions *r, int first, int number[])
{
  for (int k = 0; k < r->n; k++) number[k] = is_told(r, k) ? first++ : -1;
}

static int label_number(const VfRegions *r, const int number[], int i, int j)
{
  const int label = r->label[j * r->grid->xm + i];
  return label < 0 ? -1 : number[label];
}

static void add_pairs(int n, const int mine[], const int theirs[], Pair pairs[], int *n_pairs)
{
  for (int k = 0; k < n; k++) {
    const Pair p = {mine[k], theirs[k]};
    if (p.a < 0 || p.b < 0) continue;
    if (*n_pairs > 0 && pairs[*n_pairs - 1].a == p.a && pairs[*n_pairs - 1].b == p.b) continue;
    pairs[(*n_pairs)++] = p;
  }
}

/* Pairs of touching regions across this rank's right and upper edges.  pairs (xm + ym). */
static PetscErrorCode find_pairs(const VfRegions *r, const int number[], Pair pairs[], int *n_pairs)
{
  const VfGrid *g = r->grid;
  const int     n = PetscMax(g->xm, g->ym);
  int          *send, *mine, *theirs;

  PetscFunctionBeginUser;
  *n_pairs = 0;
  PetscCall(PetscMalloc3(n, &send, n, &mine, n, &theirs));
  for (int j = 0; j < g->ym; j++) {
    send[j] = label_number(r, number, 0, j);
    mine[j] = label_number(r, number, g->xm - 1, j);
  }
  PetscCall(exchange(g, g->ym, send, g->neighbour[1][0], theirs, g->neighbour[1][2], 1));
  add_pairs(g->ym, mine, theirs, pairs, n_pairs);
  for (int i = 0; i < g->xm; i++) {
    send[i] = label_number(r, number, i, 0);
    mine[i] = label_number(r, number, i, g->ym - 1);
  }
  PetscCall(exchange(g, g->xm, send, g->neighbour[0][1], theirs, g->neighbour[2][1], 2));
  add_pairs(g->xm, mine, theirs, pairs, n_pairs);
  PetscCall(PetscFree3(send, mine, theirs));
  PetscFunctionReturn(0);
}

/* Gathers n elements of `width` numbers of type `type` from every rank, in rank order. */
static PetscErrorCode gather_all(MPI_Comm comm, int size, const int counts[], int width, MPI_Datatype type, int rank,
                                 const void *own, void *all)
{
  int *n, *start;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(size, &n, size, &start));
  for (int k = 0, sum = 0; k < size; k++) {
    n[k]     = counts[k] * width;
    start[k] = sum;
    sum += n[k];
  }
  PetscCallMPI(MPI_Allgatherv(own, n[rank], type, all, n, start, type, comm));
  PetscCall(PetscFree2(n, start));
  PetscFunctionReturn(0);
}

/* Symmetric copies of a complete region. */
static int copies_of(const VfGrid *g, unsigned touch)
{
  int copies = g->copies; /* 1 or 4 */

  if (touch & TOUCH_LEFT_AXIS) copies /= 2;
  if (touch & TOUCH_LOWER_AXIS) copies /= 2;
  return copies > 0 ? copies : 1;
}

/* Cells from the lower left edge, of the mean direction; anything where there is none, as of a stripe all round. */
static double mean_turn(const double turn[2], int n)
{
  const double angle = atan2(turn[1], turn[0]) / (2.0 * PETSC_PI);

  return n * (angle < 0.0 ? angle + 1.0 : angle);
}

static VfRegion region_of(const VfGrid *g, const Record *r)
{
  const unsigned touch = (unsigned)r->touch;
  const bool     fold  = g->copies == 4;

  if (g->periodic)
    return (VfRegion){r->area, r->open, g->x0 + mean_turn(r->turn, g->nx) * g->dx, g->y0 + mean_turn(r->turn + 2, g->ny) * g->dy};
  return (VfRegion){.area = r->area / copies_of(g, touch),
                    .open = r->open / copies_of(g, touch),
                    .x    = fold && (touch & TOUCH_LEFT_AXIS) ? 0.0 : g->x0 + (r->sum_i / r->cells + 0.5) * g->dx,
                    .y    = g->axisymmetric || (fold && (touch & TOUCH_LOWER_AXIS)) ? 0.0
                                                                                    : g->y0 + (r->sum_j / r->cells + 0.5) * g->dy};
}

/* Cells of one copy: what sizes are compared by. */
static double size_of(const VfGrid *g, const Record *r)
{
  return r->cells / copies_of(g, (unsigned)r->touch);
}

/* What a record is sorted by: larger first; alike, by place. */
typedef struct {
  double        size;
  const Record *record;
} Ranked;

static int compare(const void *a, const void *b)
{
  const Ranked *p = a, *q = b;
  const double  by[3] = {q->size - p->size, p->record->sum_j - q->record->sum_j, p->record->sum_i - q->record->sum_i};

  for (int k = 0; k < 3; k++) {
    if (by[k] < 0.0 || by[k] > 0.0) return by[k] < 0.0 ? -1 : 1;
  }
  return 0;
}

/* Counts and lists n complete regions. */
static PetscErrorCode count_regions(const VfRegions *r, int n, const Record records[], VfRegionTotals *totals)
{
  Ranked *ranked;

  PetscFunctionBeginUser;
  totals->count = 0;
  totals->area  = 0.0;
  totals->open  = 0.0;
  totals->n     = PetscMin(n, VF_REGIONS_LISTED);
  PetscCall(PetscMalloc1(n, &ranked));
  for (int k = 0; k < n; k++) {
    totals->count += copies_of(r->grid, (unsigned)records[k].touch);
    totals->area += records[k].area;
    totals->open += records[k].open;
    ranked[k] = (Ranked){size_of(r->grid, &records[k]), &records[k]};
  }
  if (n > 0) qsort(ranked, (size_t)n, sizeof *ranked, compare);
  for (int k = 0; k < totals->n; k++) totals->listed[k] = region_of(r->grid, ranked[k].record);
  PetscCall(PetscFree(ranked));
  PetscFunctionReturn(0);
}

/* Unites the regions of all ranks, in place; the complete ones that count come first.  @param whole their number */
static PetscErrorCode unite_regions(const VfRegions *r, int n, Record records[], int n_pairs, const Pair pairs[], int *whole)
{
  int *parent;

  PetscFunctionBeginUser;
  *whole = 0;
  PetscCall(PetscMalloc1(n, &parent));
  for (int k = 0; k < n; k++) parent[k] = k;
  for (int k = 0; k < n_pairs; k++) unite(parent, pairs[k].a, pairs[k].b);
  for (int k = 0; k < n; k++) { /* a root has the lowest number of its region: it is whole when the last part has been added */
    Record *root = &records[find_root(parent, k)];
    if (root == &records[k]) continue;
    root->area += records[k].area;
    root->open += records[k].open;
    root->cells += records[k].cells;
    root->sum_i += records[k].sum_i;
    root->sum_j += records[k].sum_j;
    for (int d = 0; d < 4; d++) root->turn[d] += records[k].turn[d];
    root->touch = (double)((unsigned)root->touch | (unsigned)records[k].touch);
  }
  for (int k = 0; k < n; k++) {
    if (parent[k] == k && may_count(r, (unsigned char)records[k].touch)) records[(*whole)++] = records[k];
  }
  PetscCall(PetscFree(parent));
  PetscFunctionReturn(0);
}

/* Records of the regions that others are told of, in the order of their numbers. */
static int make_records(const VfRegions *r, Record records[])
{
  int n = 0;

  for (int k = 0; k < r->n; k++) {
    const double *cells = &r->cells[3 * k], *turn = &r->turn[4 * k];

    if (is_told(r, k))
      records[n++] =
          (Record){r->area[k], r->open[k], cells[0], cells[1], cells[2], r->touch[k], {turn[0], turn[1], turn[2], turn[3]}};
  }
  return n;
}

PetscErrorCode VfRegionsJoin(const VfRegions *r, VfRegionTotals *totals)
{
  const VfGrid *g = r->grid;
  int           own[2], first = 0, n_regions = 0, n_pairs = 0, whole; /* own: regions, pairs */
  int          *number, *numbers, *counts;
  Pair         *pairs, *all_pairs;
  Record       *records, *all_records;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc5(r->n, &number, g->size, &counts, 2 * (size_t)g->size, &numbers, (size_t)(g->xm + g->ym), &pairs, r->n,
                         &records));
  own[0] = make_records(r, records);
  PetscCallMPI(MPI_Exscan(&own[0], &first, 1, MPI_INT, MPI_SUM, g->comm));
  if (g->rank == 0) first = 0; /* MPI leaves it undefined there */
  number_regions(r, first, number);
  PetscCall(find_pairs(r, number, pairs, &own[1]));
  PetscCallMPI(MPI_Allgather(own, 2, MPI_INT, numbers, 2, MPI_INT, g->comm));
  for (int k = 0; k < g->size; k++) {
    n_regions += numbers[2 * k];
    n_pairs += numbers[2 * k + 1];
  }
  PetscCall(PetscMalloc2(n_regions, &all_records, n_pairs, &all_pairs));
  for (int k = 0; k < g->size; k++) counts[k] = numbers[2 * k];
  PetscCall(gather_all(g->comm, g->size, counts, RECORD_WIDTH, MPI_DOUBLE, g->rank, records, all_records));
  for (int k = 0; k < g->size; k++) counts[k] = numbers[2 * k + 1];
  PetscCall(gather_all(g->comm, g->size, counts, 2, MPI_INT, g->rank, pairs, all_pairs));
  PetscCall(unite_regions(r, n_regions, all_records, n_pairs, all_pairs, &whole));
  PetscCall(count_regions(r, whole, all_records, totals));
  PetscCall(PetscFree2(all_records, all_pairs));
  PetscCall(PetscFree5(number, counts, numbers, pairs, records));
  PetscFunctionReturn(0);
}
