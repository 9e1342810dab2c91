/* A sweep: one base case, and groups of values put into it; all combinations of the groups' rows are its members. */
#ifndef VF_INPUTS_SWEEP_H
#define VF_INPUTS_SWEEP_H

#include "inputs/case.h"
#include "inputs/messages.h"
#include "inputs/quantity.h"
#include "inputs/sources.h"

typedef struct VfDocument VfDocument; /* document.h */

/* One column of the table of members: a case key that is set ("melt.mass", "process.2.hold"), or bookkeeping that sets nothing
   ("sample.row", "sample.matrix"). */
typedef struct {
  char *key;
  char *unit; /* SI, UDUNITS spelling; "" for words and pure numbers */
  bool  sets;
  bool  named; /* cells are labels of the file's own, not made from the values */
} VfSweepColumn;

/* Values that go together: an axis, a zip of several, or the sample.  A member has one row of each group. */
typedef struct {
  int            n_columns;
  VfSweepColumn *columns; /* (n_columns) */
  long           n_rows;
  char         **yaml; /* (n_rows x n_columns) text put into the case: "2 mg", "{scale: 1.013}"; "" in columns that set nothing */
  char *
      *cell; /* (n_rows x n_columns) what stands in tables: a number in SI with 15 digits, or a word; rows differ from each other */
  int *line; /* (n_rows x n_columns) of the sweep file, named in complaints about a value; NULL: `first_line` */
  int  first_line;  /* of the group */
  bool logarithmic; /* spaced so: for pictures */
} VfSweepGroup;

/* What stands behind one column of a sample. */
typedef struct {
  char *distribution; /* "normal, standard deviation 5 %" */
  char *source;
  bool  assumed;
} VfSweepUncertain;

/* How the rows of a sample were drawn; its rows are a VfSweepGroup. */
typedef struct {
  char             *method; /* "sobol", "latin hypercube" */
  long              count;  /* rows of the sample, of each matrix where there are several */
  unsigned long     seed;
  bool              indices;    /* Saltelli's design */
  int               n_matrices; /* 0 without it */
  char            **matrices;   /* (n_matrices) "A", "B", "AB1" ... */
  int               n_uncertain;
  VfSweepUncertain *uncertain; /* (n_uncertain) one a column of the group; of bookkeeping all NULL */
} VfSweepSample;

/* The `run:` section. */
typedef struct {
  unsigned long jobs;  /* workers at once; 0: not given */
  unsigned long ranks; /* of one member */
} VfSweepRun;

/* The `slurm:` section; texts "" and numbers 0 where not given. */
typedef struct {
  bool          given;
  char          account[VF_NAME_LENGTH], partition[VF_NAME_LENGTH], setup[VF_PATH_LENGTH];
  char          memory[VF_NAME_LENGTH]; /* "2 GB" */
  double        time;                   /* [s] */
  unsigned long members_a_task, tasks_at_once, ranks;
  int           n_options;
  char        **options; /* (n_options) */
} VfSweepSlurm;

typedef struct {
  char           *file; /* as given, named in complaints */
  char            title[256];
  char           *base_name; /* of the base case in complaints and sources: its file, or the sweep's */
  char           *folder;    /* where relative paths of the base case and of values start, absolute */
  VfDocument     *document;  /* the sweep file */
  VfDocument     *base;      /* the base case alone */
  VfCase         *base_case;
  VfSources      *base_sources;
  int             n_groups;
  VfSweepGroup   *groups;    /* (n_groups) axes, then the sample; the last one runs fastest */
  long            n_members; /* all combinations of their rows */
  bool            sampled;
  VfSweepSample   sample;
  VfSweepRun      run;
  VfSweepSlurm    slurm;
  const VfUnits  *units; /* not owned */
  struct VfShelf *shelf; /* material files, read once */
} VfSweep;

/** Frees what a group holds, and leaves it empty. */
void vf_sweep_group_clear(VfSweepGroup *group);

/** Frees what a sample holds, and leaves it empty. */
void vf_sweep_sample_clear(VfSweepSample *sample);

#endif
