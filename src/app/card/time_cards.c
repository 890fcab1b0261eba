/* The cards of plots over epochs. */
#include "app/card/cards.h"
#include "plot/time/loss.h"
#include "plot/time/weights.h"
#include "study/summary.h"

#include <glib/gi18n-lib.h>

const AppCard app_card_loss = {
  .figure = "loss",
  .title = N_ ("Loss"),
  .draw = plot_loss_draw,
  .describe = study_summary_describe_loss,
};

const AppCard app_card_weights = {
  .figure = "weights",
  .title = N_ ("Weight of each modality"),
  .draw = plot_weights_draw,
  .describe = study_summary_describe_weights,
};
