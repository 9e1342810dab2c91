/* Command lines of sweeps.  argc and argv are those of main(). */
#ifndef VF_SOLVER_COMMAND_SWEEP_LINE_H
#define VF_SOLVER_COMMAND_SWEEP_LINE_H

/** `sweep`.  @return exit status of the program */
int vf_line_sweep(int argc, char **argv);

/** `sweep-work`, which launchers start. */
int vf_line_sweep_work(int argc, char **argv);

/** `sweep-table`: writes the table of what there is. */
int vf_line_sweep_table(int argc, char **argv);

#endif
