/* Collects the different inputs of a modality. */
#include "model/network/input_patterns.h"

#include "num/matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int
model_input_patterns_find (int n_inputs, const double *patterns, int n, const double *x)
{
  const double sign = copysign (1, x[0]);

  if (n_inputs == 1 && x[0] == 0)
    return -1;
  for (int j = 0; j < n; j++)
    if (n_inputs == 1 ? patterns[j] == sign
                      : memcmp (patterns + j * n_inputs, x, n_inputs * sizeof *x) == 0)
      return j;
  return -1;
}

/* FALSE where they are too many. */
static gboolean
collect_from (const ModelDataset *data, int m, double *patterns, int *n)
{
  const int n_inputs = m == 0 ? data->n_a : data->n_b, step = data->n_a + data->n_b;

  for (int i = 0; i < data->n_samples; i++)
    {
      const double *x = data->x + (gsize) i * step + (m == 0 ? 0 : data->n_a);

      if ((n_inputs == 1 && x[0] == 0) ||
          model_input_patterns_find (n_inputs, patterns, *n, x) >= 0)
        continue;
      if (*n == MODEL_INPUT_PATTERNS_MAX)
        return FALSE;
      if (n_inputs == 1)
        patterns[*n] = copysign (1, x[0]);
      else
        memcpy (patterns + *n * n_inputs, x, n_inputs * sizeof *x);
      ++*n;
    }
  return TRUE;
}

double *
model_input_patterns_collect (const ModelSampleTask *task, int m, int *n)
{
  double *patterns = num_alloc ((gsize) MODEL_INPUT_PATTERNS_MAX * task->shape.inputs[m]);

  *n = 0;
  if (collect_from (task->data, m, patterns, n) &&
      (task->test == NULL || collect_from (task->test, m, patterns, n)))
    return patterns;
  free (patterns);
  return NULL;
}
