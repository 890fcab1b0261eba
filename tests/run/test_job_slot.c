/* One slot for a job: the newest wins, whatever the threads are at. Also run under ThreadSanitizer.
 */
#include "run/job_slot.h"

typedef struct
{
  int number;
  gboolean endless; /* until cancelled */
  int computed;     /* atomic; by so many threads */
} Job;

static int n_made, n_freed, n_begun; /* atomic */

static Job *
make (int number, gboolean endless)
{
  Job *job = g_new0 (Job, 1);

  g_atomic_int_inc (&n_made);
  *job = (Job){ number, endless, 0 };
  return job;
}

static void
free_job (gpointer job)
{
  g_atomic_int_inc (&n_freed);
  g_free (job);
}

static void
compute (gpointer data, const int *cancel)
{
  Job *job = data;

  g_atomic_int_inc (&n_begun);
  while (job->endless && !g_atomic_int_get (cancel))
    g_thread_yield ();
  g_atomic_int_inc (&job->computed);
}

/* What the owner has heard of. */
typedef struct
{
  int n, last, computed;
  RunJobSlot *to_free;
} Heard;

static void
done (gpointer data, gpointer user_data)
{
  const Job *job = data;
  Heard *heard = user_data;

  heard->n++;
  heard->last = job->number;
  heard->computed = job->computed;
  g_clear_pointer (&heard->to_free, run_job_slot_free);
}

static const RunJobClass class = { "test", FALSE, compute, done, free_job };
static const RunJobClass silent_class = { "test", TRUE, compute, NULL, free_job };

static void
wait_for (const int *count, int n)
{
  while (g_atomic_int_get (count) < n)
    g_thread_yield ();
}

static void
hear (Heard *heard, int n)
{
  while (heard->n < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
check_all_freed (void)
{
  while (g_atomic_int_get (&n_freed) < g_atomic_int_get (&n_made))
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
  g_assert_cmpint (n_freed, ==, n_made);
}

static void
test_newest (void)
{
  Heard heard = { 0 };
  RunJobSlot *slot = run_job_slot_new (&class, 1, &heard);

  for (int i = 0; i < 1000; i++)
    run_job_slot_start (slot, make (i, i < 999));
  hear (&heard, 1);
  g_assert_cmpint (heard.n, ==, 1);
  g_assert_cmpint (heard.last, ==, 999);
  g_assert_null (run_job_slot_get (slot));
  run_job_slot_free (slot);
  check_all_freed ();
}

static void
test_cancel (void)
{
  Heard heard = { 0 };
  g_autoptr (RunJobSlot) slot = run_job_slot_new (&class, 1, &heard);
  const int before = g_atomic_int_get (&n_begun);

  run_job_slot_start (slot, make (1, TRUE));
  wait_for (&n_begun, before + 1);
  g_assert_true (run_job_slot_is_busy (slot));
  run_job_slot_start (slot, make (2, FALSE));
  hear (&heard, 1);
  g_assert_cmpint (heard.last, ==, 2);
  g_assert_false (run_job_slot_is_busy (slot));
}

/* A stopped job stays, but nobody is told of it; one that was not begun is over at once. */
static void
test_stop (void)
{
  Heard heard = { 0 };
  g_autoptr (RunJobSlot) slot = run_job_slot_new (&class, 1, &heard);
  const int before = g_atomic_int_get (&n_begun);
  Job *job = make (1, TRUE);

  run_job_slot_start (slot, job);
  wait_for (&n_begun, before + 1);
  run_job_slot_stop (slot);
  while (run_job_slot_is_busy (slot))
    g_thread_yield ();
  g_assert_true (run_job_slot_get (slot) == job);
  g_assert_cmpint (job->computed, ==, 1);
  run_job_slot_poll (slot);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (heard.n, ==, 0);
  run_job_slot_start (slot, NULL);
  g_assert_null (run_job_slot_get (slot));
  g_assert_false (run_job_slot_is_busy (slot));
}

static void
test_poll (void)
{
  Heard heard = { 0 };
  g_autoptr (RunJobSlot) slot = run_job_slot_new (&class, 1, &heard);

  run_job_slot_start (slot, make (7, FALSE));
  while (heard.n == 0)
    {
      g_assert_true (run_job_slot_is_busy (slot));
      run_job_slot_poll (slot);
    }
  g_assert_false (run_job_slot_is_busy (slot));
  g_assert_cmpint (heard.last, ==, 7);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (heard.n, ==, 1);
}

static void
test_team (void)
{
  Heard heard = { 0 };
  g_autoptr (RunJobSlot) slot = run_job_slot_new (&class, 3, &heard);

  for (int i = 0; i < 100; i++)
    run_job_slot_start (slot, make (i, i % 3 != 0));
  hear (&heard, 1);
  g_assert_cmpint (heard.last, ==, 99);
  g_assert_cmpint (heard.computed, ==, 3);
}

static void
test_free_when_done (void)
{
  Heard heard = { 0 };

  heard.to_free = run_job_slot_new (&class, 2, &heard);
  run_job_slot_start (heard.to_free, make (1, FALSE));
  hear (&heard, 1);
  check_all_freed ();
}

static void
test_leave (void)
{
  Heard heard = { 0 };
  RunJobSlot *slot = run_job_slot_new (&class, 1, &heard);
  const int before = g_atomic_int_get (&n_begun);

  run_job_slot_start (slot, make (1, TRUE));
  wait_for (&n_begun, before + 1);
  run_job_slot_leave (slot);
  run_job_slot_leave (NULL);
  check_all_freed ();
  g_assert_cmpint (heard.n, ==, 0);
}

/* Owners that change their mind at any time. */
static void
test_storm (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int round = 0; round < 60; round++)
    {
      Heard heard = { 0 };
      const RunJobClass *kind = round % 4 == 0 ? &silent_class : &class;
      RunJobSlot *slot = run_job_slot_new (kind, g_rand_int_range (rand, 1, 4), &heard);
      int newest = -1;

      for (int i = 0; i < 60; i++)
        switch (g_rand_int_range (rand, 0, 6))
          {
          case 0:
            run_job_slot_stop (slot);
            break;
          case 1:
            run_job_slot_poll (slot);
            break;
          case 2:
            g_main_context_iteration (NULL, FALSE);
            break;
          default:
            newest = i;
            run_job_slot_start (slot, make (i, g_rand_boolean (rand)));
          }
      /* Nothing of an older job comes after a newer was started. */
      g_assert_cmpint (heard.last, <=, newest);
      if (g_rand_boolean (rand))
        run_job_slot_free (slot);
      else
        run_job_slot_leave (slot);
      const int n = heard.n;
      check_all_freed ();
      g_assert_cmpint (heard.n, ==, n);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/job-slot/newest-wins", test_newest);
  g_test_add_func ("/run/job-slot/cancels-what-is-in-hand", test_cancel);
  g_test_add_func ("/run/job-slot/stop", test_stop);
  g_test_add_func ("/run/job-slot/poll", test_poll);
  g_test_add_func ("/run/job-slot/team", test_team);
  g_test_add_func ("/run/job-slot/free-when-done", test_free_when_done);
  g_test_add_func ("/run/job-slot/leave", test_leave);
  g_test_add_func ("/run/job-slot/storm", test_storm);
  return g_test_run ();
}
