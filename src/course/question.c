#include "course/question.h"

#include <string.h>

/* ---- Reading ---- */

static struct texts read_texts(struct json question, const char *key, struct arena *arena)
{
    struct texts texts = { 0 };
    struct json list = json_get(question, key);
    texts.count = json_len(list);
    texts.items = arena_alloc(arena, (texts.count + 1) * sizeof(*texts.items));
    size_t i = 0;
    for (struct json item = json_first(list); item.value; item = json_next(item))
        texts.items[i++] = json_as_string(item, arena);
    return texts;
}

static void read_choices(struct json question, const char *key, const char *keys,
                         struct arena *arena, struct question *ret)
{
    struct json list = json_get(question, key);
    ret->choice_count = json_len(list);
    ret->choices = arena_alloc(arena, (ret->choice_count + 1) * sizeof(*ret->choices));
    size_t i = 0;
    for (struct json item = json_first(list); item.value; item = json_next(item), i++) {
        json_keys(item, keys);
        ret->choices[i] = (struct choice){
            .text = json_string(item, "text", arena),
            .why = json_string(item, "why", arena),
            .is_right = json_bool_or(item, "right", false),
        };
        if (!ret->choices[i].why[0])
            json_fault(json_get(item, "why"), "say why this choice is right or wrong");
    }
}

/* "from": "output" with "line", "lines" or "vtime". */
static void read_source(struct json json, bool is_prediction, struct question *question)
{
    if (!json_has(json, "from"))
        return;
    static const char *const sources[] = { "output", NULL };
    json_choice(json, "from", sources);
    if (!is_prediction)
        json_fault(json_get(json, "from"), "only a prediction is answered by the demo's run");
    bool lines = json_bool_or(json, "lines", false), vtime = json_bool_or(json, "vtime", false);
    bool line = json_has(json, "line");
    if (question->kind == QUESTION_ORDER)
        question->source = QUESTION_FROM_LINES;
    else if (lines + vtime + line != 1)
        json_fault(json,
                   "say what of the run answers this: one of \"line\", \"lines\", \"vtime\"");
    else if (line)
        question->source = QUESTION_FROM_LINE;
    else
        question->source = lines ? QUESTION_FROM_LINES : QUESTION_FROM_VTIME;
    question->line = (int)json_int_or(json, "line", -100, 100, 1);
    if (question->line == 0)
        json_fault(json_get(json, "line"), "the first line is 1, and the last -1");
}

static void read_choice(struct json json, struct arena *arena, bool is_prediction,
                        struct question *question)
{
    json_keys(json, "kind question choices hint? reread? from? line? lines? vtime?");
    read_choices(json, "choices", "text why right?", arena, question);
    read_source(json, is_prediction, question);
    size_t right = 0;
    for (size_t i = 0; i < question->choice_count; i++)
        right += question->choices[i].is_right;
    struct json choices = json_get(json, "choices");
    if (question->choice_count < 2)
        json_fault(choices, "a question needs at least two choices");
    else if (question->source != QUESTION_FROM_AUTHOR && right > 0)
        json_fault(choices, "the demo's run says what is right: leave \"right\" out");
    else if (question->source == QUESTION_FROM_AUTHOR && right == 0)
        json_fault(choices, "no choice is right: mark one with \"right\": true");
    else if (question->kind == QUESTION_CHOICE && right > 1)
        json_fault(choices, "%zu choices are right: keep one, or make it \"several\"", right);
}

static size_t count_of(const struct texts *texts, const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < texts->count; i++)
        count += strcmp(texts->items[i], text) == 0;
    return count;
}

static bool is_permutation(const struct texts *a, const struct texts *b)
{
    for (size_t i = 0; i < a->count; i++) {
        if (count_of(a, a->items[i]) != count_of(b, a->items[i]))
            return false;
    }
    return a->count == b->count;
}

static bool is_same(const struct texts *a, const struct texts *b)
{
    for (size_t i = 0; i < a->count && i < b->count; i++) {
        if (strcmp(a->items[i], b->items[i]) != 0)
            return false;
    }
    return a->count == b->count;
}

