#include "quiz/answer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/suggest.h"
#include "quiz/picks.h"

static void settle(struct answer_grade *grade, double score)
{
    grade->score = score < 0 ? 0 : score;
    if (grade->score >= 1)
        grade->state = ANSWER_RIGHT;
    else
        grade->state = grade->score > 0 ? ANSWER_PARTIAL : ANSWER_WRONG;
}

static void ask_again(const struct question *question, struct answer_grade *grade)
{
    grade->state = ANSWER_UNREADABLE;
    buf_adds(&grade->why, answer_how(question));
}

/* ---- Texts ---- */

/* Lower case, spaces run together, quotes around it removed. Owned. */
static char *plain(const char *text)
{
    struct buf out = { 0 };
    for (const char *c = text; *c; c++) {
        bool is_gap = isspace((unsigned char)*c);
        if (!is_gap)
            buf_addc(&out, (char)tolower((unsigned char)*c));
        else if (out.len > 0 && out.data[out.len - 1] != ' ')
            buf_addc(&out, ' ');
    }
    while (out.len > 0 && out.data[out.len - 1] == ' ')
        buf_truncate(&out, out.len - 1);
    if (out.len > 2 && strchr("'\"`", out.data[0]) && out.data[out.len - 1] == out.data[0]) {
        buf_truncate(&out, out.len - 1);
        memmove(out.data, out.data + 1, out.len);
        out.len--;
    }
    return buf_take(&out);
}

static bool is_same_text(const char *a, const char *b)
{
    char *plain_a = plain(a), *plain_b = plain(b);
    bool is_same = strcmp(plain_a, plain_b) == 0;
    free(plain_a);
    free(plain_b);
    return is_same;
}

static bool is_blank(const char *text)
{
    return text[strspn(text, " \t\r\n")] == '\0';
}

/* ---- The kinds ---- */

static bool pick_by_text(struct picks *picks, const struct question *question,
                         const char *typed)
{
    for (size_t i = 0; i < question->choice_count; i++) {
        if (!is_same_text(question->choices[i].text, typed))
            continue;
        picks_add(picks, i);
        return true;
    }
    return false;
}

static void explain_picks(const struct question *question, const struct picks *picks,
                          struct buf *why)
{
    for (size_t i = 0; i < picks->count; i++) {
        const struct choice *choice = &question->choices[picks->items[i]];
        if (picks->count > 1)
            buf_addf(why, "- %s: ", choice->text);
        buf_adds(why, choice->why);
        if (picks->count > 1)
            buf_addc(why, '\n');
    }
}

static void grade_choices(const struct question *question, const char *typed,
                          struct answer_grade *grade)
{
    struct picks picks = { 0 };
    bool is_readable = pick_by_text(&picks, question, typed) ||
                       picks_read(&picks, typed, question->choice_count);
    if (!is_readable || (question->kind != QUESTION_SEVERAL && picks.count != 1)) {
        ask_again(question, grade);
    } else {
        int right = 0, hits = 0;
        for (size_t i = 0; i < question->choice_count; i++)
            right += question->choices[i].is_right;
        for (size_t i = 0; i < picks.count; i++)
            hits += question->choices[picks.items[i]].is_right ? 1 : -1;
        settle(grade, (double)hits / right);
        explain_picks(question, &picks, &grade->why);
    }
    picks_finish(&picks);
}

/* Where each picked item belongs: equal texts take their places from left to right. Owned. */
static size_t *wanted_places(const struct question *question, const struct picks *picks)
{
    size_t *places = mem_alloc(picks->count * sizeof(*places));
    bool *is_used = mem_alloc(picks->count * sizeof(*is_used));
    for (size_t i = 0; i < picks->count; i++) {
        const char *text = question->items.items[picks->items[i]];
        for (size_t k = 0; k < question->right.count; k++) {
            if (is_used[k] || strcmp(question->right.items[k], text) != 0)
                continue;
            is_used[k] = true;
            places[i] = k;
            break;
        }
    }
    free(is_used);
    return places;
}

static double share_in_order(const size_t *places, size_t count)
{
    size_t pairs = 0, in_order = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = i + 1; k < count; k++, pairs++)
            in_order += places[i] < places[k];
    }
    return (double)in_order / (double)pairs;
}

static void explain_order(const struct question *question, const size_t *places,
                          struct answer_grade *grade)
{
    size_t first_wrong = 0;
    while (first_wrong < question->items.count && places[first_wrong] == first_wrong)
        first_wrong++;
    if (first_wrong < question->items.count)
        buf_addf(&grade->why, "Look again at place %zu.", first_wrong + 1);
    else if (question->why)
        buf_adds(&grade->why, question->why);
}

