/* A team of threads that does the numbered tasks of one job and waits for all of them.
 *
 * Which thread does which task is left to chance; what a task computes must not depend on it. So
 * results are the same for any number of threads.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct DigitsTeam DigitsTeam;

/* @worker: 0 .. digits_team_get_size() - 1, for scratch memory of its own */
typedef void (*DigitsTask) (int task, int worker, gpointer data);

/* @n: threads, the caller's included; 0: one for each core, 16 at most */
DigitsTeam *digits_team_new (int n);
void digits_team_free (DigitsTeam *self);
int digits_team_get_size (const DigitsTeam *self);

/* Returns when tasks 0..n - 1 are done. One job at a time: only the owner calls it. */
void digits_team_run (DigitsTeam *self, int n, DigitsTask task, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DigitsTeam, digits_team_free)

G_END_DECLS
