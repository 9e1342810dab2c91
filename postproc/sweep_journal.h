/* How the members of a sweep ended: what stands in their folders, and the journal that workers keep of it.

   A member's folder is the truth: `summary.json` that says done, or `failed.txt`, whose first line is the exit status and whose
   second the reason.  The journal holds the same in one file, a line a member as it ended, so that tables and progress need not open
   every folder.  A line is a JSON object: "member", "status", "reason", then the scalars of the summary. */
#ifndef VF_POSTPROC_SWEEP_JOURNAL_H
#define VF_POSTPROC_SWEEP_JOURNAL_H

#include "inputs/case.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

typedef enum { VF_MEMBER_WAITING, VF_MEMBER_DONE, VF_MEMBER_FAILED, VF_MEMBER_INTERRUPTED, VF_MEMBER_STATES } VfMemberState;

const char *vf_member_state_name(VfMemberState state);

/** DIRECTORY/members/000012. */
void vf_member_directory(const char *sweep, long member, char path[], size_t size);

/** State of a member as its folder tells.  @param line when done or failed: its line of the journal, which the caller frees; may be
    NULL. */
VfMemberState vf_member_state(const char *sweep, long member, char **line);

/** Writes failed.txt: exit status and reason in one line.  @return success */
bool vf_member_fail(const char *sweep, long member, int status, const char *reason);

/** Lets a failed member run again. */
void vf_member_forgive(const char *sweep, long member);

/** The line of the journal of a member.  @param summary text of its summary.json, or NULL.  @return it, ended by '\n', which the caller
    frees; NULL when memory is out or the summary is not whole. */
char *vf_journal_line(long member, VfMemberState state, int status, const char *reason, const char *summary, size_t length);

/** Appends a line, whole, whoever else does the same.  @return success */
bool vf_journal_append(const char *sweep, const char *line);

/* Goes through a journal that may still grow. */
typedef struct {
  long offset; /* in the file: what is before has been told */
} VfJournalPlace;

/** Calls `take` for each whole line from the place on, and moves it.  @return false when there is no journal. */
bool vf_journal_read(const char *sweep, VfJournalPlace *place, void (*take)(void *context, const char *line, size_t length),
                     void *context);

/** Member and state of a line.  @return false when it is damaged. */
bool vf_journal_parse(const char *line, size_t length, long *member, VfMemberState *state);

#endif
