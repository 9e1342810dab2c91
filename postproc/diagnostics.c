#include "postproc/diagnostics.h"
#include "postproc/diag_glass.h"
#include "postproc/edge_force.h"
#include <math.h>
#include <string.h>

static double mass(const VfDiagnosticInput *in)
{
  return in->film.mass;
}
static double covered_area(const VfDiagnosticInput *in)
{
  return in->film.covered_area;
}
static double thickness_mean(const VfDiagnosticInput *in)
{
  return in->film.thickness_mean;
}
static double thickness_std(const VfDiagnosticInput *in)
{
  return in->film.thickness_std;
}
static double thickness_min(const VfDiagnosticInput *in)
{
  return in->film.thickness_min;
}
static double thickness_max(const VfDiagnosticInput *in)
{
  return in->film.thickness_max;
}
static double thickness_centre(const VfDiagnosticInput *in)
{
  return in->film.thickness_centre;
}
static double radius_equivalent(const VfDiagnosticInput *in)
{
  return sqrt(in->film.covered_area / acos(-1.0));
}
static double hole_count(const VfDiagnosticInput *in)
{
  return (double)in->holes.count;
}
static double hole_area(const VfDiagnosticInput *in)
{
  return in->holes.area;
}
static double flatness(const VfDiagnosticInput *in)
{
  return in->film.thickness_max - in->film.thickness_min;
}
static double temperature(const VfDiagnosticInput *in)
{
  return in->film.temperature;
}
static double temperature_min(const VfDiagnosticInput *in)
{
  return in->film.temperature_min;
}
static double temperature_max(const VfDiagnosticInput *in)
{
  return in->film.temperature_max;
}
static double temperature_wall(const VfDiagnosticInput *in)
{
  return in->view->T_wall;
}
static double crystal_fraction(const VfDiagnosticInput *in)
{
  return in->film.crystal_fraction;
}
static double viscosity(const VfDiagnosticInput *in)
{
  return in->film.viscosity;
}
static double speed_max(const VfDiagnosticInput *in)
{
  return in->film.speed_max;
}
static double spreading_coefficient(const VfDiagnosticInput *in)
{
  return in->view->spreading_coefficient;
}
static double rim_covered(const VfDiagnosticInput *in)
{
  return in->film.rim_covered;
}

static double covered_fraction(const VfDiagnosticInput *in)
{
  return in->film.covered_area / in->film.bath_area;
}
static VfRegion largest(const VfRegionTotals *regions)
{
  const double nan_ = (double)NAN;
  return regions->n > 0 ? regions->listed[0] : (VfRegion){0.0, 0.0, nan_, nan_};
}
static double hole_largest(const VfDiagnosticInput *in)
{
  return largest(&in->holes).area;
}
static double hole_largest_x(const VfDiagnosticInput *in)
{
  return largest(&in->holes).x;
}
static double hole_largest_y(const VfDiagnosticInput *in)
{
  return largest(&in->holes).y;
}
static double island_count(const VfDiagnosticInput *in)
{
  return (double)in->islands.count;
}
static double island_largest(const VfDiagnosticInput *in)
{
  return largest(&in->islands).area;
}
static double thickness_p01(const VfDiagnosticInput *in)
{
  return vf_histogram_quantile(&in->histogram, 0.01);
}
static double thickness_p10(const VfDiagnosticInput *in)
{
  return vf_histogram_quantile(&in->histogram, 0.1);
}
static double thickness_p50(const VfDiagnosticInput *in)
{
  return vf_histogram_quantile(&in->histogram, 0.5);
}
static double thickness_p90(const VfDiagnosticInput *in)
{
  return vf_histogram_quantile(&in->histogram, 0.9);
}
static double thickness_p99(const VfDiagnosticInput *in)
{
  return vf_histogram_quantile(&in->histogram, 0.99);
}
static double structure_length(const VfDiagnosticInput *in)
{
  return in->spectrum.length;
}
static double edge_force(const VfDiagnosticInput *in)
{
  return in->edge_force;
}
static double porosity(const VfDiagnosticInput *in)
{
  for (int k = 0; k < in->view->n_scalars; k++) {
    if (!strcmp(in->view->scalars[k].name, "porosity")) return *in->view->scalars[k].value;
  }
  return (double)NAN;
}
static double time_to_heal(const VfDiagnosticInput *in)
{
  return in->edge_force > 0.0 ? 2.0 * in->film.viscosity * in->film.thickness_mean / in->edge_force : (double)NAN;
}
static double time_to_open(const VfDiagnosticInput *in)
{
  return in->edge_force < 0.0 ? -2.0 * in->film.viscosity * in->film.thickness_mean / in->edge_force : (double)NAN;
}

