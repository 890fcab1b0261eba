/* Data of a CSV file. */
#pragma once

#include "model/experiment/data_source.h"

extern const ModelSourceClass model_source_file;
