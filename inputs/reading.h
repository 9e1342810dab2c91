/* State of reading one case; shared by the files that do it. */
#ifndef VF_INPUTS_READING_H
#define VF_INPUTS_READING_H

#include "inputs/change.h"
#include "inputs/material.h"
#include "inputs/read_case.h"
#include "inputs/schema.h"

enum { VF_MAX_KEYS = 192 };

typedef enum {
  VF_ROW_ABSENT, /* nothing yet */
  VF_ROW_GIVEN,  /* read from the case file */
  VF_ROW_FILLED, /* from the library, a fallback or another key */
  VF_ROW_BAD,    /* an error has been reported */
  VF_ROW_IDLE    /* does not apply to this case */
} VfRowState;

/* One key of the schema in this case. */
typedef struct {
  bool       present; /* in the file */
  VfNode    *node;    /* its value, NULL when empty */
  int        line;    /* where it is, or where it would belong */
  VfRowState state;
  char      *source;
  bool       assumed;
  bool       changes; /* the file says {scale, shift} of what library or default give, or of its own law */
  VfChange   change;
  double     before; /* the number, or c0, that is changed */
  VfSpread   spread;
  bool       own; /* given by the file itself, not from library or default, changed or not */
} VfRow;

typedef struct {
  VfContext   context;
  char        folder[VF_PATH_LENGTH];
  VfCase     *kase;
  VfSources  *sources;
  VfMaterial *bath, *melt;
  VfRow       rows[VF_MAX_KEYS]; /* as vf_schema() */
} VfReading;

/** Distributes the nodes of a document over the rows; reports unknown and double keys (read_tree.c).
    @return false when the document is no map at all. */
bool vf_reading_claim(VfReading *reading, VfNode *root);

/** Row of a key. */
const VfRow *vf_reading_row(const VfReading *reading, const char *path);

/** Whether all keys hold usable values. `paths`: "a|b|c". */
bool vf_reading_good(const VfReading *reading, const char *paths);

/** Line to name in a message about a key. */
VfWhere vf_reading_where(const VfReading *reading, const char *path);

/** Reads all rows, and fills those that the file does not give (read_rows.c). */
void vf_reading_rows(VfReading *reading);

/** Says of a source what its row knows beyond its text.  @param base holds the value of the key. */
void vf_reading_note(VfSource *source, const VfRow *row, const VfKey *key, const void *base);

/** Completes the gases of the process from the library (read_gases.c). */
void vf_reading_gases(VfReading *reading);

/** Checks what several keys say together (check_*.c). */
void vf_reading_check(VfReading *reading);
void vf_check_shapes(const VfReading *reading);
void vf_check_grid(const VfReading *reading);
void vf_check_insitu(const VfReading *reading);
void vf_check_transport(const VfReading *reading);

#endif
