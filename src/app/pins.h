/* Pinned runs: kept beside the one on screen, each with a colour and a dash of its own. */
#pragma once

#include "plot/companion.h"

G_BEGIN_DECLS

#define APP_PINS_MAX PLOT_COMPANION_PINS

typedef struct AppPins AppPins;

/* Frozen, ref-counted: which runs are pinned, and whose difference is shown. */
typedef struct AppPinsState AppPinsState;

AppPins *app_pins_new (void);
void app_pins_free (AppPins *self);

int app_pins_count (AppPins *self);
/* Borrowed. */
ModelSnapshot *app_pins_get (AppPins *self, int i);
/* Its place in the palette, which it keeps when others go: plot_companion_pin_style(). */
int app_pins_get_slot (AppPins *self, int i);
/* Pins a run; FALSE beyond APP_PINS_MAX. */
gboolean app_pins_add (AppPins *self, ModelSnapshot *snapshot);
/* The same at a place of the palette, if it is free. */
gboolean app_pins_add_at (AppPins *self, ModelSnapshot *snapshot, int slot);
void app_pins_remove (AppPins *self, int i);

/* The pin that is subtracted from what plots show, or -1. */
int app_pins_get_difference (AppPins *self);
void app_pins_set_difference (AppPins *self, int i);

/* The last epoch of any; 0 without. */
double app_pins_get_last_epoch (AppPins *self);
/* In what a pin differs from the run and from other pins, "\rho = 0.5, L = 4", as markup; of the
 * run itself for i = -1. Owned by the caller. */
char *app_pins_describe (AppPins *self, int i, const ModelSnapshot *run);

AppPinsState *app_pins_get_state (AppPins *self); /* owned by the caller */
void app_pins_set_state (AppPins *self, AppPinsState *state);
AppPinsState *app_pins_state_ref (AppPinsState *self);
void app_pins_state_unref (AppPinsState *self);
int app_pins_state_get_difference (const AppPinsState *self);
gboolean app_pins_state_equal (const AppPinsState *a, const AppPinsState *b);

/* Adds to a run what time plots draw of them; borrowed until the next call. */
void app_pins_fill (AppPins *self, PlotRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppPins, app_pins_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppPinsState, app_pins_state_unref)

G_END_DECLS
