/* Prose: short, and with no code that is not compiled. */
#include "course/lint.h"

#include <string.h>

#include "base/file.h"
#include "base/scan.h"
#include "course/snippet.h"
#include "course/text.h"

enum {
    MAX_WORDS = 199,
    MAX_ASIDE_WORDS = 299,
    MAX_WATCH_LINES = 2,
    MAX_HAPPENS_LINES = 4,
    WATCH_COLUMN = 7,   /* behind "Watch: " */
    WATCH_COLUMNS = 78, /* of 80, without the edges */
};

static void check_length(struct lint *lint, const char *file, const char *text, size_t max,
                         const char *what)
{
    size_t words = text_count_words(text);
    if (words > max)
        diag_set_at(diags_add(&lint->faults), file, text, text_word_offset(text, max + 1),
                    "these are %zu words: %s has under %zu", words, what, max + 1);
}

static bool is_opening(const char *line, const char *language)
{
    size_t len = strlen(language);
    return strncmp(line, "```", 3) == 0 && strncmp(line + 3, language, len) == 0 &&
           strchr(" \r\n", line[3 + len]);
}

/* A block of a language of ours is a cut, and there is at least one. */
static void check_blocks(struct lint *lint, const struct step *step, const char *text,
                         const char *language, const char *name)
{
    size_t cuts = 0;
    for (const char *line = text; *line; line = scan_next_line(line)) {
        if (!is_opening(line, language))
            continue;
        if (strncmp(line + 3 + strlen(language), " cut=", 5) == 0)
            cuts++;
        else
            diag_set_at(diags_add(&lint->faults), step->text, text, (size_t)(line - text),
                        "cut this code out of the program: `%s cut=NAME`", language);
    }
    if (cuts == 0)
        diag_set_at(diags_add(&lint->faults), step->text, text, 0,
                    "the step shows no %s: add a block `%s cut=NAME`", name, language);
}

/* Each cut marked in the program is shown by the text. */
static void check_cuts_used(struct lint *lint, const char *file, const char *text,
                            const char *language)
{
    struct buf program = { 0 };
    struct diag unreadable = { 0 }; /* lint_files() says so */
    if (file_read(file, &program, &unreadable))
        diag_finish(&unreadable);
    const char *source = buf_str(&program);
    for (const char *line = source; *line; line = scan_next_line(line)) {
        size_t len = 0;
        const char *name = snippet_opened(line, &len);
        if (!name)
            continue;
        struct buf asked = { 0 };
        buf_addf(&asked, "```%s cut=%.*s\n", language, (int)len, name);
        if (!strstr(text, buf_str(&asked)))
            diag_set_at(diags_add(&lint->faults), file, source, (size_t)(name - source),
                        "the step's text does not show this cut");
        buf_finish(&asked);
    }
    buf_finish(&program);
}

static void check_prose(struct lint *lint, const struct step *step)
{
    struct buf text = { 0 }, whole = { 0 };
    struct diag unreadable = { 0 };
    if (file_read(step->text, &text, &unreadable)) {
        diag_finish(&unreadable);
    } else {
        check_length(lint, step->text, buf_str(&text), MAX_WORDS, "a step");
        check_blocks(lint, step, buf_str(&text), "c", "C");
        check_blocks(lint, step, buf_str(&text), "python", "Python");
        check_cuts_used(lint, step->demo, buf_str(&text), "c");
        check_cuts_used(lint, step->twin, buf_str(&text), "python");
        if (file_exists(step->demo) && file_exists(step->twin))
            text_read(step, &whole, diags_add(&lint->faults));
        diags_drop_unset(&lint->faults);
    }
    buf_finish(&whole);
    buf_finish(&text);
}

/* No program is cut into an aside, so nothing in it may pass for one that was compiled. */
static void check_aside(struct lint *lint, const struct step *step)
{
    struct buf text = { 0 };
    struct diag unreadable = { 0 }; /* lint_files() says so */
    if (!step->aside)
        return;
    if (file_read(step->aside, &text, &unreadable))
        diag_finish(&unreadable);
    check_length(lint, step->aside, buf_str(&text), MAX_ASIDE_WORDS, "an aside");
    for (const char *line = buf_str(&text); *line; line = scan_next_line(line)) {
        if (is_opening(line, "c") || is_opening(line, "python"))
            diag_set_at(diags_add(&lint->faults), step->aside, buf_str(&text),
                        (size_t)(line - buf_str(&text)), "mark this block `text`");
    }
    buf_finish(&text);
}

static void check_lines(struct lint *lint, const struct step *step, const char *key,
                        const char *what, size_t lines, int limit)
{
    if (lines > (size_t)limit)
        lint_step_fault(lint, step, key,
                        "these are %zu lines on a screen of 80 columns: %s has at most %d",
                        lines, what, limit);
}

/* They stand above the program, which needs the rest of the screen, or over it. */
static void check_watch(struct lint *lint, const struct step *step)
{
    check_lines(lint, step, "watch", "what to watch",
                text_count_lines(step->watch, WATCH_COLUMN, WATCH_COLUMNS), MAX_WATCH_LINES);
    check_lines(lint, step, "happens", "what happens",
                text_count_lines(step->happens, 0, WATCH_COLUMNS), MAX_HAPPENS_LINES);
    if (step->broken_happens)
        check_lines(lint, step, "broken.happens", "what happens",
                    text_count_lines(step->broken_happens, 0, WATCH_COLUMNS),
                    MAX_HAPPENS_LINES);
}

void lint_prose(struct lint *lint)
{
    lint_each_step(lint, check_prose);
    lint_each_step(lint, check_aside);
    lint_each_step(lint, check_watch);
}
