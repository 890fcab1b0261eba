/* A flag that signals set; threads that compute read it on their way. */
#include "cli/interrupt.h"

#include <signal.h>

/* Written by the handler alone. An int is read and written whole, without a lock. */
static int interrupted;

static void
interrupt_cb (int signal_number)
{
  g_atomic_int_set (&interrupted, 1);
}

static void
set_handler (void (*handler) (int signal_number))
{
  signal (SIGINT, handler);
  signal (SIGTERM, handler);
}

const int *
cli_interrupt_catch (void)
{
  set_handler (interrupt_cb);
  return &interrupted;
}

void
cli_interrupt_release (void)
{
  set_handler (SIG_DFL);
}
