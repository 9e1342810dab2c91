#include "inputs/image.h"
#include "inputs/file.h"
#include "inputs/image_png.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILE = 1 << 30, MAX_SIDE = 65536 };

static const double max_pixels = 1e8;

/* Where a PGM's text has been read to. */
typedef struct {
  const unsigned char *at, *end;
} Cursor;

static bool fail(char why[], const char *text)
{
  snprintf(why, VF_IMAGE_WHY_LENGTH, "%s", text);
  return false;
}

bool vf_image_allocate(VfImage *image, unsigned long width, unsigned long height, char why[])
{
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE || (double)width * (double)height > max_pixels)
    return fail(why, "its size is zero or beyond 1e8 pixels");
  image->width  = (int)width;
  image->height = (int)height;
  image->grey   = malloc((size_t)width * (size_t)height * sizeof *image->grey);
  return image->grey || fail(why, "out of memory");
}

/* Next whole number of a PGM, past blanks and comments. */
static bool next_number(Cursor *c, unsigned long *number)
{
  while (c->at < c->end && (*c->at == ' ' || (*c->at >= '\t' && *c->at <= '\r') || *c->at == '#')) {
    if (*c->at == '#')
      while (c->at < c->end && *c->at != '\n') c->at++;
    else
      c->at++;
  }
  if (c->at == c->end || *c->at < '0' || *c->at > '9') return false;
  *number = 0;
  for (; c->at < c->end && *c->at >= '0' && *c->at <= '9'; c->at++) {
    *number = 10 * *number + (unsigned long)(*c->at - '0');
    if (*number > 10000000) return false;
  }
  return true;
}

static bool read_plain(Cursor *c, VfImage *image, unsigned long white, char why[])
{
  const size_t n = (size_t)image->width * (size_t)image->height;
  for (size_t i = 0; i < n; i++) {
    unsigned long value;
    if (!next_number(c, &value)) return fail(why, "it ends before its last pixel");
    if (value > white) return fail(why, "a pixel is lighter than its white");
    image->grey[i] = (double)value / (double)white;
  }
  return true;
}

static bool read_raw(Cursor *c, VfImage *image, unsigned long white, char why[])
{
  const size_t n = (size_t)image->width * (size_t)image->height, bytes = white > 255 ? 2 : 1;
  if (c->at == c->end) return fail(why, "it ends before its first pixel");
  c->at++; /* one blank after the header */
  if ((size_t)(c->end - c->at) < n * bytes) return fail(why, "it ends before its last pixel");
  for (size_t i = 0; i < n; i++, c->at += bytes) {
    const unsigned long value = bytes == 2 ? 256ul * c->at[0] + c->at[1] : c->at[0];
    if (value > white) return fail(why, "a pixel is lighter than its white");
    image->grey[i] = (double)value / (double)white;
  }
  return true;
}

static bool read_pgm(const unsigned char *data, size_t n, VfImage *image, char why[])
{
  Cursor        c = {.at = data + 2, .end = data + n};
  unsigned long width, height, white;
  if (!next_number(&c, &width) || !next_number(&c, &height) || !next_number(&c, &white))
    return fail(why, "its PGM header is not complete");
  if (white < 1 || white > 65535) return fail(why, "its white is not between 1 and 65535");
  /* A plain pixel takes two bytes at least: no memory for what cannot be there. */
  if ((double)width * (double)height > (double)n) return fail(why, "it ends before its last pixel");
  if (!vf_image_allocate(image, width, height, why)) return false;
  return data[1] == '2' ? read_plain(&c, image, white, why) : read_raw(&c, image, white, why);
}

bool vf_image_read_memory(const unsigned char *data, size_t n, VfImage *image, char why[])
{
  static const unsigned char png[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  *image                            = (VfImage){0};
  bool good                         = false;
  if (n >= 8 && memcmp(data, png, 8) == 0)
    good = vf_image_read_png(data, n, image, why);
  else if (n >= 2 && data[0] == 'P' && (data[1] == '2' || data[1] == '5'))
    good = read_pgm(data, n, image, why);
  else
    fail(why, "it is neither PGM (P2, P5) nor PNG");
  if (!good) vf_image_free(image);
  return good;
}

bool vf_image_read(const char *path, VfImage *image, char why[])
{
  char       *data;
  size_t      n;
  const char *problem = vf_file_read(path, MAX_FILE, &data, &n);
  *image              = (VfImage){0};
  if (problem) return fail(why, problem);
  const bool good = vf_image_read_memory((const unsigned char *)data, n, image, why);
  free(data);
  return good;
}

void vf_image_free(VfImage *image)
{
  free(image->grey);
  *image = (VfImage){0};
}

double vf_image_at(const VfImage *image, double x, double y)
{
  const int i = (int)floor((x + 0.5) * image->width), j = (int)floor((0.5 - y) * image->height);
  if (i < 0 || j < 0 || i >= image->width || j >= image->height) return 0.0;
  return image->grey[(size_t)j * (size_t)image->width + (size_t)i];
}
