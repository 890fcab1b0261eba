/* The figures there are, a line each: what a file of figures defines is found by name and shown in
 * menus once it stands here. */
#pragma once

typedef struct Figure Figure;

/* In the order they are listed in. */
#define FIGURE_LIST(X)                                                                             \
  X (figure_schematic)                                                                             \
  X (figure_curves_early)                                                                          \
  X (figure_curves_late)                                                                           \
  X (figure_over)                                                                                  \
  X (figure_under)                                                                                 \
  X (figure_correlation)                                                                           \
  X (figure_credit)                                                                                \
  X (figure_paper_maps)                                                                            \
  X (figure_random)                                                                                \
  X (figure_superficial)                                                                           \
  X (figure_fitting)                                                                               \
  X (figure_preference)                                                                            \
  X (figure_generalisation)                                                                        \
  X (figure_race)                                                                                  \
  X (figure_fusion_correlation)                                                                    \
  X (figure_fusion_spread)                                                                         \
  X (figure_fusion_scale)                                                                          \
  X (figure_cost)                                                                                  \
  X (figure_collinear)                                                                             \
  X (figure_neurons)                                                                               \
  X (figure_logistic)                                                                              \
  X (figure_logistic_sweep)                                                                        \
  X (figure_relu)                                                                                  \
  X (figure_xor)                                                                                   \
  X (figure_portrait_early)                                                                        \
  X (figure_portrait_late)                                                                         \
  X (figure_portrait_deep_1)                                                                       \
  X (figure_portrait_deep_2)                                                                       \
  X (figure_portrait_deep_3)                                                                       \
  X (figure_portrait_deep_4)                                                                       \
  X (figure_portrait)                                                                              \
  X (figure_surface)                                                                               \
  X (figure_first)                                                                                 \
  X (figure_remedies)                                                                              \
  X (figure_loss)                                                                                  \
  X (figure_weights)                                                                               \
  X (figure_balance)                                                                               \
  X (figure_accuracy)                                                                              \
  X (figure_run)                                                                                   \
  X (figure_theory_map_ratio)                                                                      \
  X (figure_theory_map_credit)                                                                     \
  X (figure_theory_map_preference)                                                                 \
  X (figure_features)                                                                              \
  X (figure_features_space)                                                                        \
  X (figure_grid)                                                                                  \
  X (figure_digits_mlp)                                                                            \
  X (figure_digits_samples)                                                                        \
  X (figure_digits_cnn)                                                                            \
  X (figure_digits_table)

/* Those of what a file or a page brings: they are found by name, and listed nowhere. */
#define FIGURE_LIST_HIDDEN(X)                                                                      \
  X (figure_sweep)                                                                                 \
  X (figure_digits_run)                                                                            \
  X (figure_digits_pairs)                                                                          \
  X (figure_digits_filters)                                                                        \
  X (figure_digits_ratios)

#define FIGURE_LIST_DECLARE(NAME) extern const Figure NAME;
FIGURE_LIST (FIGURE_LIST_DECLARE)
FIGURE_LIST_HIDDEN (FIGURE_LIST_DECLARE)
#undef FIGURE_LIST_DECLARE
