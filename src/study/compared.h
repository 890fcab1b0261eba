/* The runs that a run is compared with, as files tell of them: by what they are made from. Pins,
 * the run before, other fusion layers or seeds; and trajectories. study/compared_runs.h has the
 * same trained. */
#pragma once

#include "model/record/recipe.h"
#include "study/ensemble_runs.h"
#include "study/orbit_start.h"
#include "study/pins.h"

G_BEGIN_DECLS

typedef struct
{
  int n_pins;
  int slots[STUDY_PINS_MAX]; /* places in the palette */
  ModelRecipe pins[STUDY_PINS_MAX];
  int difference; /* the pin that is subtracted, or -1 */
  StudyEnsemble comparison;
  gboolean has_ghost;
  ModelRecipe ghost; /* the run before, or the one that the first kick has left */
  int n_orbits;
  StudyOrbitStart orbits[STUDY_ORBITS_MAX];
} StudyCompared;

/* Nothing. */
void study_compared_init (StudyCompared *self);
gboolean study_compared_is_empty (const StudyCompared *self);
gboolean study_compared_equal (const StudyCompared *self, const StudyCompared *other);

/* Appends the group [beside] of a key file, or nothing. The parent of a run that is a fork has its
 * place there. */
void study_compared_append (const StudyCompared *self, const ModelRecipe *run, GString *text);
/**
 * study_compared_read:
 * Reads that group, and takes it out of the file.
 * @run: (inout): becomes a fork where the group tells of a parent
 * Errors: MODEL_ERROR_KEY, MODEL_ERROR_RANGE; both are then undefined.
 */
gboolean
study_compared_read (StudyCompared *self, ModelRecipe *run, GKeyFile *file, GError **error);

G_END_DECLS
