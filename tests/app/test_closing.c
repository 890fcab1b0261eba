/* Windows that are closed: what is asked for, what comes back, and where each is kept. */
#include "app/session/slot.h"
#include "app/window/application.h"
#include "window_fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

static char *folder;
static AppApplication *application;

static void
set (AppWindow *window, ModelKey key, double value)
{
  AppSession *session = app_window_get_session (window);
  ModelExperiment e = *app_session_get_experiment (session);

  g_assert_true (model_experiment_set (&e, key, value, NULL));
  g_assert_true (app_session_set_experiment (session, &e, NULL));
}

static double
get (AppWindow *window, ModelKey key)
{
  return model_experiment_get (app_session_get_experiment (app_window_get_session (window)), key);
}

static int
count_windows (void)
{
  int n = 0;

  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (application)); link != NULL;
       link = link->next)
    n += APP_IS_WINDOW (link->data);
  return n;
}

static AppWindow *
get_window (void)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (application)); link != NULL;
       link = link->next)
    if (APP_IS_WINDOW (link->data))
      return link->data;
  return NULL;
}

static GtkWidget *
find_question (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (window))
        return window; /* the list keeps it */
    }
  return NULL;
}

/* As its button does. */
static void
answer (const char *response)
{
  GtkWidget *question = find_question ();

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (GTK_WINDOW (question));
  wait_until (find_question () == NULL);
}

static void
close_window (AppWindow *window)
{
  gtk_window_close (GTK_WINDOW (window));
  fixture_idle ();
}

