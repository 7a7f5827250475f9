/* Marked responses: answers with the scores a person gave them, and how well the examiner
 * agrees. The measures are those of the literature on automatic marking: quadratic weighted
 * kappa on the four bands, the share in the same band, the mean error, precision and recall of
 * "pass". */
#ifndef TESTS_QUIZ_MARKED_H
#define TESTS_QUIZ_MARKED_H

#include <ctype.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "quiz/examiner/examiner.h"

enum { MARKED_BANDS = 4 };

struct marked {
    const char *id, *answer, *kind;
    int question; /* 1.. */
    int score;
    enum examiner_credit points[EXAMINER_POINTS_MAX]; /* p1 is the first */
    bool misconceptions[EXAMINER_MISCONCEPTIONS_MAX]; /* m1 is the first */
    struct examiner_result result;                    /* the examiner's */
};

struct marked_set {
    struct arena arena;
    struct marked *items;
    size_t count, cap;
};

struct agreement {
    size_t count, passed, passable, passed_rightly;
    double kappa, same_band, mean_error;
};

static int marked_number(const char *id)
{
    return id ? atoi(id + strcspn(id, "0123456789")) : 0;
}

static void marked_read_ids(struct json row, const char *key, struct marked *item, int credit)
{
    struct arena scratch = { 0 };
    for (struct json id = json_first(json_get(row, key)); id.value; id = json_next(id)) {
        int number = marked_number(json_as_string(id, &scratch));
        if (number < 1 || number > EXAMINER_POINTS_MAX)
            continue;
        if (credit)
            item->points[number - 1] = (enum examiner_credit)credit;
        else
            item->misconceptions[number - 1] = true;
    }
    arena_finish(&scratch);
}

static int marked_read_line(struct marked_set *set, const char *line, size_t len,
                            struct diag *diag)
{
    struct json_doc doc;
    if (json_open_text(&doc, "marked response", line, len, diag))
        return -1;
    struct json row = json_root(&doc);
    set->items = mem_grow(set->items, &set->cap, set->count + 1, sizeof *set->items);
    struct marked *item = &set->items[set->count++];
    *item = (struct marked){
        .id = json_string(row, "id", &set->arena),
        .answer = json_string(row, "answer", &set->arena),
        .kind = json_string(row, "kind", &set->arena),
        .question = (int)json_int(row, "question", 1, 99),
        .score = (int)json_int(row, "score", 0, 10),
    };
    marked_read_ids(row, "points", item, EXAMINER_CREDIT_FULL);
    marked_read_ids(row, "half", item, EXAMINER_CREDIT_HALF);
    marked_read_ids(row, "misconceptions", item, 0);
    int err = json_failed(&doc) ? -1 : 0;
    json_close(&doc);
    return err;
}

/* Adds a file's lines to the set. Returns 0, or -1 with `diag`. */
static int marked_read(struct marked_set *set, const char *path, struct diag *diag)
{
    struct buf text = { 0 };
    int err = file_read(path, &text, diag);
    for (const char *line = buf_str(&text); !err && *line;) {
        size_t len = strcspn(line, "\n");
        if (len)
            err = marked_read_line(set, line, len, diag);
        line += len + (line[len] == '\n');
    }
    buf_finish(&text);
    return err;
}

static void marked_finish(struct marked_set *set)
{
    free(set->items);
    arena_finish(&set->arena);
}

static void marked_grade(struct marked_set *set, const struct examiner *examiner)
{
    for (size_t i = 0; i < set->count; i++) {
        struct marked *item = &set->items[i];
        char id[32];
        snprintf(id, sizeof id, "interview/%d", item->question);
        const struct examiner_question *question = examiner_question_find(examiner, id);
        examiner_grade(question, item->answer, strlen(item->answer), &item->result);
    }
}

/* Of one question, or of all for 0. */
static struct agreement marked_agreement(const struct marked_set *set, int question)
{
    struct agreement a = { 0 };
    double gold[MARKED_BANDS] = { 0 }, ours[MARKED_BANDS] = { 0 }, observed = 0, expected = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct marked *item = &set->items[i];
        if (question && item->question != question)
            continue;
        int g = (int)examiner_band_of(item->score), o = (int)item->result.band;
        gold[g]++;
        ours[o]++;
        observed += (g - o) * (g - o);
        a.same_band += g == o;
        a.mean_error += abs(item->score - item->result.score);
        a.passed += item->result.score >= EXAMINER_PASS;
        a.passable += item->score >= EXAMINER_PASS;
        a.passed_rightly += item->score >= EXAMINER_PASS && item->result.score >= EXAMINER_PASS;
        a.count++;
    }
    for (int g = 0; g < MARKED_BANDS; g++)
        for (int o = 0; o < MARKED_BANDS; o++)
            expected += gold[g] * ours[o] * (g - o) * (g - o) / (double)(a.count ? a.count : 1);
    a.kappa = expected > 0 ? 1 - observed / expected : 1;
    a.same_band /= (double)(a.count ? a.count : 1);
    a.mean_error /= (double)(a.count ? a.count : 1);
    return a;
}

/* The share of the answers of a kind which the examiner passed; -1 if there are none. */
static double marked_acceptance(const struct marked_set *set, int question, const char *kind)
{
    size_t all = 0, passed = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct marked *item = &set->items[i];
        if ((question && item->question != question) || strcmp(item->kind, kind) != 0)
            continue;
        all++;
        passed += item->result.score >= EXAMINER_PASS;
    }
    return all ? (double)passed / (double)all : -1;
}

#endif
