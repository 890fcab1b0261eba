/* Loss and weights plots: ink where it belongs, and none where it does not. */
#include "plot/draw/frame.h"
#include "plot/time/loss.h"
#include "plot/time/overlay.h"
#include "plot/time/weights.h"
#include "plot_fixture.h"

#include <math.h>

#define WIDTH 480
#define HEIGHT 320

typedef void (*DrawFunc) (cairo_t *, const PlotArea *, const StudyRun *, const PlotTheme *);

/* Room around the plot, to see what leaves it. */
static const PlotArea area = { 20, 20, WIDTH - 40, HEIGHT - 40 };

static void
init (StudyRun *run, const ModelSnapshot *snapshot, PlotTheme *theme)
{
  plot_theme_init (theme, PLOT_STYLE_LIGHT, 12);
  study_run_init (run);
  run->snapshot = snapshot;
  run->epochs = study_run_fit_epochs (snapshot, 0);
}

static cairo_t *
draw (DrawFunc function, const StudyRun *run, const PlotTheme *theme)
{
  cairo_t *cr = plot_fixture_page (WIDTH, HEIGHT);
  function (cr, &area, run, theme);
  return cr;
}

/* The part of the inner rectangle between two fractions of its width. */
static PlotArea
columns (const PlotTheme *theme, double from, double to)
{
  PlotArea inner = plot_frame_inner (&area, theme);
  inner.x += from * inner.width;
  inner.width *= to - from;
  return inner;
}

static void
test_empty (void)
{
  DrawFunc functions[] = { plot_loss_draw, plot_weights_draw };
  PlotTheme theme;
  StudyRun run;

  init (&run, NULL, &theme);
  for (int i = 0; i < 2; i++)
    {
      cairo_t *cr = draw (functions[i], &run, &theme);
      const PlotArea inner = plot_frame_inner (&area, &theme);
      g_assert_cmpint (plot_fixture_ink (cr, &area), >, 500);
      g_assert_cmpint (plot_fixture_ink_outside (cr, &area), ==, 0);
      g_assert_cmpint (plot_fixture_ink_of (cr, &inner, &theme.foreground), ==, 0);
      plot_fixture_close (cr);
    }
}

static void
test_loss (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  cairo_t *cr = draw (plot_loss_draw, &run, &theme);
  /* The plateau, 0.2 of the start, lies at 1 - 0.2 / 1.05 of the height. */
  PlotArea plateau = columns (&theme, 0.35, 0.55);
  plateau.y += plateau.height * (1 - 0.2 / 1.05) - 2;
  plateau.height = 4;
  g_assert_cmpint (plot_fixture_ink_of (cr, &plateau, &theme.foreground), >, plateau.width * 0.9);
  g_assert_cmpint (plot_fixture_ink_outside (cr, &area), ==, 0);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
}

static void
test_playhead (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  run.playhead = 500;
  cairo_t *cr = draw (plot_loss_draw, &run, &theme);
  const PlotArea past = columns (&theme, 0, 0.49), ahead = columns (&theme, 0.51, 1);
  const PlotArea here = columns (&theme, 0.49, 0.51);
  /* What lies ahead is faint: nothing there has the full colour. */
  g_assert_cmpint (plot_fixture_ink_of (cr, &past, &theme.foreground), >, 100);
  g_assert_cmpint (plot_fixture_ink_of (cr, &ahead, &theme.foreground), ==, 0);
  g_assert_cmpint (plot_fixture_ink_of (cr, &here, &theme.playhead), >, here.height / 2);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
}

static void
test_weights (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  cairo_t *cr = draw (plot_weights_draw, &run, &theme);
  const PlotArea left = columns (&theme, 0.15, 0.3), right = columns (&theme, 0.65, 0.9);
  g_assert_cmpint (plot_fixture_ink_of (cr, &left, &theme.modality[0]), >, 100);
  g_assert_cmpint (plot_fixture_ink_of (cr, &right, &theme.modality[1]), >, 100);
  /* The names stand beside the rises, in the colours of text. */
  g_assert_cmpint (plot_fixture_ink_of (cr, &left, &theme.modality_text[0]), >, 10);
  g_assert_cmpint (plot_fixture_ink_outside (cr, &area), ==, 0);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
}

static void
test_ghost (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000), *ghost = plot_fixture_run (500);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  cairo_t *without = draw (plot_weights_draw, &run, &theme);
  run.ghost = ghost;
  cairo_t *with = draw (plot_weights_draw, &run, &theme);
  /* The ghost rises in the first half, twice as early. */
  const PlotArea early = columns (&theme, 0.09, 0.12);
  g_assert_cmpint (plot_fixture_ink (with, &early), >, plot_fixture_ink (without, &early) + 50);
  plot_fixture_close (without);
  plot_fixture_close (with);
  model_snapshot_unref (snapshot);
  model_snapshot_unref (ghost);
}

static void
test_log_loss (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  run.log_loss = TRUE;
  cairo_t *cr = draw (plot_loss_draw, &run, &theme);
  const PlotArea inner = plot_frame_inner (&area, &theme);
  g_assert_cmpint (plot_fixture_ink_of (cr, &inner, &theme.foreground), >, 300);
  g_assert_cmpint (plot_fixture_ink_outside (cr, &area), ==, 0);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
}

