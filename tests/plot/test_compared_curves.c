/* Other runs in time plots: their lines, their names, and places that never collide. */
#include "figure/figure.h"
#include "figure/figure_entry.h"
#include "figure/figure_registry.h"
#include "plot/draw/frame.h"
#include "plot/draw/run_pen.h"
#include "plot/time/compared_curves.h"
#include "plot/time/loss.h"
#include "plot/time/weights.h"
#include "plot_fixture.h"

#include <math.h>
#include <string.h>

#define WIDTH 480
#define HEIGHT 320

static const PlotArea area = { 20, 20, WIDTH - 40, HEIGHT - 40 };
static const StudyAxis unit_axis = { 0, 1, FALSE };

/* A run that drops from 1 to 0 around an epoch. */
static ModelSnapshot *
make_step (double epoch, double end)
{
  g_autoptr (ModelHistory) history = model_history_new ();
  ModelSnapshot *snapshot = g_new0 (ModelSnapshot, 1);

  for (double e = 0; e <= end; e++)
    {
      const double loss = 1 / (1 + exp ((e - epoch) / 3));
      const ModelHistoryRow row = { .epoch = e, .loss = loss, .weight = { 1 - loss, 0 } };
      model_history_append (history, &row);
    }
  g_atomic_ref_count_init (&snapshot->ref_count);
  model_experiment_init (&snapshot->experiment);
  snapshot->history = model_history_view (history);
  snapshot->status = MODEL_TRAINER_LEARNED;
  return snapshot;
}

static void
init (StudyRun *run, const ModelSnapshot *snapshot, PlotTheme *theme)
{
  plot_theme_init (theme, PLOT_STYLE_LIGHT, 12);
  study_run_init (run);
  run->snapshot = snapshot;
  run->epochs = study_run_fit_epochs (snapshot, 0);
}

/* Colour and dash both tell every two styles apart, in each style of the page. */
static void
test_pens (void)
{
  for (int style = PLOT_STYLE_LIGHT; style <= PLOT_STYLE_PRINT; style++)
    for (int a = 0; a < STUDY_COMPARED_STYLES; a++)
      for (int b = 0; b < a; b++)
        {
          PlotTheme theme;
          PlotPen p, q;

          plot_theme_init (&theme, style, 12);
          plot_run_pen_get (a, &theme, &p);
          plot_run_pen_get (b, &theme, &q);
          g_assert_cmpint (memcmp (p.dash, q.dash, sizeof p.dash), !=, 0);
          /* A sixth of the way across the cube of colours. */
          g_assert_cmpfloat (fabs (p.color.red - q.color.red) +
                                 fabs (p.color.green - q.color.green) +
                                 fabs (p.color.blue - q.color.blue),
                             >, 0.16);
        }
  for (int a = 0; a < STUDY_COMPARED_PINS; a++)
    for (int b = 0; b < a; b++)
      g_assert_cmpint (study_compared_run_pin_style (a), !=, study_compared_run_pin_style (b));
}

static double
luminance (const PlotColor *c)
{
  const double v[3] = { c->red, c->green, c->blue };
  static const double share[3] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++)
    sum += share[i] * (v[i] <= 0.04045 ? v[i] / 12.92 : pow ((v[i] + 0.055) / 1.055, 2.4));
  return sum;
}

/* The colours hold for text: contrast 4.5 (WCAG 2.1, 1.4.3) on white and on dark cards. */
static void
test_contrast (void)
{
  static const PlotColor card[2] = { { 1, 1, 1, 1 },
                                     { 0x36 / 255.0, 0x36 / 255.0, 0x36 / 255.0, 1 } };

  for (int dark = 0; dark < 2; dark++)
    for (int i = 0; i < STUDY_COMPARED_STYLES; i++)
      {
        PlotTheme theme;
        PlotPen pen;

        plot_theme_init (&theme, dark ? PLOT_STYLE_DARK : PLOT_STYLE_LIGHT, 12);
        plot_run_pen_get (i, &theme, &pen);
        const double a = luminance (&pen.color) + 0.05, b = luminance (&card[dark]) + 0.05;
        g_assert_cmpfloat (fmax (a, b) / fmin (a, b), >=, 4.5);
      }
}

