/* Case files: reading with every error at once, writing so that they read back bitwise. */
#ifndef VF_INPUTS_READ_CASE_H
#define VF_INPUTS_READ_CASE_H

#include "inputs/case.h"
#include "inputs/messages.h"
#include "inputs/quantity.h"
#include "inputs/sources.h"
#include <stdint.h>
#include <stdio.h>

/** Reads a case and the materials it names, fills in defaults, and checks everything.  Not collective: every rank may call it.
    @param out      the case in SI, NULL on error; free with vf_case_free().
    @param src      where each value comes from, NULL on error; free with vf_sources_free().
    @param messages every error and warning, in the order of lines, each one line
                    "FILE:LINE: key: what is wrong (value); what is right".
    @return 0, or 2 when the input is wrong. */
int vf_case_read(const char *path, VfCase **out, VfSources **src, VfMessages *messages);

/** The same of a part of the case: what else the file holds is looked at for unknown keys only. */
int vf_case_read_part(const char *path, VfCasePart part, VfCase **out, VfSources **src, VfMessages *messages);

/** The same from memory.  @param units from vf_units_create(), so that many cases can share it.
    @param name  stands for FILE; relative paths start at its folder. */
int vf_case_read_memory(const VfUnits *units, const char *text, size_t n, const char *name, VfCasePart part, VfCase **out,
                        VfSources **src, VfMessages *messages);

struct fy_node;
struct VfShelf;

/** The same from a node of a document that is already read.  @param shelf keeps material files from case to
    case; may be NULL.  @param name stands for FILE.  @param folder relative paths start there. */
int vf_case_read_node(const VfUnits *units, struct VfShelf *shelf, struct fy_node *root, const char *name, const char *folder,
                      VfCasePart part, VfCase **out, VfSources **src, VfMessages *messages);

/** Frees a case; sets the pointer to NULL. */
void vf_case_free(VfCase **kase);

/** Writes the complete case: YAML in SI that reads back to the same numbers, bit for bit.
    @param sources adds comments; may be NULL.
    @return 0, or -1 when writing failed. */
int vf_case_write(const VfCase *kase, const VfSources *sources, FILE *out);

/** A number that two cases share when they have the same physics and grid: everything but title, time.end, time.max_step, output
    and the names of files (images count by content). */
uint64_t vf_case_hash(const VfCase *kase);

#endif
