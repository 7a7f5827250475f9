#include "quiz/examiner/doubt.h"

#include <string.h>

/* The share of the model answer's known words that the answer's living words contain. */
static double likeness(const struct examiner_question *question, const struct reading *reading)
{
    struct words model;
    bool *is_used = arena_alloc(reading->arena, (size_t)reading->lexicon->vocabulary.count + 1);
    int same = 0, all = 0;
    for (int i = 0; i < reading->words.count; i++)
        if (reading->words.items[i].stem >= 0 && !reading->words.items[i].is_dead)
            is_used[reading->words.items[i].stem] = true;
    words_read(reading->arena, reading->lexicon, question->full_answer,
               strlen(question->full_answer), &model);
    for (int i = 0; i < model.count; i++) {
        if (model.items[i].stem < 0 || strlen(model.items[i].text) < 4)
            continue;
        all++;
        same += is_used[model.items[i].stem];
    }
    return all ? (double)same / all : 0;
}

bool doubt_result(const struct examiner_question *question, const struct reading *reading,
                  const struct examiner_result *result)
{
    if (reading->words.is_cut)
        return true;
    if (result->score > 0 && (reading->has_grader_talk || reading->has_list))
        return true;
    for (int i = 0; i < question->point_count; i++)
        if (result->points[i].is_contradicted)
            return true;
    static const double like[] = { 0.35, 0.55, 2, 2 }; /* by band: enough to doubt it */
    return likeness(question, reading) >= like[result->band];
}
