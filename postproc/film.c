#include "postproc/film.h"
#include "postproc/film_rows.h"
#include <math.h>

static void packed_op(void *in, void *inout, int *count, MPI_Datatype *type)
{
  const double *a = in;
  double       *b = inout;

  (void)type;
  for (int n = 0; n < *count; n++) vf_film_rows_merge(a + n * VF_FILM_PACKED, b + n * VF_FILM_PACKED);
}

static double *field_data(const VfView *view, const char *name)
{
  const VfField *f = vf_view_field(view, name);
  return f ? f->data : NULL;
}

static VfFilm film_unpack(const VfFilmSource *s, const double p[VF_FILM_PACKED])
{
  const bool   film = p[DEV_WEIGHT] > 0.0, half = isfinite(p[MIN_H]), massive = film && p[SUM_MASS] > 0.0;
  const double nan_ = (double)NAN;
  VfFilm       f;

  f.mass                    = p[SUM_MASS];
  f.covered_area            = p[SUM_COVERED];
  f.bath_area               = p[SUM_BATH];
  f.thickness_mean          = film ? p[DEV_MEAN] : nan_;
  f.thickness_std           = film ? sqrt(p[DEV_SQUARES] / p[DEV_WEIGHT]) : nan_;
  f.thickness_min           = film ? p[half ? MIN_H : MIN_H_ANY] : nan_;
  f.thickness_max           = film ? -p[half ? MIN_NEG_H : MIN_NEG_H_ANY] : nan_;
  f.thickness_centre        = p[SUM_CENTRE_CELLS] > 0.0 ? p[SUM_CENTRE] / p[SUM_CENTRE_CELLS] : nan_;
  f.temperature_min         = film && s->T ? p[MIN_T] : nan_;
  f.temperature_max         = film && s->T ? -p[MIN_NEG_T] : nan_;
  f.crystal_fraction        = massive && s->X ? p[SUM_M_X] / p[SUM_MASS] : nan_;
  f.viscosity               = massive && s->eta ? exp(p[SUM_M_LOG_ETA] / p[SUM_MASS]) : nan_;
  f.speed_max               = film && s->u ? sqrt(-p[half ? MIN_NEG_SPEED2 : MIN_NEG_SPEED2_ANY]) : nan_;
  f.rim_covered             = p[SUM_RIM] > 0.0 ? p[SUM_RIM_COVERED] / p[SUM_RIM] : nan_;
  f.temperature             = !s->T ? nan_ : massive ? p[SUM_M_T] / p[SUM_MASS] : p[SUM_BATH_T] / p[SUM_BATH];
  f.fictive_temperature     = p[SUM_MOLTEN] > 0.0 ? p[SUM_MOLTEN_TF] / p[SUM_MOLTEN] : nan_;
  f.fictive_temperature_min = p[SUM_MOLTEN] > 0.0 ? p[MIN_TF] : nan_;
  f.fictive_temperature_max = p[SUM_MOLTEN] > 0.0 ? -p[MIN_NEG_TF] : nan_;
  f.decomposition           = massive && s->decomposition ? p[SUM_M_DECOMPOSITION] / p[SUM_MASS] : nan_;
  f.cooling_rate            = p[SUM_COOLED] > 0.0 ? p[SUM_COOLED_RATE] / p[SUM_COOLED] : nan_;
  return f;
}

PetscErrorCode VfFilmMeasure(const VfView *view, double own, double *total, VfFilm *film)
{
  const VfGrid *g = view->grid;
  VfFilmSource  s = {.grid = g};
  double        local[VF_FILM_PACKED], all[VF_FILM_PACKED];
  MPI_Datatype  type;
  MPI_Op        op;

  PetscFunctionBeginUser;
  s.h             = field_data(view, "h");
  s.c             = field_data(view, "c");
  s.m             = field_data(view, "m");
  s.T             = field_data(view, "T");
  s.X             = field_data(view, "X");
  s.eta           = field_data(view, "eta");
  s.Tf            = field_data(view, "Tf");
  s.decomposition = field_data(view, "decomposition");
  s.rate          = field_data(view, "cooling_rate");
  s.u             = field_data(view, "u");
  s.v             = field_data(view, "v");
  PetscCheck(s.h && s.c && s.m, g->comm, PETSC_ERR_ARG_WRONG, "diagnostics need the fields h, c and m");
  vf_film_rows_reset(local);
  for (int j = g->ys; j < g->ys + g->ym; j++) { /* row sums first: their round-off grows with nx + ny, not nx ny */
    double row[VF_FILM_PACKED];
    vf_film_rows_reset(row);
    vf_film_rows_add(&s, j, row);
    vf_film_rows_merge(row, local);
  }
  local[SUM_OWN] = own;
  PetscCallMPI(MPI_Type_contiguous(VF_FILM_PACKED, MPI_DOUBLE, &type));
  PetscCallMPI(MPI_Type_commit(&type));
  PetscCallMPI(MPI_Op_create(packed_op, 1, &op));
  PetscCallMPI(MPI_Allreduce(local, all, 1, type, op, g->comm));
  PetscCallMPI(MPI_Op_free(&op));
  PetscCallMPI(MPI_Type_free(&type));
  *total = all[SUM_OWN];
  *film  = film_unpack(&s, all);
  PetscFunctionReturn(0);
}
