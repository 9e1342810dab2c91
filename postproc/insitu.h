/* Pictures and extracts made while a run goes on: the one interface to what makes them.

   A backend is a shared library that the program opens only when a case asks for it (insitu_module.h) and that shows one symbol, a
   VfInsituBackend named vf_insitu_backend.  ParaView's Catalyst is behind insitu_paraview.cxx; Catalyst 2's C API would be another
   file with the same four functions.  Python scripts are those of ParaView (5.9 or later) with either.

   The grid of a rank is its part of the arrays of mesh/grid.h, ghosts and all, so that fields are shown where they lie, without a copy.
   Ghost cells: those that another rank owns are marked as duplicates; those beyond the outer walls, and the second layer, are hidden. */
#ifndef VF_POSTPROC_INSITU_H
#define VF_POSTPROC_INSITU_H

#include <mpi.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { VF_INSITU_MESSAGE = 1024 };

/* What stands in `ghost`: 0 for own cells (VTK's numbers). */
enum { VF_INSITU_DUPLICATE = 1, VF_INSITU_HIDDEN = 32 };

/* Cells of this rank: first <= i < first + cells along x and y, global numbers; row after row. */
typedef struct {
  int                  first[2], cells[2];
  int                  whole_first[2], whole_cells[2]; /* of all ranks together */
  const double        *x, *y;                          /* (cells + 1) [m] sides of the cells */
  const unsigned char *ghost;                          /* (cells[1], cells[0]) */
} VfInsituGrid;

/* A value a cell; lies still while execute runs. */
typedef struct {
  const char          *name;
  int                  components; /* 1, or 3 one after the other */
  const double        *values;     /* (cells[1], cells[0], components), or NULL: */
  const unsigned char *bytes;      /* (cells[1], cells[0]) */
} VfInsituArray;

typedef struct {
  MPI_Comm     comm;      /* of the run */
  const char  *channel;   /* name under which scripts find the grid */
  const char  *script;    /* Python file given to the backend */
  const char  *directory; /* results go here; exists */
  const char  *settings;  /* JSON for the script, in the environment as VITRIFLOAT_INSITU */
  VfInsituGrid grid;      /* what it points to outlives the backend */
} VfInsituSetup;

typedef struct {
  long                 step;
  double               time; /* [s] */
  bool                 last; /* nothing follows */
  int                  n;
  const VfInsituArray *arrays; /* (n) */
} VfInsituFrame;

/* All functions are collective on setup.comm.  Those with a message return 0, or something else after one line there; "" otherwise.
   A message with 0 is a complaint of the pipeline that it survived. */
typedef struct {
  int (*init)(const VfInsituSetup *setup, void **state, char message[VF_INSITU_MESSAGE]);
  bool (*needed)(void *state, long step, double time, bool last); /* does the script want this state? */
  int (*execute)(void *state, const VfInsituFrame *frame, char message[VF_INSITU_MESSAGE]);
  void (*finalize)(void **state);
} VfInsituBackend;

extern const VfInsituBackend vf_insitu_backend;

#ifdef __cplusplus
}
#endif

#endif
