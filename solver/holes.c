#include "solver/holes.h"
#include "physics/random.h"
#include <math.h>

enum { MOST_BINS = 512, DRAWS = 4 }; /* random numbers a hole */

/* Hole number k of the stream: two numbers for its place, two for its radius. */
static VfHole draw(const VfRandomHoles *r, double width, double height, uint64_t k)
{
  const double x = vf_random(r->seed, DRAWS * k), y = vf_random(r->seed, DRAWS * k + 1);
  const double u = 1.0 - vf_random(r->seed, DRAWS * k + 2), v = vf_random(r->seed, DRAWS * k + 3); /* u > 0 */
  const double normal = sqrt(-2.0 * log(u)) * cos(2.0 * PETSC_PI * v);                             /* Box and Muller 1958 */

  return (VfHole){(x - 0.5) * width, (y - 0.5) * height, r->radius * exp(r->spread * normal)};
}

static PetscErrorCode draw_all(const VfRandomHoles *r, VfIsFilm film, const void *context, VfHoles *h)
{
  const bool     counted = r->count > 0;
  const uint64_t tries   = counted ? 10000 * (uint64_t)r->count + 1000000 : (uint64_t)llround(r->density * h->width * h->height);
  const int      first   = h->n;

  PetscFunctionBeginUser;
  for (uint64_t k = 0; k < tries && !(counted && h->n - first == (int)r->count); k++) {
    const VfHole hole = draw(r, h->width, h->height, k);
    if (film(context, hole.x, hole.y)) h->hole[h->n++] = hole;
  }
  PetscCheck(!counted || h->n - first == (int)r->count, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "melt.random_holes finds hardly any film in the bath's bounding box to lie in");
  PetscFunctionReturn(0);
}

/* Bin of a coordinate; what lies outside counts for the outermost bins. */
static int bin(double x, double size, int side)
{
  const double b = floor((x / size + 0.5) * side);

  return b < 0.0 ? 0 : b > side - 1.0 ? side - 1 : (int)b;
}

/* The bins that a box meets: first and last along x and y. */
static void bins_of(const VfHoles *h, double x, double y, double dx, double dy, int range[4])
{
  range[0] = bin(x - dx, h->width, h->side);
  range[1] = bin(x + dx, h->width, h->side);
  range[2] = bin(y - dy, h->height, h->side);
  range[3] = bin(y + dy, h->height, h->side);
}

/* start[b + 1] counts the holes of bin b when `index` is NULL; otherwise files them. */
static void file_holes(const VfHoles *h, int next[], int index[])
{
  for (int k = 0; k < h->n; k++) {
    const VfHole *hole = &h->hole[k];
    int           range[4];

    bins_of(h, hole->x, hole->y, hole->radius, hole->radius, range);
    for (int j = range[2]; j <= range[3]; j++) {
      for (int i = range[0]; i <= range[1]; i++) {
        int *at = &next[j * h->side + i];
        if (index) index[*at] = k;
        (*at)++;
      }
    }
  }
}

static PetscErrorCode sort(VfHoles *h)
{
  const int bins = h->side * h->side;
  int      *next;

  PetscFunctionBeginUser;
  PetscCall(PetscCalloc1(bins, &next));
  PetscCall(PetscCalloc1(bins + 1, &h->start));
  file_holes(h, next, NULL);
  for (int b = 0; b < bins; b++) {
    h->start[b + 1] = h->start[b] + next[b];
    next[b]         = h->start[b];
  }
  PetscCall(PetscMalloc1(h->start[bins], &h->index));
  file_holes(h, next, h->index);
  PetscCall(PetscFree(next));
  PetscFunctionReturn(0);
}

/* Adds the images, across the edges of the box, of the holes that reach beyond them.  hole (4 n) */
static void add_images(VfHoles *h)
{
  const int n = h->n;

  for (int k = 0; k < n; k++) {
    const VfHole hole = h->hole[k];
    const double dx   = fabs(hole.x) + hole.radius > 0.5 * h->width ? -copysign(h->width, hole.x) : 0.0;
    const double dy   = fabs(hole.y) + hole.radius > 0.5 * h->height ? -copysign(h->height, hole.y) : 0.0;

    if (fabs(dx) > 0.0) h->hole[h->n++] = (VfHole){hole.x + dx, hole.y, hole.radius};
    if (fabs(dy) > 0.0) h->hole[h->n++] = (VfHole){hole.x, hole.y + dy, hole.radius};
    if (fabs(dx) > 0.0 && fabs(dy) > 0.0) h->hole[h->n++] = (VfHole){hole.x + dx, hole.y + dy, hole.radius};
  }
}

PetscErrorCode VfHolesCreate(const VfMelt *melt, double width, double height, bool periodic, VfIsFilm film, const void *context,
                             VfHoles *h)
{
  const VfRandomHoles *r    = &melt->random_holes;
  const double         most = !r->set ? 0.0 : r->count > 0 ? (double)r->count : r->density * width * height + 1.0;

  PetscFunctionBeginUser;
  *h = (VfHoles){.width = width, .height = height};
  PetscCall(PetscMalloc1((size_t)(melt->n_holes + most) * (periodic ? 4 : 1), &h->hole));
  for (; h->n < melt->n_holes; h->n++) h->hole[h->n] = melt->holes[h->n];
  if (r->set) PetscCall(draw_all(r, film, context, h));
  if (periodic) add_images(h);
  h->side = (int)fmin(fmax(ceil(sqrt(h->n)), 1.0), MOST_BINS);
  PetscCall(sort(h));
  PetscFunctionReturn(0);
}

PetscErrorCode VfHolesDestroy(VfHoles *h)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(h->hole));
  PetscCall(PetscFree(h->start));
  PetscCall(PetscFree(h->index));
  PetscFunctionReturn(0);
}

bool vf_holes_at(const VfHoles *h, double x, double y)
{
  const int b = bin(y, h->height, h->side) * h->side + bin(x, h->width, h->side);

  for (int k = h->start[b]; k < h->start[b + 1]; k++) {
    const VfHole *hole = &h->hole[h->index[k]];
    if (hypot(x - hole->x, y - hole->y) < hole->radius) return true;
  }
  return false;
}

bool vf_holes_near(const VfHoles *h, double x, double y, double dx, double dy)
{
  int range[4];

  bins_of(h, x, y, 0.5 * dx, 0.5 * dy, range);
  for (int j = range[2]; j <= range[3]; j++) {
    for (int i = range[0]; i <= range[1]; i++) {
      for (int k = h->start[j * h->side + i]; k < h->start[j * h->side + i + 1]; k++) {
        const VfHole *hole = &h->hole[h->index[k]];
        if (fabs(x - hole->x) <= 0.5 * dx + hole->radius && fabs(y - hole->y) <= 0.5 * dy + hole->radius) return true;
      }
    }
  }
  return false;
}
