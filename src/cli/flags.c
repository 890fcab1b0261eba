/* Flags of the subcommands, from the experiment's table and lists of own options. */
#include "cli/flags.h"

#include "cli/note.h"
#include "cli/unused.h"
#include "figure/file/provenance_file.h"
#include "model/data/own_data.h"
#include "num/number.h"
#include "study/log.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (plateau_cli_error, cli_error)

static const CliOption *
find_option (const CliOption *options, const char *name, char letter)
{
  for (; options->name != NULL; options++)
    if (name != NULL ? strcmp (options->name, name) == 0 : options->letter == letter)
      return options;
  return NULL;
}

/* One argument split into flag and value; the value may be the next argument. */
typedef struct
{
  const CliOption *option;
  gboolean is_key;
  ModelKey key;
  const char *value;
} Flag;

static gboolean
refuse (GError **error, const char *argument, const char *why)
{
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, "%s: %s", argument, why);
  return FALSE;
}

static gboolean
identify (Flag *flag, const char *argument, const CliOption *options, gboolean keys, GError **error)
{
  g_autofree char *name = NULL;
  const char *equals = strchr (argument, '=');

  memset (flag, 0, sizeof *flag);
  if (argument[1] != '-')
    {
      flag->option = argument[2] == '\0' ? find_option (options, NULL, argument[1]) : NULL;
      return flag->option || refuse (error, argument, _ ("no such option; --help lists them"));
    }
  name = equals ? g_strndup (argument + 2, equals - argument - 2) : g_strdup (argument + 2);
  flag->value = equals ? equals + 1 : NULL;
  flag->option = find_option (options, name, 0);
  if (flag->option == NULL && keys)
    flag->is_key = strchr (name, '_') == NULL && model_parameter_find (name, &flag->key);
  if (flag->option == NULL && !flag->is_key)
    return refuse (error, argument, _ ("no such option; --help lists them"));
  if (flag->option != NULL && flag->option->flag && flag->value != NULL)
    return refuse (error, argument, _ ("takes no value"));
  return TRUE;
}

static void
store (const CliOption *option, const char *value)
{
  *option->text = value;
  if (option->all != NULL)
    g_ptr_array_add (option->all, (gpointer) value);
}

/* Splits the arguments: own options are stored, keys and positional arguments collected. */
static gboolean
collect (int argc,
         char **argv,
         const CliOption *options,
         gboolean keys,
         GArray *flags,
         GPtrArray *positional,
         GError **error)
{
  gboolean ended = FALSE;

  for (int i = 1; i < argc; i++)
    {
      Flag flag;

      if (!ended && strcmp (argv[i], "--") == 0)
        {
          ended = TRUE;
          continue;
        }
      if (ended || argv[i][0] != '-' || argv[i][1] == '\0')
        {
          g_ptr_array_add (positional, argv[i]);
          continue;
        }
      if (!identify (&flag, argv[i], options, keys, error))
        return FALSE;
      if (flag.option != NULL && flag.option->flag)
        flag.value = "";
      else if (flag.value == NULL && i + 1 == argc)
        return refuse (error, argv[i], _ ("needs a value"));
      else if (flag.value == NULL)
        flag.value = argv[++i];
      if (flag.option != NULL)
        store (flag.option, flag.value);
      else
        g_array_append_val (flags, flag);
    }
  return TRUE;
}

static gboolean
set_keys (ModelExperiment *experiment, GArray *flags, GError **error)
{
  for (guint i = 0; i < flags->len; i++)
    {
      const Flag *flag = &g_array_index (flags, Flag, i);

      if (!model_experiment_parse_value (experiment, flag->key, flag->value, error))
        return FALSE;
    }
  return TRUE;
}

/* What a subcommand takes of a file: the run, and what it is the fork of. Data are read as the
 * flags say. */
static gboolean
load_file (FigureProvenance *file, const char *path, GArray *flags, GError **error)
{
  FigureProvenance read;

  if (!figure_provenance_load (&read, path, error) ||
      (read.splits_inputs && !set_keys (&read.run.experiment, flags, error)) ||
      !figure_provenance_load_data (&read, NULL, error))
    return FALSE;
  if (read.sweep != NULL)
    return refuse (error, path,
                   _ ("it is a sweep; `plateau sweep` runs it, `plateau figure` draws it"));
  if (read.digits != NULL)
    return refuse (error, path, _ ("it is a run of digits; `plateau figure` draws it"));
  file->run = read.run;
  return TRUE;
}

static void
check_unused (GArray *flags, const char *path, const ModelExperiment *experiment)
{
  const char *values[MODEL_N_KEYS] = { NULL };

  for (guint i = 0; i < flags->len; i++)
    values[g_array_index (flags, Flag, i).key] = g_array_index (flags, Flag, i).value;
  cli_unused_check (experiment, values, path);
}

/* What of the data of a file is not used, and what was done to the rest. */
static void
say_data (const ModelExperiment *experiment)
{
  g_autofree char *text = NULL;

  if (model_experiment_get_int (experiment, MODEL_SOURCE) == MODEL_SOURCE_FILE)
    text = model_own_data_describe (experiment);
  if (text != NULL)
    cli_note (model_experiment_get_text (experiment, MODEL_FILE), text);
}

