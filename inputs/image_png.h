/* PNG, for image.c. */
#ifndef VF_INPUTS_IMAGE_PNG_H
#define VF_INPUTS_IMAGE_PNG_H

#include "inputs/image.h"

/** Reads a PNG from memory. */
bool vf_image_read_png(const unsigned char *data, size_t n, VfImage *image, char why[]);

/** Sets the size and allocates the pixels; refuses sizes beyond reason. */
bool vf_image_allocate(VfImage *image, unsigned long width, unsigned long height, char why[]);

#endif
