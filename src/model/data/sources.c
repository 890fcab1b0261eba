/* The sources of data that there are. */
#include "model/data/source_file.h"
#include "model/data/source_normal.h"
#include "model/data/source_xor.h"

const ModelSourceClass *const model_sources[] = {
  [MODEL_SOURCE_SCALAR] = &model_source_scalar,
  [MODEL_SOURCE_VECTOR] = &model_source_vector,
  [MODEL_SOURCE_XOR] = &model_source_xor,
  [MODEL_SOURCE_FILE] = &model_source_file,
};
