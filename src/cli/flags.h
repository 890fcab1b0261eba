/* Flags of the subcommands: `--key value` or `--key=value`, experiment keys and own options. */
#pragma once

#include "figure/file/provenance.h"

G_BEGIN_DECLS

#define CLI_ERROR (cli_error_quark ())
typedef enum
{
  CLI_ERROR_USAGE
} CliError;
GQuark cli_error_quark (void);

/* An option of a subcommand's own. Ends a list with name = NULL. */
typedef struct
{
  const char *name;       /* "output" for --output */
  char letter;            /* 'o' for -o, or 0 */
  gboolean flag;          /* takes no value */
  const char **text;      /* (out): the last value given; "" for a flag */
  const char *value_name; /* "FILE", for the help; NULL for a flag */
  const char *help;
  GPtrArray *all; /* (nullable): every value given, in order, borrowed strings */
} CliOption;

/**
 * cli_flags_parse:
 * Reads the arguments after the subcommand; behind "--" none of them is an option.
 * @options: own options; an argument that is none of them is an experiment key
 * @file: (out) (nullable): the run of the experiment file with the keys set, and what it is the
 * fork of; NULL where the subcommand takes no experiment keys
 * @rest: (out) (nullable): the positional arguments, borrowed strings, freed with
 *   g_ptr_array_unref(). Where NULL, one positional argument may name an experiment file, which is
 *   read before any key is set.
 *
 * Errors: CLI_ERROR_USAGE, MODEL_ERROR, naming the flag and what is allowed.
 */
gboolean cli_flags_parse (int argc,
                          char **argv,
                          const CliOption *options,
                          FigureProvenance *file,
                          GPtrArray **rest,
                          GError **error);

/* The same arguments as keys of the run in a file: for subcommands that take more than one. */
gboolean cli_flags_parse_for (int argc,
                              char **argv,
                              const CliOption *options,
                              const char *path,
                              FigureProvenance *file,
                              GError **error);

/* Reads the log that an experiment names; what it says goes to where notes go. @quiet: it is said
 * later */
gboolean cli_flags_load_log (const ModelExperiment *experiment, gboolean quiet, GError **error);

/* FALSE with CLI_ERROR_USAGE if there are positional arguments, for subcommands that take none. */
gboolean cli_flags_refuse_rest (GPtrArray *rest, const char *subcommand, GError **error);

/* Lines of help: the own options, then every experiment key with range, unit and default. */
void cli_flags_print_help (const CliOption *options, gboolean with_experiment);

G_END_DECLS