static GFile *
write_file (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static char *
read_file (GFile *file)
{
  char *text = NULL;

  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  return text;
}

static void
open_file (GFile *file)
{
  g_application_open (G_APPLICATION (application), &file, 1, "");
}

static char *
get_session (int i)
{
  g_autofree char *name =
      i == 0 ? g_strdup ("session.ini") : g_strdup_printf ("session-%d.ini", i + 1);

  return g_build_filename (g_get_user_state_dir (), "plateau", name, NULL);
}

static gboolean
has_session (int i)
{
  g_autofree char *path = get_session (i);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
forget_session (int i)
{
  g_autofree char *path = get_session (i);

  g_assert_cmpint (g_remove (path), ==, 0);
}

/* A window that was started with a file asks where it has changed, and leaves nothing behind. */
static void
test_started_with_a_file (void)
{
  static const struct
  {
    const char *answer;
    double rho; /* in the file then */
  } cases[] = { { NULL, 0.25 }, { "discard", 0.25 }, { "save", 0.5 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = write_file ("a.plateau", "[data]\nrho = 0.25\n");
      g_autofree char *text = NULL, *expected = g_strdup_printf ("rho = %g\n", cases[i].rho);
      AppWindow *window;

      open_file (file);
      window = get_window ();
      open_file (file); /* is there already */
      g_assert_cmpint (count_windows (), ==, 1);
      fixture_wait_complete (window);
      g_assert_cmpfloat (get (window, MODEL_RHO), ==, 0.25);
      app_session_set_playhead (app_window_get_session (window), 20); /* a look is no change */
      wait_until (has_session (0));
      if (cases[i].answer != NULL)
        {
          set (window, MODEL_RHO, 0.5);
          close_window (window);
          g_assert_nonnull (find_question ());
          answer ("cancel");
          g_assert_cmpint (count_windows (), ==, 1);
          close_window (window);
          answer (cases[i].answer);
        }
      else
        close_window (window);
      wait_until (count_windows () == 0);
      g_assert_false (has_session (0));
      text = read_file (file);
      g_assert_nonnull (strstr (text, expected));
      g_file_delete (file, NULL, NULL);
    }
}

/* Closed as the last one, a window comes back, and nobody is asked. */
static void
test_comes_back (void)
{
  AppWindow *window;

  g_application_activate (G_APPLICATION (application));
  window = get_window ();
  set (window, MODEL_RHO, 0.5);
  app_sweep_page_set_text (app_window_get_sweep_page (window), "[sweep]\nx = rho 0 0.25\n");
  close_window (window);
  wait_until (count_windows () == 0);
  g_application_activate (G_APPLICATION (application));
  window = get_window ();
  g_assert_cmpfloat (get (window, MODEL_RHO), ==, 0.5);
  fixture_activate (window, "win.page", "'sweep'");
  g_assert_cmpint (app_sweep_page_get_results (app_window_get_sweep_page (window))->sweep->n_cells,
                   ==, 2);

  /* With a file of its own it asks, as only the user knows what is to be in that. */
  fixture_activate (window, "win.page", "'learn'");
  g_autoptr (GFile) file = write_file ("b.plateau", "");
  g_assert_true (app_document_save (app_window_get_document (window), file, NULL));
  set (window, MODEL_RHO, -0.5);
  close_window (window);
  answer ("discard");
  wait_until (count_windows () == 0);
  g_application_activate (G_APPLICATION (application));
  window = get_window ();
  g_assert_cmpfloat (get (window, MODEL_RHO), ==, 0.5);
  g_assert_true (g_file_equal (app_document_get_file (app_window_get_document (window)), file));
  close_window (window);
  wait_until (count_windows () == 0); /* nothing had changed */
  forget_session (0);
  g_file_delete (file, NULL, NULL);
}

/* Each window has a place of its own; one that is closed while others stay asks, and is gone; those
 * that are open at the end all come back. */
static void
test_two_windows (void)
{
  AppWindow *first, *second;

  g_application_activate (G_APPLICATION (application));
  first = get_window ();
  set (first, MODEL_RHO, 0.1);
  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  second = get_window ();
  g_assert_true (second != first);
  close_window (second); /* nothing was done in it */
  wait_until (count_windows () == 1);
  g_action_group_activate_action (G_ACTION_GROUP (application), "new-window", NULL);
  second = get_window ();
  set (second, MODEL_RHO, 0.2);
  wait_until (has_session (1));
  close_window (second);
  answer ("cancel");
  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  wait_until (count_windows () == 0);
  g_assert_true (has_session (0) && has_session (1));

  g_application_activate (G_APPLICATION (application));
  g_assert_cmpint (count_windows (), ==, 2);
  second = get_window ();
  g_assert_cmpfloat (get (second, MODEL_RHO), ==, 0.2);
  close_window (second);
  answer ("discard");
  wait_until (count_windows () == 1);
  g_assert_false (has_session (1));
  g_assert_cmpfloat (get (get_window (), MODEL_RHO), ==, 0.1);
  close_window (get_window ());
  wait_until (count_windows () == 0);
  forget_session (0);
}

/* One that was kept aside is opened as any file; what is there already stays. */
static void
test_open_session (void)
{
  g_autoptr (GFile) file =
      write_file ("kept-1.ini", "[session]\nrun=[data]\\nrho = 0.3\\n\n[window]\npage=digits\n");
  AppWindow *window;

  g_application_activate (G_APPLICATION (application));
  window = get_window ();
  app_window_open (window, file);
  g_assert_cmpint (count_windows (), ==, 1);
  g_assert_cmpfloat (get (window, MODEL_RHO), ==, 0.3);
  g_assert_cmpstr (adw_view_stack_get_visible_child_name (app_window_get_pages (window)), ==,
                   "digits");
  set (window, MODEL_RHO, 0.4);
  app_window_open (window, file);
  g_assert_cmpint (count_windows (), ==, 2);
  g_assert_cmpfloat (get (window, MODEL_RHO), ==, 0.4);
  close_window (get_window ());
  answer ("discard");
  wait_until (count_windows () == 1);
  close_window (window);
  wait_until (count_windows () == 0);
  forget_session (0);
  g_file_delete (file, NULL, NULL);
}

/* What another process holds is left alone; what a killed one has held is free. */
static void
test_slots (void)
{
  g_autoptr (AppSlot) first = app_slot_take_empty ();

  if (g_test_subprocess ())
    {
      g_autofree char *own = app_slot_dup_path (first, ".ini");
      AppSlot *other = first;

      g_assert_true (g_str_has_suffix (own, "session-2.ini"));
      g_assert_true (g_file_set_contents (app_slot_get_path (other), "", -1, NULL));
      raise (SIGKILL);
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_assert_false (g_test_trap_has_passed ());
  g_autoptr (AppSlot) second = app_slot_take (1), none = app_slot_take (1);
  g_assert_nonnull (second);
  g_assert_true (app_slot_has_session (second));
  g_assert_null (none);
  g_assert_cmpint (g_remove (app_slot_get_path (second)), ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  folder = g_dir_make_tmp ("plateau-closing-XXXXXX", NULL);
  application = app_application_new ();
  g_application_hold (G_APPLICATION (application));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/app/closing/slots", test_slots);
  g_test_add_func ("/app/closing/started-with-a-file", test_started_with_a_file);
  g_test_add_func ("/app/closing/comes-back", test_comes_back);
  g_test_add_func ("/app/closing/two-windows", test_two_windows);
  g_test_add_func ("/app/closing/open-session", test_open_session);
  result = g_test_run ();
  g_object_unref (application);
  g_remove (folder);
  g_free (folder);
  return result;
}