gboolean
cli_flags_load_log (const ModelExperiment *experiment, gboolean quiet, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (StudyLog) log = study_log_load (experiment, NULL, &problem);
  g_auto (GStrv) lines = log != NULL && !quiet ? g_strsplit (log->words, "\n", -1) : NULL;

  for (int i = 0; lines != NULL && lines[i] != NULL; i++)
    cli_note (model_experiment_get_text (experiment, MODEL_LOG), lines[i]);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static gboolean
read_run (FigureProvenance *file, const char *path, GArray *flags, gboolean quiet, GError **error)
{
  ModelExperiment *experiment = &file->run.experiment;

  figure_provenance_init (file);
  if ((path != NULL && !load_file (file, path, flags, error)) ||
      !set_keys (experiment, flags, error) || !model_own_data_load_for (experiment, NULL, error) ||
      !model_experiment_validate (experiment, error) ||
      !cli_flags_load_log (experiment, quiet, error))
    return FALSE;
  check_unused (flags, path, experiment);
  say_data (experiment);
  return TRUE;
}

gboolean
cli_flags_parse (int argc,
                 char **argv,
                 const CliOption *options,
                 FigureProvenance *file,
                 GPtrArray **rest,
                 GError **error)
{
  g_autoptr (GPtrArray) positional = g_ptr_array_new ();
  g_autoptr (GArray) flags = g_array_new (FALSE, FALSE, sizeof (Flag));
  const char *path = NULL;

  if (!collect (argc, argv, options, file != NULL, flags, positional, error))
    return FALSE;
  if (rest == NULL && positional->len > 1)
    return refuse (error, g_ptr_array_index (positional, 1),
                   _ ("only one experiment file is allowed"));
  if (rest == NULL && positional->len > 0)
    path = g_ptr_array_index (positional, 0);
  if (file != NULL && !read_run (file, path, flags, positional->len > 1, error))
    return FALSE;
  if (rest != NULL)
    *rest = g_steal_pointer (&positional);
  return TRUE;
}

gboolean
cli_flags_parse_for (int argc,
                     char **argv,
                     const CliOption *options,
                     const char *path,
                     FigureProvenance *file,
                     GError **error)
{
  g_autoptr (GPtrArray) positional = g_ptr_array_new ();
  g_autoptr (GArray) flags = g_array_new (FALSE, FALSE, sizeof (Flag));

  return collect (argc, argv, options, TRUE, flags, positional, error) &&
         read_run (file, path, flags, FALSE, error);
}

gboolean
cli_flags_refuse_rest (GPtrArray *rest, const char *subcommand, GError **error)
{
  if (rest->len == 0)
    return TRUE;
  g_set_error (error, CLI_ERROR, CLI_ERROR_USAGE, _ ("%s: %s takes no arguments"),
               (const char *) g_ptr_array_index (rest, 0), subcommand);
  return FALSE;
}

static char *
describe_values (const ModelParameter *p)
{
  char low[NUM_NUMBER_SIZE], high[NUM_NUMBER_SIZE];
  const char *unit = p->unit ? _ (p->unit) : "";

  if (p->type == MODEL_TYPE_TEXT)
    return g_strdup (_ ("text"));
  if (p->type == MODEL_TYPE_CHOICE)
    return model_parameter_list_choices (p, "|", G_MAXUINT);
  return g_strdup_printf ("%s..%s%s%s", num_number_format (p->minimum, low),
                          num_number_format (p->maximum, high), *unit ? " " : "", unit);
}

static char *
describe_default (const ModelParameter *p)
{
  char number[NUM_NUMBER_SIZE];

  if (p->type == MODEL_TYPE_TEXT)
    return g_strdup ("");
  if (p->type == MODEL_TYPE_CHOICE)
    return g_strdup (p->choices[(int) p->fallback].name);
  if (p->zero != NULL && p->fallback == 0)
    return g_strdup_printf ("0: %s", _ (p->zero));
  return g_strdup (num_number_format (p->fallback, number));
}

static void
print_key (const ModelParameter *p)
{
  g_autofree char *name = g_strdelimit (g_strdup (p->name), "_", '-');
  g_autofree char *values = describe_values (p);
  g_autofree char *fallback = describe_default (p);

  g_print ("  --%-16s %s%s%s%s\n      %s\n", name, values, *fallback ? " (" : "", fallback,
           *fallback ? ")" : "", _ (p->help));
}

void
cli_flags_print_help (const CliOption *options, gboolean with_experiment)
{
  const char *group = NULL;

  g_print ("%s\n", _ ("Options"));
  for (; options->name != NULL; options++)
    {
      g_autofree char *letter =
          options->letter ? g_strdup_printf ("-%c, ", options->letter) : g_strdup ("");

      g_print ("  %s--%s%s%s\n      %s\n", letter, options->name, options->value_name ? " " : "",
               options->value_name ? options->value_name : "", _ (options->help));
    }
  if (!with_experiment)
    return;
  g_print ("\n%s\n", _ ("Experiment: range (default)"));
  for (ModelKey k = 0; k < MODEL_N_KEYS; k++)
    {
      const ModelParameter *p = model_parameter (k);

      if (g_strcmp0 (group, p->group) != 0)
        g_print ("[%s]\n", p->group);
      group = p->group;
      print_key (p);
    }
}
