/* The right answer to a question, found in the run of a demo. */
#include "course/question.h"

#include <string.h>

#include "base/buf.h"
#include "base/scan.h"
#include "course/snippet.h"

static size_t count_of(const struct texts *texts, const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < texts->count; i++)
        count += strcmp(texts->items[i], text) == 0;
    return count;
}

bool texts_are_permuted(const struct texts *a, const struct texts *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (count_of(a, a->items[i]) != count_of(b, a->items[i]))
            return false;
    }
    return a->count == b->count;
}

bool texts_are_same(const struct texts *a, const struct texts *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        if (strcmp(a->items[i], b->items[i]) != 0)
            return false;
    }
    return a->count == b->count;
}

/* ---- Answers ---- */

/* The text that the output gives as the answer; NULL with `diag` if it gives none. */
static const char *answer_of(const struct question *question, const struct question_run *run,
                             struct arena *arena, struct diag *diag)
{
    if (question->source == QUESTION_FROM_VTIME)
        return arena_printf(arena, "%lld ms", run->vtime_ms);
    if (question->source == QUESTION_FROM_LINES)
        return arena_printf(arena, "%zu", run->lines.count);
    long line = question->line;
    long index = line > 0 ? line - 1 : (long)run->lines.count + line;
    if (index >= 0 && index < (long)run->lines.count)
        return run->lines.items[index];
    diag_set(diag, NULL, 0, 0, "the demo prints %zu lines, so there is no line %ld",
             run->lines.count, line);
    return NULL;
}

static int resolve_choice(struct question *question, const char *answer, struct arena *arena,
                          struct diag *diag)
{
    struct choice *choices = arena_alloc(arena, question->choice_count * sizeof(*choices));
    size_t right = 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        choices[i] = question->choices[i];
        choices[i].is_right = strcmp(choices[i].text, answer) == 0;
        right += choices[i].is_right;
    }
    if (right != 1) {
        diag_set(diag, NULL, 0, 0, "the demo's run answers \"%s\", which %zu choices say",
                 answer, right);
        return -1;
    }
    question->choices = choices;
    return 0;
}

static int resolve_order(struct question *question, const struct question_run *run,
                         struct arena *arena, struct diag *diag)
{
    if (!texts_are_permuted(&question->items, &run->lines)) {
        diag_set(diag, NULL, 0, 0, "the items are not the lines that the demo prints");
        return -1;
    }
    if (texts_are_same(&question->items, &run->lines)) {
        diag_set(diag, NULL, 0, 0, "the items already stand in the order of the demo's run");
        return -1;
    }
    size_t count = run->lines.count;
    question->right = (struct texts){ arena_alloc(arena, count * sizeof(char *)), count };
    for (size_t i = 0; i < count; i++)
        question->right.items[i] = arena_strdup(arena, run->lines.items[i]);
    return 0;
}

static void accept_only(struct question *question, const char *answer, struct arena *arena)
{
    question->accept = (struct texts){ arena_alloc(arena, sizeof(char *)), 1 };
    question->accept.items[0] = arena_strdup(arena, answer);
}

/* ---- From what was printed ---- */

static int resolve_output(struct question *question, const struct question_run *run,
                          struct arena *arena, struct diag *diag)
{
    if (question->kind == QUESTION_ORDER)
        return resolve_order(question, run, arena, diag);
    const char *answer = answer_of(question, run, arena, diag);
    if (!answer)
        return -1;
    if (question->kind != QUESTION_FILL)
        return resolve_choice(question, answer, arena, diag);
    accept_only(question, answer, arena);
    return 0;
}

/* ---- From what happened on the loop ---- */

/* The first event of this tick or a later one. */
static size_t find_tick(const struct question_run *run, int tick)
{
    size_t i = 0;
    while (i < run->event_count && run->events[i].tick < tick)
        i++;
    return i;
}

