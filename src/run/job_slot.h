/* Work in the background of which only the newest matters: a job that is started cancels the one
 * before it, and what that one finds is dropped. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A job is a struct of its user's, with the request and with room for what is found. It belongs to
 * the slot from its start on. */
typedef struct
{
  const char *name; /* of the threads */
  gboolean yields;  /* the threads give way to all others: see run/priority.h */
  /* In each of the slot's threads. Is to return soon after *cancel is set, which is read
   * atomically. Touches the job, and what it refers to, only. */
  void (*compute) (gpointer job, const int *cancel);
  /* (nullable): in the main context where the slot was made, once all threads are done with a job
   * that was neither replaced nor stopped. May take what was found out of the job, start the next,
   * or free the slot. */
  void (*done) (gpointer job, gpointer data);
  GDestroyNotify free; /* of a job; any thread, no lock held */
} RunJobClass;

/* All functions are for the thread that made the slot; none blocks unless it says so. */
typedef struct RunJobSlot RunJobSlot;

/* Threads are made with the first job.
 * @class: static
 * @data: for done() */
RunJobSlot *run_job_slot_new (const RunJobClass *class, int n_threads, gpointer data);
/* Cancels, joins, frees: returns as soon as compute() does. */
void run_job_slot_free (RunJobSlot *self);
/* Cancels and frees, but waits for nobody: for a compute() that is slow to heed its cancel. */
void run_job_slot_leave (RunJobSlot *self);

/* Cancels the present job and puts another in its place. @job: (nullable): takes ownership */
void run_job_slot_start (RunJobSlot *self, gpointer job);
/* Cancels the present job, which stays in its place; done() is not called. */
void run_job_slot_stop (RunJobSlot *self);

/* The job started last, borrowed; NULL where there is none, and after its done(). */
gpointer run_job_slot_get (RunJobSlot *self);
/* Whether that job waits, is computed, or waits for its done(); a stopped one until the threads
 * have left it. */
gboolean run_job_slot_is_busy (RunJobSlot *self);
/* Waits until the threads are done with the job started last, but no longer than that. */
void run_job_slot_wait (RunJobSlot *self, gint64 microseconds);
/* Calls done() now where the main loop would do so next. */
void run_job_slot_poll (RunJobSlot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RunJobSlot, run_job_slot_free)

G_END_DECLS
