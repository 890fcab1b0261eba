/* Small IDX files, written into a folder of the test's own. */
#pragma once

#include <glib.h>

typedef struct
{
  char *folder;
} IdxFiles;

void idx_files_set_up (IdxFiles *self);
void idx_files_clear (IdxFiles *self);
/* A path in the folder, freed by the caller. */
char *idx_files_path (const IdxFiles *self, const char *name);
/* Writes bytes as they are, or as gzip; returns the path, freed by the caller. */
char *idx_files_write (
    const IdxFiles *self, const char *name, const void *bytes, gsize n, gboolean compressed);
/* An IDX file: magic and `dims` sizes, then `n` bytes that count up from 0 to `modulo` - 1. */
char *idx_files_write_idx (const IdxFiles *self,
                           const char *name,
                           guint32 magic,
                           const guint32 *sizes,
                           int dims,
                           gsize n,
                           int modulo,
                           gboolean compressed);
