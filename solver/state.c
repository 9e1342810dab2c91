#include "solver/state.h"

enum { CURRENT_FIELDS = 11 };

/* Where the fields of every state are kept. */
static void current_fields(VfState *s, double **fields[CURRENT_FIELDS])
{
  double **const f[CURRENT_FIELDS] = {&s->m, &s->c, &s->X, &s->T, &s->u, &s->v, &s->h, &s->Tf, &s->decomposition, &s->eta, &s->rho};

  for (int k = 0; k < CURRENT_FIELDS; k++) fields[k] = f[k];
}

PetscErrorCode VfStateCreate(const VfGrid *grid, bool history, VfState *s)
{
  double **fields[CURRENT_FIELDS];

  PetscFunctionBeginUser;
  *s = (VfState){0};
  current_fields(s, fields);
  for (int k = 0; k < CURRENT_FIELDS; k++) PetscCall(VfFieldCreate(grid, fields[k]));
  if (history) {
    PetscCall(VfFieldCreate(grid, &s->cooling_rate));
    PetscCall(VfFieldCreate(grid, &s->zb));
    PetscCall(VfFieldCreate(grid, &s->zt));
  } else
    PetscCall(VfFieldCreate(grid, &s->w));
  for (int k = 0; history && k < VF_RELAXATION_TERMS; k++) PetscCall(PetscCalloc1(grid->n_local, &s->structure[k]));
  PetscFunctionReturn(0);
}

PetscErrorCode VfStateCreateBefore(const VfGrid *grid, bool lubrication, VfState *s)
{
  PetscFunctionBeginUser;
  if (lubrication) {
    PetscCall(VfFieldCreate(grid, &s->m_before));
    PetscCall(VfFieldCreate(grid, &s->m_earlier));
    PetscCall(VfFieldCreate(grid, &s->m_rate));
  } else {
    PetscCall(VfFieldCreate(grid, &s->h_drive));
    PetscCall(VfFieldCreate(grid, &s->h_flux));
    PetscCall(VfFieldCreate(grid, &s->h_rate));
  }
  PetscFunctionReturn(0);
}

PetscErrorCode VfStateDestroy(VfState *s)
{
  double **fields[CURRENT_FIELDS];

  PetscFunctionBeginUser;
  current_fields(s, fields);
  for (int k = 0; k < CURRENT_FIELDS; k++) PetscCall(PetscFree(*fields[k]));
  PetscCall(PetscFree(s->w));
  PetscCall(PetscFree(s->zb));
  PetscCall(PetscFree(s->zt));
  PetscCall(PetscFree(s->cooling_rate));
  PetscCall(PetscFree(s->m_before));
  PetscCall(PetscFree(s->m_earlier));
  PetscCall(PetscFree(s->m_rate));
  PetscCall(PetscFree(s->h_drive));
  PetscCall(PetscFree(s->h_flux));
  PetscCall(PetscFree(s->h_rate));
  for (int k = 0; k < VF_RELAXATION_TERMS; k++) PetscCall(PetscFree(s->structure[k]));
  PetscFunctionReturn(0);
}

static const char *const terms[VF_RELAXATION_TERMS] = {"Tf_01", "Tf_02", "Tf_03", "Tf_04", "Tf_05", "Tf_06",
                                                       "Tf_07", "Tf_08", "Tf_09", "Tf_10", "Tf_11", "Tf_12"};

int vf_state_tables(VfState *s, VfField fields[VF_STATE_FIELDS], VfScalar scalars[VF_STATE_SCALARS])
{
  const VfField f[VF_STATE_NAMED] = {
      {"h", "m", "film thickness where covered", VF_AT_CELL, false, true, s->h, NULL},
      {"c", "1", "covered fraction", VF_AT_CELL, true, true, s->c, NULL},
      {"m", "kg/m^2", "areal mass", VF_AT_CELL, true, true, s->m, NULL},
      {"T", "K", "temperature of film and bath", VF_AT_CELL, true, true, s->T, NULL},
      {"X", "1", "crystal mass fraction of the film", VF_AT_CELL, true, true, s->X, NULL},
      {"eta", "Pa s", "effective viscosity of the film", VF_AT_CELL, false, true, s->eta, NULL},
      {"rho", "kg/m^3", "density of the film", VF_AT_CELL, false, false, s->rho, NULL},
      {"zb", "m", "level of the bath's surface, bare or under the film", VF_AT_CELL, false, true, s->zb, NULL},
      {"zt", "m", "level of the top: film, or bare bath", VF_AT_CELL, false, true, s->zt, NULL},
      {"u", "m/s", "velocity along x", VF_AT_X_FACE, true, true, s->u, NULL},
      {"v", "m/s", "velocity along y", VF_AT_Y_FACE, true, true, s->v, NULL},
      {"Tf", "K", "fictive temperature of the film", VF_AT_CELL, true, true, s->Tf, NULL},
      {"decomposition", "1", "progress of decomposition of the film", VF_AT_CELL, true, true, s->decomposition, NULL},
      {"cooling_rate", "K/s", "rate of cooling through the glass transition", VF_AT_CELL, true, true, s->cooling_rate, NULL},
      {"m_before", "kg/m^2", "areal mass a step ago", VF_AT_CELL, true, false, s->m_before, NULL},
      {"m_earlier", "kg/m^2", "areal mass two steps ago", VF_AT_CELL, true, false, s->m_earlier, NULL},
      {"m_rate", "kg/m^2/s", "rate of the areal mass", VF_AT_CELL, true, false, s->m_rate, NULL},
      {"h_drive", "m", "thickness that drove the last step", VF_AT_CELL, true, false, s->h_drive, NULL},
      {"h_flux", "m/s", "loss of thickness over the last step", VF_AT_CELL, true, false, s->h_flux, NULL},
      {"h_rate", "m/s", "loss of thickness at its end", VF_AT_CELL, true, false, s->h_rate, NULL},
  };
  const VfScalar q[VF_STATE_SCALARS] = {
      {"time", &s->time},           {"step", &s->step},           {"dt_next", &s->dt_next},
      {"dt_reason", &s->dt_reason}, {"segment", &s->segment},     {"segment_start", &s->segment_start},
      {"segment_T", &s->segment_T}, {"fluidity", &s->fluidity},   {"mass_initial", &s->mass_initial},
      {"porosity", &s->porosity},   {"dt_before", &s->dt_before}, {"dt_earlier", &s->dt_earlier},
  };

  int n = 0;

  for (int k = 0; k < VF_STATE_NAMED; k++) {
    if (f[k].data) fields[n++] = f[k];
  }
  for (int k = 0; k < VF_RELAXATION_TERMS; k++)
    fields[n++] =
        (VfField){terms[k], "K", "fictive temperature of a relaxation term", VF_AT_CELL, true, false, .fixed = s->structure[k]};
  for (int k = 0; k < VF_STATE_SCALARS; k++) scalars[k] = q[k];
  return n;
}

PetscErrorCode VfStateMass(const VfGrid *g, const VfState *s, double *mass)
{
  double sum = 0.0;

  PetscFunctionBeginUser;
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) sum += s->m[vf_index(g, i, j)] * vf_cell_weight(g, i);
  }
  PetscCallMPI(MPI_Allreduce(&sum, mass, 1, MPI_DOUBLE, MPI_SUM, g->comm));
  PetscFunctionReturn(0);
}
