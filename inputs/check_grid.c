/* Whether mesh, geometry and symmetry suit the shapes. */
#include "inputs/reading.h"
#include <stdio.h>

static void check_axisymmetric(const VfReading *reading)
{
  VfCase           *kase    = reading->kase;
  const VfContext  *context = &reading->context;
  const VfMeltShape melt    = kase->melt.shape;
  if (vf_reading_good(reading, "mesh.symmetry") && kase->mesh.symmetry != VF_SYMMETRY_NONE)
    vf_complain(context, vf_reading_where(reading, "mesh.symmetry"),
                "has no meaning with geometry axisymmetric (quarter); none is right");
  if (vf_reading_good(reading, "bath.shape") && kase->bath.shape != VF_BATH_DISC)
    vf_complain(context, vf_reading_where(reading, "bath.shape"), "does not suit geometry axisymmetric; disc is right");
  if (vf_reading_good(reading, "melt.shape") && melt != VF_MELT_DISC && melt != VF_MELT_UNIFORM && melt != VF_MELT_IMAGE)
    vf_complain(context, vf_reading_where(reading, "melt.shape"),
                "does not suit geometry axisymmetric; disc, uniform or image is right");
  if (!vf_reading_good(reading, "mesh.cells")) return;
  if (kase->mesh.cells[1] > 1)
    vf_complain(context, vf_reading_where(reading, "mesh.cells"),
                "has cells along y (%d) with geometry axisymmetric; [%d] or [%d, 1] is right", kase->mesh.cells[1],
                kase->mesh.cells[0], kase->mesh.cells[0]);
  kase->mesh.cells[1] = 1;
}

/* Multigrid wraps on every grid: mesh/grid.h, vf_grid_wraps(). */
static bool wraps(int cells)
{
  int odd = cells;
  while (odd > 0 && odd % 2 == 0) odd /= 2;
  return cells >= 8 && cells % 4 == 0 && odd <= 9;
}

static void check_planar(const VfReading *reading)
{
  const VfCase *kase  = reading->kase;
  const int    *cells = kase->mesh.cells;
  if (!vf_reading_good(reading, "mesh.cells")) return;
  const VfWhere where = vf_reading_where(reading, "mesh.cells");
  if (cells[1] == 0) {
    vf_complain(&reading->context, where, "has one number ([%d]) with geometry planar; [%d, %d] is right", cells[0], cells[0],
                cells[0]);
    return;
  }
  const bool quarter = vf_reading_good(reading, "mesh.symmetry") && kase->mesh.symmetry == VF_SYMMETRY_QUARTER;
  if (vf_reading_good(reading, "bath.shape|bath.edges") && kase->bath.edges == VF_EDGES_PERIODIC &&
      !(wraps(cells[0]) && wraps(cells[1])))
    vf_complain(
        &reading->context, where,
        "do not halve to a handful ([%d, %d]) with periodic edges; 1, 3, 5, 7 or 9 times a power of two, 8 at least, is right",
        cells[0], cells[1]);
  if (quarter && (cells[0] % 2 || cells[1] % 2))
    vf_complain(&reading->context, where, "is odd ([%d, %d]) with symmetry quarter; even numbers are right", cells[0], cells[1]);
}

/* Shapes off the centre have neither symmetry. */
static void check_centred(const VfReading *reading, const char *symmetry)
{
  const VfMelt    *melt    = &reading->kase->melt;
  const VfContext *context = &reading->context;
  const char      *axes[]  = {"melt.x", "melt.y"};
  const double     at[]    = {melt->x, melt->y};
  for (int i = 0; i < 2; i++)
    if (vf_reading_good(reading, axes[i]) && (at[i] > 0.0 || at[i] < 0.0))
      vf_complain(context, vf_reading_where(reading, axes[i]), "is off the centre (%g m) with %s; 0 m is right", at[i], symmetry);
  for (int i = 0; vf_reading_good(reading, "melt.holes") && i < melt->n_holes; i++)
    if (!(melt->holes[i].x == 0.0 && melt->holes[i].y == 0.0)) {
      vf_complain(context, vf_reading_where(reading, "melt.holes"),
                  "has a hole off the centre (number %d) with %s; x and y 0 m are right", i, symmetry);
      break;
    }
  if (vf_reading_good(reading, "melt.perturbation") && melt->perturbation.set && !(melt->perturbation.wavelength > 0.0))
    vf_complain(context, vf_reading_where(reading, "melt.perturbation"), "is random with %s; a wavelength is right", symmetry);
  const struct {
    const char *key, *what;
    bool        set;
  } films[] = {{"melt.random_holes", "is random", melt->random_holes.set},
               {"melt.granular", "is random", melt->granular.set},
               {"melt.holes_image", "is an image", melt->holes_image[0] != '\0'}};
  for (int i = 0; i < 3; i++)
    if (vf_reading_good(reading, films[i].key) && films[i].set)
      vf_complain(context, vf_reading_where(reading, films[i].key), "%s with %s; geometry planar with symmetry none is right",
                  films[i].what, symmetry);
}

void vf_check_grid(const VfReading *reading)
{
  if (!vf_reading_good(reading, "mesh.geometry")) return;
  const bool axisymmetric = reading->kase->mesh.geometry == VF_AXISYMMETRIC;
  const bool quarter      = vf_reading_good(reading, "mesh.symmetry") && reading->kase->mesh.symmetry == VF_SYMMETRY_QUARTER;
  if (axisymmetric)
    check_axisymmetric(reading);
  else
    check_planar(reading);
  if (axisymmetric)
    check_centred(reading, "geometry axisymmetric");
  else if (quarter)
    check_centred(reading, "symmetry quarter");
  if ((axisymmetric || quarter) && vf_reading_good(reading, "melt.waves") && reading->kase->melt.n_waves > 0)
    vf_complain(&reading->context, vf_reading_where(reading, "melt.waves"),
                "have neither symmetry; geometry planar with symmetry none is right");
  if (quarter && !axisymmetric && vf_reading_good(reading, "melt.shape") && reading->kase->melt.shape == VF_MELT_IMAGE)
    vf_complain(&reading->context, vf_reading_where(reading, "melt.shape"),
                "is an image with symmetry quarter; symmetry none is right");
  if (quarter && !axisymmetric && vf_reading_good(reading, "bath.shape") && reading->kase->bath.shape == VF_BATH_MASK)
    vf_complain(&reading->context, vf_reading_where(reading, "bath.shape"),
                "is a mask with symmetry quarter; symmetry none is right");
}
