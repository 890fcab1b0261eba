/* Threads that take the next cell, compute it, and put its result into table and journal. */
#include "run/sweep_pool.h"

#include "run/priority.h"

#include <math.h>

struct RunSweepPool
{
  RunSweep *sweep;
  RunSweepShard shard;
  GPtrArray *threads;
  int stop;      /* atomic: what is computed asks at once whether it may go on */
  int yields;    /* atomic: threads are to lower their priority before the next cell */
  GMutex lock;   /* guards all below; a result is written once, before it counts as done */
  GCond changed; /* paused, resumed, cancelled, all done, or a thread has ended */
  RunSweepJournal *journal; /* or NULL; closed when the last thread ends */
  RunSweepResult *results;
  GArray *fresh; /* int: delivered since the last take */
  guint8 *taken; /* n_cells: done or in flight */
  int next_row;  /* its first cell; the first row that no thread has begun */
  int next;      /* all cells before are taken */
  int wanted, done, delivered, troubled;
  int running; /* threads that have not ended */
  int waiting; /* of them, those that wait: for a pause to end, or for others */
  gboolean paused, cancelled;
  gint64 begun, slept; /* monotonic; time spent paused */
  gint64 paused_at;
  GError *error;
};

static gboolean
is_troubled (const RunSweepResult *result)
{
  return result->status == RUN_SWEEP_DIVERGED || result->status == RUN_SWEEP_FAILED;
}

/* With the lock held. */
static void
wait_while_paused (RunSweepPool *self)
{
  self->waiting++;
  while (self->paused && !self->cancelled)
    g_cond_wait (&self->changed, &self->lock);
  self->waiting--;
}

/* A gate: waits while paused. */
static gboolean
pass (gpointer data)
{
  RunSweepPool *self = data;
  gboolean go_on;

  if (!g_atomic_int_get (&self->stop))
    return TRUE;
  g_mutex_lock (&self->lock);
  wait_while_paused (self);
  go_on = !self->cancelled;
  g_mutex_unlock (&self->lock);
  return go_on;
}

/* The first cell of the shard from there on that nobody has, or end. With the lock held. */
static int
find_free (const RunSweepPool *self, int cell, int end)
{
  const int count = self->shard.count;

  /* Up to the next cell of the shard. */
  cell += ((self->shard.index - cell) % count + count) % count;
  while (cell < end && self->taken[cell])
    cell = end - cell > count ? cell + count : end;
  return MIN (cell, end);
}

/* Neighbours along x share basis and samples, which the first of them leaves in caches: a thread
 * stays in its row, begins one where nobody is, and helps in those of others at last. With the lock
 * held. */
static int
claim (RunSweepPool *self, int previous)
{
  const int n = self->sweep->n_cells, length = self->sweep->axis[RUN_SWEEP_X].n;
  int cell = n;

  if (previous >= 0)
    {
      const int end = previous - previous % length + length;

      cell = find_free (self, previous, end);
      if (cell == end)
        cell = n;
    }
  while (cell == n && self->next_row < n)
    {
      const int end = self->next_row + length;

      cell = find_free (self, self->next_row, end);
      if (cell == end)
        cell = n;
      self->next_row = end;
    }
  if (cell == n)
    cell = self->next = find_free (self, self->next, n);
  if (cell == n)
    return -1;
  self->taken[cell] = TRUE;
  return cell;
}

int
run_sweep_pool_claim (RunSweepPool *self, int previous)
{
  int cell;

  g_mutex_lock (&self->lock);
  wait_while_paused (self);
  cell = self->cancelled ? -1 : claim (self, previous);
  g_mutex_unlock (&self->lock);
  return cell;
}

/* With the lock held. */
static void
stop (RunSweepPool *self)
{
  self->cancelled = TRUE;
  g_atomic_int_set (&self->stop, 1);
  g_cond_broadcast (&self->changed);
}

void
run_sweep_pool_deliver (RunSweepPool *self, int cell, const RunSweepResult *result)
{
  g_mutex_lock (&self->lock);
  /* A cell that is not in the journal does not count: a full disk would lose it. */
  if (!self->cancelled && (self->journal == NULL ||
                           run_sweep_journal_append (self->journal, cell, result, &self->error)))
    {
      self->results[cell] = *result;
      self->done++;
      self->delivered++;
      self->troubled += is_troubled (result);
      g_array_append_val (self->fresh, cell);
      if (self->done == self->wanted)
        g_cond_broadcast (&self->changed);
    }
  else
    stop (self);
  g_mutex_unlock (&self->lock);
}

