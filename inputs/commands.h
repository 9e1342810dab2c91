/* The commands that only need the input layer.  argc and argv are the arguments after the command's name; results go to `out`,
   complaints to `err`. */
#ifndef VF_INPUTS_COMMANDS_H
#define VF_INPUTS_COMMANDS_H

#include <stdio.h>

/** `check CASE.yaml`: reads and validates, a file of gas transport alone without asking for a bath, a fit with its measurements; prints every
    value used, in SI, with its source.
    @return 0, or 2 when the input is wrong. */
int vf_command_check(int argc, char **argv, FILE *out, FILE *err);

/** `materials [NAME]`: lists the library, or one entry with units, uncertainty, source, provenance.  @return 0 or 2. */
int vf_command_materials(int argc, char **argv, FILE *out, FILE *err);

/** Writes the reference page docs/reference.md, made from the tables of keys.  @return 0, or 2 when writing failed. */
int vf_command_reference(FILE *out);

#endif
