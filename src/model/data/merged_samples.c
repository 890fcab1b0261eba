/* Finds identical samples by a hash table of their bits. */
#include "model/data/merged_samples.h"

#include <string.h>

static guint64
hash_bits (guint64 hash, const double *values, int n)
{
  for (int i = 0; i < n; i++)
    {
      guint64 bits;

      memcpy (&bits, &values[i], sizeof bits);
      hash = (hash ^ bits) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 29;
    }
  return hash;
}

static gboolean
is_same (const ModelDataset *data, int i, int j)
{
  const int n = data->n_a + data->n_b;

  return data->y[i] == data->y[j] &&
         memcmp (data->x + (gsize) i * n, data->x + (gsize) j * n, n * sizeof (double)) == 0;
}

ModelMergedSample *
model_merged_samples_new (const ModelDataset *data, int *n)
{
  ModelMergedSample *merged = g_new (ModelMergedSample, data->n_samples);
  gsize size = 16;
  g_autofree int *slots = NULL; /* index into merged + 1, or 0 */

  while (size < 2 * (gsize) data->n_samples)
    size *= 2;
  slots = g_new0 (int, size);
  *n = 0;
  for (int i = 0; i < data->n_samples; i++)
    {
      const int inputs = data->n_a + data->n_b;
      gsize slot = hash_bits (hash_bits (0, &data->y[i], 1), data->x + (gsize) i * inputs, inputs) &
                   (size - 1);

      while (slots[slot] != 0 && !is_same (data, merged[slots[slot] - 1].sample, i))
        slot = (slot + 1) & (size - 1);
      if (slots[slot] == 0)
        {
          merged[*n] = (ModelMergedSample){ i, 0 };
          slots[slot] = ++*n;
        }
      merged[slots[slot] - 1].count++;
    }
  return merged;
}
