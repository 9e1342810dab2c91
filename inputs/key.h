/* What a key of a case or of a material may hold.  Tables of VfKey drive reading, checking, writing and the reference page. */
#ifndef VF_INPUTS_KEY_H
#define VF_INPUTS_KEY_H

#include "inputs/spread.h"
#include <stdbool.h>
#include <stddef.h>

typedef enum {
  VF_KIND_NUMBER,       /* double, with a unit */
  VF_KIND_TEMPERATURE,  /* double [K], absolute: degC and degF are converted with their offset */
  VF_KIND_OPTIONAL,     /* VfOptional */
  VF_KIND_COUNT,        /* unsigned long */
  VF_KIND_CHOICE,       /* an enum: position of the word in `choices` */
  VF_KIND_TEXT,         /* char[size] */
  VF_KIND_FILE,         /* char[size]: absolute path, given relative to the case's folder */
  VF_KIND_MATERIAL,     /* char[size]: name in the library, or file */
  VF_KIND_RANGE,        /* double[2] [K] */
  VF_KIND_PROPERTY,     /* VfProperty */
  VF_KIND_VISCOSITY,    /* VfViscosity */
  VF_KIND_PROCESS,      /* VfProgramme */
  VF_KIND_HOLES,        /* VfMelt: holes and n_holes */
  VF_KIND_WAVES,        /* VfMelt: waves and n_waves */
  VF_KIND_PERTURBATION, /* VfPerturbation */
  VF_KIND_RANDOM_HOLES, /* VfRandomHoles */
  VF_KIND_GRANULAR,     /* VfGranular */
  VF_KIND_CELLS,        /* int[2] */
  VF_KIND_SCRIPT,       /* char[size]: one of `choices`, or absolute path of a .py file, given relative to the case's folder */
  VF_KIND_EVERY,        /* VfEvery: a whole number, or a time with its unit */
  VF_KIND_GASES,        /* VfCase: gases and n_gases */
  VF_KIND_NAMES,        /* VfNames */
  VF_KIND_NUMBERS,      /* VfNumbers, with a unit; a temperature when the unit is K */
  VF_KIND_SORPTIONS,    /* VfTransportSpec: sorptions and n_sorptions */
  VF_KIND_MIXTURE,      /* VfGasMixture, with a unit */
  VF_KIND_GAS_SEGMENTS, /* VfGasProgramme: segments and n */
  VF_KIND_FIT,          /* VfFitSpec: parameters and n */
  VF_KIND_NOTE,         /* any text, not kept */
  VF_KIND_ENTRIES       /* any node, read by the caller */
} VfKind;

typedef enum { VF_FROM_NONE = 0, VF_FROM_BATH, VF_FROM_MELT } VfFrom;

typedef struct {
  const char *path; /* "bath.radius"; in tables of items "radius" */
  VfKind      kind;
  const char *unit;      /* UDUNITS spelling of the SI unit, "1" when dimensionless, NULL for texts */
  double      low, high; /* [unit] accepted range, both included */
  size_t      offset;    /* of the target in the structure filled */
  size_t      size;      /* of a text */
  bool        required;  /* when it applies and neither library nor fallback supply it */
  bool        assumed;   /* the fallback is a guess, shown as such */
  VfSpread    spread;    /* of the fallback, when that is a guess */
  const char *fallback;  /* as it would be written; NULL: none.  "none" is infinity */
  const char *choices;   /* "disc|rectangle|mask" in the order of the enum */
  VfFrom      from;      /* which material supplies it when it is not given */
  const char *library;   /* name of the property there, "a|b" for the first that exists */
  const char *when;      /* "bath.shape=disc|mask": applies only then; NULL: always */
  const char *doc;
} VfKey;

#endif
