/* vitrifloat plot RUN_DIR: hands over to postproc/plot.py. */
#ifndef VF_POSTPROC_COMMAND_PLOT_H
#define VF_POSTPROC_COMMAND_PLOT_H

/** Replaces this process by the Python program that draws a run's pictures; call it before MPI is initialised.
    The interpreter is $VITRIFLOAT_PYTHON, else the one CMake found.
    @param argc, argv the arguments after `plot`
    @return exit status 2, only when Python could not be started (one line on standard error) */
int VfCommandPlot(int argc, char **argv);

#endif
