/* Parameters and their values in words and numbers, translated. */
#pragma once

#include "model/experiment/experiment.h"

G_BEGIN_DECLS

/* Translated name of a choice. */
const char *study_parameter_text_get_choice (ModelKey key, int choice);
/**
 * study_parameter_text_format:
 * A number in as many digits as its row has, or all that it needs.
 * @in_use: what the program made of an automatic value, or 0
 * Returns: owned by the caller.
 */
char *study_parameter_text_format (const ModelParameter *p, double value, double in_use);
/* "\\rho = 0.5" in the markup of plot/draw/label.h: the symbol where the label ends in one, else
 * the label. @in_use: what an automatic value stands for, or 0. Owned by the caller. */
char *
study_parameter_text_describe (ModelKey key, const ModelExperiment *experiment, double in_use);

G_END_DECLS
