#include "solver/gas/gas_map.h"
#include "inputs/case_laws.h"
#include <math.h>

static const double room_temperature = 298.15; /* [K] at which pores were measured */

static PetscErrorCode allocate(MPI_Comm comm, const VfCase *kase, int n, VfGasMap *map)
{
  PetscFunctionBeginUser;
  *map = (VfGasMap){.comm = comm, .zni = kase->melt.zni_fraction};
  PetscCall(PetscMalloc3(n, &map->h, n, &map->area, n, &map->density));
  PetscFunctionReturn(0);
}

/* Means and ranges over all ranks. */
static PetscErrorCode agree(VfGasMap *map)
{
  double sums[3] = {0.0, 0.0, (double)map->liquid}, range[2] = {-INFINITY, -INFINITY};

  PetscFunctionBeginUser;
  for (int k = 0; k < map->n; k++) {
    sums[0] += map->area[k];
    sums[1] += map->area[k] * map->h[k];
    range[0] = fmax(range[0], -map->density[k]);
    range[1] = fmax(range[1], map->density[k]);
  }
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, sums, 3, MPI_DOUBLE, MPI_SUM, map->comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, range, 2, MPI_DOUBLE, MPI_MAX, map->comm));
  map->film_area      = sums[0];
  map->thickness_mean = sums[0] > 0.0 ? sums[1] / sums[0] : 0.0;
  map->liquid         = (long)sums[2];
  map->density_low    = -range[0];
  map->density_high   = range[1];
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasMapUniform(MPI_Comm comm, const VfCase *kase, VfGasMap *map)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(allocate(comm, kase, 1, map));
  map->n          = rank == 0;
  map->h[0]       = kase->transport.thickness.value;
  map->area[0]    = kase->transport.area.set ? kase->transport.area.value : 1.0;
  map->density[0] = vf_property_at(&kase->melt.density_glass, room_temperature);
  PetscCall(agree(map));
  PetscFunctionReturn(0);
}

/* Density of the amorphous glass at room temperature by its fictive temperature; a film that is still liquid, or never melted, counts
   as frozen at the glass transition. */
static PetscErrorCode glass_density(const VfDensity *law, double Tf, VfGasMap *map, double *density)
{
  const bool   frozen = Tf > 0.0 && Tf <= law->Tg + 30.0; /* fast quenches freeze some tens of kelvin above the calorimetric one */
  const double X = 0.0, structure = frozen ? Tf : law->Tg;
  VfDensityValue value;

  PetscFunctionBeginUser;
  if (!frozen) map->liquid++;
  PetscCheck(!vf_density_eval(law, 1, &room_temperature, &structure, &X, &value), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "no density of glass with a fictive temperature of %g K", structure);
  *density = value.rho;
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasMapFill(const VfGrid *g, const VfCase *kase, const VfGasFields *fields, VfGasMap *map)
{
  VfDensity law = vf_case_density(kase);

  PetscFunctionBeginUser;
  law.z = 0.0; /* zni is dense and has no part in the pores */
  PetscCall(allocate(g->comm, kase, g->xm * g->ym, map));
  for (int j = 0; j < g->ym; j++) {
    for (int i = 0; i < g->xm; i++) {
      const int    k    = j * g->xm + i;
      const double area = vf_bath_area(g, g->xs + i, g->ys + j) * fields->c[k];

      if (!(area > 0.0 && fields->h[k] > 0.0)) continue;
      map->h[map->n]    = fields->h[k];
      map->area[map->n] = area;
      PetscCall(glass_density(&law, fields->Tf[k], map, &map->density[map->n]));
      map->n++;
    }
  }
  PetscCall(agree(map));
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasMapHoles(VfGasMap *map, int n, const double areas[], double count, double total)
{
  double known = 0.0;

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(n + 1, &map->hole_area, n + 1, &map->hole_count));
  for (int k = 0; k < n; k++) {
    map->hole_area[k]  = areas[k];
    map->hole_count[k] = 1.0;
    known += areas[k];
  }
  map->n_holes = n;
  if (count > n && total > known) {
    map->hole_area[n]  = (total - known) / (count - n);
    map->hole_count[n] = count - n;
    map->n_holes       = n + 1;
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfGasMapDestroy(VfGasMap *map)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree3(map->h, map->area, map->density));
  PetscCall(PetscFree2(map->hole_area, map->hole_count));
  *map = (VfGasMap){0};
  PetscFunctionReturn(0);
}
