/* Pinned runs: kept beside the one on screen, each with a colour and a dash of its own. */
#pragma once

#include "plot/companion.h"

G_BEGIN_DECLS

#define PLOT_PINS_MAX PLOT_COMPANION_PINS

typedef struct PlotPins PlotPins;

/* Frozen, ref-counted: which runs are pinned, and whose difference is shown. */
typedef struct PlotPinsState PlotPinsState;

PlotPins *plot_pins_new (void);
void plot_pins_free (PlotPins *self);

int plot_pins_count (PlotPins *self);
/* Borrowed. */
ModelSnapshot *plot_pins_get (PlotPins *self, int i);
/* Its place in the palette, which it keeps when others go: plot_companion_pin_style(). */
int plot_pins_get_slot (PlotPins *self, int i);
/* Pins a run; FALSE beyond PLOT_PINS_MAX. */
gboolean plot_pins_add (PlotPins *self, ModelSnapshot *snapshot);
/* The same at a place of the palette, if it is free. */
gboolean plot_pins_add_at (PlotPins *self, ModelSnapshot *snapshot, int slot);
void plot_pins_remove (PlotPins *self, int i);

/* The pin that is subtracted from what plots show, or -1. */
int plot_pins_get_difference (PlotPins *self);
void plot_pins_set_difference (PlotPins *self, int i);

/* The last epoch of any; 0 without. */
double plot_pins_get_last_epoch (PlotPins *self);
/* In what a pin differs from the run and from other pins, "\rho = 0.5, L = 4", as markup; of the
 * run itself for i = -1. Owned by the caller. */
char *plot_pins_describe (PlotPins *self, int i, const ModelSnapshot *run);

PlotPinsState *plot_pins_get_state (PlotPins *self); /* owned by the caller */
void plot_pins_set_state (PlotPins *self, PlotPinsState *state);
PlotPinsState *plot_pins_state_ref (PlotPinsState *self);
void plot_pins_state_unref (PlotPinsState *self);
int plot_pins_state_get_difference (const PlotPinsState *self);
gboolean plot_pins_state_equal (const PlotPinsState *a, const PlotPinsState *b);

/* Adds to a run what time plots draw of them; borrowed until the next call. */
void plot_pins_fill (PlotPins *self, PlotRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotPins, plot_pins_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlotPinsState, plot_pins_state_unref)

G_END_DECLS
