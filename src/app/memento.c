/* Mementos: plain copies, and references to the pinned runs. */
#include "app/memento.h"

#include "app/session_pins.h"
#include "plot/label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct AppMemento
{
  ModelExperiment experiment;
  ModelKick kicks[MODEL_KICK_MAX];
  int n_kicks;
  PlotComparison comparison;
  PlotPinsState *pins;
  PlotView view;
  PlotBranch *branch; /* or NULL */
};

AppMemento *
app_memento_new (AppSession *session)
{
  AppMemento *self = g_new0 (AppMemento, 1);
  const ModelKick *kicks = app_session_get_kicks (session, &self->n_kicks);

  self->experiment = *app_session_get_experiment (session);
  for (int i = 0; i < self->n_kicks; i++)
    self->kicks[i] = kicks[i];
  self->comparison = app_session_get_comparison_mode (session);
  self->pins = plot_pins_get_state (app_session_get_pins (session));
  self->view = *app_viewing_look (app_session_get_viewing (session));
  self->branch = app_session_get_branch (session);
  if (self->branch != NULL)
    plot_branch_ref (self->branch);
  return self;
}

void
app_memento_free (AppMemento *self)
{
  if (self == NULL)
    return;
  plot_pins_state_unref (self->pins);
  plot_branch_unref (self->branch);
  g_free (self);
}

void
app_memento_restore (const AppMemento *self, AppSession *session)
{
  g_autoptr (AppMemento) present = app_memento_new (session);
  AppMementoChange change;

  app_memento_compare (present, self, &change);
  if (change.branch)
    app_session_set_branch (session, self->branch);
  if (change.n_keys > 0)
    app_session_set_experiment (session, &self->experiment, NULL); /* it was validated */
  if (change.kicks || change.branch || (change.n_keys > 0 && self->n_kicks > 0))
    app_session_set_kicks (session, self->kicks, self->n_kicks);
  if (change.comparison)
    app_session_set_comparison_mode (session, self->comparison);
  if (change.pins || change.difference)
    app_session_set_pins_state (session, self->pins);
  if (change.view)
    app_viewing_set_view (app_session_get_viewing (session), &self->view);
}

static gboolean
is_same_value (const ModelExperiment *a, const ModelExperiment *b, ModelKey key)
{
  if (model_parameter (key)->type == MODEL_TYPE_TEXT)
    return g_strcmp0 (model_experiment_get_text (a, key), model_experiment_get_text (b, key)) == 0;
  return model_experiment_get (a, key) == model_experiment_get (b, key);
}

/* Whether they differ at most in where they look. */
static gboolean
is_same_but_for_look (const PlotView *a, const PlotView *b)
{
  PlotView there = *a;

  there.from = b->from;
  there.to = b->to;
  memcpy (there.plane, b->plane, sizeof there.plane);
  memcpy (there.camera, b->camera, sizeof there.camera);
  return plot_view_equal (&there, b);
}

gboolean
app_memento_compare (const AppMemento *a, const AppMemento *b, AppMementoChange *change)
{
  *change = (AppMementoChange){ 0 };
  for (int key = MODEL_N_KEYS - 1; key >= 0; key--)
    if (!is_same_value (&a->experiment, &b->experiment, (ModelKey) key))
      {
        change->n_keys++;
        change->key = (ModelKey) key;
      }
  change->kicks =
      a->n_kicks != b->n_kicks || memcmp (a->kicks, b->kicks, a->n_kicks * sizeof *a->kicks) != 0;
  change->comparison = a->comparison != b->comparison;
  change->difference =
      plot_pins_state_get_difference (a->pins) != plot_pins_state_get_difference (b->pins);
  change->pins = !plot_pins_state_equal (a->pins, b->pins);
  change->view = !plot_view_equal (&a->view, &b->view);
  change->log_loss = a->view.log_loss != b->view.log_loss;
  change->branch = a->branch != b->branch;
  change->look = change->view && is_same_but_for_look (&a->view, &b->view) && change->n_keys == 0 &&
                 !change->kicks && !change->comparison && !change->pins && !change->difference &&
                 !change->branch;
  return change->n_keys > 0 || change->kicks || change->comparison || change->pins ||
         change->difference || change->view || change->branch;
}

char *
app_memento_name_change (const AppMementoChange *change)
{
  if (change->branch)
    return g_strdup (_ ("Fork"));
  /* Depth takes the fusion layer along. */
  if (change->n_keys == 1 || (change->n_keys == 2 && change->key == MODEL_DEPTH))
    return plot_label_speak (_ (model_parameter (change->key)->label));
  if (change->n_keys > 1)
    return g_strdup (_ ("Experiment"));
  if (change->kicks)
    return g_strdup (_ ("Kick"));
  if (change->comparison)
    return g_strdup (_ ("Comparison"));
  if (change->difference)
    return g_strdup (_ ("Difference"));
  if (change->pins)
    return g_strdup (_ ("Pin"));
  return g_strdup (change->log_loss ? _ ("Logarithmic Loss") : _ ("View"));
}