static void read_order(struct json json, struct arena *arena, bool is_prediction,
                       struct question *question)
{
    json_keys(json, "kind question items right? hint? reread? why? from?");
    question->items = read_texts(json, "items", arena);
    question->why = json_string_or(json, "why", arena, NULL);
    read_source(json, is_prediction, question);
    if (question->items.count < 2)
        json_fault(json_get(json, "items"), "an order needs at least two items");
    if (question->source != QUESTION_FROM_AUTHOR) {
        if (json_has(json, "right"))
            json_fault(json_get(json, "right"),
                       "the demo's run says the order: leave this out");
        return;
    }
    question->right = read_texts(json, "right", arena);
    if (!is_permutation(&question->items, &question->right))
        json_fault(json_get(json, "right"),
                   "\"right\" must hold exactly the texts of \"items\"");
    else if (is_same(&question->items, &question->right))
        json_fault(json_get(json, "items"), "the items already stand in the right order");
}

static void read_fill(struct json json, struct arena *arena, bool is_prediction,
                      struct question *question)
{
    json_keys(json, "kind question accept? near? hint? reread? why? from? line? lines? vtime?");
    question->why = json_string_or(json, "why", arena, NULL);
    if (json_has(json, "near"))
        read_choices(json, "near", "text why", arena, question);
    read_source(json, is_prediction, question);
    if (question->source == QUESTION_FROM_AUTHOR) {
        question->accept = read_texts(json, "accept", arena);
        if (question->accept.count == 0)
            json_fault(json_get(json, "accept"), "at least one answer must be accepted");
    } else if (json_has(json, "accept")) {
        json_fault(json_get(json, "accept"), "the demo's run says the answer: leave this out");
    }
}

void question_read(struct json json, struct arena *arena, bool is_prediction,
                   struct question *question)
{
    static const char *const kinds[] = { "choice", "several", "order", "fill", "text", NULL };
    *question = (struct question){
        .kind = (enum question_kind)json_choice(json, "kind", kinds),
        .text = json_string(json, "question", arena),
        .hint = json_string_or(json, "hint", arena, NULL),
        .reread = json_string_or(json, "reread", arena, NULL),
    };
    if (json_failed(json.doc))
        return;
    switch (question->kind) {
    case QUESTION_CHOICE:
    case QUESTION_SEVERAL:
        read_choice(json, arena, is_prediction, question);
        break;
    case QUESTION_ORDER:
        read_order(json, arena, is_prediction, question);
        break;
    case QUESTION_FILL:
        read_fill(json, arena, is_prediction, question);
        break;
    case QUESTION_TEXT:
        json_keys(json, "kind question rubric hint? reread?");
        question->rubric = json_string(json, "rubric", arena);
        break;
    }
}

/* ---- Resolving ---- */

/* The text that the run gives as the answer; NULL with `diag` if it gives none. */
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
    if (!is_permutation(&question->items, &run->lines)) {
        diag_set(diag, NULL, 0, 0, "the items are not the lines that the demo prints");
        return -1;
    }
    if (is_same(&question->items, &run->lines)) {
        diag_set(diag, NULL, 0, 0, "the items already stand in the order of the demo's run");
        return -1;
    }
    size_t count = run->lines.count;
    question->right = (struct texts){ arena_alloc(arena, count * sizeof(char *)), count };
    for (size_t i = 0; i < count; i++)
        question->right.items[i] = arena_strdup(arena, run->lines.items[i]);
    return 0;
}

int question_resolve(const struct question *question, const struct question_run *run,
                     struct arena *arena, struct question *ret_resolved, struct diag *diag)
{
    struct question resolved = *question;
    int err = 0;
    if (question->source != QUESTION_FROM_AUTHOR && question->kind == QUESTION_ORDER) {
        err = resolve_order(&resolved, run, arena, diag);
    } else if (question->source != QUESTION_FROM_AUTHOR) {
        const char *answer = answer_of(question, run, arena, diag);
        if (!answer)
            return -1;
        if (question->kind == QUESTION_FILL) {
            resolved.accept = (struct texts){ arena_alloc(arena, sizeof(char *)), 1 };
            resolved.accept.items[0] = arena_strdup(arena, answer);
        } else {
            err = resolve_choice(&resolved, answer, arena, diag);
        }
    }
    if (!err)
        *ret_resolved = resolved;
    return err;
}
