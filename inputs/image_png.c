#include "inputs/image_png.h"
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Everything a jump out of libpng must find again.  It lives on the heap: locals that change between setjmp and longjmp are lost. */
typedef struct {
  jmp_buf              back;
  char                *why;
  const unsigned char *at; /* bytes still to be read */
  size_t               left, size;
  unsigned char       *rows;
  png_structp          png;
  png_infop            info;
} Decoder;

static void on_error(png_structp png, png_const_charp message)
{
  Decoder *decoder = png_get_error_ptr(png);
  snprintf(decoder->why, VF_IMAGE_WHY_LENGTH, "PNG: %s", message);
  longjmp(decoder->back, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
  (void)png;
  (void)message;
}

static void read_bytes(png_structp png, png_bytep target, png_size_t n)
{
  Decoder *decoder = png_get_io_ptr(png);
  if (n > decoder->left) png_error(png, "it ends too early");
  memcpy(target, decoder->at, n);
  decoder->at += n;
  decoder->left -= n;
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

/* Leaves by longjmp when something is wrong. */
static void decode(Decoder *decoder, VfImage *image)
{
  png_structp png  = decoder->png;
  png_infop   info = decoder->info;
  png_read_info(png, info);
  png_set_expand(png); /* palettes to colours, 1, 2 and 4 bits to 8 */
  const int passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  const int    channels = png_get_channels(png, info), bits = png_get_bit_depth(png, info);
  const size_t row_bytes = png_get_rowbytes(png, info), pixel_bytes = (size_t)channels * (size_t)(bits / 8);
  /* deflate packs at most 1032 to 1, and a byte holds 8 pixels at most: no memory for what cannot be there */
  if ((double)png_get_image_width(png, info) * png_get_image_height(png, info) > 8.0 * 1032.0 * (double)decoder->size)
    png_error(png, "it ends too early");
  if (!vf_image_allocate(image, png_get_image_width(png, info), png_get_image_height(png, info), decoder->why))
    longjmp(decoder->back, 1);
  decoder->rows = calloc((size_t)image->height, row_bytes);
  if (!decoder->rows) png_error(png, "out of memory");
  for (int pass = 0; pass < passes; pass++)
    for (int j = 0; j < image->height; j++) png_read_row(png, decoder->rows + (size_t)j * row_bytes, NULL);
  for (size_t j = 0; j < (size_t)image->height; j++)
    for (size_t i = 0; i < (size_t)image->width; i++)
      image->grey[j * (size_t)image->width + i] = grey_of(decoder->rows + j * row_bytes + i * pixel_bytes, channels, bits);
}

bool vf_image_read_png(const unsigned char *data, size_t n, VfImage *image, char why[])
{
  Decoder *decoder = calloc(1, sizeof *decoder);
  snprintf(why, VF_IMAGE_WHY_LENGTH, "out of memory");
  if (!decoder) return false;
  decoder->why  = why;
  decoder->at   = data;
  decoder->left = decoder->size = n;
  decoder->png                  = png_create_read_struct(PNG_LIBPNG_VER_STRING, decoder, on_error, on_warning);
  decoder->info                 = decoder->png ? png_create_info_struct(decoder->png) : NULL;
  volatile bool good            = false;
  if (decoder->info && setjmp(decoder->back) == 0) {
    png_set_read_fn(decoder->png, decoder, read_bytes);
    decode(decoder, image);
    good = true;
  }
  free(decoder->rows);
  png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
  free(decoder);
  return good;
}
