/* Grey images as thickness maps and bath masks: PGM (P2, P5; 8 or 16 bits) and PNG. */
#ifndef VF_INPUTS_IMAGE_H
#define VF_INPUTS_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

enum { VF_IMAGE_WHY_LENGTH = 128 };

typedef struct {
  int     width, height;
  double *grey; /* (height * width) row after row from the top, 0 black to 1 white; the stored values, no gamma correction */
} VfImage;

/** Reads an image; the kind is told by its first bytes, not by its name.  Colours become grey by
    0.2126 R + 0.7152 G + 0.0722 B, transparency is ignored.  At most 1e8 pixels.
    @param why (VF_IMAGE_WHY_LENGTH) what is wrong, when it fails.
    @return whether it could be read; free with vf_image_free(). */
bool vf_image_read(const char *path, VfImage *image, char why[]);

/** The same from memory. */
bool vf_image_read_memory(const unsigned char *data, size_t n, VfImage *image, char why[]);

/** Grey at a point of an image that covers the unit square round the origin, x to the right and y up; 0 beyond. */
double vf_image_at(const VfImage *image, double x, double y);

/** Frees the pixels. */
void vf_image_free(VfImage *image);

#endif
