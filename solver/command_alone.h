/* A program that no launcher started. */
#ifndef VF_SOLVER_COMMAND_ALONE_H
#define VF_SOLVER_COMMAND_ALONE_H

/** Such a program needs no messages: Open MPI then neither starts a daemon beside it nor looks for networks and devices.  What the
    user sets stays.  Call before MPI starts; does nothing under a launcher. */
void vf_settle_alone(void);

/** Forgets the launcher that started this process, which then is alone: for the members of a sweep, which are runs of one rank. */
void vf_forget_launcher(void);

#endif
