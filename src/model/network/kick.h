/* A kick: total weights set by hand, in the layers of a trained network. */
#pragma once

#include "model/network/network.h"

G_BEGIN_DECLS

#define MODEL_KICK_MAX 16 /* kicks in one run */

typedef struct
{
  gint64 epoch;
  double weight[2]; /* total weights from then on, as a history records them */
} ModelKick;

gboolean model_kick_equal (const ModelKick *self, const ModelKick *other);

/**
 * model_kick_apply:
 * Scales the learned part of every layer so that the total weights become those asked for, and
 * everything that gradient flow conserves stays as it is.
 * @weight: as a ModelHistoryRow has them: signed for one input, the norm for more
 *
 * Downwards from the output, e^{l-1} = W^l' e^l / a_l is the direction that each layer reads out,
 * a_l = |W^l' e^l| its gain; the total weight of a branch is the product of the gains on its way. A
 * kick changes the gains, W^l += (a'_l - a_l) e^l e^{l-1}', with one number s_m for each branch:
 *   a'_l^2 = a_l^2 + s_m before the fusion,  a'_l^2 = a_l^2 + s_A + s_B after it.
 * That is how gradient flow itself changes them (eqs 38-41): differences of squared gains are
 * conserved, so that u^2 = u_A^2 + u_B^2 holds after a kick as it did before. In a balanced network
 * the learned part is all there is, and each of its layers is scaled as a whole. A change of sign
 * goes to the first layer of a branch. A kick to the present weights changes nothing.
 *
 * Errors: MODEL_ERROR_RANGE where a weight is not finite or a norm negative, or where a branch
 * whose total weight is 0 is asked for another; the network is then unchanged.
 */
gboolean model_kick_apply (ModelNetwork *network, const double weight[2], GError **error);

G_END_DECLS
