/* Pinned runs: kept beside the one on screen, each with a colour and a dash of its own. One that
 * comes from a file is a recipe until it is trained, and drawn from then on. */
#pragma once

#include "model/record/recipe.h"
#include "study/run.h"

G_BEGIN_DECLS

#define STUDY_PINS_MAX STUDY_COMPARED_PINS

typedef struct StudyPins StudyPins;

/* Frozen, ref-counted: which runs are pinned, and whose difference is shown. */
typedef struct StudyPinsState StudyPinsState;

StudyPins *study_pins_new (void);
/* The same pins; what is computed to draw them is its own. */
StudyPins *study_pins_copy (const StudyPins *self);
void study_pins_free (StudyPins *self);

int study_pins_count (StudyPins *self);
/* Borrowed; NULL: not trained yet. */
ModelSnapshot *study_pins_get (StudyPins *self, int i);
/* What it is made from; borrowed. */
const ModelRecipe *study_pins_get_recipe (StudyPins *self, int i);
/* Why it is not trained and will not be by itself, one line; NULL: it is, or will be. */
const char *study_pins_get_problem (StudyPins *self, int i);
void study_pins_set_problem (StudyPins *self, int i, const char *problem);
/* Gives a pin that was expected its run, in all states that have it. Main thread. */
void study_pins_set_trained (StudyPins *self, int i, ModelSnapshot *snapshot);
/* Its place in the palette, which it keeps when others go: study_compared_run_pin_style(). */
int study_pins_get_slot (StudyPins *self, int i);
/* Pins a run; FALSE beyond STUDY_PINS_MAX. */
gboolean study_pins_add (StudyPins *self, ModelSnapshot *snapshot);
/* The same at a place of the palette, if it is free. */
gboolean study_pins_add_at (StudyPins *self, ModelSnapshot *snapshot, int slot);
/* The same of a run that is still to be trained. */
gboolean study_pins_expect (StudyPins *self, const ModelRecipe *recipe, int slot);
void study_pins_remove (StudyPins *self, int i);

/* The pin that is subtracted from what plots show, once it is trained; or -1. */
int study_pins_get_difference (StudyPins *self);
void study_pins_set_difference (StudyPins *self, int i);

/* The last epoch of any; 0 without. */
double study_pins_get_last_epoch (StudyPins *self);
/* In what a pin differs from the run and from other pins, "\rho = 0.5, L = 4", as markup; of the
 * run itself for i = -1. Owned by the caller. */
char *study_pins_describe (StudyPins *self, int i, const ModelSnapshot *run);

StudyPinsState *study_pins_get_state (StudyPins *self); /* owned by the caller */
/* Runs that are there already need not be trained again. */
void study_pins_set_state (StudyPins *self, StudyPinsState *state);
StudyPinsState *study_pins_state_ref (StudyPinsState *self);
void study_pins_state_unref (StudyPinsState *self);
int study_pins_state_get_difference (const StudyPinsState *self);
/* The same pins without the runs that can be trained again: all but those of own data, which may be
 * others by then. Owned by the caller. */
StudyPinsState *study_pins_state_forget_runs (const StudyPinsState *self);
/* By their recipes, of whatever can be trained again. */
gboolean study_pins_state_equal (const StudyPinsState *a, const StudyPinsState *b);

/* Adds to a run what time plots draw of them; borrowed until the next call. */
void study_pins_fill (StudyPins *self, StudyRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyPins, study_pins_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StudyPinsState, study_pins_state_unref)

G_END_DECLS
