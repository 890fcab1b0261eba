/* A run whose steps are too large: why, and what would work. */
#include "window_fixture.h"

static void
type (AppWindow *window, int id, const char *text)
{
  AppParameterRow *row = app_sidebar_get_row (fixture_find (window, APP_TYPE_SIDEBAR), id);

  gtk_editable_set_text (GTK_EDITABLE (app_parameter_row_get_entry (row)), text);
  app_parameter_row_commit (row);
}

static void
test_explained (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppTimeline *timeline = app_window_get_timeline (window);

  g_assert_null (app_timeline_get_message (timeline));
  type (window, MODEL_LEARNING_RATE, "0.9");
  wait_until (app_timeline_get_message (timeline) != NULL);
  type (window, MODEL_LEARNING_RATE, "");
  wait_until (app_timeline_get_message (timeline) == NULL);
  fixture_close (window);
}

static GtkWidget *
find_button (GtkWidget *within, const char *start)
{
  const char *label = GTK_IS_BUTTON (within) ? gtk_button_get_label (GTK_BUTTON (within)) : NULL;
  GtkWidget *found = NULL;

  if (label != NULL && g_str_has_prefix (label, start))
    return within;
  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, start);
  return found;
}

/* What works is offered, and does. */
static void
test_mended (void)
{
  AppWindow *window = fixture_open (1280, 800);
  AppSession *session = app_window_get_session (window);
  AppTimeline *timeline = app_window_get_timeline (window);
  GtkWidget *button;

  type (window, MODEL_LEARNING_RATE, "0.9");
  wait_until (app_timeline_get_message (timeline) != NULL);
  button = find_button (GTK_WIDGET (timeline), "Use ");
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  fixture_wait_complete (window);
  g_assert_cmpint (app_session_get_snapshot (session)->status, ==, MODEL_TRAINER_LEARNED);
  g_assert_false (gtk_widget_get_mapped (button));
  fixture_close (window);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  fixture_init ();
  g_test_add_func ("/app/diverging/explained", test_explained);
  g_test_add_func ("/app/diverging/mended", test_mended);
  return g_test_run ();
}
