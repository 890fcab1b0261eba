/* Where images come from: a folder of IDX files, or the program itself. */
#pragma once

#include "digits/images.h"
#include "digits/options.h"

G_BEGIN_DECLS

/**
 * digits_source_open:
 * @folder: (nullable): NULL or "": digits drawn here, the same ones for every seed of training
 *
 * At most as many images as the options' `train` and `test` say.
 * Errors: those of digits_images_load().
 */
DigitsImages *digits_source_open (const char *folder, const DigitsOptions *options, GError **error);

G_END_DECLS
