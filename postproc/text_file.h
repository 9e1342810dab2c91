/* Text files that are written whole or not at all.  Plain POSIX, one process. */
#ifndef VF_POSTPROC_TEXT_FILE_H
#define VF_POSTPROC_TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Safe against a killed process, or against a power cut too: that waits for the disk, milliseconds each time. */
typedef enum { VF_SAFE_FROM_KILL, VF_SAFE_FROM_POWER_CUT } VfDurability;

/** Puts `text` (length bytes) in place of the file: written beside it as PATH.tmp, renamed over it.
    @param message one line on failure (the old file is then untouched)
    @return success */
bool vf_text_file_replace(const char *path, const char *text, size_t length, VfDurability durability, char message[], size_t size);

/** Prints to a file's text. */
typedef void (*VfTextPut)(FILE *file, const void *what);

/** The file DIRECTORY/NAME becomes what `put` prints, safe from a power cut.
    @param keep a file that says something else is first kept under another name, told in `message`
    @param message "" or one line: what was kept, or why it failed; the old file is then untouched, or kept
    @return success */
bool vf_text_file_write(const char *directory, const char *name, bool keep, VfTextPut put, const void *what, char message[],
                        size_t size);

/** Whether two files hold the same bytes. */
bool vf_file_same(const char *one, const char *other);

/** Reads a whole file into memory, ended by a 0 byte; the caller frees it.  @return NULL on failure, with errno set. */
char *vf_text_file_read(const char *path, size_t *length);

/** Renames a file, safe from a power cut by forcing it (and its entry in the directory) to disk.  @return success */
bool vf_file_commit(const char *from, const char *to, VfDurability durability, char message[], size_t size);

/** Has the file system of a folder write what it still holds back to the disk. */
void vf_disk_sync(const char *directory);

/** Reserves room for `bytes` more at the end of a file (made when it is not there; its size stays), so that writing them cannot
    meet a full disk: HDF5 does not survive one in mid-write.  Heeds the process's file size limit, the user's quota and the free
    space; where the file system cannot reserve, the free space it states has to do.
    @param message one line on refusal; the file is then as it was
    @return is there room? */
bool vf_disk_reserve(const char *path, size_t bytes, char message[], size_t size);

/** Renames a file that cannot be used to PATH.1, or the first number that is free.  @param aside its new name. */
void vf_file_set_aside(const char *path, char aside[], size_t size);

#endif