static void grade_order(const struct question *question, const char *typed,
                        struct answer_grade *grade)
{
    struct picks picks = { 0 };
    size_t count = question->items.count;
    bool is_readable = picks_read(&picks, typed, count) && picks.count == count;
    if (is_readable || picks_read_each(&picks, typed, count)) {
        size_t *places = wanted_places(question, &picks);
        settle(grade, share_in_order(places, count));
        explain_order(question, places, grade);
        free(places);
    } else {
        ask_again(question, grade);
    }
    picks_finish(&picks);
}

/* A known wrong answer: its explanation, or NULL. */
static const char *known_mistake(const struct question *question, const char *typed)
{
    for (size_t i = 0; i < question->choice_count; i++) {
        if (is_same_text(question->choices[i].text, typed))
            return question->choices[i].why;
    }
    return NULL;
}

static bool is_accepted(const struct question *question, const char *typed)
{
    for (size_t i = 0; i < question->accept.count; i++) {
        if (is_same_text(question->accept.items[i], typed))
            return true;
    }
    return false;
}

/* The accepted word that was meant and missed by one key; NULL if none. A wrong digit is no
 * slip: it is another number. */
static const char *slip_of(const struct question *question, const char *typed)
{
    char *given = plain(typed);
    const char *meant = NULL;
    for (size_t i = 0; i < question->accept.count; i++) {
        const char *word = question->accept.items[i];
        bool is_long_word = strlen(word) > 3 && !strpbrk(word, "0123456789");
        if (is_long_word && suggest_distance(word, given) == 1)
            meant = word;
    }
    free(given);
    return meant;
}

static void grade_fill(const struct question *question, const char *typed,
                       struct answer_grade *grade)
{
    const char *mistake = known_mistake(question, typed), *meant = slip_of(question, typed);
    if (is_blank(typed)) {
        ask_again(question, grade);
    } else if (is_accepted(question, typed)) {
        settle(grade, 1);
        buf_adds(&grade->why, question->why ? question->why : "");
    } else if (mistake) {
        settle(grade, 0);
        buf_adds(&grade->why, mistake);
    } else {
        settle(grade, meant ? 0.5 : 0);
        if (meant)
            buf_addf(&grade->why, "It is spelled `%s`.", meant);
    }
}

/* Any text is an answer, and what it is worth is the examiner's to say. */
static void grade_text(const struct question *question, const char *typed,
                       struct answer_grade *grade)
{
    if (is_blank(typed))
        ask_again(question, grade);
    else
        grade->state = ANSWER_EXAMINER;
}

/* Whether it is known by now what is right. */
static bool is_resolved(const struct question *question)
{
    if (!question_needs_run(question))
        return true;
    if (question->kind == QUESTION_ORDER || question->kind == QUESTION_FILL ||
        question->kind == QUESTION_LINE)
        return question->right.count + question->accept.count > 0;
    for (size_t i = 0; i < question->choice_count; i++) {
        if (question->choices[i].is_right)
            return true;
    }
    return false;
}

void answer_grade(const struct question *question, const char *typed,
                  struct answer_grade *ret_grade)
{
    *ret_grade = (struct answer_grade){ .state = ANSWER_UNRESOLVED };
    buf_adds(&ret_grade->typed, typed);
    if (question->kind == QUESTION_TEXT)
        grade_text(question, typed, ret_grade);
    else if (!is_resolved(question))
        return;
    else if (question->kind == QUESTION_ORDER)
        grade_order(question, typed, ret_grade);
    else if (question->kind == QUESTION_FILL || question->kind == QUESTION_LINE)
        grade_fill(question, typed, ret_grade);
    else
        grade_choices(question, typed, ret_grade);
}

void answer_grade_finish(struct answer_grade *grade)
{
    buf_finish(&grade->typed);
    buf_finish(&grade->why);
    *grade = (struct answer_grade){ 0 };
}

const char *answer_how(const struct question *question)
{
    switch (question->kind) {
    case QUESTION_CHOICE:
    case QUESTION_TRACE:
        return "Type the number of your choice.";
    case QUESTION_SEVERAL:
        return "Type the numbers of all right choices, like 1 3.";
    case QUESTION_ORDER:
        return "Type all the numbers in the right order, like 2 1 3.";
    case QUESTION_FILL:
        return "Type what belongs there.";
    case QUESTION_LINE:
        return "Type the number of the line.";
    case QUESTION_TEXT:
        break;
    }
    return "Answer in your own words, in two to six sentences; an empty line ends it.";
}

const char *answer_verdict(enum answer_state state)
{
    switch (state) {
    case ANSWER_RIGHT:
        return "right";
    case ANSWER_PARTIAL:
        return "partial";
    case ANSWER_WRONG:
        return "wrong";
    default:
        return NULL;
    }
}
