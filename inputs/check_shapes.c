/* Whether film and bath fit each other. */
#include "inputs/image.h"
#include "inputs/reading.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double pi = 3.14159265358979323846, slack = 1.0 + 1e-9, thinnest = 1e-9;

/* First pixel of an image that counts, and how many do: all, or of an axisymmetric film the right half of the middle row. */
static size_t pixels(const VfReading *reading, const VfImage *image, bool film, size_t *first)
{
  const size_t width = (size_t)image->width, height = (size_t)image->height;

  *first = 0;
  if (!film || reading->kase->mesh.geometry != VF_AXISYMMETRIC) return width * height;
  *first = height / 2 * width + width / 2;
  return width - width / 2;
}

/* Reads an image of the case.  @return its mean grey, or for masks the share of bath; 0 after an error. */
static double image_mean(const VfReading *reading, const char *key, const char *path, bool mask)
{
  VfImage image;
  char    why[VF_IMAGE_WHY_LENGTH];
  double  sum = 0.0;
  if (!vf_image_read(path, &image, why)) {
    vf_complain(&reading->context, vf_reading_where(reading, key), "cannot be used (%.200s: %s); a PGM or PNG image is right", path,
                why);
    return 0.0;
  }
  size_t       first;
  const size_t n = pixels(reading, &image, !mask, &first);
  for (size_t i = first; i < first + n; i++) sum += mask ? (image.grey[i] > 0.5 ? 1.0 : 0.0) : image.grey[i];
  vf_image_free(&image);
  if (!(sum > 0.0))
    vf_complain(&reading->context, vf_reading_where(reading, key), "is all black (%.200s); %s is right", path,
                strstr(key, "pattern")          ? "white where the contact slope differs"
                : !mask                         ? "grey where the film is"
                : strcmp(key, "bath.mask") == 0 ? "white where the bath is"
                                                : "white where the holes are");
  return sum / (double)n;
}

/* Free surface of the bath [m2]; 0 when it is not known. */
static double bath_area(const VfReading *reading)
{
  const VfBath *bath = &reading->kase->bath;
  if (!vf_reading_good(reading, "bath.shape")) return 0.0;
  if (bath->shape == VF_BATH_DISC) return vf_reading_good(reading, "bath.radius") ? pi * bath->radius * bath->radius : 0.0;
  if (!vf_reading_good(reading, "bath.width|bath.height")) return 0.0;
  if (bath->shape == VF_BATH_RECTANGLE) return bath->width * bath->height;
  return vf_reading_good(reading, "bath.mask") ? bath->width * bath->height * image_mean(reading, "bath.mask", bath->mask, true)
                                               : 0.0;
}

/* Smallest width of the bath [m]. */
static double bath_width(const VfBath *bath)
{
  return bath->shape == VF_BATH_DISC ? 2.0 * bath->radius : fmin(bath->width, bath->height);
}

/* Area of the film at the start [m2], holes not taken off; 0 when it is not known. */
static double melt_area(const VfReading *reading, double bath)
{
  const VfMelt *melt = &reading->kase->melt;
  if (!vf_reading_good(reading, "melt.shape")) return 0.0;
  switch (melt->shape) {
  case VF_MELT_DISC:
    return vf_reading_good(reading, "melt.radius") ? pi * melt->radius * melt->radius : 0.0;
  case VF_MELT_RECTANGLE:
    return vf_reading_good(reading, "melt.width|melt.height") ? melt->width * melt->height : 0.0;
  case VF_MELT_ELLIPSE:
    return vf_reading_good(reading, "melt.width|melt.height") ? 0.25 * pi * melt->width * melt->height : 0.0;
  case VF_MELT_IMAGE:
    if (!vf_reading_good(reading, "melt.image")) return 0.0;
    return image_mean(reading, "melt.image", melt->image, false) > 0.0 ? bath : 0.0;
  case VF_MELT_UNIFORM:
    break;
  }
  return bath;
}

static bool inside_bath(const VfBath *bath, double x, double y)
{
  if (bath->shape == VF_BATH_DISC) return hypot(x, y) <= bath->radius * slack;
  return fabs(x) <= 0.5 * bath->width * slack && fabs(y) <= 0.5 * bath->height * slack;
}

/* Whether the outline of the film lies in the bath (in its bounding box, for a mask). */
static bool outline_fits(const VfBath *bath, const VfMelt *melt)
{
  enum { POINTS = 360 };
  const bool   disc = melt->shape == VF_MELT_DISC;
  const double a = disc ? melt->radius : 0.5 * melt->width, b = disc ? melt->radius : 0.5 * melt->height;
  if (disc && bath->shape == VF_BATH_DISC) return hypot(melt->x, melt->y) + melt->radius <= bath->radius * slack;
  for (int i = 0; i < POINTS; i++) {
    const double angle  = 2.0 * pi * i / POINTS;
    const bool   corner = melt->shape == VF_MELT_RECTANGLE;
    const double x = corner ? (i & 1 ? a : -a) : a * cos(angle), y = corner ? (i & 2 ? b : -b) : b * sin(angle);
    if (!inside_bath(bath, melt->x + x, melt->y + y)) return false;
  }
  return true;
}

