#include "solver/initial.h"
#include "inputs/image.h"
#include "mesh/cut_cells.h"
#include "physics/random.h"
#include "solver/glass.h"
#include "solver/grains.h"
#include "solver/holes.h"
#include <math.h>

/* Points per side at which a partly covered cell is sampled; on rings one side costs nothing. */
enum { SAMPLES_PLANE = VF_CUT_SAMPLES, SAMPLES_RING = 4096 };

/* What bath and film are made from at the start. */
typedef struct {
  const VfCase *kase;
  VfImage       mask, thickness, hole; /* images, where the case has them */
  double        width, height;         /* [m] of the bath's bounding box */
  VfHoles       holes;
  VfGrains      grains; /* layers 0: none */
} Shapes;

static double pixel(const VfImage *image, double x, double y, double width, double height)
{
  return vf_image_at(image, x / width, y / height);
}

/* Do the points of a cell that are sampled lie in one pixel? */
static bool one_pixel(const VfImage *image, const VfGrid *g, double x, double y, double width, double height)
{
  const double dx = 0.5 * g->dx * (1.0 - 1.0 / SAMPLES_PLANE), dy = 0.5 * g->dy * (1.0 - 1.0 / SAMPLES_PLANE);
  const double across[2] = {((x - dx) / width + 0.5) * image->width, ((x + dx) / width + 0.5) * image->width};
  const double down[2]   = {(0.5 - (y - dy) / height) * image->height, (0.5 - (y + dy) / height) * image->height};

  return floor(across[0]) == floor(across[1]) && floor(down[0]) == floor(down[1]);
}

static bool inside_bath(const void *context, double x, double y)
{
  const Shapes *shape = context;
  const VfBath *bath  = &shape->kase->bath;

  if (bath->shape == VF_BATH_DISC) return x * x + y * y < bath->radius * bath->radius;
  if (fabs(x) >= 0.5 * bath->width || fabs(y) >= 0.5 * bath->height) return false;
  return bath->shape == VF_BATH_RECTANGLE || pixel(&shape->mask, x, y, bath->width, bath->height) > 0.5;
}

/* The images of a case were read when the case was checked; here they are read again. */
static PetscErrorCode read_image(const char *path, VfImage *image)
{
  char why[VF_IMAGE_WHY_LENGTH];

  PetscFunctionBeginUser;
  PetscCheck(vf_image_read(path, image, why), PETSC_COMM_SELF, PETSC_ERR_FILE_READ, "%s: %s", path, why);
  PetscFunctionReturn(0);
}

static void bounding_box(const VfBath *bath, double *width, double *height)
{
  *width  = bath->shape == VF_BATH_DISC ? 2.0 * bath->radius : bath->width;
  *height = bath->shape == VF_BATH_DISC ? 2.0 * bath->radius : bath->height;
}

bool vf_initial_fits(const VfCase *kase, int ranks)
{
  const int part = kase->mesh.symmetry == VF_SYMMETRY_QUARTER ? 2 : 1;

  return kase->mesh.geometry == VF_AXISYMMETRIC || vf_grid_fits(kase->mesh.cells[0] / part, kase->mesh.cells[1] / part, ranks);
}

PetscErrorCode VfInitialGrid(MPI_Comm comm, const VfCase *k, VfGrid **grid)
{
  const bool quarter = k->mesh.symmetry == VF_SYMMETRY_QUARTER;
  Shapes     shape   = {.kase = k};
  VfGridSpec spec    = {.nx = k->mesh.cells[0], .ny = k->mesh.cells[1], .copies = 1};
  double     width, height;

  PetscFunctionBeginUser;
  bounding_box(&k->bath, &width, &height);
  spec.axisymmetric = k->mesh.geometry == VF_AXISYMMETRIC;
  if (spec.axisymmetric) {
    spec.ny = 1;
    spec.dx = k->bath.radius / spec.nx;
    spec.dy = 1.0;
  } else {
    spec.dx       = width / spec.nx;
    spec.dy       = height / spec.ny;
    spec.x0       = quarter ? 0.0 : -0.5 * width;
    spec.y0       = quarter ? 0.0 : -0.5 * height;
    spec.periodic = k->bath.shape == VF_BATH_RECTANGLE && k->bath.edges == VF_EDGES_PERIODIC;
    if (quarter) {
      spec.nx /= 2;
      spec.ny /= 2;
      spec.copies = 4;
    }
  }
  if (k->bath.shape == VF_BATH_MASK) PetscCall(read_image(k->bath.mask, &shape.mask));
  PetscCall(VfGridCreate(comm, &spec, inside_bath, &shape, grid));
  if (k->bath.shape == VF_BATH_MASK) vf_image_free(&shape.mask);
  PetscFunctionReturn(0);
}