static void
set_marks (StudyRun *run)
{
  run->marks.first = 0;
  run->marks.t_theory[0] = 250;
  run->marks.t_theory[1] = 650;
  run->marks.t_run[0] = 200;
  run->marks.t_run[1] = 700;
  run->marks.predicted =
      (TheoryStages){ 2,
                      { { .time = 250, .modality = 0, .away = { TRUE, FALSE } },
                        { .time = 650, .modality = 1, .away = { TRUE, TRUE } } } };
  run->marks.stages = run->marks.predicted;
  for (int i = 0; i < 2; i++)
    run->marks.stages.stage[i].time = run->marks.t_run[i];
  run->marks.loss_plateau = 0.2;
  run->marks.level_plateau = 1;
}

static void
test_marks (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  set_marks (&run);
  cairo_t *cr = draw (plot_loss_draw, &run, &theme);
  const PlotArea inner = plot_frame_inner (&area, &theme);
  const PlotArea theory = columns (&theme, 0.24, 0.26), measured = columns (&theme, 0.19, 0.21);
  const PlotArea axis = { inner.x, inner.y + inner.height + 2, inner.width, 30 };
  /* A hairline is smoothed over two columns: compare ink, the dashed line having less of it. */
  g_assert_cmpint (plot_fixture_ink_of (cr, &axis, &theme.modality_text[0]), >, 0);
  g_assert_cmpint (plot_fixture_ink_of (cr, &axis, &theme.modality_text[1]), >, 0);
  g_assert_cmpint (plot_fixture_ink (cr, &theory), >, inner.height / 2);
  g_assert_cmpint (plot_fixture_ink (cr, &measured), >, inner.height / 2);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
}

static void
test_phase (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  set_marks (&run);
  cairo_t *cr = draw (plot_weights_draw, &run, &theme);
  const PlotArea before = columns (&theme, 0.05, 0.15), phase = columns (&theme, 0.4, 0.5);
  const double size = phase.width * phase.height;
  g_assert_cmpint (plot_fixture_ink (cr, &phase), >, 0.9 * size);
  g_assert_cmpint (plot_fixture_ink (cr, &before), <, 0.2 * size);
  plot_fixture_close (cr);

  /* Never learned: the phase does not end. */
  run.marks.t_theory[1] = INFINITY;
  run.marks.t_run[1] = NAN;
  run.marks.stages.n = run.marks.predicted.n = 1;
  cr = draw (plot_weights_draw, &run, &theme);
  const PlotArea end = columns (&theme, 0.9, 1);
  g_assert_cmpint (plot_fixture_ink (cr, &end), >, 0.9 * end.width * end.height);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
}

/* A with the wrong sign until 500, then B until 900: two phases, and a line for the third stage. */
static void
test_stages (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  run.marks.stages = (TheoryStages){
    3,
    { { .time = 200, .modality = 0, .weight = { 0.2, 0 }, .away = { TRUE, FALSE } },
      { .time = 500, .modality = 1, .weight = { 0, 0.7 }, .away = { FALSE, TRUE } },
      { .time = 900, .modality = 0, .weight = { -0.2, 1 }, .away = { TRUE, TRUE } } }
  };
  run.marks.level_final[0] = -0.2;
  cairo_t *cr = draw (plot_weights_draw, &run, &theme);
  const PlotArea before = columns (&theme, 0.05, 0.15), after = columns (&theme, 0.93, 0.98);
  const PlotArea wrong = columns (&theme, 0.25, 0.45), alone = columns (&theme, 0.55, 0.85);
  const PlotArea third = columns (&theme, 0.89, 0.91);
  const PlotArea inner = plot_frame_inner (&area, &theme);
  const PlotArea names = { inner.x, inner.y, inner.width, 3 * theme.font_size };
  g_assert_cmpint (plot_fixture_ink (cr, &before), <, 0.2 * before.width * before.height);
  g_assert_cmpint (plot_fixture_ink (cr, &wrong), >, 0.9 * wrong.width * wrong.height);
  g_assert_cmpint (plot_fixture_ink (cr, &alone), >, 0.9 * alone.width * alone.height);
  g_assert_cmpint (plot_fixture_ink (cr, &after), <, 0.2 * after.width * after.height);
  g_assert_cmpint (plot_fixture_ink (cr, &third), >, inner.height / 2);
  plot_fixture_close (cr);

  /* Both phases are named. */
  cr = draw (plot_loss_draw, &run, &theme);
  for (int m = 0; m < 2; m++)
    g_assert_cmpint (plot_fixture_ink_of (cr, &names, &theme.modality_text[m]), >, 20);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
}

static void
test_reduced (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (1000), *reduced = plot_fixture_run (800);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  run.marks.curve = reduced->history;
  cairo_t *cr = draw (plot_weights_draw, &run, &theme);
  const PlotArea early = columns (&theme, 0.15, 0.17);
  g_assert_cmpint (plot_fixture_ink (cr, &early), >, 20);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
  model_snapshot_unref (reduced);
}

