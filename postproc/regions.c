#include "postproc/regions.h"
#include <math.h>

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

static bool selected(const VfGrid *g, const double *c, VfRegionKind kind, int i, int j)
{
  const size_t k = vf_index(g, i, j);
  return g->inside[k] && (c[k] < 0.5 * g->fraction[k]) == (kind == VF_REGIONS_HOLES);
}

/* What the side of a bath cell facing (i, j) touches. */
static unsigned char side_touch(const VfGrid *g, int i, int j)
{
  const bool owned = i >= g->xs && i < g->xs + g->xm && j >= g->ys && j < g->ys + g->ym;

  if (g->axisymmetric && (i < 0 || j < 0 || j >= g->ny)) return 0; /* the axis; the direction that is not there */
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
      if (!selected(g, c, kind, g->xs + i, g->ys + j)) continue;
      parent[k] = k;
      if (i > 0 && parent[k - 1] >= 0) unite(parent, k, k - 1);
      if (j > 0 && parent[k - g->xm] >= 0) unite(parent, k, k - g->xm);
    }
  }
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
  PetscCall(PetscCalloc1(r->n, &r->touch));
  for (int k = 0; k < cells; k++) {
    const int i = g->xs + k % g->xm, j = g->ys + k / g->xm, n = r->label[k];
    if (n < 0) continue;
    r->area[n] += vf_bath_area(g, i, j);
    r->touch[n] |= cell_touch(g, i, j);
  }
  PetscCall(PetscFree(parent));
  PetscFunctionReturn(0);
}

PetscErrorCode VfRegionsDestroy(VfRegions *r)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(r->label));
  PetscCall(PetscFree(r->area));
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

/* Adds a complete region: `area` holds all four copies with quarter symmetry. */
static void count_region(const VfRegions *r, unsigned char touch, double area, double *count, double *total)
{
  int copies = r->grid->copies; /* 1 or 4 */

  if (!may_count(r, touch)) return;
  if (touch & TOUCH_LEFT_AXIS) copies /= 2;
  if (touch & TOUCH_LOWER_AXIS) copies /= 2;
  *count += copies > 0 ? copies : 1;
  *total += area;
}

/* ---- joining ranks ------------------------------------------------------------------------------------------------ */

typedef struct {
  int a, b; /* global numbers of edge regions */
} Pair;

typedef struct {
  double area, touch;
} Record;

/* What each rank tells all others first. */
typedef struct {
  double edge_regions, pairs, closed_count, closed_area;
} Head;

/* Sends the labels along one edge to rank `to`, receives those of the facing edge of rank `from`. */
static PetscErrorCode exchange(const VfGrid *g, int n, const int send[], int to, int recv[], int from, int tag)
{
  PetscFunctionBeginUser;
  for (int k = 0; k < n; k++) recv[k] = -1;
  PetscCallMPI(MPI_Sendrecv(send, n, MPI_INT, to, tag, recv, n, MPI_INT, from, tag, g->comm, MPI_STATUS_IGNORE));
  PetscFunctionReturn(0);
}

/* Global numbers of this rank's regions: edge regions are numbered from `first` on, others are -1. */
static void number_edge_regions(const VfRegions *r, int first, int number[])
{
  for (int k = 0; k < r->n; k++) number[k] = r->touch[k] & TOUCH_RANK ? first++ : -1;
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

/* Unites the edge regions of all ranks and counts the result, the same on every rank. */
static PetscErrorCode count_joined(const VfRegions *r, int n, const Record records[], int n_pairs, const Pair pairs[],
                                   double *count, double *area)
{
  int           *parent;
  double        *sum;
  unsigned char *touch;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &parent));
  PetscCall(PetscCalloc1(n, &sum));
  PetscCall(PetscCalloc1(n, &touch));
  for (int k = 0; k < n; k++) parent[k] = k;
  for (int k = 0; k < n_pairs; k++) unite(parent, pairs[k].a, pairs[k].b);
  for (int k = 0; k < n; k++) {
    const int root = find_root(parent, k);
    sum[root] += records[k].area;
    touch[root] |= (unsigned char)records[k].touch;
  }
  for (int k = 0; k < n; k++) {
    if (parent[k] == k) count_region(r, touch[k], sum[k], count, area);
  }
  PetscCall(PetscFree(parent));
  PetscCall(PetscFree(sum));
  PetscCall(PetscFree(touch));
  PetscFunctionReturn(0);
}

/* Regions that lie wholly within this rank, and the number of the others. */
static Head own_head(const VfRegions *r)
{
  Head head = {0};

  for (int k = 0; k < r->n; k++) {
    if (r->touch[k] & TOUCH_RANK)
      head.edge_regions += 1.0;
    else
      count_region(r, r->touch[k], r->area[k], &head.closed_count, &head.closed_area);
  }
  return head;
}

/* Records of this rank's edge regions, in the order of their numbers. */
static void edge_records(const VfRegions *r, Record records[])
{
  int n = 0;
  for (int k = 0; k < r->n; k++) {
    if (r->touch[k] & TOUCH_RANK) records[n++] = (Record){r->area[k], r->touch[k]};
  }
}

PetscErrorCode VfRegionsJoin(const VfRegions *r, VfRegionTotals *totals)
{
  const VfGrid *g           = r->grid;
  Head          head        = own_head(r), *heads;
  int           own_regions = (int)head.edge_regions, first = 0, n_regions = 0, n_pairs, n_all_pairs = 0;
  int          *number, *counts;
  double        count = 0.0, area = 0.0;
  Pair         *pairs, *all_pairs;
  Record       *records, *all_records;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc4(r->n, &number, g->size, &counts, (size_t)(g->xm + g->ym), &pairs, own_regions, &records));
  PetscCall(PetscMalloc1(g->size, &heads));
  PetscCallMPI(MPI_Exscan(&own_regions, &first, 1, MPI_INT, MPI_SUM, g->comm));
  if (g->rank == 0) first = 0; /* MPI leaves it undefined there */
  number_edge_regions(r, first, number);
  edge_records(r, records);
  PetscCall(find_pairs(r, number, pairs, &n_pairs));
  head.pairs = n_pairs;
  PetscCallMPI(MPI_Allgather(&head, 4, MPI_DOUBLE, heads, 4, MPI_DOUBLE, g->comm));
  for (int k = 0; k < g->size; k++) {
    n_regions += (int)heads[k].edge_regions;
    n_all_pairs += (int)heads[k].pairs;
    count += heads[k].closed_count;
    area += heads[k].closed_area;
  }
  PetscCall(PetscMalloc2(n_regions, &all_records, n_all_pairs, &all_pairs));
  for (int k = 0; k < g->size; k++) counts[k] = (int)heads[k].edge_regions;
  PetscCall(gather_all(g->comm, g->size, counts, 2, MPI_DOUBLE, g->rank, records, all_records));
  for (int k = 0; k < g->size; k++) counts[k] = (int)heads[k].pairs;
  PetscCall(gather_all(g->comm, g->size, counts, 2, MPI_INT, g->rank, pairs, all_pairs));
  PetscCall(count_joined(r, n_regions, all_records, n_all_pairs, all_pairs, &count, &area));
  *totals = (VfRegionTotals){.count = lround(count), .area = area};
  PetscCall(PetscFree2(all_records, all_pairs));
  PetscCall(PetscFree(heads));
  PetscCall(PetscFree4(number, counts, pairs, records));
  PetscFunctionReturn(0);
}
