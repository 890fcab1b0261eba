/* Views of a run. */
#include "plot/view.h"

#include <math.h>

static const char *const names[] = { "linear", "log", "learning" };

void
plot_view_init (PlotView *self)
{
  *self = (PlotView){ .playhead = INFINITY, .from = NAN, .to = NAN };
}

/* NAN is like NAN here. */
static gboolean
is_same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

gboolean
plot_view_equal (const PlotView *self, const PlotView *other)
{
  return is_same (self->playhead, other->playhead) && self->log_loss == other->log_loss &&
         self->time == other->time && is_same (self->from, other->from) &&
         is_same (self->to, other->to) && g_strcmp0 (self->panels, other->panels) == 0;
}

void
plot_view_apply (const PlotView *self, PlotRun *run)
{
  run->playhead = self->playhead;
  run->log_loss = self->log_loss;
  run->time = self->time;
  if (self->from < self->to)
    run->epochs = (PlotAxis){ self->from, self->to, FALSE };
  plot_run_scale_epochs (run);
}

const char *
plot_time_scale_get_name (PlotTimeScale scale)
{
  return names[scale];
}

gboolean
plot_time_scale_find (const char *name, PlotTimeScale *scale)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      {
        *scale = (PlotTimeScale) i;
        return TRUE;
      }
  return FALSE;
}
