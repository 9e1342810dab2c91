/* The scripts that a sweep hands to Slurm's sbatch: an array of tasks, each a block of members, and a job that writes the table when all
   tasks have ended.  Text alone: nothing is written or submitted here. */
#ifndef VF_INPUTS_SLURM_SCRIPT_H
#define VF_INPUTS_SLURM_SCRIPT_H

#include "inputs/sweep.h"
#include "inputs/text.h"

/* Slurm takes no more than MaxArraySize (1001 unless the site says otherwise) tasks an array, the largest index counted. */
enum { VF_SLURM_TASKS = 1000 };

typedef struct {
  const VfSweepSlurm *slurm;
  const char         *name;      /* of the job, as squeue shows it */
  const char         *program;   /* vitrifloat, absolute */
  const char         *directory; /* of the sweep, absolute */
  long                n_members;
  int                 ranks; /* of one member, 1 or more */
} VfSlurmJob;

/** Members of one task: what the sweep says, else as many as make a hundred tasks, in any case so many that VF_SLURM_TASKS suffice.
    Task k has members k n ... k n + n - 1: a sweep that grows adds tasks, or has larger ones. */
long vf_slurm_members_a_task(const VfSlurmJob *job);

/** Numbers of the set flags, as sbatch's --array takes them: "0-3,7,12-15". */
void vf_slurm_array(long n, const bool *wanted, VfText *text);

/** What keeps the scripts from being written, in one line (names the key): a line break within a word, or a folder that Slurm cannot
    take as a working directory.  @return false then. */
bool vf_slurm_check(const VfSlurmJob *job, char message[], size_t size);

/** The array job.
    @param tasks flags of those to run (as many as vf_slurm_members_a_task makes of the members) */
void vf_slurm_write_tasks(const VfSlurmJob *job, const bool *tasks, VfText *text);

/** The job that writes the table from what the tasks left; who submits it says which job it waits for. */
void vf_slurm_write_table(const VfSlurmJob *job, VfText *text);

#endif
