/* What moves a network along its epochs: the trainer steps, records, keeps keyframes and goes back
 * in time through this, whatever is stepped and however.
 *
 * A stepper owns a network and everything that its future depends on, as one block of numbers (the
 * state). The trainer copies states for its keyframes, and writes them back to go back in time: a
 * run that goes on from such a copy must have the same bits.
 *
 * Implementations embed ModelStepper as their first member and hand out a ModelStepper *. They are
 * chosen in one place, new_stepper() in trainer.c.
 */
#pragma once

#include "model/network/network.h"
#include "model/record/history.h"

G_BEGIN_DECLS

typedef struct ModelStepper ModelStepper;

typedef struct
{
  /* After the state was written from outside (or first of all): makes ready to advance, and gives
   * the row of the present epoch; row->epoch is the caller's. Leaves the state as it is. FALSE
   * where cancelled; it is called again then. */
  gboolean (*evaluate) (ModelStepper *self, ModelHistoryRow *row, const int *cancel);
  /* n >= 1 epochs on; rows[i] is that of the state i + 1 epochs later (rows[i].epoch is the
   * caller's). How epochs are cut into calls changes no bit. FALSE where cancelled; state and rows
   * are undefined then, and the trainer writes an older state before it goes on. */
  gboolean (*advance) (ModelStepper *self, ModelHistoryRow *rows, int n, const int *cancel);
  /* The network at the present state; borrowed until the next call. */
  const ModelNetwork *(*get_network) (ModelStepper *self);
  /* Goes on from other weights of the same shape; evaluate() follows. */
  void (*set_network) (ModelStepper *self, const ModelNetwork *network);
  /* An independent one in the same state, to train again while this one stays; evaluate() follows.
   */
  ModelStepper *(*dup) (const ModelStepper *self);
  void (*free) (ModelStepper *self);
  /* (nullable): forgets all but the weights, as at epoch 0; set_network() follows. */
  void (*restart) (ModelStepper *self);
} ModelStepperClass;

struct ModelStepper
{
  const ModelStepperClass *class;
  double *state; /* (n_state) */
  gsize n_state;
  /* (3) (nullable): what training has left of the weights that no gradient reaches, by part: they
   * decay all the same */
  const double *shrink;
  int block; /* most epochs that one advance() should take: 1 where an epoch is long */
};

void model_stepper_free (ModelStepper *self);

/**
 * model_stepper_is_at_rest:
 * Whether n epochs have led back to where they began, bit for bit, each with the same row: then all
 * that is to come is like them, too.
 * @before: (n_state), of the state then; not read where n is 1
 * @rows: (n)
 */
gboolean model_stepper_is_at_rest (const ModelStepper *self,
                                   const double *before,
                                   const ModelHistoryRow *rows,
                                   int n);

/* A row of total weights (n_A + n_B), w_A first: signed for one input, the norm for more. */
void
model_stepper_fill_row (ModelHistoryRow *row, const int inputs[2], double loss, const double *w);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelStepper, model_stepper_free)

G_END_DECLS
