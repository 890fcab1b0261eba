/* A normal input of A, two signs of B: y = w_a x_A + w_b x_B1 x_B2 + noise. */
#pragma once

#include "model/experiment/data_source.h"

extern const ModelSourceClass model_source_xor;
