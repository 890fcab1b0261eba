/* The cards there are, a line each: what a file defines is in the grid, and has a key, once it
 * stands here. */
#pragma once

/* In the order of their keys: see app/card/cards.h. */
#define APP_CARD_LIST(X)                                                                           \
  X (app_card_loss)                                                                                \
  X (app_card_weights)                                                                             \
  X (app_card_portrait)                                                                            \
  X (app_card_features)
