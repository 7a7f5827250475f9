/* The command line, parsed by what the commands declare. */
#include "cmd/cmd.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/suggest.h"

const struct cmd_option cmd_global_options[] = {
    { "help", NULL, "say what the command does and what it takes" },
    { "version", NULL, "say which version this is" },
    { "course", "DIR", "use the course in DIR instead of the one that came along" },
    { "plain", NULL, "one fact a line, nothing redrawn: for screen readers and pipes" },
    { "no-color", NULL, "no colours" },
    { "ascii", NULL, "no characters beyond ASCII" },
    { "no-input", NULL, "never ask: print everything at once" },
    { NULL, NULL, NULL },
};

/* ---- Unknown names ---- */

static void unknown_command(const char *word, struct diag *diag)
{
    const char *known[64];
    size_t count = 0;
    for (size_t i = 0; cmd_table[i] && count < 64; i++)
        known[count++] = cmd_table[i]->name;
    const char *nearest = suggest_nearest(word, known, count);
    if (nearest)
        diag_set(diag, NULL, 0, 0, "unknown command \"%s\": did you mean \"%s\"?", word,
                 nearest);
    else
        diag_set(diag, NULL, 0, 0, "unknown command \"%s\"", word);
}

/* `word` with its dashes; a value behind `=` is not repeated. */
static void unknown_option(const struct command *command, const char *word, struct diag *diag)
{
    const char *known[2 * CMD_MAX_OPTIONS];
    size_t count = 0;
    for (size_t i = 0; command && i < CMD_MAX_OPTIONS && command->options[i].name; i++)
        known[count++] = command->options[i].name;
    for (size_t i = 0; cmd_global_options[i].name; i++)
        known[count++] = cmd_global_options[i].name;
    char *given = mem_strndup(word, strcspn(word, "="));
    const char *nearest = suggest_nearest(given + strspn(given, "-"), known, count);
    if (nearest)
        diag_set(diag, NULL, 0, 0, "unknown option \"%s\": did you mean \"--%s\"?", given,
                 nearest);
    else
        diag_set(diag, NULL, 0, 0, "unknown option \"%s\"", given);
    free(given);
}

/* ---- Values ---- */

static bool is_one_of(const char *words, const char *value)
{
    size_t len = strlen(value);
    for (const char *word = words; *word; word += *word == '|') {
        size_t word_len = strcspn(word, "|");
        if (word_len == len && strncmp(word, value, len) == 0)
            return true;
        word += word_len;
    }
    return false;
}

static bool is_number(const char *value)
{
    char *end = NULL;
    errno = 0;
    strtoll(value, &end, 10);
    return isdigit((unsigned char)value[0]) && *end == '\0' && errno == 0;
}

static bool is_decimal(const char *value)
{
    char *end = NULL;
    double number = strtod(value, &end);
    return isdigit((unsigned char)value[0]) && *end == '\0' && number > 0 && number < 1e9;
}

static int check_value(const struct cmd_option *option, const char *value, struct diag *diag)
{
    const char *problem = NULL;
    if (strcmp(option->value, "N") == 0)
        problem = is_number(value) ? NULL : "a whole number";
    else if (strcmp(option->value, "X") == 0)
        problem = is_decimal(value) ? NULL : "a number above 0";
    else if (islower((unsigned char)option->value[0]) && strchr(option->value, '|'))
        problem = is_one_of(option->value, value) ? NULL : option->value;
    if (!problem)
        return 0;
    diag_set(diag, NULL, 0, 0, "\"--%s\" takes %s, not \"%s\"", option->name, problem, value);
    return -1;
}

/* ---- Options ---- */

static const struct cmd_option *find_option(const struct cmd_option *options, size_t limit,
                                            const char *name, size_t len)
{
    for (size_t i = 0; i < limit && options[i].name; i++) {
        if (strlen(options[i].name) == len && strncmp(options[i].name, name, len) == 0)
            return &options[i];
    }
    return NULL;
}

static const struct cmd_option *find_own(const struct command *command, const char *name,
                                         size_t len)
{
    return command ? find_option(command->options, CMD_MAX_OPTIONS, name, len) : NULL;
}

static void set_global(struct cmd_args *args, struct app *app, const char *name,
                       const char *value)
{
    if (strcmp(name, "help") == 0)
        args->help = true;
    else if (strcmp(name, "version") == 0)
        args->version = true;
    else if (strcmp(name, "course") == 0)
        app_set_course_dir(app, value);
    else if (strcmp(name, "plain") == 0)
        app->plain = true;
    else if (strcmp(name, "no-color") == 0)
        app->no_color = true;
    else if (strcmp(name, "ascii") == 0)
        app->ascii = true;
    else if (strcmp(name, "no-input") == 0)
        app->no_input = true;
}

