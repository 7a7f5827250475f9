#include "course/question.h"

enum { MAX_TICK = 10 * 1000 };

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
static void read_source(struct json json, struct question *question)
{
    if (!json_has(json, "from"))
        return;
    static const char *const sources[] = { "output", NULL };
    json_choice(json, "from", sources);
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

static void check_choices(struct json json, const struct question *question)
{
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

static void read_choice(struct json json, struct arena *arena, struct question *question)
{
    json_keys(json, "kind question choices hint? reread? from? line? lines? vtime?");
    read_choices(json, "choices", "text why right?", arena, question);
    read_source(json, question);
    check_choices(json, question);
}

static void read_order(struct json json, struct arena *arena, struct question *question)
{
    json_keys(json, "kind question items right? hint? reread? why? from?");
    question->items = read_texts(json, "items", arena);
    question->why = json_string_or(json, "why", arena, NULL);
    read_source(json, question);
    if (question->items.count < 2)
        json_fault(json_get(json, "items"), "an order needs at least two items");
    if (question->source != QUESTION_FROM_AUTHOR) {
        if (json_has(json, "right"))
            json_fault(json_get(json, "right"),
                       "the demo's run says the order: leave this out");
        return;
    }
    question->right = read_texts(json, "right", arena);
    if (!texts_are_permuted(&question->items, &question->right))
        json_fault(json_get(json, "right"),
                   "\"right\" must hold exactly the texts of \"items\"");
    else if (texts_are_same(&question->items, &question->right))
        json_fault(json_get(json, "items"), "the items already stand in the right order");
}

static void read_fill(struct json json, struct arena *arena, struct question *question)
{
    json_keys(json, "kind question accept? near? hint? reread? why? from? line? lines? vtime?");
    question->why = json_string_or(json, "why", arena, NULL);
    if (json_has(json, "near"))
        read_choices(json, "near", "text why", arena, question);
    read_source(json, question);
    if (question->source == QUESTION_FROM_AUTHOR) {
        question->accept = read_texts(json, "accept", arena);
        if (question->accept.count == 0)
            json_fault(json_get(json, "accept"), "at least one answer must be accepted");
    } else if (json_has(json, "accept")) {
        json_fault(json_get(json, "accept"), "the demo's run says the answer: leave this out");
    }
}

/* "ticks": [first, last] */
static void read_trace(struct json json, struct arena *arena, struct question *question)
{
    json_keys(json, "kind question ticks choices hint? reread?");
    question->source = QUESTION_FROM_TRACE;
    read_choices(json, "choices", "text why", arena, question);
    check_choices(json, question);
    struct json ticks = json_get(json, "ticks");
    question->tick = (int)json_as_int(json_first(ticks), 0, MAX_TICK);
    question->last_tick = (int)json_as_int(json_next(json_first(ticks)), 0, MAX_TICK);
    if (json_len(ticks) != 2 || question->tick > question->last_tick)
        json_fault(ticks, "say the first tick and the last one to show: [2, 4]");
}

static void read_line(struct json json, struct arena *arena, struct question *question)
{
    json_keys(json, "kind question tick near? why? hint? reread?");
    question->source = QUESTION_FROM_TRACE;
    question->why = json_string_or(json, "why", arena, NULL);
    question->tick = question->last_tick = (int)json_int(json, "tick", 0, MAX_TICK);
    if (json_has(json, "near"))
        read_choices(json, "near", "text why", arena, question);
}

bool question_needs_run(const struct question *question)
{
    return question->source != QUESTION_FROM_AUTHOR;
}

void question_read(struct json json, struct arena *arena, bool is_of_step,
                   struct question *question)
{
    static const char *const kinds[] = { "choice", "several", "order", "fill",
                                         "text",   "trace",   "line",  NULL };
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
        read_choice(json, arena, question);
        break;
    case QUESTION_ORDER:
        read_order(json, arena, question);
        break;
    case QUESTION_FILL:
        read_fill(json, arena, question);
        break;
    case QUESTION_TRACE:
        read_trace(json, arena, question);
        break;
    case QUESTION_LINE:
        read_line(json, arena, question);
        break;
    case QUESTION_TEXT:
        json_keys(json, "kind question rubric hint? reread?");
        question->rubric = json_string(json, "rubric", arena);
        break;
    }
    if (question_needs_run(question) && !is_of_step && !question->reread)
        json_fault(json, "say with \"reread\" which step's demo answers this");
}