/* Relative thickness of the outline at a point, holes and grains aside; 0 where bare. */
static double outline_at(const Shapes *f, double x, double y)
{
  const VfMelt *melt = &f->kase->melt;
  const double  X = x - melt->x, Y = y - melt->y;

  switch (melt->shape) {
  case VF_MELT_DISC:
    return X * X + Y * Y < melt->radius * melt->radius;
  case VF_MELT_RECTANGLE:
    return fabs(X) < 0.5 * melt->width && fabs(Y) < 0.5 * melt->height;
  case VF_MELT_ELLIPSE:
    return 4.0 * (X * X / (melt->width * melt->width) + Y * Y / (melt->height * melt->height)) < 1.0;
  case VF_MELT_IMAGE:
    return pixel(&f->thickness, x, y, f->width, f->height);
  case VF_MELT_UNIFORM:
    break;
  }
  return 1.0;
}

/* The same with its holes. */
static double film_at(const Shapes *f, double x, double y)
{
  if (vf_holes_at(&f->holes, x, y)) return 0.0;
  if (f->hole.grey && pixel(&f->hole, x, y, f->width, f->height) > 0.5) return 0.0;
  return outline_at(f, x, y);
}

/* Repeatable noise in -1 .. 1 of a cell, the same on any number of ranks. */
static double noise(unsigned long seed, int i, int j)
{
  return 2.0 * vf_random_at(seed, i, j) - 1.0;
}

static double perturbed(const VfCase *k, const VfGrid *g, int i, int j)
{
  const VfPerturbation *p = &k->melt.perturbation;
  const double          q = p->wavelength > 0.0 ? 2.0 * PETSC_PI / p->wavelength : 0.0;

  double waves = 1.0;

  for (int w = 0; w < k->melt.n_waves; w++) {
    const VfWave *wave = &k->melt.waves[w];

    waves += wave->amplitude *
             cos(2.0 * PETSC_PI * (wave->x * vf_x(g, i) / (g->nx * g->dx) + wave->y * vf_y(g, j) / (g->ny * g->dy)) + wave->phase);
  }
  if (!p->set) return waves;
  if (!(p->wavelength > 0.0)) return waves * (1.0 + p->amplitude * noise(p->seed, i, j));
  return waves * (1.0 + p->amplitude * cos(q * vf_x(g, i)) * cos(q * vf_y(g, j)));
}

/* Covered fraction of a cell and the mean relative thickness of its covered part; film lies on bath only. */
static void sample(const VfGrid *g, const Shapes *film, int i, int j, double *c, double *level)
{
  const bool cut   = g->fraction[vf_index(g, i, j)] < 1.0;
  const bool bored = film->hole.grey || vf_holes_near(&film->holes, vf_x(g, i), vf_y(g, j), g->dx, g->axisymmetric ? 0.0 : g->dy);
  const int  nx = g->axisymmetric ? SAMPLES_RING : SAMPLES_PLANE, ny = g->axisymmetric ? 1 : SAMPLES_PLANE;
  double     covered = 0.0, sum = 0.0, all = 0.0;

  for (int b = 0; b < ny; b++) {
    for (int a = 0; a < nx; a++) {
      const double x      = vf_x(g, i) + ((a + 0.5) / nx - 0.5) * g->dx,
                   y      = vf_y(g, j) + (g->axisymmetric ? 0.0 : ((b + 0.5) / ny - 0.5) * g->dy);
      const double weight = g->axisymmetric ? x : 1.0;
      double       f      = cut && !inside_bath(film, x, y) ? 0.0 : bored ? film_at(film, x, y) : outline_at(film, x, y);

      if (f > 0.0 && film->grains.layers > 0) f *= vf_grains_at(&film->grains, x, y);
      all += weight;
      covered += f > 0.0 ? weight : 0.0;
      sum += weight * f;
    }
  }
  *c     = covered / all;
  *level = covered > 0.0 ? sum / covered : 0.0;
}

/* Samples only where needed: a cell whose corners and centre agree, away from small features, is taken whole. */
static void shape_cell(const VfGrid *g, const Shapes *film, int i, int j, double *c, double *level)
{
  const double x = vf_x(g, i), y = vf_y(g, j), centre = outline_at(film, x, y);
  bool         even = !film->hole.grey && g->fraction[vf_index(g, i, j)] >= 1.0;

  if (film->kase->melt.shape == VF_MELT_IMAGE) even = even && one_pixel(&film->thickness, g, x, y, film->width, film->height);

  for (int b = -1; b <= 1 && even && film->kase->melt.shape != VF_MELT_IMAGE; b += 2) {
    for (int a = -1; a <= 1 && even; a += 2)
      even = outline_at(film, x + 0.5 * a * g->dx, g->axisymmetric ? 0.0 : y + 0.5 * b * g->dy) == centre;
  }
  if (!even || vf_holes_near(&film->holes, x, y, g->dx, g->axisymmetric ? 0.0 : g->dy)) {
    sample(g, film, i, j, c, level);
    return;
  }
  *c     = centre > 0.0 ? 1.0 : 0.0;
  *level = centre;
  if (!(centre > 0.0) || film->grains.layers == 0) return;
  const double mean = vf_grains_mean(&film->grains, x, y, g->dx, g->dy, c);

  *level = *c > 0.0 ? centre * mean / *c : 0.0;
}