static void
test_draws (void)
{
  ModelSnapshot *own = make_step (150, 200), *other = make_step (50, 120);
  const StudyComparedRun compared_run = { other, 4, "other", "\\rho = 0.5" };
  PlotTheme theme;
  StudyRun run;
  PlotPen pen;

  init (&run, own, &theme);
  plot_run_pen_get (4, &theme, &pen);
  cairo_t *cr = plot_fixture_page (WIDTH, HEIGHT);
  plot_loss_draw (cr, &area, &run, &theme);
  g_assert_cmpint (plot_fixture_ink_of (cr, &area, &pen.color), ==, 0);
  plot_fixture_close (cr);
  run.compared = &compared_run;
  run.n_compared = 1;
  cr = plot_fixture_page (WIDTH, HEIGHT);
  plot_loss_draw (cr, &area, &run, &theme);
  g_assert_cmpint (plot_fixture_ink_of (cr, &area, &pen.color), >, 100);
  g_assert_cmpint (plot_fixture_ink_outside (cr, &area), ==, 0);
  plot_fixture_close (cr);
  /* In the weights plot colour is the modality's. */
  cr = plot_fixture_page (WIDTH, HEIGHT);
  plot_weights_draw (cr, &area, &run, &theme);
  const PlotArea inner = plot_frame_inner (&area, &theme);
  const PlotArea left = { inner.x, inner.y, inner.width / 2, inner.height };
  g_assert_cmpint (plot_fixture_ink_of (cr, &left, &theme.modality[0]), >, 50);
  plot_fixture_close (cr);
  model_snapshot_unref (own);
  model_snapshot_unref (other);
}

static void
test_band (void)
{
  ModelSnapshot *own = make_step (100, 200);
  ModelHistoryView *members[11];
  double epochs[201];
  ModelBand band;
  PlotTheme theme;
  StudyRun run;

  for (int i = 0; i < 11; i++)
    {
      ModelSnapshot *member = make_step (75 + 5 * i, 200);
      members[i] = model_history_view_ref (member->history);
      model_snapshot_unref (member);
    }
  for (int i = 0; i <= 200; i++)
    epochs[i] = i;
  model_band_init (&band, (const ModelHistoryView *const *) members, NULL, 11, epochs, 201);
  init (&run, own, &theme);
  run.band = &band;
  cairo_t *cr = plot_fixture_page (WIDTH, HEIGHT);
  plot_loss_draw (cr, &area, &run, &theme);
  /* At half height the band reaches from epoch 80 to 120: a fifth of the width is shaded. */
  PlotArea row = plot_frame_inner (&area, &theme);
  row.y += row.height * (1 - 0.45 / 1.05);
  row.height = 3;
  const int ink = plot_fixture_ink (cr, &row);
  g_assert_cmpfloat (ink / (3 * row.width), >, 0.16);
  g_assert_cmpfloat (ink / (3 * row.width), <, 0.26);
  plot_fixture_close (cr);
  model_band_clear (&band);
  for (int i = 0; i < 11; i++)
    model_history_view_unref (members[i]);
  model_snapshot_unref (own);
}

static gboolean
overlap (const PlotArea *a, const PlotArea *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
         b->y < a->y + a->height;
}

