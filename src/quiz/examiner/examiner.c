/* Loading: the rubrics, and the files that say how their statements are recognised. */
#include "quiz/examiner/examiner.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "quiz/examiner/rules.h"

struct examiner {
    struct arena arena;
    struct examiner_question *questions; /* in the arena */
    size_t count;
};

static void read_point(struct json value, struct arena *arena, struct examiner_point *point)
{
    json_keys(value, "id weight statement half? ask");
    point->id = json_string(value, "id", arena);
    point->weight = (int)json_int(value, "weight", 1, EXAMINER_SCORE_MAX);
    point->statement = json_string(value, "statement", arena);
    point->half = json_string_or(value, "half", arena, NULL);
    point->ask = json_string(value, "ask", arena);
}

static void read_misconception(struct json value, struct arena *arena,
                               struct examiner_misconception *misconception)
{
    json_keys(value, "id penalty cap? statement why");
    misconception->id = json_string(value, "id", arena);
    misconception->penalty = (int)json_int(value, "penalty", 1, EXAMINER_SCORE_MAX);
    misconception->cap =
        (int)json_int_or(value, "cap", 0, EXAMINER_SCORE_MAX, EXAMINER_SCORE_MAX);
    misconception->statement = json_string(value, "statement", arena);
    misconception->why = json_string(value, "why", arena);
}

static void read_tips(struct json value, struct arena *arena,
                      struct examiner_question *question)
{
    size_t count = json_count(value, "read");
    struct examiner_reading_tip *tips = arena_alloc(arena, count * sizeof *tips + 1);
    for (size_t i = 0; i < count; i++) {
        struct json tip = json_item(value, "read", i);
        json_keys(tip, "title url adds");
        tips[i].title = json_string(tip, "title", arena);
        tips[i].url = json_string(tip, "url", arena);
        tips[i].adds = json_string(tip, "adds", arena);
    }
    question->tips = tips;
    question->tip_count = (int)count;
}

static void read_rubric(struct json value, struct arena *arena,
                        struct examiner_question *question)
{
    json_keys(value, "id question rules points misconceptions short full read");
    question->id = json_string(value, "id", arena);
    question->text = json_string(value, "question", arena);
    question->short_answer = json_string(value, "short", arena);
    question->full_answer = json_string(value, "full", arena);
    size_t points = json_count(value, "points");
    size_t misconceptions = json_count(value, "misconceptions");
    if (points > EXAMINER_POINTS_MAX || misconceptions > EXAMINER_MISCONCEPTIONS_MAX) {
        json_fault(value, "at most %d points and %d misconceptions", EXAMINER_POINTS_MAX,
                   EXAMINER_MISCONCEPTIONS_MAX);
        return;
    }
    for (size_t i = 0; i < points; i++) {
        struct json point = json_item(value, "points", i);
        read_point(point, arena, &question->points[question->point_count++]);
    }
    for (size_t i = 0; i < misconceptions; i++) {
        struct json item = json_item(value, "misconceptions", i);
        read_misconception(item, arena,
                           &question->misconceptions[question->misconception_count++]);
    }
    read_tips(value, arena, question);
}

/* The path of a file named in the file at `path`; in the arena. */
static const char *sibling(struct arena *arena, const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    int dir_len = slash ? (int)(slash - path) + 1 : 0;
    return arena_printf(arena, "%.*s%s", dir_len, path, name);
}

/* `shared` is the lexicon's root. */
static int load_rules(struct examiner *examiner, struct json value, const char *path,
                      struct json shared, struct examiner_question *question, struct diag *diag)
{
    struct json_doc doc;
    const char *name = json_string(value, "rules", &examiner->arena);
    struct rules *rules = arena_alloc(&examiner->arena, sizeof *rules);
    question->rules_file = sibling(&examiner->arena, path, name);
    if (json_open(&doc, question->rules_file, diag))
        return -1;
    struct json own = json_root(&doc);
    rules_read(rules, &examiner->arena, shared, own, question);
    question->rules = rules;
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    return err;
}

static int load_questions(struct examiner *examiner, struct json root, const char *path,
                          struct json shared, struct diag *diag)
{
    size_t count = json_count(root, "questions");
    examiner->questions =
        arena_alloc(&examiner->arena, count * sizeof *examiner->questions + 1);
    for (size_t i = 0; i < count; i++) {
        struct examiner_question *question = &examiner->questions[examiner->count++];
        struct json value = json_item(root, "questions", i);
        read_rubric(value, &examiner->arena, question);
        if (diag_is_set(diag) || load_rules(examiner, value, path, shared, question, diag))
            return -1;
    }
    return 0;
}

int examiner_load(const char *path, struct examiner **ret_examiner, struct diag *diag)
{
    struct json_doc doc, lexicon;
    struct examiner *examiner = mem_alloc(sizeof *examiner);
    if (json_open(&doc, path, diag))
        goto out_examiner;
    struct json root = json_root(&doc);
    json_keys(root, "format lexicon questions");
    json_int(root, "format", 1, 1);
    const char *name = json_string(root, "lexicon", &examiner->arena);
    if (json_failed(&doc) || json_open(&lexicon, sibling(&examiner->arena, path, name), diag))
        goto out_doc;
    struct json shared = json_root(&lexicon);
    json_keys(shared, "rewrites? concepts");
    load_questions(examiner, root, path, shared, diag);
    json_close(&lexicon);
out_doc:
    json_close(&doc);
out_examiner:
    if (diag_is_set(diag)) {
        examiner_destroy(examiner);
        return -1;
    }
    *ret_examiner = examiner;
    return 0;
}

void examiner_destroy(struct examiner *examiner)
{
    if (!examiner)
        return;
    for (size_t i = 0; i < examiner->count; i++)
        if (examiner->questions[i].rules)
            rules_finish((struct rules *)examiner->questions[i].rules);
    arena_finish(&examiner->arena);
    free(examiner);
}

size_t examiner_question_count(const struct examiner *examiner)
{
    return examiner->count;
}

const struct examiner_question *examiner_question_at(const struct examiner *examiner,
                                                     size_t index)
{
    return &examiner->questions[index];
}

const struct examiner_question *examiner_question_find(const struct examiner *examiner,
                                                       const char *id)
{
    for (size_t i = 0; i < examiner->count; i++)
        if (strcmp(examiner->questions[i].id, id) == 0)
            return &examiner->questions[i];
    return NULL;
}
