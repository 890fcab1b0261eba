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

/* Sets what a line says: "rho=0.5 depth=4". */
static inline void
set_words (ModelExperiment *experiment, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  for (int i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
      g_autoptr (GError) error = NULL;
      ModelKey key;

      g_assert_true (model_parameter_find (pair[0], &key));
      model_experiment_parse_value (experiment, key, pair[1], &error);
      g_assert_no_error (error);
    }
}