static void check_outline(const VfReading *reading)
{
  const VfBath *bath = &reading->kase->bath;
  const VfMelt *melt = &reading->kase->melt;
  const char   *size = melt->shape == VF_MELT_DISC ? "melt.radius" : "melt.width";
  if (melt->shape == VF_MELT_UNIFORM || melt->shape == VF_MELT_IMAGE || !vf_reading_good(reading, "melt.x|melt.y")) return;
  if (melt->shape != VF_MELT_DISC && !vf_reading_good(reading, "melt.height")) return;
  if (!vf_reading_good(reading, size) || outline_fits(bath, melt)) return;
  if (melt->shape == VF_MELT_DISC)
    vf_complain(&reading->context, vf_reading_where(reading, size),
                "reaches beyond the bath (radius %g m at %g, %g m); a shape inside the bath is right", melt->radius, melt->x,
                melt->y);
  else
    vf_complain(&reading->context, vf_reading_where(reading, size),
                "reaches beyond the bath (%g m by %g m at %g, %g m); a shape inside the bath is right", melt->width, melt->height,
                melt->x, melt->y);
}

static void check_holes(const VfReading *reading)
{
  const VfMelt *melt = &reading->kase->melt;
  for (int i = 0; vf_reading_good(reading, "melt.holes") && i < melt->n_holes; i++)
    if (!inside_bath(&reading->kase->bath, melt->holes[i].x, melt->holes[i].y)) {
      vf_complain(&reading->context, vf_reading_where(reading, "melt.holes"),
                  "has a hole outside the bath (number %d at %g, %g m); a centre inside is right", i, melt->holes[i].x,
                  melt->holes[i].y);
      return;
    }
}

static void bounding_box(const VfBath *bath, double *width, double *height)
{
  *width  = bath->shape == VF_BATH_DISC ? 2.0 * bath->radius : bath->width;
  *height = bath->shape == VF_BATH_DISC ? 2.0 * bath->radius : bath->height;
}

/* Random holes and grains must be few enough to be drawn one by one. */
static void check_random(const VfReading *reading)
{
  const VfMelt *melt = &reading->kase->melt;
  const double  most = VF_MAX_HOLES, per_side = 3e4;
  double        width, height;
  bounding_box(&reading->kase->bath, &width, &height);
  if (vf_reading_good(reading, "melt.random_holes") && melt->random_holes.set && melt->random_holes.density * width * height > most)
    vf_complain(&reading->context, vf_reading_where(reading, "melt.random_holes"),
                "makes too many holes (%g of them, were the bath full); at most %g per m^2 is right",
                melt->random_holes.density * width * height, most / (width * height));
  if (vf_reading_good(reading, "melt.granular") && melt->granular.set && fmax(width, height) > per_side * melt->granular.grain)
    vf_complain(&reading->context, vf_reading_where(reading, "melt.granular"),
                "has too fine a grain (%g m, the bath is %g m wide); at least %g m is right", melt->granular.grain,
                fmax(width, height), fmax(width, height) / per_side);
}

/* Thickness at the start, against the thinnest film there is and the bath's width. */
static bool check_thickness(const VfReading *reading, double thickness, double density, double area)
{
  const double  width = bath_width(&reading->kase->bath);
  const VfWhere where = vf_reading_where(reading, "melt.mass");
  if (thickness >= thinnest && thickness <= width) return true;
  if (thickness < thinnest)
    vf_complain(&reading->context, where, "makes a film thinner than 1 nm (%g kg over %g m^2 is %g m); at least %g mg is right",
                reading->kase->melt.mass, area, thickness, 1e6 * thinnest * density * area);
  else
    vf_complain(&reading->context, where,
                "makes a film thicker than the bath is wide (%g kg over %g m^2 is %g m); at most %g mg is right",
                reading->kase->melt.mass, area, thickness, 1e6 * width * density * area);
  return false;
}

/* A film over all of a liquid bath must float: its draught may not exceed the depth. */
static void check_mass(const VfReading *reading, double bath)
{
  const VfCase *kase = reading->kase;
  if (kase->bath.solid || !vf_reading_good(reading, "bath.depth|bath.density|melt.melting_temperature")) return;
  const double draught = kase->melt.mass / (bath * vf_property_at(&kase->bath.density, kase->melt.melting_temperature));
  if (draught <= kase->bath.depth) return;
  vf_complain(&reading->context, vf_reading_where(reading, "melt.mass"),
              "does not fit the bath (%g kg over all of it sinks %g m deep, the bath is %g m); at most %g mg is right",
              kase->melt.mass, draught, kase->bath.depth, 1e6 * kase->melt.mass * kase->bath.depth / draught);
}

void vf_check_shapes(const VfReading *reading)
{
  const VfMelt *melt = &reading->kase->melt;
  const double  bath = bath_area(reading);
  if (!(bath > 0.0)) {
    melt_area(reading, 0.0); /* an unreadable image is reported even so */
    return;
  }
  const double area = melt_area(reading, bath);
  if (vf_reading_good(reading, "melt.shape")) check_outline(reading);
  check_holes(reading);
  check_random(reading);
  if (vf_reading_good(reading, "melt.holes_image") && melt->holes_image[0])
    image_mean(reading, "melt.holes_image", melt->holes_image, true);
  if (vf_reading_good(reading, "interface.potential|interface.pattern") && reading->kase->interface.pattern[0])
    image_mean(reading, "interface.pattern", reading->kase->interface.pattern, false);
  if (!(area > 0.0) || !vf_reading_good(reading, "melt.mass|melt.density|melt.melting_temperature|bath.material")) return;
  const double density = vf_property_at(&melt->density, melt->melting_temperature);
  if (check_thickness(reading, melt->mass / (density * area), density, area)) check_mass(reading, bath);
}
