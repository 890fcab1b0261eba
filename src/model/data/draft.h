/* Drafts: files and folders that are being written, beside what they become.
 *
 * A draft has a name of its own kind and is locked while its process lives; what a killed one has
 * left is removed when the next draft is begun in the same folder. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct ModelDraft ModelDraft;

/**
 * model_draft_new:
 * An empty file, or folder, beside what `path` stands for. A file that is there already is nobody
 * else's to read: the draft of one is not either, the draft of a new one has the umask's
 * permissions. Errors: G_FILE_ERROR, naming the path.
 */
ModelDraft *model_draft_new (const char *path, gboolean is_folder, GError **error);
/* Removes what has not taken its place. */
void model_draft_free (ModelDraft *self);
const char *model_draft_get_path (const ModelDraft *self);
/* Writes a file as a whole, to the disk. Errors: G_FILE_ERROR, naming what it was begun for. */
gboolean model_draft_write (ModelDraft *self, const char *data, gsize length, GError **error);
/* The draft takes the place of what it was begun for. Errors: as above; all is then as before. */
gboolean model_draft_finish (ModelDraft *self, GError **error);

/* Moves a whole file to what `path` stands for: what was there goes, its permissions stay. Errors:
 * G_FILE_ERROR, naming `path`; all is then as before. */
gboolean model_draft_move (const char *from, const char *path, GError **error);
/* What a name stands for, where it is a link: also of a file that is not there yet. NULL, with
 * errno, for links that lead nowhere. */
char *model_draft_follow (const char *path);
/* Removes drafts that nobody writes any more from a folder, the first time that it is asked to. */
void model_draft_clean (const char *folder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelDraft, model_draft_free)

G_END_DECLS
