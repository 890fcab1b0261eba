/* A CSV file as a source of data. */
#include "model/data/source_file.h"

#include "model/data/file_table.h"
#include "model/data/own_data.h"

#include <glib/gi18n-lib.h>

/* Until it is loaded, a file has as many inputs as a run needs at least. */
static int
count_inputs (const ModelExperiment *experiment, int m)
{
  g_autoptr (ModelTableShape) shape = model_file_table_find (experiment);
  ModelColumnChoice choice;

  if (shape != NULL && model_column_choice_make (&choice, shape, experiment, NULL))
    return choice.n[m];
  return m == 0 ? model_experiment_get_int (experiment, MODEL_INPUTS_A) : 1;
}

static ModelOwnPart
get_part (gboolean held_out)
{
  return held_out ? MODEL_OWN_TEST : MODEL_OWN_TRAINING;
}

static ModelDataset *
ref_rows (const ModelExperiment *experiment, gboolean held_out, GError **error)
{
  return model_own_data_ref_dataset (experiment, get_part (held_out), error);
}

static ModelMoments *
dup_moments (const ModelExperiment *experiment, gboolean held_out, GError **error)
{
  return model_own_data_dup_moments (experiment, get_part (held_out), error);
}

static gboolean
validate (const ModelExperiment *experiment, GError **error)
{
  if (*model_experiment_get_text (experiment, MODEL_FILE) == '\0')
    {
      g_set_error_literal (error, MODEL_ERROR, MODEL_ERROR_RANGE,
                           _ ("source = file: file names no file; allowed is the path of a CSV"));
      return FALSE;
    }
  return model_file_table_check (NULL, experiment, error);
}

const ModelSourceClass model_source_file = {
  .count_inputs = count_inputs,
  .validate = validate,
  .ref_rows = ref_rows,
  .dup_moments = dup_moments,
};
