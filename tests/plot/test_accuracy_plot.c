/* Accuracies of a training log beside a run. */
#include "plot_fixture.h"
#include "plot/time/accuracy_plot.h"
#include "plot/time/timeplot.h"

#include <math.h>

#define WIDTH 400
#define HEIGHT 300

enum
{
  ROWS = 200
};

static const PlotArea page = { 0, 0, WIDTH, HEIGHT };

/* Learned at a step, up to `most`. */
static ModelHistoryView *
make_accuracy (double at, double most)
{
  ModelHistory *history = model_history_new ();
  ModelHistoryView *view;

  for (int i = 0; i < ROWS; i++)
    model_history_append (history,
                          &(ModelHistoryRow){ .epoch = i, .loss = most * (i < at ? 0.1 : 0.9) });
  view = model_history_view (history);
  model_history_free (history);
  return view;
}

/* Of A alone, at half the run; the loss is of no matter. */
static void
make_log (StudyLog *log, double most)
{
  *log = (StudyLog){ .loss = make_accuracy (0, 1),
                     .accuracy = { make_accuracy (100, most) },
                     .n_stages = 1,
                     .stage = { { .time = 100, .modality = 0 } } };
}

static void
clear_log (StudyLog *log)
{
  model_history_view_unref (log->loss);
  model_history_view_unref (log->accuracy[0]);
}

static int
draw (const StudyLog *log, double hover, const PlotArea *area, int modality)
{
  g_autoptr (ModelSnapshot) snapshot = plot_fixture_run (ROWS);
  cairo_t *cr = plot_fixture_page (WIDTH, HEIGHT);
  PlotTheme theme;
  StudyRun run;
  int ink;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  study_run_init (&run);
  run.snapshot = snapshot;
  run.epochs = study_run_fit_epochs (snapshot, NAN);
  run.log = log;
  run.hover = hover;
  plot_accuracy_draw (cr, &page, &run, &theme);
  ink = modality >= 0 ? plot_fixture_ink_of (cr, area, &theme.modality[modality])
                      : plot_fixture_ink (cr, area);
  plot_fixture_close (cr);
  return ink;
}

static void
test_drawn (void)
{
  const PlotArea upper = { WIDTH / 2.0, 0, WIDTH / 2.0, HEIGHT / 2.0 };
  StudyLog log;

  make_log (&log, 1);
  /* The curve, and the line of its stage, are A's; nothing is B's. */
  g_assert_cmpint (draw (&log, NAN, &page, 0), >, 300);
  g_assert_cmpint (draw (&log, NAN, &upper, 0), >, 50);
  g_assert_cmpint (draw (&log, NAN, &page, 1), ==, 0);
  g_assert_cmpint (draw (&log, 150, &page, -1), >, draw (&log, NAN, &page, -1));
  clear_log (&log);
}

/* 0.9 and 90 percent stand equally high. */
static void
test_percents (void)
{
  const PlotArea above = { 0, 0, WIDTH, HEIGHT / 6.0 };
  StudyLog parts, percents;

  make_log (&parts, 1);
  make_log (&percents, 100);
  g_assert_cmpint (draw (&parts, NAN, &above, 0), ==, draw (&percents, NAN, &above, 0));
  clear_log (&parts);
  clear_log (&percents);
}

/* Without accuracies, the frame says so. */
static void
test_none (void)
{
  const PlotArea middle = { 100, 100, 200, 100 };
  StudyLog log;

  g_assert_cmpint (draw (NULL, NAN, &middle, -1), >, 0);
  make_log (&log, 1);
  g_clear_pointer (&log.accuracy[0], model_history_view_unref);
  g_assert_cmpint (draw (&log, 50, &page, 0), ==, 0);
  model_history_view_unref (log.loss);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/accuracy/drawn", test_drawn);
  g_test_add_func ("/plot/accuracy/percents", test_percents);
  g_test_add_func ("/plot/accuracy/none", test_none);
  return g_test_run ();
}
