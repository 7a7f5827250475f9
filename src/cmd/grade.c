/* `grade`: marks what others wrote, without touching progress. */
#include "cmd/cmd.h"

#include <string.h>

#include "cmd/grade_exercise.h"
#include "cmd/grade_interview.h"

static int run(struct app *app, const struct cmd_args *args)
{
    if (strcmp(args->words[0], "interview") != 0)
        return grade_exercise(app, args);
    if (args->count > 2)
        return cmd_usage_fault(app, args->command,
                               "\"%s\" is too much: one file of answers at a time",
                               args->words[2]);
    return grade_interview(app, args->words[1], cmd_has(args, "json"));
}

const struct command command_grade = {
    .name = "grade",
    .usage = "EXERCISE FILE.c|DIR... | interview ANSWERS.jsonl",
    .summary = "grade submissions or answers in bulk",
    .details =
        "Submissions are judged by what they do on the loop, under many schedules; the seed\n"
        "replays them. ANSWERS.jsonl holds a line {\"id\", \"question\": 1-5, \"answer\"}\n"
        "for each answer.",
    .options = {
        { "json", NULL, "one JSON object a line, for scripts" },
        { "junit", "FILE", "write a JUnit report as well" },
        { "csv", "FILE", "and one line a submission for a spreadsheet" },
        { "resume", "FILE", "keep results there; what it holds is not judged again" },
        { "jobs", "N", "judge so many submissions at the same time" },
        { "seed", "N", "the schedules of this seed; else each file has its own" },
        { "quick", NULL, "skip the second build, which looks for memory errors" },
    },
    .min_words = 2,
    .max_words = CMD_ANY_WORDS,
    .run = run,
};
