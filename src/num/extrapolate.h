/* Extrapolation to steps of length zero, of results in 1, 2, 3, ... steps. */
#pragma once

/* Weights with which the results in low..high steps are summed, at weight[low..high], where their
 * errors are powers of the step's length from the first on. Valid: 1 <= low <= high. */
void num_extrapolate_weights (int low, int high, double *weight);
