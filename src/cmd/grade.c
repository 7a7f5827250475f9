/* `grade`: marks what others wrote, without touching progress. */
#include "cmd/cmd.h"

#include <string.h>

#include "cmd/grade_interview.h"

static int run(struct app *app, const struct cmd_args *args)
{
    if (strcmp(args->words[0], "interview") == 0)
        return grade_interview(app, args->words[1], cmd_has(args, "json"));
    return cmd_usage_fault(app, args->command, "there is nothing named %s to grade",
                           args->words[0]);
}

const struct command command_grade = {
    .name = "grade",
    .usage = "interview ANSWERS.jsonl [--json]",
    .summary = "grade answers in bulk",
    .details =
        "ANSWERS.jsonl holds a line {\"id\", \"question\": 1-5, \"answer\"} for each answer.",
    .options = { { "json", NULL, "one JSON object a line, for scripts" } },
    .min_words = 2,
    .max_words = 2,
    .run = run,
};
