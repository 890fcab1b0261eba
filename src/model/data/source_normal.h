/* Normal inputs, one each or several: x ~ N(0, sigma), y = w.x + noise (eq 1). */
#pragma once

#include "model/experiment/data_source.h"

extern const ModelSourceClass model_source_scalar, model_source_vector;