static const VfDiagnostic table[] = {
    {"temperature_K", "K", "film temperature, mass weighted mean", temperature},
    {"thickness_mean_m", "m", "film volume over covered area", thickness_mean},
    {"covered_area_m2", "m2", "area covered by film", covered_area},
    {"mass_kg", "kg", "mass of the film", mass},
    {"thickness_std_m", "m", "standard deviation of the thickness over the covered area", thickness_std},
    {"thickness_min_m", "m", "smallest thickness in cells more than half covered", thickness_min},
    {"thickness_max_m", "m", "largest thickness in cells more than half covered", thickness_max},
    {"thickness_centre_m", "m", "thickness at the centre of the bath", thickness_centre},
    {"radius_equivalent_m", "m", "radius of the disc of the same covered area", radius_equivalent},
    {"hole_count", "1", "bare regions inside the film", hole_count},
    {"hole_area_m2", "m2", "area of the holes", hole_area},
    {"flatness_m", "m", "peak to valley of the thickness", flatness},
    {"temperature_min_K", "K", "lowest film temperature", temperature_min},
    {"temperature_max_K", "K", "highest film temperature", temperature_max},
    {"temperature_wall_K", "K", "furnace temperature", temperature_wall},
    {"crystal_fraction", "1", "unmelted fraction, mass weighted mean", crystal_fraction},
    {"viscosity_Pa_s", "Pa s", "viscosity, mass weighted geometric mean", viscosity},
    {"fictive_temperature_K", "K", "fictive temperature, mean over what has melted", diag_fictive_temperature},
    {"fictive_temperature_spread_K", "K", "highest less lowest fictive temperature", diag_fictive_temperature_spread},
    {"cooling_rate_K_per_s", "K/s", "rate of cooling through the glass transition, mass weighted mean", diag_cooling_rate},
    {"density_kg_per_m3", "kg/m3", "density of the film", diag_density},
    {"density_glass_kg_per_m3", "kg/m3", "density of the glass at 298.15 K", diag_density_glass},
    {"shrinkage_pellet_to_melt", "1", "volume lost from pellet to melt at the melting temperature", diag_shrinkage_pellet_to_melt},
    {"shrinkage_melt_to_glass", "1", "volume lost from melt to glass at 298.15 K", diag_shrinkage_melt_to_glass},
    {"shrinkage_pellet_to_glass", "1", "volume lost from pellet to glass", diag_shrinkage_pellet_to_glass},
    {"decomposition_progress", "1", "progress of decomposition, mass weighted mean", diag_decomposition_progress},
    {"equivalent_hold_s", "s", "hold at the reference temperature that decomposes as much", diag_equivalent_hold},
    {"glass_transition_after_hold_K", "K", "glass transition, lowered by decomposition", diag_glass_transition_after_hold},
    {"thermal_stress_Pa", "Pa", "thermal stress in the film, tension positive", diag_thermal_stress},
    {"critical_flaw_m", "m", "half length of the crack that this stress opens", diag_critical_flaw},
    {"speed_max_m_per_s", "m/s", "largest film speed", speed_max},
    {"spreading_coefficient_N_per_m", "N/m", "spreading coefficient, mean over the film", spreading_coefficient},
    {"rim_covered_fraction", "1", "covered fraction of the bath's rim", rim_covered},
    {"covered_fraction", "1", "part of the bath covered by film", covered_fraction},
    {"hole_largest_m2", "m2", "area of the largest hole", hole_largest},
    {"hole_largest_x_m", "m", "place of the largest hole along x", hole_largest_x},
    {"hole_largest_y_m", "m", "place of the largest hole along y", hole_largest_y},
    {"island_count", "1", "connected pieces of film", island_count},
    {"island_largest_m2", "m2", "area of the largest piece of film", island_largest},
    {"thickness_p01_m", "m", "thickness that 1 % of the covered area lies below", thickness_p01},
    {"thickness_p10_m", "m", "thickness that 10 % of the covered area lies below", thickness_p10},
    {"thickness_p50_m", "m", "median thickness of the covered area", thickness_p50},
    {"thickness_p90_m", "m", "thickness that 90 % of the covered area lies below", thickness_p90},
    {"thickness_p99_m", "m", "thickness that 99 % of the covered area lies below", thickness_p99},
    {"structure_length_m", "m", "wavelength of the mean wave number of the thickness map", structure_length},
    {"edge_force_N_per_m", "N/m", "force on the edge of the film, outwards", edge_force},
    {"porosity", "1", "closed voids between the grains, by volume", porosity},
    {"time_to_heal_s", "s", "a hole shrinks by a factor e in this time", time_to_heal},
    {"time_to_open_s", "s", "a hole grows by a factor e in this time", time_to_open},
};

