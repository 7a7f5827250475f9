#include "quiz/item.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- One ---- */

/* Free text is graded by the examiner, whose marks are out of ten, wherever it is asked. */
static enum attempt_kind kind_of(const struct question *question, enum attempt_kind otherwise)
{
    return question->kind == QUESTION_TEXT ? ATTEMPT_INTERVIEW : otherwise;
}

/* Where a question of a lesson gets its answer from, if from a run. */
static const struct step *step_of_quiz(const struct lesson *lesson,
                                       const struct question *question)
{
    size_t i = 0;
    if (!question_needs_run(question))
        return NULL;
    while (strcmp(lesson->steps[i].name, question->reread) != 0)
        i++;
    return &lesson->steps[i];
}

static struct item item_of_quiz(const struct lesson *lesson, size_t index, struct arena *arena)
{
    const struct question *question = &lesson->quiz[index];
    const char *step = question->reread;
    return (struct item){
        .id = arena_printf(arena, "%s/quiz/%zu", lesson->id, index + 1),
        .kind = kind_of(question, ATTEMPT_QUIZ),
        .question = *question,
        .step = step_of_quiz(lesson, question),
        .reread = step ? arena_printf(arena, "%s/%s", lesson->id, step) : lesson->id,
    };
}

static struct item item_of_step(const struct step *step)
{
    return (struct item){
        .id = step->id,
        .kind = kind_of(step->check, ATTEMPT_CHECK),
        .question = *step->check,
        .step = question_needs_run(step->check) ? step : NULL,
        .reread = step->id,
    };
}

static struct item item_of_interview(const struct interview_question *asked)
{
    return (struct item){
        .id = asked->id,
        .kind = ATTEMPT_INTERVIEW,
        .question = { .kind = QUESTION_TEXT, .text = asked->question, .rubric = asked->id },
    };
}

static bool find_in_lesson(const struct lesson *lesson, const char *id, struct arena *arena,
                           struct item *ret_item)
{
    size_t len = strlen(lesson->id);
    if (strncmp(id, lesson->id, len) != 0 || id[len] != '/')
        return false;
    for (size_t i = 0; i < lesson->step_count; i++) {
        if (strcmp(id, lesson->steps[i].id) != 0)
            continue;
        *ret_item = item_of_step(&lesson->steps[i]);
        return true;
    }
    for (size_t i = 0; i < lesson->quiz_count; i++) {
        struct item item = item_of_quiz(lesson, i, arena);
        if (strcmp(id, item.id) != 0)
            continue;
        *ret_item = item;
        return true;
    }
    return false;
}

bool item_find(const struct course *course, const char *id, struct arena *arena,
               struct item *ret_item)
{
    for (int n = 1; course_lesson(course, n); n++) {
        if (find_in_lesson(course_lesson(course, n), id, arena, ret_item))
            return true;
    }
    for (size_t i = 0; i < course->interview_count; i++) {
        if (strcmp(id, course->interview[i].id) != 0)
            continue;
        *ret_item = item_of_interview(&course->interview[i]);
        return true;
    }
    return false;
}

/* ---- Several ---- */

void items_add_item(struct items *items, struct item item)
{
    for (size_t i = 0; i < items->count; i++) {
        if (strcmp(items->all[i].id, item.id) == 0)
            return;
    }
    items->all = mem_grow(items->all, &items->cap, items->count + 1, sizeof *items->all);
    items->all[items->count++] = item;
}

static int add_interview(struct items *items, const struct course *course, struct diag *diag)
{
    for (size_t i = 0; i < course->interview_count; i++)
        items_add_item(items, item_of_interview(&course->interview[i]));
    if (course->interview_count > 0)
        return 0;
    diag_set(diag, NULL, 0, 0, "this course has no interview questions");
    return -1;
}

static int add_quiz(struct items *items, const struct lesson *lesson, struct arena *arena,
                    struct diag *diag)
{
    for (size_t i = 0; i < lesson->quiz_count; i++)
        items_add_item(items, item_of_quiz(lesson, i, arena));
    if (lesson->quiz_count > 0)
        return 0;
    diag_set(diag, NULL, 0, 0, "the lesson %s has no quiz", lesson->id);
    return -1;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* An id that is none may still be the short form of a step's. */
static int add_id(struct items *items, const struct course *course, const char *id,
                  struct arena *arena, struct diag *diag)
{
    struct item item;
    if (item_find(course, id, arena, &item)) {
        items_add_item(items, item);
        return 0;
    }
    if (begins(id, "interview/") || strstr(id, "/quiz/")) {
        diag_set(diag, NULL, 0, 0, "there is no question \"%s\"", id);
        return -1;
    }
    const struct step *step = course_find_step(course, id, diag);
    if (!step)
        return -1;
    items_add_item(items, item_of_step(step));
    return 0;
}

int items_add(struct items *items, const struct course *course, const char *word,
              struct arena *arena, struct diag *diag)
{
    if (strcmp(word, "interview") == 0)
        return add_interview(items, course, diag);
    if (strchr(word, '/'))
        return add_id(items, course, word, arena, diag);
    const struct lesson *lesson = course_find_lesson(course, word, diag);
    return lesson ? add_quiz(items, lesson, arena, diag) : -1;
}

void items_finish(struct items *items)
{
    free(items->all);
    *items = (struct items){ 0 };
}
