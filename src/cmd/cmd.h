/* A command: one file src/cmd/NAME.c that defines `const struct command command_NAME`, and one
 * word in the list of src/cmd/table.c. What it accepts is declared, so that parsing, `help` and
 * completion follow.
 *
 * Example:
 *     static int run(struct app *app, const struct cmd_args *args)
 *     {
 *         if (cmd_has(args, "json"))
 *             ...
 *         return STATUS_OK;
 *     }
 *
 *     const struct command command_list = {
 *         .name = "list",
 *         .usage = "[--json]",
 *         .summary = "show the modules, lessons, steps, questions and exercises",
 *         .options = { { "json", NULL, "one JSON object for scripts" } },
 *         .run = run,
 *     }; */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "cmd/app.h"

enum status {
    STATUS_OK = 0,
    STATUS_FAILED = 1,  /* graded and not passed, or lint found faults */
    STATUS_USAGE = 2,   /* wrong usage, or a bad course file */
    STATUS_LACKING = 3, /* the environment lacks something: said with how to get it */
    STATUS_INTERRUPTED = 130,
};

enum { CMD_MAX_OPTIONS = 16, CMD_ANY_WORDS = -1 };

struct cmd_option {
    const char *name; /* without the dashes */
    /* NULL: a flag. "N": a whole number from 0 on. "X": a decimal number above 0.
     * "live|log|off", in lower case: one of these words. Anything else: any text. */
    const char *value;
    const char *help;
};

struct cmd_args {
    const struct command *command; /* NULL only with `help`: about no command in particular */
    const char **words; /* owned array, borrowed words, then a NULL: neither the command nor an
                           option */
    size_t count;
    size_t count_before_dashes;          /* words in front of `--`; equals `count` without it */
    const char *values[CMD_MAX_OPTIONS]; /* by option; NULL: not given; "" for a flag */
    bool help, version;                  /* --help, --version: the command does not run */
};

struct command {
    const char *name;    /* "" for the one that runs when no command is named */
    const char *usage;   /* what follows the name: "LESSON/STEP [--python]"; "" if nothing */
    const char *summary; /* one line, lower case, no full stop */
    const char *details; /* for `help NAME`: sentences, one a line; NULL if none */
    struct cmd_option options[CMD_MAX_OPTIONS]; /* up to the first without a name */
    int min_words, max_words;                   /* words it takes; CMD_ANY_WORDS: no limit */
    bool is_paged; /* its result may be longer than a screen: see cmd/pager.h */
    /* Returns an enum status, everything said. May suspend. */
    int (*run)(struct app *app, const struct cmd_args *args);
};

/* ---- The table ---- */

/* All commands in the order of `help`, up to a NULL. */
extern const struct command *const cmd_table[];
/* NULL if there is none of this name. */
const struct command *cmd_find(const char *name);
/* What every command takes, up to one without a name. */
extern const struct cmd_option cmd_global_options[];

/* ---- Running ---- */

/* Runs the command that the words name, or the one named "". `words` are borrowed, and may come
 * from a shell or from the prompt. Returns an enum status, everything said. May suspend. */
int cmd_run(struct app *app, size_t count, const char *const words[]);

/* ---- What was given ---- */

/* Sorts the words into command, options and arguments. Global options set their fields in
 * `app`. Returns 0, or -1 with `diag` naming the nearest command or option. cmd_args_finish()
 * in both cases. */
int cmd_args_parse(struct cmd_args *args, struct app *app, size_t count,
                   const char *const words[], struct diag *diag);
/* The same when the command is known: `words` are what follows its name. */
int cmd_args_parse_for(struct cmd_args *args, const struct command *command, struct app *app,
                       size_t count, const char *const words[], struct diag *diag);
void cmd_args_finish(struct cmd_args *args);

/* About an option that the command declares. */
bool cmd_has(const struct cmd_args *args, const char *option);
const char *cmd_value(const struct cmd_args *args, const char *option); /* NULL if not given */
const char *cmd_value_or(const struct cmd_args *args, const char *option,
                         const char *otherwise);
long long cmd_number_or(const struct cmd_args *args, const char *option, long long otherwise);
double cmd_decimal_or(const struct cmd_args *args, const char *option, double otherwise);

/* ---- Failing ---- */

/* Says sentences on stderr, behind a lead: wrapped, if that is a terminal. */
void cmd_say(struct app *app, const char *lead, const char *text);
/* Says the fault on stderr, finishes the diag and returns `status`, so that a command can end
 * with `return cmd_fault(app, STATUS_USAGE, &diag);`. */
int cmd_fault(struct app *app, enum status status, struct diag *diag);
/* The same for wrong usage of `command`: the sentence, and where to read more. */
__attribute__((format(printf, 3, 4))) int cmd_usage_fault(struct app *app,
                                                          const struct command *command,
                                                          const char *format, ...);

/* ---- Help ---- */

void help_overview(struct app *app);
void help_command(struct app *app, const struct command *command);

#endif