const VfDiagnostic *vf_diagnostics_table(int *n)
{
  *n = (int)(sizeof table / sizeof table[0]);
  return table;
}

PetscErrorCode VfDiagnosticsCreate(VfDiagnostics *d)
{
  int n;

  PetscFunctionBeginUser;
  *d = (VfDiagnostics){0};
  (void)vf_diagnostics_table(&n);
  PetscCall(PetscCalloc1(n, &d->values));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiagnosticsDestroy(VfDiagnostics *d)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(d->values));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiagnosticsEvaluate(VfDiagnostics *d, const VfView *view)
{
  const VfField      *c = vf_view_field(view, "c");
  const VfDiagnostic *rows;
  VfRegions           bare, covered;
  double              candidates;
  int                 n;

  PetscFunctionBeginUser;
  PetscCheck(c, view->grid->comm, PETSC_ERR_ARG_WRONG, "diagnostics need the field c");
  d->input = (VfDiagnosticInput){.view = view};
  PetscCall(VfRegionsLabel(view->grid, c->data, VF_REGIONS_HOLES, &bare));
  PetscCall(VfFilmMeasure(view, vf_regions_candidates(&bare), &candidates, &d->input.film));
  if (candidates > 0.0) PetscCall(VfRegionsJoin(&bare, &d->input.holes));
  PetscCall(VfRegionsDestroy(&bare));
  PetscCall(VfRegionsLabel(view->grid, c->data, VF_REGIONS_PIECES, &covered));
  PetscCall(VfRegionsJoin(&covered, &d->input.islands));
  PetscCall(VfRegionsDestroy(&covered));
  PetscCall(VfHistogramMeasure(view, &d->input.film, &d->input.histogram));
  PetscCall(VfSpectrumMeasure(view, &d->input.film, &d->input.spectrum));
  d->input.edge_force = vf_edge_force(view, &d->input.film);
  rows                = vf_diagnostics_table(&n);
  for (int k = 0; k < n; k++) d->values[k] = rows[k].value(&d->input);
  d->input.view = NULL; /* the view is the caller's: do not keep it */
  d->valid      = true;
  d->step       = view->step;
  d->time       = view->time;
  PetscFunctionReturn(0);
}

double vf_diagnostics_value(const VfDiagnostics *d, const char *name)
{
  int                 n;
  const VfDiagnostic *rows = vf_diagnostics_table(&n);

  for (int k = 0; k < n; k++) {
    if (!strcmp(rows[k].name, name)) return d->values[k];
  }
  return (double)NAN;
}

static PetscErrorCode diagnostics_call(void *context, VfEvent event, const VfView *view, VfOutcome outcome)
{
  VfDiagnostics *d    = context;
  const bool     seen = d->valid && d->step == view->step && d->time == view->time;

  PetscFunctionBeginUser;
  (void)outcome;
  if (event == VF_EVENT_START || !seen) PetscCall(VfDiagnosticsEvaluate(d, view));
  PetscFunctionReturn(0);
}

static PetscErrorCode diagnostics_destroy(void **context)
{
  PetscFunctionBeginUser;
  PetscCall(VfDiagnosticsDestroy(*context));
  PetscCall(PetscFree(*context));
  PetscFunctionReturn(0);
}

PetscErrorCode VfDiagnosticsMonitorCreate(const VfDiagnostics **shared, VfMonitor *monitor)
{
  VfDiagnostics *d;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&d));
  PetscCall(VfDiagnosticsCreate(d));
  *shared  = d;
  *monitor = (VfMonitor){.name = "diagnostics", .context = d, .call = diagnostics_call, .destroy = diagnostics_destroy};
  PetscFunctionReturn(0);
}
