#include "inputs/image_png.h"
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes still to be read. */
typedef struct {
  const unsigned char *at;
  size_t               left;
} Bytes;

/* Where libpng's errors go. */
typedef struct {
  jmp_buf back;
  char   *why;
} Trouble;

static void on_error(png_structp png, png_const_charp message)
{
  Trouble *trouble = png_get_error_ptr(png);
  snprintf(trouble->why, VF_IMAGE_WHY_LENGTH, "PNG: %s", message);
  longjmp(trouble->back, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep target, png_size_t n)
{
  Bytes *bytes = png_get_io_ptr(png);
  if (n > bytes->left) png_error(png, "it ends too early");
  memcpy(target, bytes->at, n);
  bytes->at += n;
  bytes->left -= n;
}

/* Grey of one pixel, stored samples of 8 or 16 bits, big end first. */
static double grey_of(const unsigned char *pixel, int channels, int bits)
{
  static const double weights[3] = {0.2126, 0.7152, 0.0722};
  const int           colours    = channels >= 3 ? 3 : 1;
  double              grey       = 0.0;
  for (int c = 0; c < colours; c++) {
    const double sample = bits == 16 ? (256.0 * pixel[2 * c] + pixel[2 * c + 1]) / 65535.0 : pixel[c] / 255.0;
    grey += colours == 1 ? sample : weights[c] * sample;
  }
  return grey;
}

/* Decodes into `rows`, allocated in between, which is why its address is kept outside what longjmp may undo. */
static void decode(png_structp png, png_infop info, VfImage *image, unsigned char **rows, Trouble *trouble)
{
  png_read_info(png, info);
  png_set_expand(png); /* palettes to colours, 1, 2 and 4 bits to 8 */
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  const int    channels = png_get_channels(png, info), bits = png_get_bit_depth(png, info);
  const size_t row_bytes = png_get_rowbytes(png, info), pixel_bytes = (size_t)channels * (size_t)(bits / 8);
  if (!vf_image_allocate(image, png_get_image_width(png, info), png_get_image_height(png, info), trouble->why))
    longjmp(trouble->back, 1);
  *rows = calloc((size_t)image->height, row_bytes);
  if (!*rows) png_error(png, "out of memory");
  for (int pass = 0; pass < passes; pass++)
    for (int j = 0; j < image->height; j++) png_read_row(png, *rows + (size_t)j * row_bytes, NULL);
  for (int j = 0; j < image->height; j++)
    for (int i = 0; i < image->width; i++)
      image->grey[(size_t)j * (size_t)image->width + (size_t)i] =
          grey_of(*rows + (size_t)j * row_bytes + (size_t)i * pixel_bytes, channels, bits);
}

bool vf_image_read_png(const unsigned char *data, size_t n, VfImage *image, char why[])
{
  Trouble         trouble = {.why = why};
  Bytes           bytes   = {.at = data, .left = n};
  unsigned char  *rows    = NULL;
  unsigned char **held    = &rows;
  png_structp     png     = png_create_read_struct(PNG_LIBPNG_VER_STRING, &trouble, on_error, on_warning);
  png_infop       info    = png ? png_create_info_struct(png) : NULL;
  volatile bool   good    = false;
  snprintf(why, VF_IMAGE_WHY_LENGTH, "out of memory");
  if (info && setjmp(trouble.back) == 0) {
    png_set_read_fn(png, &bytes, read_bytes);
    decode(png, info, image, held, &trouble);
    good = true;
  }
  free(*held);
  png_destroy_read_struct(&png, &info, NULL);
  return good;
}