static void
test_hover (void)
{
  DrawFunc functions[] = { plot_loss_draw, plot_weights_draw };
  ModelSnapshot *snapshot = plot_fixture_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  for (int i = 0; i < 2; i++)
    for (int at = 0; at < 1000; at += 111)
      {
        run.hover = NAN;
        cairo_t *without = draw (functions[i], &run, &theme);
        run.hover = at;
        cairo_t *with = draw (functions[i], &run, &theme);
        /* A line from top to bottom, and a card, which stays inside. */
        g_assert_cmpint (plot_fixture_difference (with, without), >, 20);
        g_assert_cmpint (plot_fixture_ink_outside (with, &area), ==, 0);
        plot_fixture_close (without);
        plot_fixture_close (with);
      }
  model_snapshot_unref (snapshot);
}

/* No curve runs where the note stands, at the left. */
static void
assert_note_is_clear (cairo_t *cr, const PlotTheme *theme, const PlotColor *curve)
{
  PlotArea row = plot_frame_inner (&area, theme);
  const double bottom = row.y + row.height;
  int n = 0;

  row.width = 0.3 * row.width;
  row.height = 1;
  for (row.y = ceil (row.y); row.y < bottom; row.y++)
    if (plot_fixture_ink_of (cr, &row, &theme->origin) > 0)
      {
        n++;
        g_assert_cmpint (plot_fixture_ink_of (cr, &row, curve), ==, 0);
      }
  g_assert_cmpint (n, >, 2); /* glyphs are antialiased: few pixels have the very colour */
}

/* The picture shows what came before the explosion, not its last value. */
static void
test_diverged (void)
{
  ModelSnapshot *snapshot = plot_fixture_diverged_run (1000);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  g_assert_cmpfloat (study_run_get_sane_end (&run), >=, 990);
  g_assert_cmpfloat (study_run_get_sane_end (&run), <, 999);
  cairo_t *cr = draw (plot_weights_draw, &run, &theme);
  PlotArea top = columns (&theme, 0.3, 0.6), note = plot_frame_inner (&area, &theme);
  top.height /= 2;
  note.height = 40;
  note.width /= 2;
  /* W_A = 1 stands in the upper half: the axis ends near it. */
  g_assert_cmpint (plot_fixture_ink_of (cr, &top, &theme.modality[0]), >, 50);
  g_assert_cmpint (plot_fixture_ink_of (cr, &note, &theme.origin), >, 5);
  g_assert_cmpint (plot_fixture_ink_outside (cr, &area), ==, 0);
  plot_fixture_close (cr);
  cr = draw (plot_loss_draw, &run, &theme);
  assert_note_is_clear (cr, &theme, &theme.foreground);
  plot_fixture_close (cr);
  model_snapshot_unref (snapshot);
}

static void
test_tiny_areas (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (100);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  set_marks (&run);
  run.hover = run.playhead = 50;
  for (double size = 0; size < 200; size += 13)
    {
      const PlotArea small = { 0, 0, size, size };
      cairo_t *cr = plot_fixture_page (WIDTH, HEIGHT);
      plot_loss_draw (cr, &small, &run, &theme);
      plot_weights_draw (cr, &small, &run, &theme);
      plot_fixture_close (cr);
    }
  model_snapshot_unref (snapshot);
}

static void
test_loss_unit (void)
{
  ModelSnapshot *snapshot = plot_fixture_run (100);
  PlotTheme theme;
  StudyRun run;

  init (&run, snapshot, &theme);
  /* The fixture starts within exp (-12) of its level. */
  g_assert_cmpfloat_with_epsilon (study_run_get_loss_unit (&run), 1, 1e-4);
  run.marks.loss_origin = 2.5;
  g_assert_cmpfloat (study_run_get_loss_unit (&run), ==, 2.5);
  run.snapshot = NULL;
  run.marks.loss_origin = NAN;
  g_assert_cmpfloat (study_run_get_loss_unit (&run), ==, 1);
  model_snapshot_unref (snapshot);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/timeplot/empty", test_empty);
  g_test_add_func ("/plot/timeplot/loss", test_loss);
  g_test_add_func ("/plot/timeplot/playhead", test_playhead);
  g_test_add_func ("/plot/timeplot/weights", test_weights);
  g_test_add_func ("/plot/timeplot/ghost", test_ghost);
  g_test_add_func ("/plot/timeplot/log-loss", test_log_loss);
  g_test_add_func ("/plot/timeplot/marks", test_marks);
  g_test_add_func ("/plot/timeplot/phase", test_phase);
  g_test_add_func ("/plot/timeplot/stages", test_stages);
  g_test_add_func ("/plot/timeplot/reduced", test_reduced);
  g_test_add_func ("/plot/timeplot/hover", test_hover);
  g_test_add_func ("/plot/timeplot/diverged", test_diverged);
  g_test_add_func ("/plot/timeplot/tiny-areas", test_tiny_areas);
  g_test_add_func ("/plot/timeplot/loss-unit", test_loss_unit);
  return g_test_run ();
}
