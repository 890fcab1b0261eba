/* What stands beside a run in a picture, told by what it is made from: pins, the run before, other
 * fusion layers or seeds, the run that a fork has left, trajectories. */
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
  gboolean has_fork_parent;
  ModelRecipe fork_parent; /* the run that goes another way from an epoch on */
  gint64 fork;             /* that epoch */
  int n_orbits;
  StudyOrbitStart orbits[STUDY_ORBITS_MAX];
} StudyCompared;

/* Nothing. */
void study_compared_init (StudyCompared *self);
/* TRUE where there is nothing but what a fork is made from. */
gboolean study_compared_is_empty (const StudyCompared *self);
/* Leaves only what a fork is made from. */
void study_compared_strip (StudyCompared *self);
gboolean study_compared_equal (const StudyCompared *self, const StudyCompared *other);

/* Appends the group [beside] of a key file, or nothing. */
void study_compared_append (const StudyCompared *self, GString *text);
/**
 * study_compared_read:
 * Reads that group, and takes it out of the file.
 * Errors: MODEL_ERROR_KEY, MODEL_ERROR_RANGE; self is then undefined.
 */
gboolean study_compared_read (StudyCompared *self, GKeyFile *file, GError **error);

G_END_DECLS
