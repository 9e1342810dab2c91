/* Commands that are Python programs: `plot` (postproc/plot.py) and `validate` (postproc/validate.py). */
#ifndef VF_POSTPROC_COMMAND_PYTHON_H
#define VF_POSTPROC_COMMAND_PYTHON_H

/** Replaces this process by a Python program of the folder postproc; call it before MPI is initialised.
    The interpreter is $VITRIFLOAT_PYTHON, else the one CMake found.  The program finds this one in $VITRIFLOAT_PROGRAM.
    @param script file of the folder postproc
    @param argc, argv the arguments after the command
    @return exit status 2, only when Python could not be started (one line on standard error) */
int VfCommandPython(const char *script, int argc, char **argv);

#endif
