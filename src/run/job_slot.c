/* One slot, one lock. A job's cancel is set once and never cleared: a thread that is late cannot
 * mistake the next job's for its own. */
#include "run/job_slot.h"

#include "run/priority.h"

typedef struct
{
  gpointer job;
  int cancel;  /* atomic; set by the owner's thread */
  int n_refs;  /* the slot's, and one of each thread that computes it */
  int n_begun; /* threads that have taken it up */
  int n_left;  /* threads that are not done with it; 0 also where it was stopped before it began */
  guint number;
} Entry;

struct RunJobSlot
{
  const RunJobClass *class;
  gpointer data;
  GMainContext *context;
  int n_threads;
  GThread **threads; /* NULL before the first job */
  GMutex lock;       /* guards what follows, and all of an entry but job and cancel */
  GCond wake;        /* a new job, or the end */
  GCond left;        /* a thread is done with one */
  Entry *newest;     /* or NULL; replaced by the owner's thread only */
  guint n_started;
  int n_refs; /* the owner's, and one of each thread and of each source that is to call done() */
  gboolean quit;
};

/* With the lock held. Returns the entry where it is to be freed, without the lock. */
static Entry *
drop (Entry *entry)
{
  return entry != NULL && --entry->n_refs == 0 ? entry : NULL;
}

static void
free_entry (RunJobSlot *self, Entry *entry)
{
  if (entry == NULL)
    return;
  self->class->free (entry->job);
  g_free (entry);
}

static void
unref (gpointer data)
{
  RunJobSlot *self = data;

  g_mutex_lock (&self->lock);
  const gboolean last = --self->n_refs == 0;
  g_mutex_unlock (&self->lock);
  if (!last)
    return;
  free_entry (self, drop (self->newest));
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->left);
  g_free (self);
}

static gboolean
hand_over_cb (gpointer data)
{
  run_job_slot_poll (data);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
tell_owner (RunJobSlot *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  self->n_refs++;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, hand_over_cb, self, unref);
  g_source_attach (source, self->context);
}

/* With the lock held. */
static gboolean
is_to_be_told (const RunJobSlot *self, const Entry *entry)
{
  return self->class->done != NULL && entry != NULL && entry == self->newest &&
         entry->n_left == 0 && !g_atomic_int_get (&entry->cancel);
}

/* Computes the newest entry. With the lock held, which is open meanwhile. */
static void
compute (RunJobSlot *self)
{
  Entry *entry = self->newest;

  entry->n_refs++;
  entry->n_begun++;
  g_mutex_unlock (&self->lock);
  if (!g_atomic_int_get (&entry->cancel))
    self->class->compute (entry->job, &entry->cancel);
  g_mutex_lock (&self->lock);
  entry->n_left--;
  g_cond_broadcast (&self->left);
  if (is_to_be_told (self, entry))
    tell_owner (self);
  entry = drop (entry);
  g_mutex_unlock (&self->lock);
  free_entry (self, entry);
  g_mutex_lock (&self->lock);
}

static gpointer
job_thread (gpointer data)
{
  RunJobSlot *self = data;
  guint seen = 0;

  if (self->class->yields)
    run_priority_lower ();
  g_mutex_lock (&self->lock);
  while (!self->quit)
    if (self->newest != NULL && self->newest->number != seen && self->newest->n_left > 0)
      {
        seen = self->newest->number;
        compute (self);
      }
    else
      g_cond_wait (&self->wake, &self->lock);
  g_mutex_unlock (&self->lock);
  unref (self);
  return NULL;
}

RunJobSlot *
run_job_slot_new (const RunJobClass *class, int n_threads, gpointer data)
{
  g_return_val_if_fail (class != NULL && n_threads > 0, NULL);

  RunJobSlot *self = g_new0 (RunJobSlot, 1);

  self->class = class;
  self->data = data;
  self->context = g_main_context_ref_thread_default ();
  self->n_threads = n_threads;
  self->n_refs = 1;
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_cond_init (&self->left);
  return self;
}

static void
start_threads (RunJobSlot *self)
{
  self->n_refs += self->n_threads; /* they are not there yet: no lock */
  self->threads = g_new (GThread *, self->n_threads);
  for (int i = 0; i < self->n_threads; i++)
    self->threads[i] = g_thread_new (self->class->name, job_thread, self);
}

/* What is to become of each thread: it is joined, or left alone. */
static void
end (RunJobSlot *self, gboolean wait)
{
  g_autofree GThread **threads = g_steal_pointer (&self->threads);

  run_job_slot_stop (self);
  g_mutex_lock (&self->lock);
  self->quit = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  for (int i = 0; threads != NULL && i < self->n_threads; i++)
    if (wait)
      g_thread_join (threads[i]);
    else
      g_thread_unref (threads[i]);
  unref (self);
}

void
run_job_slot_free (RunJobSlot *self)
{
  if (self != NULL)
    end (self, TRUE);
}

void
run_job_slot_leave (RunJobSlot *self)
{
  if (self != NULL)
    end (self, FALSE);
}

void
run_job_slot_start (RunJobSlot *self, gpointer job)
{
  Entry *entry = NULL, *old;

  if (self->threads == NULL && job != NULL)
    start_threads (self);
  if (job != NULL)
    {
      entry = g_new0 (Entry, 1);
      *entry = (Entry){ .job = job, .n_refs = 1, .n_left = self->n_threads };
    }
  run_job_slot_stop (self);
  g_mutex_lock (&self->lock);
  old = drop (self->newest);
  self->newest = entry;
  if (entry != NULL)
    entry->number = ++self->n_started;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  free_entry (self, old);
}

void
run_job_slot_stop (RunJobSlot *self)
{
  g_mutex_lock (&self->lock);
  if (self->newest != NULL)
    {
      g_atomic_int_set (&self->newest->cancel, 1);
      if (self->newest->n_begun == 0)
        self->newest->n_left = 0;
    }
  g_mutex_unlock (&self->lock);
}

gpointer
run_job_slot_get (RunJobSlot *self)
{
  return self->newest != NULL ? self->newest->job : NULL;
}

gboolean
run_job_slot_is_busy (RunJobSlot *self)
{
  g_mutex_lock (&self->lock);
  const Entry *newest = self->newest;
  const gboolean busy = newest != NULL && (newest->n_left > 0 || is_to_be_told (self, newest));
  g_mutex_unlock (&self->lock);
  return busy;
}

void
run_job_slot_wait (RunJobSlot *self, gint64 microseconds)
{
  const gint64 end = g_get_monotonic_time () + microseconds;

  g_mutex_lock (&self->lock);
  while (self->newest != NULL && self->newest->n_left > 0 &&
         g_cond_wait_until (&self->left, &self->lock, end))
    ;
  g_mutex_unlock (&self->lock);
}

void
run_job_slot_poll (RunJobSlot *self)
{
  Entry *entry = NULL;

  g_mutex_lock (&self->lock);
  if (is_to_be_told (self, self->newest))
    entry = g_steal_pointer (&self->newest);
  self->n_refs++; /* done() may free the slot */
  g_mutex_unlock (&self->lock);
  if (entry != NULL)
    {
      self->class->done (entry->job, self->data);
      free_entry (self, entry);
    }
  unref (self);
}
