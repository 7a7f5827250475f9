/* What an author can get wrong in a rubric and loading does not notice. */
#include "quiz/examiner/examiner.h"

#include <glob.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/scan.h"
#include "quiz/examiner/rules.h"

/* The file is read again for the place, which nobody else needs. */
__attribute__((format(printf, 4, 5))) static void add_fault(struct diags *faults,
                                                            const char *file, const char *path,
                                                            const char *format, ...)
{
    struct buf message = { 0 };
    struct json_doc doc;
    va_list args;
    va_start(args, format);
    buf_addv(&message, format, args);
    va_end(args);
    if (!json_open(&doc, file, diags_add(faults))) {
        json_fault(json_follow(json_root(&doc), path), "%s", buf_str(&message));
        json_close(&doc);
    }
    buf_finish(&message);
}

/* A place in the question of this index: `questions[2].full`. */
static const char *place(struct arena *arena, size_t index, const char *key)
{
    return arena_printf(arena, "questions[%zu].%s", index, key);
}

/* ---- The weights ---- */

static void check_weights(const char *path, const struct examiner_question *question,
                          size_t index, struct arena *arena, struct diags *faults)
{
    int sum = 0;
    for (int i = 0; i < question->point_count; i++)
        sum += question->points[i].weight;
    if (sum != EXAMINER_SCORE_MAX)
        add_fault(faults, path, place(arena, index, "points"),
                  "the weights sum to %d, not to %d", sum, EXAMINER_SCORE_MAX);
}

/* ---- The model answers ---- */

static void check_misconceptions(const char *path, const struct examiner_question *question,
                                 const char *where, const char *answer, struct diags *faults)
{
    struct examiner_result result;
    examiner_grade(question, answer, strlen(answer), &result);
    for (int i = 0; i < question->misconception_count; i++)
        if (result.misconceptions[i].is_asserted)
            add_fault(faults, path, where,
                      "the examiner finds the misconception %s in it: \"%.*s\"",
                      question->misconceptions[i].id,
                      (int)(result.misconceptions[i].quote.end -
                            result.misconceptions[i].quote.start),
                      answer + result.misconceptions[i].quote.start);
}

static void check_answers(const char *path, const struct examiner_question *question,
                          size_t index, struct arena *arena, struct diags *faults)
{
    const char *full = place(arena, index, "full"), *brief = place(arena, index, "short");
    struct examiner_result result;
    examiner_grade(question, question->full_answer, strlen(question->full_answer), &result);
    for (int i = 0; i < question->point_count; i++)
        if (result.points[i].credit != EXAMINER_CREDIT_FULL)
            add_fault(faults, path, full, "the examiner does not find the point %s in it",
                      question->points[i].id);
    check_misconceptions(path, question, full, question->full_answer, faults);
    check_misconceptions(path, question, brief, question->short_answer, faults);
}

/* ---- The marked responses ---- */

/* Notes in `is_used` which rules hold in the answer of this line. */
static void use_line(const char *file, int number, const char *line,
                     const struct examiner_question *question, bool *is_used,
                     struct diags *faults)
{
    struct arena arena = { 0 };
    struct json_doc doc;
    struct diag *diag = diags_add(faults);
    if (!json_open_text(&doc, file, line, scan_line_len(line), diag)) {
        const char *answer = json_string(json_root(&doc), "answer", &arena);
        struct reading reading;
        struct rules_found found;
        reading_init(&reading, &arena, &question->rules->lexicon, &question->rules->topics,
                     question->text, answer, strlen(answer));
        rules_apply(question->rules, &reading, &found);
        for (int i = 0; i < question->rules->count; i++)
            is_used[i] |= found.holds[i];
        json_close(&doc);
    }
    if (diag_is_set(diag))
        diag->line = number;
    diags_drop_unset(faults);
    arena_finish(&arena);
}

static void use_file(const char *file, const struct examiner_question *question, bool *is_used,
                     struct diags *faults)
{
    struct buf text = { 0 };
    int number = 1;
    file_read(file, &text, diags_add(faults));
    diags_drop_unset(faults);
    for (const char *line = buf_str(&text); *line; line = scan_next_line(line), number++)
        if (scan_line_len(line) > 0)
            use_line(file, number, line, question, is_used, faults);
    buf_finish(&text);
}

/* Where the rule stands in its file: `points.p1.half`. */
static const char *rule_place(struct arena *arena, const struct examiner_question *question,
                              const char *name)
{
    for (int i = 0; i < question->misconception_count; i++)
        if (strcmp(question->misconceptions[i].id, name) == 0)
            return arena_printf(arena, "misconceptions.%s", name);
    for (int i = 0; i < question->point_count; i++) {
        size_t len = strlen(question->points[i].id);
        if (strncmp(question->points[i].id, name, len) == 0 && (!name[len] || name[len] == '.'))
            return arena_printf(arena, "points.%s%s", name, name[len] ? "" : ".full");
    }
    return arena_printf(arena, "facts.%s", name);
}

static void check_use(const struct examiner_question *question, struct arena *arena,
                      struct diags *faults)
{
    bool is_used[RULES_MAX] = { 0 };
    glob_t found = { 0 };
    int stem_len = (int)strlen(question->rules_file) - (int)strlen(".json");
    const char *pattern = arena_printf(arena, "%.*s-*.jsonl", stem_len, question->rules_file);
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            use_file(found.gl_pathv[i], question, is_used, faults);
    globfree(&found);
    for (int i = 0; i < question->rules->count; i++) {
        const char *name = question->rules->items[i].name;
        if (!is_used[i])
            add_fault(faults, question->rules_file, rule_place(arena, question, name),
                      "no marked response in %s uses this rule", pattern);
    }
}

void examiner_lint(const char *path, struct diags *faults)
{
    struct arena arena = { 0 };
    struct examiner *examiner = NULL;
    if (examiner_load(path, &examiner, diags_add(faults)))
        return;
    diags_drop_unset(faults);
    for (size_t i = 0; i < examiner_question_count(examiner); i++) {
        const struct examiner_question *question = examiner_question_at(examiner, i);
        check_weights(path, question, i, &arena, faults);
        check_answers(path, question, i, &arena, faults);
        check_use(question, &arena, faults);
    }
    arena_finish(&arena);
    examiner_destroy(examiner);
}
