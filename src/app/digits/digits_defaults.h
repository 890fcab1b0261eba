/* What the page of digits begins with. */
#pragma once

#include "digits/plan.h"

G_BEGIN_DECLS

/* MLPs on digits drawn here. */
void app_digits_defaults_init_plan (DigitsPlan *plan);
/* What the models do not share becomes the model's own; so small that a run takes a minute or so.
 */
void app_digits_defaults_set_model (DigitsOptions *options, DigitsModel model);

G_END_DECLS
