/* The controls as a pool is. */
#include "app/sweep/sweep_controls.h"

#include "app/sweep/sweep_words.h"

#include <glib/gi18n-lib.h>

void
app_sweep_controls_show (const AppSweepControls *self,
                         const RunSweepProgress *progress,
                         int cells,
                         int done)
{
  const gboolean running = progress != NULL && !progress->ended;
  const gboolean paused = progress != NULL && progress->paused;
  g_autofree char *text = NULL;

  gtk_button_set_icon_name (self->run, running && !paused ? "media-playback-pause-symbolic"
                                                          : "media-playback-start-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->run), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  running && !paused ? _ ("Pause the sweep") : _ ("Run the sweep"),
                                  -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run), running || cells > 0);
  /* Else the keyboard would come upon the list of sweeps. */
  if (!running && gtk_widget_is_focus (GTK_WIDGET (self->stop)))
    gtk_widget_grab_focus (GTK_WIDGET (self->run));
  gtk_widget_set_sensitive (GTK_WIDGET (self->stop), running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->forget), done > 0);
  gtk_progress_bar_set_fraction (self->bar, progress != NULL && progress->wanted > 0
                                                ? (double) progress->done / progress->wanted
                                                : 0);
  if (progress != NULL)
    text = app_sweep_words_progress (progress);
  else if (cells > 0)
    text = g_strdup_printf (_ ("%d cells"), cells);
  gtk_label_set_text (self->progress, text != NULL ? text : "");
}
