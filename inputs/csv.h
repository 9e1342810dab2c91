/* Lines of tables: fields between commas, in double quotes where they hold a comma, a quote or a line's end (RFC 4180). */
#ifndef VF_INPUTS_CSV_H
#define VF_INPUTS_CSV_H

#include <stdbool.h>
#include <stdio.h>

/** Writes a field, after a comma unless it is the `first` of its line. */
void vf_csv_put(FILE *file, bool first, const char *field);

/** Takes the first line off a text: splits it in place, and moves on.
    @param text at the line; then at the next one, or at the end
    @param fields (most) pointers into the text; what is beyond `most` is dropped
    @return number of fields, which may be more than `most`; -1 at the end, or when the line does not end (it was being written) */
int vf_csv_take(char **text, int most, char *fields[]);

#endif
