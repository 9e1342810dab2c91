/* Messages of this rank, counted on their way from the program to MPI. */
#ifndef VF_TESTS_COUNT_MESSAGES_H
#define VF_TESTS_COUNT_MESSAGES_H

typedef struct {
  long   messages, reductions, gathers; /* MPI_Isend to someone, MPI_Allreduce, MPI_Allgatherv */
  double bytes;                         /* sent by the first and the last */
} MessageCount;

extern MessageCount count_messages;

#endif