static int resolve_trace(struct question *question, const struct question_run *run,
                         struct arena *arena, struct diag *diag)
{
    size_t first = find_tick(run, question->tick);
    size_t next = find_tick(run, question->last_tick + 1);
    if (first == next || next == run->event_count) {
        diag_set(diag, NULL, 0, 0, "the log has nothing in ticks %d to %d, or nothing after",
                 question->tick, question->last_tick);
        return -1;
    }
    struct buf log = { 0 };
    for (size_t i = first; i < next; i++)
        buf_addf(&log, "%s  %s\n", run->events[i].when, run->events[i].text);
    question->exhibit = arena_strdup(arena, buf_str(&log));
    buf_finish(&log);
    return resolve_choice(question, run->events[next].text, arena, diag);
}

/* The line on which the one task that goes on in this tick does so; 0 with `diag`. */
static int line_of_tick(const struct question_run *run, int tick, struct diag *diag)
{
    int line = 0, count = 0;
    size_t end = find_tick(run, tick + 1);
    for (size_t i = find_tick(run, tick); i < end; i++) {
        if (!run->events[i].line)
            continue;
        line = run->events[i].line;
        count++;
    }
    if (count == 1)
        return line;
    diag_set(diag, NULL, 0, 0, "in tick %d %d tasks go on: ask about a tick in which one does",
             tick, count);
    return 0;
}

/* The number of the only line that has this code; 0 with `diag`. */
static int line_of_code(const char *source, const char *code, struct diag *diag)
{
    const char *found = strstr(source, code);
    if (found && !strstr(found + 1, code))
        return 1 + (int)scan_count_lines(source) - (int)scan_count_lines(found);
    diag_set(diag, NULL, 0, 0, "\"%s\" stands on no line of the demo, or on several", code);
    return 0;
}

/* The lines that a learner sees have the numbers that they have in the file; none is pointed
 * at. */
static void add_listing(const char *source, struct buf *out)
{
    int number = 1;
    for (const char *line = source; *line; line = scan_next_line(line), number++) {
        size_t len = scan_line_len(line);
        const char *mark = memmem(line, len, " " SNIPPET_LOOK_HERE, sizeof SNIPPET_LOOK_HERE);
        if (!snippet_is_marker(line))
            buf_addf(out, "%3d  %.*s\n", number, mark ? (int)(mark - line) : (int)len, line);
    }
}

/* Likely mistakes are named by their code, and typed by their number. */
static int number_mistakes(struct question *question, const char *source, struct arena *arena,
                           struct diag *diag)
{
    struct choice *choices =
        arena_alloc(arena, (question->choice_count + 1) * sizeof(*choices));
    for (size_t i = 0; i < question->choice_count; i++) {
        int line = line_of_code(source, question->choices[i].text, diag);
        if (!line)
            return -1;
        choices[i] = question->choices[i];
        choices[i].text = arena_printf(arena, "%d", line);
    }
    question->choices = choices;
    return 0;
}

static int resolve_line(struct question *question, const struct question_run *run,
                        struct arena *arena, struct diag *diag)
{
    const char *source = run->source ? run->source : "";
    int line = line_of_tick(run, question->tick, diag);
    if (!line || number_mistakes(question, source, arena, diag))
        return -1;
    struct buf listing = { 0 };
    add_listing(source, &listing);
    question->exhibit = arena_strdup(arena, buf_str(&listing));
    buf_finish(&listing);
    accept_only(question, arena_printf(arena, "%d", line), arena);
    return 0;
}

int question_resolve(const struct question *question, const struct question_run *run,
                     struct arena *arena, struct question *ret_resolved, struct diag *diag)
{
    struct question resolved = *question;
    int err = 0;
    if (question->kind == QUESTION_TRACE)
        err = resolve_trace(&resolved, run, arena, diag);
    else if (question->kind == QUESTION_LINE)
        err = resolve_line(&resolved, run, arena, diag);
    else if (question_needs_run(question))
        err = resolve_output(&resolved, run, arena, diag);
    if (!err)
        *ret_resolved = resolved;
    return err;
}
