/* Feeds the image reader with anything; what it accepts lies between 0 and 1. */
#include "inputs/image.h"
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  VfImage image;
  char    why[VF_IMAGE_WHY_LENGTH];
  if (!vf_image_read_memory(data, size, &image, why)) return image.grey ? abort(), 0 : 0;
  const size_t n = (size_t)image.width * (size_t)image.height;
  for (size_t i = 0; i < n; i++)
    if (!(image.grey[i] >= 0.0 && image.grey[i] <= 1.0 + 1e-12)) abort();
  vf_image_free(&image);
  return 0;
}
