/* Uncertain values of a case: where they stand, how they are spread, and what a drawn number makes of them. */
#ifndef VF_INPUTS_SWEEP_UNCERTAIN_H
#define VF_INPUTS_SWEEP_UNCERTAIN_H

#include "inputs/sweep.h"
#include "inputs/values.h"

/* What is put into the case for a drawn number. */
typedef enum {
  VF_PUT_NUMBER, /* the number itself, with its unit */
  VF_PUT_SCALE,  /* {scale: number / before}: a value of library or default keeps saying where it comes from */
  VF_PUT_SHIFT,  /* {shift: number - before} */
  VF_PUT_FACTOR, /* the number times `before`, at KEY.scale: a law has no one value */
  VF_PUT_CHOICE  /* one of several texts */
} VfPut;

typedef struct {
  char *key;  /* of the column */
  char *unit; /* of its cells, "" for pure numbers */
  VfPut put;
  bool
      changes; /* VF_PUT_SCALE, _SHIFT: cells hold the factor or shift, put at KEY.scale or KEY.shift: the value differs along axes */
  bool   known; /* the base case has a value */
  double value,
      before;         /* in it; of the library or the default, before the case changes it (VF_PUT_FACTOR: the case's own factor) */
  double   low, high; /* the number may not leave */
  double   worth;     /* VF_PUT_FACTOR: c0 of the law, in which absolute spreads are measured; NAN: no such number */
  VfSpread spread;    /* about `value` */
  char    *distribution; /* in words */
  char    *source;
  bool     assumed;
  int      line;  /* of the sweep file */
  bool     given; /* by the sweep itself, rather than as one of all in the library */
  int      n_choices;
  char   **choices; /* (n_choices) */
} VfUncertain;

/* A list of them.  Zero-initialise; free with vf_uncertain_clear(). */
typedef struct {
  int          n;
  VfUncertain *items; /* (n) */
} VfUncertains;

/** Frees a list and leaves it empty. */
void vf_uncertain_clear(VfUncertains *list);

/** Frees one. */
void vf_uncertain_free(VfUncertain *item);

/** Where a key of the base case stands and what it is worth; spread as the library has it, VF_SPREAD_NONE when that is not known.
    @param as the key's unit and range for reading a spread.  @return false, complained of, when no number of it can be drawn. */
bool vf_uncertain_find(const VfContext *context, VfWhere where, const VfSweep *sweep, const char *key, VfKey *as,
                       VfUncertain *item);

/** Says how an uncertain value is spread. */
void vf_uncertain_spread(VfUncertain *item, VfSpread spread);

/** Whether a number has a say in what the case computes, whatever its key may promise: without oxide its yield stress has none. */
bool vf_uncertain_matters(const VfCase *kase, const char *key);

/** Reads `over:` of a sample: "library", or a list of keys, sections, and {key: ..., normal: ...}. */
bool vf_uncertain_read(const VfContext *context, VfWhere where, VfNode *over, const VfSweep *sweep, VfUncertains *list);

/** What the number at probability u is in the case and in tables; the caller frees both texts. */
void vf_uncertain_texts(const VfUncertain *item, double u, char **yaml, char **cell);

#endif
