#include "solver/film.h"
#include "inputs/case_laws.h"
#include "physics/sintering.h"
#include "solver/contact.h"
#include <math.h>

void vf_film_laws(const VfCase *k, VfFilmLaws *laws)
{
  const VfInterface *i      = &k->interface;
  const VfGranular  *pellet = &k->melt.granular;
  const bool         voids  = pellet->set && pellet->porosity > 0.0;

  *laws = (VfFilmLaws){
      .kase       = k,
      .density    = vf_case_density(k),
      .suspension = {k->melt.packing_fraction, k->melt.rigid_viscosity},
      .spreading  = {i->spreading_coefficient.set ? VF_CLOSURE_SPREADING
                     : i->contact_angle.set       ? VF_CLOSURE_ANGLE
                     : i->interfacial_tension.set ? VF_CLOSURE_TENSION
                                                  : VF_CLOSURE_GIRIFALCO_GOOD,
                    i->interaction_parameter, i->interfacial_tension.value, i->spreading_coefficient.value, i->contact_angle.value},
      .oxide      = {k->bath.oxide_fraction, k->bath.oxide_yield_stress},
      .pore_scale = voids ? vf_sintering_scale(vf_sintering_pore_radius(pellet->grain, pellet->porosity), pellet->porosity) : 0.0,
  };
}

VfStatus vf_film_tensions(const VfFilmLaws *laws, double T, double *gamma_m, VfSpreadingValue *value)
{
  const double gm = vf_property_at(&laws->kase->melt.surface_tension, T), gb = vf_property_at(&laws->kase->bath.surface_tension, T);

  const VfStatus status = vf_spreading_eval(&laws->spreading, 1, &gm, &gb, value);

  *gamma_m = gm;
  if (!status && laws->kase->bath.solid && laws->kase->bath.roughness > 1.0) {
    value->S        = vf_wenzel_spreading(laws->kase->bath.roughness, gm, value->S);
    value->gamma_mb = gb - gm - value->S;
  }
  return status;
}

double vf_film_sintered(const VfFilmLaws *laws, const VfFilmSummary *summary, double porosity, double dt)
{
  const double     time = laws->pore_scale > 0.0 ? summary->sintering * dt / laws->pore_scale : 0.0;
  VfSinteringValue v;

  return time > 0.0 && !vf_sintering_advance(1, &porosity, &time, &v) ? v.porosity : porosity;
}

double vf_film_bare_tension(const VfFilmLaws *laws, double S)
{
  const double force = S + laws->edge_weight;
  VfOxideForce left;

  if (!(laws->oxide.fraction > 0.0) || vf_oxide_skin_force(&laws->oxide, 1, &force, &left)) return S;
  return left.force - laws->edge_weight;
}

double vf_film_friction(const VfCase *k, double T, double h, double eta)
{
  if (k->bath.friction.set) return k->bath.friction.value;
  if (k->bath.solid) return 1.0 / (h / (3.0 * eta) + k->bath.slip_length / eta);
  return 1.0 / (h / (3.0 * eta) + k->bath.depth / (4.0 * vf_property_at(&k->bath.viscosity, T)));
}

double vf_film_stiffness(const VfCase *k, double gamma_m, double gamma_mb)
{
  if (k->bath.solid) return gamma_m;
  return gamma_mb > 0.0 ? gamma_m * gamma_mb / (gamma_m + gamma_mb) : 0.0;
}

double vf_film_gravity(const VfCase *k, double T, double rho)
{
  return vf_reduced_gravity(k->gravity, rho, k->bath.solid ? INFINITY : vf_property_at(&k->bath.density, T));
}

/* rho and eta of one cell. */
static VfStatus cell_material(const VfFilmLaws *laws, double T, double Tf, double X, double *rho, double *eta, bool *rigid)
{
  const double         solid = X + laws->kase->melt.zni_fraction * (1.0 - X);
  VfDensityValue       density;
  VfViscosityValue     melt;
  VfEffectiveViscosity effective;
  VfStatus             status = vf_density_eval(&laws->density, 1, &T, &Tf, &X, &density);

  if (!status) status = vf_viscosity_eval(&laws->kase->melt.viscosity, 1, &T, &melt);
  if (!status) status = vf_suspension_viscosity(&laws->suspension, 1, &melt, &solid, &effective);
  if (status) return status;
  *rho   = density.rho;
  *eta   = effective.eta;
  *rigid = effective.rigid;
  return VF_OK;
}

