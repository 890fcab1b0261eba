/* A team of threads: one job at a time, its tasks taken in turn. */
#include "digits/team.h"

#define MAX_SIZE 16

typedef struct
{
  DigitsTeam *team;
  int worker;
} Member;

struct DigitsTeam
{
  int size;
  GThread *threads[MAX_SIZE];
  Member members[MAX_SIZE];
  GMutex lock; /* guards what follows */
  GCond wake, done;
  guint job; /* counts up with each job */
  int busy;  /* members that have not finished it */
  gboolean quit;
  DigitsTask task; /* of the job: set before `job` counts up, constant while anybody is busy */
  gpointer data;
  int n;
  int next; /* atomic; the first task nobody has taken */
};

static void
work (DigitsTeam *self, int worker)
{
  int task;

  while ((task = g_atomic_int_add (&self->next, 1)) < self->n)
    self->task (task, worker, self->data);
}

static gpointer
member_main (gpointer data)
{
  const Member *member = data;
  DigitsTeam *self = member->team;
  guint seen = 0;

  g_mutex_lock (&self->lock);
  while (TRUE)
    {
      while (self->job == seen && !self->quit)
        g_cond_wait (&self->wake, &self->lock);
      if (self->quit)
        break;
      seen = self->job;
      g_mutex_unlock (&self->lock);
      work (self, member->worker);
      g_mutex_lock (&self->lock);
      if (--self->busy == 0)
        g_cond_signal (&self->done);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

DigitsTeam *
digits_team_new (int n)
{
  DigitsTeam *self = g_new0 (DigitsTeam, 1);

  self->size = CLAMP (n > 0 ? n : (int) g_get_num_processors (), 1, MAX_SIZE);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  g_cond_init (&self->done);
  for (int i = 1; i < self->size; i++)
    {
      self->members[i] = (Member){ self, i };
      self->threads[i] = g_thread_new ("digits", member_main, &self->members[i]);
    }
  return self;
}

void
digits_team_free (DigitsTeam *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->quit = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  for (int i = 1; i < self->size; i++)
    g_thread_join (self->threads[i]);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->done);
  g_free (self);
}

int
digits_team_get_size (const DigitsTeam *self)
{
  return self->size;
}

void
digits_team_run (DigitsTeam *self, int n, DigitsTask task, gpointer data)
{
  g_return_if_fail (self != NULL && task != NULL);

  g_mutex_lock (&self->lock);
  self->task = task;
  self->data = data;
  self->n = n;
  self->next = 0;
  self->busy = self->size - 1;
  self->job++;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  work (self, 0);
  g_mutex_lock (&self->lock);
  while (self->busy > 0)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);
}
