/* What a network will see, before anything is trained. */
#pragma once

#include "digits/picture.h"

G_BEGIN_DECLS

/**
 * digits_preview_new:
 * The samples of a training, as its first epoch has them, of no more images than they take.
 * @folder: (nullable): as in digits_source_open(), whose errors these are
 */
DigitsPictures *
digits_preview_new (const DigitsOptions *options, const char *folder, int per_kind, GError **error);

G_END_DECLS