/* Whether the option may be given like this; `value` is NULL if nothing follows. */
static int check_option(const struct cmd_option *option, const char *value, bool has_equals,
                        struct diag *diag)
{
    if (!option->value && has_equals) {
        diag_set(diag, NULL, 0, 0, "\"--%s\" takes no value", option->name);
        return -1;
    }
    if (option->value && !value) {
        diag_set(diag, NULL, 0, 0, "\"--%s\" needs a value: %s", option->name, option->value);
        return -1;
    }
    return option->value ? check_value(option, value, diag) : 0;
}

/* `word` is `--name` or `--name=value`; in the first case `next` may be the value (NULL:
 * nothing follows). Returns the number of words used, or -1. */
static int take_option(struct cmd_args *args, struct app *app, const char *word,
                       const char *next, struct diag *diag)
{
    const char *name = word + 2, *equals = strchr(word, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    const struct cmd_option *own = find_own(args->command, name, len);
    const struct cmd_option *option =
        own ? own : find_option(cmd_global_options, CMD_MAX_OPTIONS, name, len);
    if (!option) {
        unknown_option(args->command, word, diag);
        return -1;
    }
    const char *value = equals ? equals + 1 : next;
    if (check_option(option, value, equals != NULL, diag))
        return -1;
    if (own)
        args->values[own - args->command->options] = option->value ? value : "";
    else
        set_global(args, app, option->name, value);
    return option->value && !equals ? 2 : 1;
}

/* ---- Words ---- */

static int take_word(struct cmd_args *args, const char *word, struct diag *diag)
{
    if (args->command) {
        args->words[args->count++] = word;
        return 0;
    }
    args->command = cmd_find(word);
    if (args->command)
        return 0;
    unknown_command(word, diag);
    return -1;
}

static int check_words(const struct cmd_args *args, struct diag *diag)
{
    const struct command *command = args->command;
    if (args->count < (size_t)command->min_words) {
        diag_set(diag, NULL, 0, 0, "\"%s\" needs more: %s %s", command->name, command->name,
                 command->usage);
        return -1;
    }
    if (command->max_words != CMD_ANY_WORDS && args->count > (size_t)command->max_words) {
        diag_set(diag, NULL, 0, 0, "\"%s\" is too much for \"%s\"",
                 args->words[command->max_words], command->name);
        return -1;
    }
    return 0;
}

/* When no word named a command: with --help, there is none. */
static void choose_command(struct cmd_args *args)
{
    if (args->version)
        args->command = cmd_find("version");
    else if (!args->command && !args->help)
        args->command = cmd_find("");
}

/* Returns the number of words used, or -1. */
static int take(struct cmd_args *args, struct app *app, const char *word, const char *next,
                struct diag *diag)
{
    if (strcmp(word, "-h") == 0) {
        args->help = true;
        return 1;
    }
    if (strncmp(word, "--", 2) == 0)
        return take_option(args, app, word, next, diag);
    if (word[0] == '-' && word[1]) {
        unknown_option(args->command, word, diag);
        return -1;
    }
    return take_word(args, word, diag) ? -1 : 1;
}

int cmd_args_parse(struct cmd_args *args, struct app *app, size_t count,
                   const char *const words[], struct diag *diag)
{
    return cmd_args_parse_for(args, NULL, app, count, words, diag);
}

int cmd_args_parse_for(struct cmd_args *args, const struct command *command, struct app *app,
                       size_t count, const char *const words[], struct diag *diag)
{
    *args = (struct cmd_args){
        .command = command,
        .words = mem_alloc((count + 1) * sizeof(*args->words)),
    };
    size_t i = 0;
    while (i < count && strcmp(words[i], "--") != 0) {
        int used = take(args, app, words[i], i + 1 < count ? words[i + 1] : NULL, diag);
        if (used < 0)
            return -1;
        i += (size_t)used;
    }
    args->count_before_dashes = args->count;
    for (i++; i < count; i++) {
        if (take_word(args, words[i], diag))
            return -1;
    }
    choose_command(args);
    return args->help || args->version ? 0 : check_words(args, diag);
}

void cmd_args_finish(struct cmd_args *args)
{
    free(args->words);
    *args = (struct cmd_args){ 0 };
}

/* ---- Reading ---- */

const char *cmd_value(const struct cmd_args *args, const char *option)
{
    const struct cmd_option *own = find_own(args->command, option, strlen(option));
    assert(own);
    return args->values[own - args->command->options];
}

bool cmd_has(const struct cmd_args *args, const char *option)
{
    return cmd_value(args, option) != NULL;
}

const char *cmd_value_or(const struct cmd_args *args, const char *option, const char *otherwise)
{
    const char *value = cmd_value(args, option);
    return value ? value : otherwise;
}

long long cmd_number_or(const struct cmd_args *args, const char *option, long long otherwise)
{
    const char *value = cmd_value(args, option);
    return value ? strtoll(value, NULL, 10) : otherwise;
}

double cmd_decimal_or(const struct cmd_args *args, const char *option, double otherwise)
{
    const char *value = cmd_value(args, option);
    return value ? strtod(value, NULL) : otherwise;
}
