/* Exchange of ghost cells between ranks, for fields stored one array each (structure of arrays).

   DMStag's own scatters move interlaced vectors; the kernels run on separate arrays so that they vectorise, and multigrid needs
   halos on grids DMStag does not know.  Two phases (x, then y with the corners included) fill diagonal ghosts with four messages. */
#ifndef VF_MESH_HALO_H
#define VF_MESH_HALO_H

#include <petscsys.h>

enum { VF_HALO_MAX_FIELDS = 8 };

typedef struct {
  MPI_Comm comm;
  int      self;                     /* this rank: its own neighbour across a periodic edge */
  int      west, east, south, north; /* ranks, MPI_PROC_NULL at outer walls */
  int      xm, ym, width, ld;        /* owned cells, ghost layers, row length */
  double  *buffer;                   /* send and receive, both sides of one phase */
  size_t   buffer_side;              /* doubles in each quarter of the buffer */
} VfHaloPlan;

/** Prepares exchanges for fields with `width` ghost layers around xm x ym owned cells.  Not collective. */
PetscErrorCode VfHaloCreate(MPI_Comm comm, const int neighbour_wesn[4], int xm, int ym, int width, VfHaloPlan *plan);

/** Fills the ghosts of n <= VF_HALO_MAX_FIELDS fields from the neighbours; ghosts beyond outer walls keep their values.
    @param fields first element of each array, ghosts included.  Collective on the plan's communicator. */
PetscErrorCode VfHaloExchange(const VfHaloPlan *plan, int n, double *const fields[]);

/** The transpose of VfHaloExchange: what stands in ghosts is added to the neighbours' own cells.  Ghosts keep their values. */
PetscErrorCode VfHaloReturn(const VfHaloPlan *plan, int n, double *const fields[]);

PetscErrorCode VfHaloDestroy(VfHaloPlan *plan);

#endif
