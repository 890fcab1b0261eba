/* What a row of the sidebar edits: a key of the experiment's table, or a quantity derived from it.
 *
 * An id is a ModelKey or one of AppParameterId; all rules between keys (late fusion stays late when
 * the depth changes) stand here, so that slider, entry and reset obey the same ones.
 */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

typedef enum
{
  APP_PARAMETER_SPREAD = MODEL_N_KEYS, /* sigma_a / sigma_b; sets sigma_a, leaves sigma_b */
  APP_N_PARAMETERS
} AppParameterId;

/* The table's row, or our own for derived quantities. */
const ModelParameter *app_parameter (int id);
/* By the table's key, or "spread". */
gboolean app_parameter_find (const char *name, int *id);
/* For the tooltip: the table's help and the default. Owned by the caller. */
char *app_parameter_dup_help (int id);
/* FALSE where the value has no effect on this experiment, such as a matrix on scalar data. */
gboolean app_parameter_applies (int id, const ModelExperiment *experiment);

double app_parameter_get (int id, const ModelExperiment *experiment);

/**
 * app_parameter_set:
 * Sets a number within its own range, and what follows it (late fusion stays late). Whether all
 * values go together is asked once, by app_session_set_experiment().
 * Errors: MODEL_ERROR_RANGE; the experiment is then unchanged.
 */
gboolean app_parameter_set (int id, double value, ModelExperiment *experiment, GError **error);
/* The same from what somebody typed; empty text stands for the default, "automatic" for 0. */
gboolean
app_parameter_parse (int id, const char *text, ModelExperiment *experiment, GError **error);

/**
 * app_parameter_format:
 * The text that a row shows; app_parameter_parse() reads it back to the same value.
 * @in_use: what the program made of an automatic value, or 0
 */
char *app_parameter_format (int id, const ModelExperiment *experiment, double in_use);

/* Correlations of the file's target with each modality, and between them, lines of text; NULL where
 * they are not known yet: a run computes them. Owned by the caller. Valid: data of a file. */
char *app_parameter_describe_data (const ModelExperiment *experiment);
/* What badly conditioned inputs of a file do to the run: see
 * study_data_report_describe_condition(). NULL where there is nothing to say, or nothing is known
 * yet. Owned by the caller. */
char *app_parameter_describe_condition (const ModelExperiment *experiment);

/* The slider's range for this experiment (the fusion layer ends at the depth), in positions. */
void app_parameter_get_slider (
    int id, const ModelExperiment *experiment, double *minimum, double *maximum, double *step);
/* Positions are values, or their logarithms to base 10. Values come back rounded to what the step
 * of the slider can tell apart. */
double app_parameter_to_position (int id, double value);
double app_parameter_from_position (int id, double position);

G_END_DECLS
