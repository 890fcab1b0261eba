/* Quantiles over runs, built as recordings so that whatever draws a run draws them. */
#include "model/record/band.h"

#include "num/quantile.h"

static const double fractions[3] = { MODEL_BAND_LOW, 0.5, MODEL_BAND_HIGH };

static void
summarise (double values[][MODEL_BAND_MAX], int n, double epoch, ModelHistoryRow out[3])
{
  double q[3][3];

  for (int channel = 0; channel < 3; channel++)
    num_quantiles (values[channel], n, fractions, 3, q[channel]);
  for (int i = 0; i < 3; i++)
    out[i] = (ModelHistoryRow){ .epoch = epoch, .loss = q[0][i], .weight = { q[1][i], q[2][i] } };
}

void
model_band_init (ModelBand *self,
                 const ModelHistoryView *const *members,
                 const double *loss_units,
                 int n,
                 const double *epochs,
                 gsize n_epochs)
{
  ModelHistory *quantiles[3];
  ModelHistoryView **views[3] = { &self->low, &self->median, &self->high };

  g_return_if_fail (n >= 1 && n <= MODEL_BAND_MAX);

  for (int i = 0; i < 3; i++)
    quantiles[i] = model_history_new ();
  for (gsize e = 0; e < n_epochs; e++)
    {
      double values[3][MODEL_BAND_MAX];
      ModelHistoryRow rows[3];

      for (int k = 0; k < n; k++)
        {
          const ModelHistoryRow row = model_history_view_at (members[k], epochs[e]);

          values[0][k] = loss_units != NULL ? row.loss / loss_units[k] : row.loss;
          values[1][k] = row.weight[0];
          values[2][k] = row.weight[1];
        }
      summarise (values, n, epochs[e], rows);
      for (int i = 0; i < 3; i++)
        model_history_append (quantiles[i], &rows[i]);
    }
  for (int i = 0; i < 3; i++)
    {
      *views[i] = model_history_view (quantiles[i]);
      model_history_free (quantiles[i]);
    }
  self->n_members = n;
}

void
model_band_clear (ModelBand *self)
{
  g_clear_pointer (&self->low, model_history_view_unref);
  g_clear_pointer (&self->median, model_history_view_unref);
  g_clear_pointer (&self->high, model_history_view_unref);
  self->n_members = 0;
}
