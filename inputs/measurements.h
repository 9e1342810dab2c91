/* Measured permeation data: a CSV file, one measurement a line, columns by name.

     id             a name for the line
     quantity       permeance | permeability | selectivity | activation_energy | diffusivity | diffusivity_ratio
     gas, over      the gas; of a ratio the gas below the line
     temperature    with unit; temperature_to: the other end of an activation energy's range
     thickness      of the membrane, for permeances (default: transport.thickness)
     methylated     share of open sites blocked (default: transport.methylated)
     zni            mass fraction (default: melt.zni_fraction)
     over_methylated, over_zni   of the glass below the line of a ratio (default: the same glass)
     relation       = (default), > or <: a bound counts only when the model is beyond it
     value          with unit: GPU, Barrer, kJ/mol, or none for ratios
     uncertainty    standard deviation: 5%, factor 3, or in the unit of the value
     use            fit (default), predict: shown beside what the model says, or compare: the same, even when everything is to be fitted
     source         where it was read

   Lines that begin with # and empty lines are left out; texts with commas stand between double quotes. */
#ifndef VF_INPUTS_MEASUREMENTS_H
#define VF_INPUTS_MEASUREMENTS_H

#include "inputs/case.h"
#include "inputs/messages.h"
#include "inputs/quantity.h"

typedef enum {
  VF_MEASURED_PERMEANCE = 0,
  VF_MEASURED_PERMEABILITY,
  VF_MEASURED_SELECTIVITY,
  VF_MEASURED_ACTIVATION_ENERGY,
  VF_MEASURED_DIFFUSIVITY,
  VF_MEASURED_DIFFUSIVITY_RATIO
} VfMeasuredQuantity;

typedef struct {
  char               id[48];
  VfMeasuredQuantity quantity;
  char               gas[32], over[32];
  double             T, T_to;                   /* [K] */
  double             thickness;                 /* [m] */
  double             methylated;                /* [1] */
  double             zni;                       /* [1] */
  double             over_methylated, over_zni; /* [1] of the glass below the line */
  int                relation;                  /* 0: equal, 1: above, -1: below */
  double             value;                     /* SI */
  double             sigma;                     /* of ln(value), of an activation energy [J/mol] */
  bool               predicted;                 /* not fitted */
  bool               compared;                  /* never fitted: of another kind of sample */
  char               source[256];
} VfMeasurement;

typedef struct {
  int            n;
  VfMeasurement *items; /* (n) */
} VfMeasurements;

/** Reads a file of measurements.  @return 0, or 2 when the input is wrong (every error with its line in `messages`). */
int vf_measurements_read(const char *path, const VfCase *kase, VfMeasurements *measurements, VfMessages *messages);

/** The same from memory.  @param text (n + 1) ends with a zero byte; it is cut to pieces.  @param name stands for the file. */
int vf_measurements_read_memory(VfUnits *units, char *text, size_t n, const char *name, const VfCase *kase, VfMeasurements *all,
                                VfMessages *messages);

void vf_measurements_free(VfMeasurements *measurements);

/** "permeance|permeability|...". */
const char *vf_measured_quantities(void);

#endif
