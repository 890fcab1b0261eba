/* What stands beside a run in a picture, told by what it is made from: pins, the run before, other
 * fusion layers or seeds, the run that a fork has left, trajectories. */
#pragma once

#include "model/recipe.h"
#include "plot/members.h"
#include "plot/pins.h"
#include "plot/portrait.h"

G_BEGIN_DECLS

typedef struct
{
  int n_pins;
  int slots[PLOT_PINS_MAX]; /* places in the palette */
  ModelRecipe pins[PLOT_PINS_MAX];
  int difference; /* the pin that is subtracted, or -1 */
  PlotComparison comparison;
  gboolean has_ghost;
  ModelRecipe ghost; /* the run before, or the one that the first kick has left */
  gboolean has_trunk;
  ModelRecipe trunk; /* the run that goes another way from an epoch on */
  gint64 fork;       /* that epoch */
  int n_orbits;
  PlotOrbitStart orbits[PLOT_ORBITS_MAX];
} PlotBeside;

/* Nothing. */
void plot_beside_init (PlotBeside *self);
/* TRUE where there is nothing but what a fork is made from. */
gboolean plot_beside_is_empty (const PlotBeside *self);
/* Leaves only what a fork is made from. */
void plot_beside_strip (PlotBeside *self);
gboolean plot_beside_equal (const PlotBeside *self, const PlotBeside *other);

/* Appends the group [beside] of a key file, or nothing. */
void plot_beside_append (const PlotBeside *self, GString *text);
/**
 * plot_beside_read:
 * Reads that group, and takes it out of the file.
 * Errors: MODEL_ERROR_KEY, MODEL_ERROR_RANGE; self is then undefined.
 */
gboolean plot_beside_read (PlotBeside *self, GKeyFile *file, GError **error);

G_END_DECLS