/* Rates of one cell: [0] the shortest wave of the grid under gravity, potential and capillarity; [1] long waves under the first two. */
static void stiff_rates(const VfGrid *g, const VfFilmLaws *laws, const VfState *s, size_t q, const VfSpreadingValue *spreading,
                        double gamma_m, double rates[2])
{
  const VfCase    *k  = laws->kase;
  const double     k2 = 4.0 / (g->dx * g->dx) + (g->ny > 1 ? 4.0 / (g->dy * g->dy) : 0.0), h = s->h[q], eta = s->eta[q];
  const double     Gamma     = vf_film_stiffness(k, gamma_m, spreading->gamma_mb);
  const double     resist    = (vf_film_friction(k, s->T[q], h, eta) + 4.0 * eta * h * k2) / (k2 * h * h);
  VfPotential      potential = k->interface.potential;
  VfPotentialValue p         = {0};

  potential.S = spreading->S;
  if (potential.law != VF_POTENTIAL_NONE) vf_potential_eval(&potential, 1, &h, &p);
  rates[1] = fmax(s->rho[q] * vf_film_gravity(k, s->T[q], s->rho[q]) + p.d2phi, 0.0) / resist;
  rates[0] = fmax(s->rho[q] * vf_film_gravity(k, s->T[q], s->rho[q]) + p.d2phi + Gamma * k2, 0.0) / resist;
}

typedef struct {
  double area, fluidity, S, edge_weight, sintering; /* sums */
} Sums;

static PetscErrorCode update_cell(const VfGrid *g, const VfFilmLaws *laws, VfState *s, int i, int j, Sums *sums, double extremes[3])
{
  const size_t     q     = vf_index(g, i, j);
  const bool       own   = i >= g->xs && i < g->xs + g->xm && j >= g->ys && j < g->ys + g->ym;
  bool             rigid = true;
  VfSpreadingValue spreading;
  double           gamma_m, rates[2];

  PetscFunctionBeginUser;
  s->rho[q] = s->h[q] = s->eta[q] = s->w[q] = 0.0;
  if (s->c[q] <= 0.0) PetscFunctionReturn(0);
  const VfStatus status = cell_material(laws, s->T[q], s->Tf[q], s->X[q], &s->rho[q], &s->eta[q], &rigid);

  PetscCheck(!status, PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "the material laws fail in cell (%d, %d) at T = %g K, Tf = %g K, X = %g", i, j, s->T[q], s->Tf[q], s->X[q]);
  s->rho[q] *= 1.0 - s->porosity;
  s->h[q] = s->m[q] / (s->rho[q] * s->c[q]);
  if (!own) PetscFunctionReturn(0);
  const double weight = s->c[q] * vf_cell_weight(g, i);

  PetscCheck(!vf_film_tensions(laws, s->T[q], &gamma_m, &spreading), PETSC_COMM_SELF, PETSC_ERR_ARG_OUTOFRANGE,
             "no surface tension at T = %g K", s->T[q]);
  sums->area += weight;
  sums->fluidity += rigid ? 0.0 : weight / s->eta[q];
  sums->S += weight * spreading.S;
  sums->edge_weight += weight * 0.5 * s->rho[q] * vf_film_gravity(laws->kase, s->T[q], s->rho[q]) * s->h[q] * s->h[q];
  if (rigid) PetscFunctionReturn(0);
  sums->sintering += weight * gamma_m / s->eta[q];
  extremes[0] = 1.0;
  stiff_rates(g, laws, s, q, &spreading, gamma_m, rates);
  extremes[1] = fmax(extremes[1], rates[0]);
  extremes[2] = fmax(extremes[2], rates[1]);
  PetscFunctionReturn(0);
}

PetscErrorCode VfFilmUpdate(const VfGrid *g, const VfFilmLaws *laws, VfState *s, VfFilmSummary *summary)
{
  Sums   sums        = {0};
  double extremes[3] = {0.0, 0.0, 0.0}; /* any cell that moves; fastest rates */

  PetscFunctionBeginUser;
  for (int j = g->ys - VF_HALO; j < g->ys + g->ym + VF_HALO; j++) {
    for (int i = g->xs - VF_HALO; i < g->xs + g->xm + VF_HALO; i++) PetscCall(update_cell(g, laws, s, i, j, &sums, extremes));
  }
  for (int j = g->ys; j < g->ys + g->ym; j++) {
    for (int i = g->xs; i < g->xs + g->xm; i++) {
      s->w[vf_index(g, i, j)] = vf_contact_weight(g, s->c, i, j);
    }
  }
  PetscCall(VfGridHalo(g, 1, &s->w)); /* a weight looks two cells away, and the capillary stress of a ghost cell one further */
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &sums, 5, MPI_DOUBLE, MPI_SUM, g->comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, extremes, 3, MPI_DOUBLE, MPI_MAX, g->comm));
  summary->covered_area = sums.area;
  summary->fluidity     = sums.area > 0.0 ? sums.fluidity / sums.area : 0.0;
  summary->S            = sums.area > 0.0 ? sums.S / sums.area : 0.0;
  summary->edge_weight  = sums.area > 0.0 ? sums.edge_weight / sums.area : 0.0;
  summary->sintering    = sums.area > 0.0 ? sums.sintering / sums.area : 0.0;
  summary->rigid        = !(extremes[0] > 0.0);
  summary->stiff_rate   = extremes[1];
  summary->level_rate   = extremes[2];
  PetscFunctionReturn(0);
}