/* Others may still compute what was claimed elsewhere: the last thread waits for it. */
static void
end_thread (RunSweepPool *self)
{
  RunSweepJournal *journal = NULL;
  g_autoptr (GError) error = NULL;
  gboolean last, complete;

  g_mutex_lock (&self->lock);
  self->waiting++;
  while (self->done < self->wanted && !self->cancelled)
    g_cond_wait (&self->changed, &self->lock);
  self->waiting--;
  last = self->running == 1;
  complete = self->done == self->wanted;
  if (last)
    journal = g_steal_pointer (&self->journal);
  else
    self->running--;
  g_mutex_unlock (&self->lock);
  if (!last)
    return;
  /* No thread writes any more. */
  if (journal != NULL && complete)
    run_sweep_journal_sort (journal, self->results, &error);
  /* Whoever hears of the end may open it again at once. */
  g_clear_pointer (&journal, run_sweep_journal_close);
  g_mutex_lock (&self->lock);
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  self->running--;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_thread (gpointer data)
{
  RunSweepPool *self = data;
  const RunSweepGate gate = { .cancel = &self->stop, .pass = pass, .data = self };
  gboolean lowered = FALSE;
  int cell = -1;

  while ((cell = run_sweep_pool_claim (self, cell)) >= 0)
    {
      ModelExperiment experiment;
      RunSweepResult result;

      if (!lowered && g_atomic_int_get (&self->yields))
        {
          run_priority_lower ();
          lowered = TRUE;
        }
      run_sweep_get_experiment (self->sweep, cell, &experiment);
      if (!run_sweep_cell_compute (&experiment, self->sweep->keep, self->sweep->n_stages,
                                   self->sweep->extras, &gate, &result))
        break;
      run_sweep_pool_deliver (self, cell, &result);
    }
  end_thread (self);
  return NULL;
}

/* What the journal brought. */
static void
count (RunSweepPool *self)
{
  for (int cell = 0; cell < self->sweep->n_cells; cell++)
    {
      const RunSweepResult *result = &self->results[cell];

      self->wanted +=
          cell % self->shard.count == self->shard.index || result->status != RUN_SWEEP_MISSING;
      if (result->status == RUN_SWEEP_MISSING)
        continue;
      self->done++;
      self->taken[cell] = TRUE;
      self->troubled += is_troubled (result);
      g_array_append_val (self->fresh, cell);
    }
}

RunSweepPool *
run_sweep_pool_new (
    const RunSweep *sweep, RunSweepShard shard, int jobs, const char *path, GError **error)
{
  g_return_val_if_fail (sweep != NULL && jobs >= 0, NULL);
  g_return_val_if_fail (shard.index >= 0 && shard.index < shard.count, NULL);

  g_autofree RunSweepResult *results = g_new0 (RunSweepResult, sweep->n_cells);
  g_autoptr (RunSweepJournal) journal = NULL;
  RunSweepPool *self;

  if (path != NULL)
    {
      journal = run_sweep_journal_open (path, sweep, shard, results, error);
      if (journal == NULL)
        return NULL;
    }
  self = g_new0 (RunSweepPool, 1);
  self->sweep = run_sweep_ref ((RunSweep *) sweep);
  self->shard = shard;
  self->taken = g_new0 (guint8, sweep->n_cells);
  self->journal = g_steal_pointer (&journal);
  self->results = g_steal_pointer (&results);
  self->fresh = g_array_new (FALSE, FALSE, sizeof (int));
  self->threads = g_ptr_array_new ();
  self->begun = g_get_monotonic_time ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  count (self);
  self->running = jobs > 0 ? jobs : (int) g_get_num_processors ();
  for (int i = 0, n = self->running; i < n; i++)
    g_ptr_array_add (self->threads, g_thread_new ("sweep", run_thread, self));
  return self;
}

void
run_sweep_pool_free (RunSweepPool *self)
{
  if (self == NULL)
    return;
  run_sweep_pool_cancel (self);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_unref (self->threads);
  g_array_unref (self->fresh);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_clear_error (&self->error);
  g_free (self->results);
  g_free (self->taken);
  run_sweep_unref (self->sweep);
  g_free (self);
}

const RunSweep *
run_sweep_pool_get_sweep (const RunSweepPool *self)
{
  return self->sweep;
}

void
run_sweep_pool_set_paused (RunSweepPool *self, gboolean paused)
{
  const gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  if (paused && !self->paused)
    self->paused_at = now;
  else if (!paused && self->paused)
    self->slept += now - self->paused_at;
  self->paused = paused;
  g_atomic_int_set (&self->stop, self->paused || self->cancelled);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

void
run_sweep_pool_yield (RunSweepPool *self)
{
  g_atomic_int_set (&self->yields, 1);
}

void
run_sweep_pool_cancel (RunSweepPool *self)
{
  g_mutex_lock (&self->lock);
  stop (self);
  g_mutex_unlock (&self->lock);
}

void
run_sweep_pool_take (RunSweepPool *self, GArray *finished)
{
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->fresh->len; i++)
    {
      const int cell = g_array_index (self->fresh, int, i);
      const RunSweepDone done = { cell, self->results[cell] };

      g_array_append_val (finished, done);
    }
  g_array_set_size (self->fresh, 0);
  g_mutex_unlock (&self->lock);
}

void
run_sweep_pool_get_progress (RunSweepPool *self, RunSweepProgress *progress)
{
  gint64 now, elapsed;

  g_mutex_lock (&self->lock);
  now = self->paused ? self->paused_at : g_get_monotonic_time ();
  elapsed = now - self->begun - self->slept;
  *progress = (RunSweepProgress){ .wanted = self->wanted,
                                  .done = self->done,
                                  .fresh = self->delivered,
                                  .troubled = self->troubled,
                                  .seconds_left = INFINITY,
                                  .paused = self->paused,
                                  .resting = self->paused && self->waiting == self->running,
                                  .ended = self->running == 0 };
  if (self->delivered > 0)
    progress->seconds_left = 1e-6 * elapsed / self->delivered * (self->wanted - self->done);
  g_mutex_unlock (&self->lock);
}

gboolean
run_sweep_pool_wait (RunSweepPool *self, gint64 microseconds)
{
  const gint64 end = g_get_monotonic_time () + microseconds;
  gboolean ended;

  g_mutex_lock (&self->lock);
  while (self->running > 0 && g_cond_wait_until (&self->changed, &self->lock, end))
    ;
  ended = self->running == 0;
  g_mutex_unlock (&self->lock);
  return ended;
}

GError *
run_sweep_pool_dup_error (RunSweepPool *self)
{
  GError *error;

  g_mutex_lock (&self->lock);
  error = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->lock);
  return error;
}

const RunSweepResult *
run_sweep_pool_get_results (const RunSweepPool *self)
{
  return self->results;
}
