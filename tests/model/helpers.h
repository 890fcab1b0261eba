/* Experiments for tests, set from text. */
#pragma once

#include "model/experiment/experiment_text.h"

/* An experiment from `key = value` pairs of key names, ended by NULL; the test fails if one is
 * refused. */
static inline ModelExperiment
make_experiment (const char *key, ...)
{
  ModelExperiment experiment;
  va_list arguments;

  model_experiment_init (&experiment);
  va_start (arguments, key);
  for (; key != NULL; key = va_arg (arguments, const char *))
    {
      g_autoptr (GError) error = NULL;
      ModelKey k;

      g_assert_true (model_parameter_find (key, &k));
      model_experiment_parse_value (&experiment, k, va_arg (arguments, const char *), &error);
      g_assert_no_error (error);
    }
  va_end (arguments);
  return experiment;
}
