/* Every command, in the order of `help`. A new one is a new file and one line here. */
#include "cmd/cmd.h"

#include <string.h>

#define COMMANDS(X) \
    X(session)      \
    X(list)         \
    X(lesson)       \
    X(demo)         \
    X(trace)        \
    X(quiz)         \
    X(review)       \
    X(exercise)     \
    X(grade)        \
    X(progress)     \
    X(new)          \
    X(lint)         \
    X(doctor)       \
    X(help)         \
    X(version)

#define DECLARE(name) extern const struct command command_##name;
COMMANDS(DECLARE)

#define ENTRY(name) &command_##name,
const struct command *const cmd_table[] = { COMMANDS(ENTRY) NULL };

const struct command *cmd_find(const char *name)
{
    for (size_t i = 0; cmd_table[i]; i++) {
        if (strcmp(cmd_table[i]->name, name) == 0)
            return cmd_table[i];
    }
    return NULL;
}