/* Whatever the lines are, no two labels overlap, and none lies on a line. */
static void
test_labels_never_collide (void)
{
  const PlotArea inner = { 40, 20, 400, 240 };
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  for (int spacing = 0; spacing <= 15; spacing += 3)
    {
      g_auto (PlotPlacement) placement = { 0 };
      ModelSnapshot *runs[8];
      PlotArea boxes[8];
      int placed = 0;
      const StudyAxis epochs = { 0, 200, FALSE };

      plot_placement_init (&placement, &inner, &theme);
      for (int i = 0; i < 8; i++)
        {
          runs[i] = make_step (60 + spacing * i, 200);
          const PlotCurve curve = { runs[i]->history, PLOT_CHANNEL_LOSS, 1, -INFINITY, INFINITY };
          g_assert_cmpint (plot_placement_add_line (&placement, &curve, &epochs, &unit_axis), ==,
                           i);
        }
      for (int i = 0; i < 8; i++)
        {
          PlotArea box = { 0, 0, 42, 15 };
          double tip[2], tail[2];

          if (!plot_placement_find_beside (&placement, i, &box) &&
              !plot_placement_find_apart (&placement, i, &box, tip, tail))
            continue;
          for (int k = 0; k < placed; k++)
            g_assert_false (overlap (&box, &boxes[k]));
          g_assert_cmpfloat (box.x, >=, inner.x);
          g_assert_cmpfloat (box.x + box.width, <=, inner.x + inner.width);
          for (int k = 0; k < 8; k++)
            for (double x = box.x; x < box.x + box.width; x += 1)
              {
                const double epoch = (x - inner.x) / inner.width * 200;
                const double y =
                    inner.y +
                    inner.height * (1 - model_history_view_at (runs[k]->history, epoch).loss);
                g_assert_false (y > box.y && y < box.y + box.height);
              }
          boxes[placed++] = box;
        }
      /* Eight lines in one cannot be told apart; eight that are well apart all get a name. */
      if (spacing == 0)
        g_assert_cmpint (placed, ==, 0);
      if (spacing >= 6)
        g_assert_cmpint (placed, >=, 5);
      if (spacing >= 12)
        g_assert_cmpint (placed, ==, 8);
      for (int i = 0; i < 8; i++)
        model_snapshot_unref (runs[i]);
    }
}

static void
test_corner (void)
{
  const PlotArea inner = { 0, 0, 400, 240 };
  const StudyAxis epochs = { 0, 200, FALSE };
  ModelSnapshot *run = make_step (40, 200);
  const PlotCurve curve = { run->history, PLOT_CHANNEL_LOSS, 1, -INFINITY, INFINITY };
  PlotArea first = { 0, 0, 120, 60 }, second = first;
  g_auto (PlotPlacement) placement = { 0 };
  PlotTheme theme;

  plot_theme_init (&theme, PLOT_STYLE_LIGHT, 12);
  plot_placement_init (&placement, &inner, &theme);
  plot_placement_add_line (&placement, &curve, &epochs, &unit_axis);
  plot_placement_find_emptiest (&placement, &first);
  /* The line runs along the top at the left and along the bottom at the right. */
  g_assert_cmpfloat (first.x, >, 200);
  g_assert_cmpfloat (first.y, <, 100);
  plot_placement_find_emptiest (&placement, &second);
  g_assert_false (overlap (&first, &second));
  model_snapshot_unref (run);
}

/* Figure 6a: one plateau, the longer the later the fusion; early fusion has none. */
static void
test_race (void)
{
  const Figure *figure = figure_find ("6a", NULL);
  g_autoptr (FigureData) data = figure_compute (figure, NULL, NULL);
  double last = 0;

  for (int i = 0; i < 4; i++)
    {
      const ModelHistoryView *history = data->snapshots[i]->history;
      const double start = model_history_view_row (history, 0)->loss;
      int rows = 0;

      for (gsize k = 0; k < model_history_view_length (history); k++)
        {
          const double loss = model_history_view_row (history, k)->loss / start;
          rows += fabs (loss - 0.2) < 0.02; /* the sample's moments scatter by a few per cent */
        }
      g_assert_cmpfloat_with_epsilon (model_history_view_at (history, 7000).loss / start, 0, 1e-3);
      if (i == 0)
        g_assert_cmpint (rows, <, 10);
      else
        g_assert_cmpfloat (rows, >, 1.5 * last);
      last = rows;
    }
  g_autofree char *csv = figure_to_csv (data);
  g_assert_nonnull (
      strstr (csv, "\nfusion,epoch,loss,w_a,w_b,theory_loss,theory_w_a,theory_w_b\n1,0,"));
  g_assert_nonnull (strstr (csv, "\n4,7000,"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/compared-curves/pens", test_pens);
  g_test_add_func ("/plot/compared-curves/contrast", test_contrast);
  g_test_add_func ("/plot/compared-curves/draws", test_draws);
  g_test_add_func ("/plot/compared-curves/band", test_band);
  g_test_add_func ("/plot/compared-curves/labels-never-collide", test_labels_never_collide);
  g_test_add_func ("/plot/compared-curves/corner", test_corner);
  g_test_add_func ("/plot/compared-curves/figure-6a", test_race);
  return g_test_run ();
}
