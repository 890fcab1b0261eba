/* The application object and its actions. */
#include "app/window/application.h"

#include "app/base/renderer.h"
#include "app/base/settings.h"
#include "app/base/style.h"
#include "app/base/trim.h"
#include "app/window/about.h"
#include "app/window/keeper.h"
#include "app/window/window.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

struct _AppApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* or NULL */
};

G_DEFINE_FINAL_TYPE (AppApplication, app_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *name;
  AdwColorScheme scheme;
} styles[] = {
  { "system", ADW_COLOR_SCHEME_DEFAULT },
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
};

static void
style_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  AppApplication *self = APP_APPLICATION (data);
  const char *name = g_variant_get_string (state, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    if (g_str_equal (styles[i].name, name))
      {
        adw_style_manager_set_color_scheme (adw_style_manager_get_default (), styles[i].scheme);
        g_simple_action_set_state (action, state);
        if (self->settings != NULL)
          g_settings_set_string (self->settings, "style", name);
      }
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  /* Closed one by one, so that each can keep its state, or ask. With the last one the program ends,
   * once nothing is half written any more. */
  for (GList *link = windows; link != NULL; link = link->next)
    if (APP_IS_WINDOW (link->data))
      app_window_quit (link->data);
}

/* @slot: taken over; NULL where there is no place left: it is not kept then */
static AppWindow *
open_window (GtkApplication *application, AppSlot *slot, gboolean is_guest)
{
  AppWindow *window = app_window_new (application);

  if (slot != NULL)
    app_window_keep (window, slot, is_guest);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_window (data, app_slot_take_empty (), FALSE);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (app_about_new (gtk_application_get_active_window (GTK_APPLICATION (data))));
}

static const GActionEntry actions[] = {
  { .name = "style", .parameter_type = "s", .state = "'system'", .change_state = style_cb },
  { .name = "about", .activate = about_cb },
  { .name = "new-window", .activate = new_window_cb },
  { .name = "quit", .activate = quit_cb },
};

static void
set_accels (GtkApplication *application, const char *action, const char *accel)
{
  gtk_application_set_accels_for_action (application, action, (const char *[]){ accel, NULL });
}

static void
app_application_startup (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);
  g_autofree char *style = NULL;

  G_APPLICATION_CLASS (app_application_parent_class)->startup (application);
  gtk_window_set_default_icon_name (PLATEAU_APP_ID);
  app_style_install ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (GTK_APPLICATION (self), "app.quit", "<Control>q");
  set_accels (GTK_APPLICATION (self), "app.new-window", "<Control>n");
  set_accels (GTK_APPLICATION (self), "window.close", "<Control>w");
  set_accels (GTK_APPLICATION (self), "win.show-sidebar", "F9");
  set_accels (GTK_APPLICATION (self), "win.open", "<Control>o");
  set_accels (GTK_APPLICATION (self), "win.save", "<Control>s");
  set_accels (GTK_APPLICATION (self), "win.save-as", "<Control><Shift>s");
  set_accels (GTK_APPLICATION (self), "win.stop", "<Control>period");

  self->settings = app_settings_new ();
  style = self->settings != NULL ? g_settings_get_string (self->settings, "style") : NULL;
  if (style != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (self), "style",
                                        g_variant_new_string (style));
}

/* All that was open when the program ended, however it ended. @guests: only windows that were
 * opened for a file, and killed */
static void
restore_windows (GtkApplication *application, gboolean guests)
{
  for (int i = 0; i < APP_SLOTS; i++)
    {
      g_autoptr (AppSlot) slot = app_slot_take_saved (i);

      if (slot != NULL && (!guests || app_keeper_is_guest (app_slot_get_path (slot))))
        open_window (application, g_steal_pointer (&slot), FALSE);
    }
}

static void
app_application_activate (GApplication *application)
{
  GtkApplication *self = GTK_APPLICATION (application);

  restore_windows (self, FALSE);
  if (gtk_application_get_active_window (self) != NULL)
    gtk_window_present (gtk_application_get_active_window (self));
  else
    open_window (self, app_slot_take_empty (), FALSE);
}

/* The window that shows a file already, or NULL. */
static GtkWindow *
find_window (GApplication *application, GFile *file)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (application)); link != NULL;
       link = link->next)
    if (APP_IS_WINDOW (link->data) && app_window_has_file (link->data, file))
      return link->data;
  return NULL;
}

static void
app_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  restore_windows (GTK_APPLICATION (application), TRUE);
  for (int i = 0; i < n_files; i++)
    {
      GtkWindow *present = find_window (application, files[i]);

      if (present != NULL)
        gtk_window_present (present);
      else
        app_window_open (open_window (GTK_APPLICATION (application), app_slot_take_empty (), TRUE),
                         files[i]);
    }
}

static void
app_application_dispose (GObject *object)
{
  g_clear_object (&APP_APPLICATION (object)->settings);
  G_OBJECT_CLASS (app_application_parent_class)->dispose (object);
}

static void
app_application_class_init (AppApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_application_dispose;
  application_class->startup = app_application_startup;
  application_class->activate = app_application_activate;
  application_class->open = app_application_open;
}

static void
app_application_init (AppApplication *self)
{
}

AppApplication *
app_application_new (void)
{
  return g_object_new (APP_TYPE_APPLICATION, "application-id", PLATEAU_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/plateau_lab/Plateau", NULL);
}

void
app_application_init_locale (void)
{
  const char *directory = g_getenv ("PLATEAU_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, directory != NULL ? directory : PLATEAU_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
}

int
app_application_run (int argc, char **argv)
{
  g_autoptr (AppApplication) application = NULL;

  app_trim_set_up ();
  app_renderer_choose ();
  if (!gtk_init_check ())
    {
      g_printerr (_ ("plateau: no display: set DISPLAY or WAYLAND_DISPLAY, or use “plateau figure” "
                     "and “plateau run”\n"));
      return 1;
    }
  application = app_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