/* Area of the outline [m2]; of an image the bath's bounding box. */
static double outline_area(const Shapes *f)
{
  const VfMelt *melt = &f->kase->melt;

  switch (melt->shape) {
  case VF_MELT_DISC:
    return PETSC_PI * melt->radius * melt->radius;
  case VF_MELT_RECTANGLE:
    return melt->width * melt->height;
  case VF_MELT_ELLIPSE:
    return 0.25 * PETSC_PI * melt->width * melt->height;
  case VF_MELT_UNIFORM:
  case VF_MELT_IMAGE:
    break;
  }
  return f->kase->bath.shape == VF_BATH_DISC ? 0.25 * PETSC_PI * f->width * f->height : f->width * f->height;
}

/* May a random hole lie here? */
static bool is_ground(const void *context, double x, double y)
{
  return inside_bath(context, x, y) && outline_at(context, x, y) > 0.0;
}

static PetscErrorCode film_create(const VfCase *k, Shapes *f)
{
  const VfMelt *melt = &k->melt;

  PetscFunctionBeginUser;
  *f = (Shapes){.kase = k};
  bounding_box(&k->bath, &f->width, &f->height);
  if (melt->shape == VF_MELT_IMAGE) PetscCall(read_image(melt->image, &f->thickness));
  if (melt->holes_image[0]) PetscCall(read_image(melt->holes_image, &f->hole));
  if (k->bath.shape == VF_BATH_MASK) PetscCall(read_image(k->bath.mask, &f->mask));
  PetscCall(VfHolesCreate(melt, f->width, f->height, k->bath.edges == VF_EDGES_PERIODIC, is_ground, f, &f->holes));
  if (melt->granular.set) {
    const double solid = melt->mass / (melt->density_crystal * outline_area(f));
    PetscCall(VfGrainsCreate(&melt->granular, solid / (1.0 - melt->granular.porosity), &f->grains));
  }
  PetscFunctionReturn(0);
}

static PetscErrorCode film_destroy(Shapes *f)
{
  PetscFunctionBeginUser;
  if (f->mask.grey) vf_image_free(&f->mask);
  if (f->thickness.grey) vf_image_free(&f->thickness);
  if (f->hole.grey) vf_image_free(&f->hole);
  PetscCall(VfHolesDestroy(&f->holes));
  PetscCall(VfGrainsDestroy(&f->grains));
  PetscFunctionReturn(0);
}

/* m and c from the shape; m relative, returns its integral [m2]. */
static PetscErrorCode shape_film(const VfGrid *g, const VfCase *k, VfState *s, double *total)
{
  Shapes film;
  double sum = 0.0;

  PetscFunctionBeginUser;
  PetscCall(film_create(k, &film));
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      const size_t q = vf_index(g, i, j);
      double       level;

      if (!g->inside[q]) continue;
      shape_cell(g, &film, i, j, &s->c[q], &level);
      s->m[q] = s->c[q] * level * perturbed(k, g, i, j);
      sum += s->m[q] * vf_cell_weight(g, i);
    }
  }
  PetscCall(film_destroy(&film));
  PetscCallMPI(MPI_Allreduce(&sum, total, 1, MPI_DOUBLE, MPI_SUM, g->comm));
  PetscFunctionReturn(0);
}

PetscErrorCode VfInitialState(const VfGrid *g, const VfCase *k, VfState *s)
{
  double total;

  PetscFunctionBeginUser;
  PetscCall(shape_film(g, k, s, &total));
  PetscCheck(total > 0.0, g->comm, PETSC_ERR_ARG_OUTOFRANGE, "the melt's shape covers no cell of the bath");
  for (size_t q = 0; q < g->n_local; q++) {
    s->m[q] *= k->melt.mass / total;
    s->T[q] = k->programme.T_start;
    s->X[q] = 1.0;
    vf_glass_reset(s, q);
  }
  s->segment_T = k->programme.T_start;
  s->porosity  = k->melt.granular.set ? k->melt.granular.porosity : 0.0;
  PetscCall(VfStateMass(g, s, &s->mass_initial));
  PetscFunctionReturn(0);
}
