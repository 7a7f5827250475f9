/* Demos: one idea, that fits on a screen and points at its line. */
#include "course/lint.h"

#include <string.h>

#include "base/file.h"
#include "base/scan.h"
#include "course/snippet.h"

enum { MAX_LINES = 60 };

static const char goal[] = "/* Goal: ";
static const char mark[] = SNIPPET_LOOK_HERE;

static void check_length(struct lint *lint, const char *file, const char *text)
{
    int lines = 0;
    for (const char *line = text; *line; line = scan_next_line(line)) {
        if (!snippet_is_marker(line) && ++lines == MAX_LINES + 1)
            diag_set_at(diags_add(&lint->faults), file, text, (size_t)(line - text),
                        "a demo has at most %d lines (markers of cuts do not count)",
                        MAX_LINES);
    }
}

static void check_marks(struct lint *lint, const char *file, const char *text)
{
    const char *first = strstr(text, mark);
    const char *second = first ? strstr(first + 1, mark) : NULL;
    if (!first)
        diag_set_at(diags_add(&lint->faults), file, text, 0,
                    "no line is marked: put `%s` behind the one that matters", mark);
    if (second)
        diag_set_at(diags_add(&lint->faults), file, text, (size_t)(second - text),
                    "a second line is marked: keep one");
}

static void check_demo(struct lint *lint, const char *file)
{
    struct buf text = { 0 };
    struct diag unreadable = { 0 }; /* lint_files() says so */
    if (file_read(file, &text, &unreadable)) {
        diag_finish(&unreadable);
    } else {
        if (strncmp(buf_str(&text), goal, strlen(goal)) != 0)
            diag_set_at(diags_add(&lint->faults), file, buf_str(&text), 0,
                        "line 1 says the goal: %s... */", goal);
        check_length(lint, file, buf_str(&text));
        check_marks(lint, file, buf_str(&text));
    }
    buf_finish(&text);
}

static void check_step(struct lint *lint, const struct step *step)
{
    check_demo(lint, step->demo);
    if (step->broken)
        check_demo(lint, step->broken);
}

void lint_demos(struct lint *lint)
{
    lint_each_step(lint, check_step);
}
