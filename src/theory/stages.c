/* Cuts a recording into stages, at the bottoms of how fast its loss falls. */
#include "theory/stages.h"

#include <math.h>

/* Between two stages the loss falls less than this part as fast as in either. */
#define BOTTOM (1.0 / 3)
/* Of the whole fall of the loss: a smaller fall is no stage, and a slower one in logarithmic time
 * may be rounding. */
#define LEAST_FALL 1e-3
#define LEAST_RATE 1e-9
/* Of its largest plateau, a weight below which is at zero; and so is one that never has this part
 * of the other. */
#define ZERO 0.15
#define SILENT 1e-4

/* Rows that bound the stages: n + 1 of them. */
typedef struct
{
  const ModelHistoryView *history;
  gsize length;
  double fall; /* of the loss, all of it */
  int n;
  gsize bound[THEORY_STAGES_MAX + 1];
} Cut;

/* How fast the loss falls between rows i and i + 1, over the logarithm of time: stages of all
 * lengths have peaks of the height of their fall. */
static double
get_rate (const Cut *self, gsize i)
{
  const ModelHistoryRow *a = model_history_view_row (self->history, i);
  const ModelHistoryRow *b = model_history_view_row (self->history, i + 1);

  return fmax ((a->loss - b->loss) / log ((b->epoch + 1) / (a->epoch + 1)),
               LEAST_RATE * self->fall);
}

static double
get_fall (const Cut *self, gsize from, gsize to)
{
  return model_history_view_row (self->history, from)->loss -
         model_history_view_row (self->history, to)->loss;
}

/* Ends the present stage at a row. One too small to count goes on instead. */
static void
cut_at (Cut *self, gsize row)
{
  if (self->n < THEORY_STAGES_MAX &&
      get_fall (self, self->bound[self->n], row) >= LEAST_FALL * self->fall)
    self->bound[++self->n] = row;
}

/* Ends the last stage with the recording, if it is past its peak and counts. */
static void
finish (Cut *self, gboolean falling)
{
  if (falling)
    cut_at (self, self->length - 1);
}

/* Peaks and bottoms of the rate, in turn. */
static void
cut (Cut *self)
{
  gboolean falling = FALSE;
  double extreme = 0;
  gsize bottom = 0;

  for (gsize i = 0; i + 1 < self->length; i++)
    {
      const double rate = get_rate (self, i);

      if (falling && rate < extreme)
        {
          extreme = rate;
          bottom = i;
        }
      else if (!falling && rate > extreme)
        extreme = rate;
      else if (!falling && rate < BOTTOM * extreme)
        {
          falling = TRUE;
          extreme = rate;
          bottom = i;
        }
      else if (falling && rate > extreme / BOTTOM)
        {
          cut_at (self, bottom);
          falling = FALSE;
          extreme = rate;
        }
    }
  finish (self, falling);
}

/* Largest of |W_m| where stages end. */
static double
find_largest (const Cut *self, int m)
{
  double largest = 0;

  for (int i = 0; i <= self->n; i++)
    largest =
        fmax (largest, fabs (model_history_view_row (self->history, self->bound[i])->weight[m]));
  return largest;
}

static int
find_modality (const Cut *self, const ModelHistoryRow *before, const ModelHistoryRow *after)
{
  const double largest[2] = { find_largest (self, 0), find_largest (self, 1) };
  gboolean leaves[2];
  double move[2];

  for (int m = 0; m < 2; m++)
    {
      const double unit = fmax (largest[m], SILENT * largest[1 - m]);
      const double a = before->weight[m] / unit, b = after->weight[m] / unit;

      leaves[m] = largest[m] >= unit && fabs (b) > ZERO && (fabs (a) < ZERO || a * b < 0);
      move[m] = fabs (b - a);
    }
  if (leaves[0] != leaves[1])
    return leaves[1];
  if (leaves[0] || fmin (move[0], move[1]) > fmax (move[0], move[1]) / 2)
    return THEORY_STAGE_BOTH;
  return move[1] > move[0];
}

/* What is followed from plateau to plateau: a weight, or of both the loss. */
static double
get_value (const ModelHistoryRow *row, int modality)
{
  return modality == THEORY_STAGE_BOTH ? row->loss : row->weight[modality];
}

/* The epoch at which it is half-way, between rows. */
static double
find_half (const Cut *self, gsize from, gsize to, int modality)
{
  const ModelHistoryRow *row = model_history_view_row (self->history, from);
  const double begin = get_value (row, modality);
  const double half =
      (begin + get_value (model_history_view_row (self->history, to), modality)) / 2;

  for (gsize i = from + 1; i <= to; i++)
    {
      const ModelHistoryRow *next = model_history_view_row (self->history, i);
      const double low = get_value (row, modality), high = get_value (next, modality);

      if ((high - half) * (begin - half) <= 0)
        return row->epoch + (next->epoch - row->epoch) * (half - low) / (high - low);
      row = next;
    }
  return row->epoch;
}

static void
describe (const Cut *self, int i, TheoryStage *stage)
{
  const ModelHistoryRow *before = model_history_view_row (self->history, self->bound[i]);
  const ModelHistoryRow *after = model_history_view_row (self->history, self->bound[i + 1]);
  const int m = find_modality (self, before, after);

  stage->modality = m;
  stage->sign = after->weight[m == 1 ? 1 : 0] < 0 ? -1 : 1;
  stage->time = find_half (self, self->bound[i], self->bound[i + 1], m);
  for (int k = 0; k < 2; k++)
    stage->weight[k] = after->weight[k];
  stage->loss = after->loss;
}

void
theory_stages_measure (TheoryStages *self, const ModelHistoryView *history)
{
  Cut stages = { .history = history, .length = model_history_view_length (history) };

  self->n = 0;
  if (stages.length < 3)
    return;
  stages.fall = get_fall (&stages, 0, stages.length - 1);
  if (!(stages.fall > 0))
    return;
  cut (&stages);
  self->n = stages.n;
  for (int i = 0; i < self->n; i++)
    describe (&stages, i, &self->stage[i]);
}
