/* Copies of the page's text and choices. */
#include "app/sweep/sweep_state.h"

#include "app/sweep/sweep_cache.h"
#include "model/experiment/key_file.h"
#include "run/sweep_files.h"

#include <glib/gi18n-lib.h>

#define GROUP "sweep page"
#define TEXT "text"
#define CHOICE "choice"
#define MEASURE "measure"

typedef struct
{
  char *text;
  const char *choice; /* interned, or NULL */
  RunSweepMeasure measure;
} State;

/* What follows itself fast is one step. */
enum
{
  TYPING
};

static gpointer
take (gpointer page)
{
  State *self = g_new (State, 1);

  *self =
      (State){ app_sweep_page_dup_text (page), g_intern_string (app_sweep_page_get_choice (page)),
               app_sweep_page_get_measure (page) };
  return self;
}

static void
restore (gconstpointer state, gpointer page)
{
  const State *self = state;

  app_sweep_page_set_state (page, self->text, self->choice, self->measure);
}

static void
free_state (gpointer state)
{
  g_free (((State *) state)->text);
  g_free (state);
}

static gboolean
compare (gconstpointer before, gconstpointer after, AppUndoChange *change)
{
  const State *a = before, *b = after;
  const gboolean same_text = g_str_equal (a->text, b->text);

  if (a->choice == b->choice && !same_text)
    change->key = TYPING;
  return a->choice != b->choice || a->measure != b->measure || !same_text;
}

static char *
name (gconstpointer before, gconstpointer after)
{
  const State *a = before, *b = after;

  if (a->choice != b->choice)
    return g_strdup (_ ("Sweep"));
  return g_strdup (g_str_equal (a->text, b->text) ? _ ("What is drawn") : _ ("Text of the sweep"));
}

/* Results that were forgotten, and can be brought back. */
typedef struct
{
  AppSweepPage *page; /* owns this */
  AppSweepForgotten *forgotten;
} Forgetting;

static void
exchange (gpointer memory)
{
  Forgetting *self = memory;

  app_sweep_page_stop (self->page);
  app_sweep_forgotten_exchange (self->forgotten);
  app_sweep_page_reread (self->page);
}

static void
free_forgetting (gpointer memory)
{
  app_sweep_forgotten_free (((Forgetting *) memory)->forgotten);
  g_free (memory);
}

static void
forget_cb (AppSweepPage *page, const RunSweep *sweep)
{
  static const AppUndoClass klass = { exchange, NULL, free_forgetting };
  AppSweepForgotten *forgotten = app_sweep_cache_forget (sweep);
  Forgetting *memory;

  if (forgotten == NULL)
    return;
  memory = g_new (Forgetting, 1);
  *memory = (Forgetting){ page, forgotten };
  app_undo_push (app_sweep_page_get_undo (page), _ ("Forget the results"), &klass, memory);
}

AppUndoRecorder *
app_sweep_state_record (AppSweepPage *page)
{
  static const AppUndoRecorderClass klass = { take, restore, free_state, NULL, compare, name };
  static const char *const signals[] = { "changed", NULL };

  g_signal_connect (page, "forget", G_CALLBACK (forget_cb), NULL);
  return app_undo_recorder_new (app_sweep_page_get_undo (page), &klass, page, signals);
}

gboolean
app_sweep_state_is_own (AppSweepPage *page)
{
  g_autofree char *text = app_sweep_page_dup_text (page), *chosen = NULL;
  const char *choice = app_sweep_page_get_choice (page);

  if (choice != NULL)
    chosen = run_sweep_files_dup_text (choice, NULL);
  return *text != '\0' && g_strcmp0 (text, chosen) != 0;
}

/* A page that nobody has looked at has nothing. */
static void
save_part (gpointer page, GKeyFile *file)
{
  g_autofree char *text = app_sweep_page_dup_text (page);
  const char *choice = app_sweep_page_get_choice (page);

  if (*text == '\0')
    return;
  g_key_file_set_string (file, GROUP, TEXT, text);
  if (choice != NULL)
    g_key_file_set_string (file, GROUP, CHOICE, choice);
  g_key_file_set_string (file, GROUP, MEASURE,
                         run_sweep_measure_get_name (app_sweep_page_get_measure (page)));
}

static char *
take_key (GKeyFile *file, const char *key)
{
  char *value = g_key_file_get_value (file, GROUP, key, NULL);

  g_key_file_remove_key (file, GROUP, key, NULL);
  return value;
}

static RunSweepMeasure
find_measure (const char *value)
{
  RunSweepMeasure measure = RUN_SWEEP_RATIO;

  if (value != NULL)
    run_sweep_measure_find (value, &measure);
  return measure;
}

static gboolean
restore_part (gpointer page, GKeyFile *file, GError **error)
{
  g_autofree char *text = NULL, *choice = NULL, *measure = NULL;

  if (!g_key_file_has_key (file, GROUP, TEXT, NULL))
    return TRUE;
  text = model_key_file_dup_string (file, GROUP, TEXT, error);
  g_key_file_remove_key (file, GROUP, TEXT, NULL);
  choice = take_key (file, CHOICE);
  measure = take_key (file, MEASURE);
  if (text != NULL)
    app_sweep_page_set_state (page, text, choice, find_measure (measure));
  app_undo_clear (app_sweep_page_get_undo (page));
  return text != NULL;
}

const AppAutosavePart app_sweep_state_part = { save_part, restore_part };
