/* The window as other eyes need it: of high contrast, from right to left, without motion. */
#include "app/base/style.h"
#include "app/panel/parameter_row.h"
#include "clipped_text.h"
#include "window_fixture.h"

#include <string.h>

static GtkWidget *
find_type (GtkWidget *widget, const char *type)
{
  GtkWidget *found = strcmp (G_OBJECT_TYPE_NAME (widget), type) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

/* Where the middle of a widget is across the window, 0 to 1. */
static double
get_place (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, root, &bounds));
  return (bounds.origin.x + bounds.size.width / 2) / gtk_widget_get_width (root);
}

/* main() has asked libadwaita for it, as the desktop's setting does. */
static void
test_high_contrast (void)
{
  AppWindow *window = fixture_open (1000, 700);
  PlotTheme theme, plain;

  app_style_init_theme (GTK_WIDGET (window), &theme);
  plot_theme_init (&plain, theme.style, theme.font_size);
  g_assert_cmpfloat (theme.line_width, >, 1.3 * plain.line_width);
  g_assert_cmpfloat (theme.muted.red, <, plain.muted.red);
  g_assert_cmpfloat (theme.grid.red, <, plain.grid.red);
  g_assert_cmpfloat (theme.background.alpha, ==, 0);
  fixture_close (window);
}

/* Texts and sliders change sides; what shows time or a plane does not. */
static void
test_right_to_left (void)
{
  AppWindow *window;
  GtkWidget *bar, *play, *title, *slider;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  window = fixture_open (1280, 800);
  fixture_settle ();
  bar = find_type (GTK_WIDGET (window), "AppPhaseBar");
  play = gtk_widget_get_first_child (gtk_widget_get_parent (bar));
  title = find_type (find_type (GTK_WIDGET (window), "AppPagedCard"), "GtkMenuButton");
  slider = app_parameter_row_get_slider (
      app_sidebar_get_row (app_window_get_sidebar (window), MODEL_RHO));
  g_assert_cmpfloat (get_place (GTK_WIDGET (app_window_get_sidebar (window))), >, 0.5);
  g_assert_cmpfloat (get_place (GTK_WIDGET (app_window_get_grid (window))), <, 0.5);
  g_assert_cmpint (gtk_widget_get_direction (slider), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (bar), ==, GTK_TEXT_DIR_LTR);
  g_assert_cmpfloat (get_place (play), <, get_place (bar));
  /* As the titles that are drawn, at the left of the card. */
  g_assert_cmpfloat (get_place (title), <,
                     get_place (find_type (GTK_WIDGET (window), "AppPagedCard")));
  fixture_close (window);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* The fixture has switched animations off: the axis of a run much shorter jumps to its place. */
static void
test_without_motion (void)
{
  AppWindow *window = fixture_open (1000, 700);
  AppSession *session = app_window_get_session (window);
  ModelExperiment experiment = *app_session_get_experiment (session);
  const double before = app_session_get_whole_axis (session)->maximum;

  g_assert_true (model_experiment_set (&experiment, MODEL_EPOCHS, 100, NULL));
  g_assert_true (app_session_set_experiment (session, &experiment, NULL));
  wait_until (app_session_get_whole_axis (session)->maximum != before);
  g_assert_cmpfloat (app_session_get_whole_axis (session)->maximum, ==, 100);
  fixture_close (window);
}

/* The search that every screenshot goes through sees a label that is cut off. */
static void
test_finds_clipped_text (void)
{
  GtkWidget *window = gtk_window_new (), *label = gtk_label_new ("longer than there is room for");
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_window_set_default_size (GTK_WINDOW (window), 80, 40);
  gtk_window_set_child (GTK_WINDOW (window), label);
  gtk_window_present (GTK_WINDOW (window));
  wait_until (gtk_widget_get_width (label) > 0);
  without = clipped_text_find (window);
  g_assert_nonnull (strstr (without, "longer than"));
  gtk_widget_set_tooltip_text (label, "longer than there is room for");
  with = clipped_text_find (window);
  g_assert_cmpstr (with, ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  fixture_init ();
  g_test_add_func ("/app/look/high-contrast", test_high_contrast);
  g_test_add_func ("/app/look/right-to-left", test_right_to_left);
  g_test_add_func ("/app/look/without-motion", test_without_motion);
  g_test_add_func ("/app/look/finds-clipped-text", test_finds_clipped_text);
  return g_test_run ();
}
