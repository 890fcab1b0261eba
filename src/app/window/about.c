/* Name, licence, and the theory's address. */
#include "app/window/about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

GtkWindow *
app_about_new (GtkWindow *parent)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about, "application-name", _ ("Plateau"), "application-icon", PLATEAU_APP_ID,
                "version", PLATEAU_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments",
                _ ("Watch a network get stuck on one modality. Plateau trains two-modality deep "
                   "linear networks while you move the sliders, and shows the phase in which they "
                   "use only one of their inputs."),
                "transient-for", parent, "modal", TRUE, NULL);
  adw_about_window_add_link (ADW_ABOUT_WINDOW (about), _ ("The theory (arXiv 2312.00935)"),
                             "https://arxiv.org/abs/2312.00935");
  return GTK_WINDOW (about);
}
