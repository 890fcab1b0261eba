/* Asks before a sweep that takes long. */
#pragma once

#include "run/sweep.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct AppSweepConfirm AppSweepConfirm;

/* @begin: the sweep is to be begun: at once where it is surely short, else from the main loop
 * @widget: in whose window is asked; borrowed */
AppSweepConfirm *
app_sweep_confirm_new (GtkWidget *widget, void (*begin) (gpointer data), gpointer data);
void app_sweep_confirm_free (AppSweepConfirm *self);
/* @left: cells that are to be run */
void app_sweep_confirm_ask (AppSweepConfirm *self, const RunSweep *sweep, int left);
/* It is not begun any more. */
void app_sweep_confirm_drop (AppSweepConfirm *self);
/* The question, an AdwMessageDialog with a response "begin"; NULL: none. */
GtkWidget *app_sweep_confirm_get_question (AppSweepConfirm *self);

G_END_DECLS
