/* How rows of the table of parameters are written; and the rows of [training]. */
#pragma once

#include "model/experiment/experiment_parameters.h"

G_BEGIN_DECLS

/* Sets of choices, for conditions. */
#define IS(choice) (1u << (choice))
#define IS_NOT(choice) (~IS (choice))
#define IS_NORMAL (IS (MODEL_SOURCE_SCALAR) | IS (MODEL_SOURCE_VECTOR))

#define LIMITS(low, high) .minimum = (low), .maximum = (high)
#define SLIDER(low, high, by, decimals)                                                            \
  .slider_minimum = (low), .slider_maximum = (high), .slider_step = (by), .digits = (decimals)

/* Keys are ordered by group. */
#define MODEL_FIRST_OF_TRAINING MODEL_DYNAMICS
#define MODEL_N_OF_TRAINING (MODEL_N_KEYS - MODEL_FIRST_OF_TRAINING)

extern const ModelParameter model_training_parameters[MODEL_N_OF_TRAINING];

G_END_DECLS
