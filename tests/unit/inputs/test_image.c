/* Images: pixels known by construction, and files that are wrong. */
#include "inputs/file.h"
#include "inputs/image.h"
#include "tests/unit/inputs/check_units.h"
#include <png.h>
#include <stdio.h>
#include <stdlib.h>

static void read_text(const char *text, size_t n, VfImage *image)
{
  char why[VF_IMAGE_WHY_LENGTH] = "";
  if (!vf_image_read_memory((const unsigned char *)text, n, image, why)) fail_msg("%s", why);
}

static void check_plain(void **state)
{
  const char text[] = "P2 # a comment\n3 2\n# another\n100\n0 50 100\n25 75 10\n";
  VfImage    image;
  (void)state;
  read_text(text, sizeof text - 1, &image);
  assert_int_equal(image.width, 3);
  assert_int_equal(image.height, 2);
  const double grey[] = {0.0, 0.5, 1.0, 0.25, 0.75, 0.1};
  for (int i = 0; i < 6; i++) assert_near(image.grey[i], grey[i]);
  vf_image_free(&image);
}

static void check_raw(void **state)
{
  VfImage image;
  (void)state;
  read_text("P5\n2 1\n255\n\x00\xFF", 13, &image);
  assert_true(image.grey[0] == 0.0 && image.grey[1] == 1.0);
  vf_image_free(&image);
  read_text("P5 2 1 65535 \x80\x00\xFF\xFF", 17, &image);
  assert_near(image.grey[0], 32768.0 / 65535.0);
  assert_true(image.grey[1] == 1.0);
  vf_image_free(&image);
}

/* Writes a small PNG of one format by libpng's simplified interface and reads it back. */
static void write_png(const char *path, png_uint_32 format, const void *pixels, int width, int height)
{
  png_image png = {.version = PNG_IMAGE_VERSION, .format = format, .width = (png_uint_32)width, .height = (png_uint_32)height};
  assert_true(png_image_write_to_file(&png, path, 0, pixels, 0, NULL));
}

static void check_png(void **state)
{
  const char          path[] = "test_image.png";
  const unsigned char grey[] = {0, 51, 102, 255, 204, 153}, colours[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255};
  char                why[VF_IMAGE_WHY_LENGTH];
  VfImage             image;
  (void)state;
  write_png(path, PNG_FORMAT_GRAY, grey, 3, 2);
  assert_true(vf_image_read(path, &image, why));
  assert_int_equal(image.width, 3);
  for (int i = 0; i < 6; i++) assert_near(image.grey[i], grey[i] / 255.0);
  vf_image_free(&image);
  write_png(path, PNG_FORMAT_RGB, colours, 2, 2);
  assert_true(vf_image_read(path, &image, why));
  const double weights[] = {0.2126, 0.7152, 0.0722, 1.0};
  for (int i = 0; i < 4; i++) assert_near(image.grey[i], weights[i]);
  vf_image_free(&image);
  remove(path);
}

/* A PNG that ends early is refused wherever it is cut, and leaves no memory behind. */
static void check_cut_png(void **state)
{
  const char          path[]    = "test_image_cut.png";
  const unsigned char grey[256] = {1, 2, 3};
  char                why[VF_IMAGE_WHY_LENGTH], *data;
  size_t              n;
  VfImage             image;
  (void)state;
  write_png(path, PNG_FORMAT_GRAY, grey, 16, 16);
  assert_null(vf_file_read(path, 1 << 20, &data, &n));
  remove(path);
  const size_t end_chunk = 12; /* libpng stops reading at the last row: the IEND chunk may be missing */
  for (size_t cut = 8; cut + end_chunk + 8 < n; cut++) {
    assert_false(vf_image_read_memory((const unsigned char *)data, cut, &image, why));
    assert_null(image.grey);
  }
  free(data);
}

static void check_refusals(void **state)
{
  static const struct {
    const char *text;
    size_t      n;
    const char *why;
  } table[] = {
      {"", 0, "neither PGM"},
      {"P6 1 1 255 abc", 14, "neither PGM"},
      {"P2", 2, "header"},
      {"P2 0 1 255 0", 12, "size is zero"},
      {"P5 99999 99999 255 a", 20, "ends before"},
      {"P2 2 1 255 1 ", 13, "ends before"},
      {"P2 2 1 255 1 256", 16, "lighter"},
      {"P5 2 1 255 a", 12, "ends before"},
      {"P2 1 1 70000 1", 14, "white"},
      {"\x89PNG\r\n\x1a\n....", 12, "PNG"},
  };
  (void)state;
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char    why[VF_IMAGE_WHY_LENGTH] = "";
    VfImage image;
    assert_false(vf_image_read_memory((const unsigned char *)table[i].text, table[i].n, &image, why));
    if (!strstr(why, table[i].why)) fail_msg("'%s' is not about '%s'", why, table[i].why);
    assert_null(image.grey);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(check_plain), cmocka_unit_test(check_raw), cmocka_unit_test(check_png),
                                     cmocka_unit_test(check_cut_png), cmocka_unit_test(check_refusals)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
