/* The XDMF file that lets ParaView open fields.h5 by double click: text that names datasets, grid and times.

   Shapes that ParaView 5.11 reads right: 3DCoRectMesh with one layer of cells (a 2-D one lands in the y-z plane), origin and
   spacing in the order z y x, and data items of the same rank as their dataset. */
#ifndef VF_POSTPROC_XDMF_H
#define VF_POSTPROC_XDMF_H

#include "mesh/grid.h"

typedef struct {
  long   step;
  double time; /* [s] */
} VfFrame;

typedef struct {
  const char *name, *unit, *long_name;
  int         components; /* 1 or 3 */
} VfXdmfArray;

typedef struct {
  const VfGrid      *grid;
  const char        *data; /* name of the HDF5 file, relative to the .xmf */
  int                n_frames;
  const VfFrame     *frames;
  int                n_arrays;
  const VfXdmfArray *arrays; /* /step_NNNNNN/NAME in the HDF5 file; beside them /mask */
} VfXdmf;

enum { VF_FRAME_NAME_LENGTH = 32 };

/** Name of a step's group in the HDF5 file. */
void vf_frame_name(long step, char name[VF_FRAME_NAME_LENGTH]);

/** Writes the file, whole or not at all.  One process.  @param message one line on failure.  @return success */
bool vf_xdmf_write(const char *path, const VfXdmf *xdmf, char message[], size_t size);

/** Adds the last of xdmf->frames to a file that holds the others: one write over the closing tags, whatever the length of the
    file; a disk that is full leaves it as it was.  One process.  @return success */
bool vf_xdmf_append(const char *path, const VfXdmf *xdmf, char message[], size_t size);

#endif
