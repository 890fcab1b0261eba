/* The flag by which another thread asks for an end: whatever takes long reads it on its way. */
#pragma once

#include "num/cancel.h"

#include <glib.h>

/* @cancel: (nullable): read atomically */
static inline gboolean
model_is_cancelled (const int *cancel)
{
  return num_is_cancelled (cancel);
}
