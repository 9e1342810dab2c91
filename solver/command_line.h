/* What is wrong with a command line. */
#ifndef VF_SOLVER_COMMAND_LINE_H
#define VF_SOLVER_COMMAND_LINE_H

/** Prints one line on standard error.  @return the exit status for wrong input */
int vf_line_complain(const char *line, const char *what);

#endif
