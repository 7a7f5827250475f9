#include "quiz/examiner/spelling.h"

#include <string.h>

#include "base/suggest.h"
#include "quiz/examiner/examiner.h"
#include "quiz/examiner/rules.h"

enum { SHORTEST = 6, SHORTEST_TWO_SLIPS = 10 }; /* of a stem */

static bool is_near_in_length(const char *a, const char *b, size_t max)
{
    size_t a_len = strlen(a), b_len = strlen(b);
    return a_len > b_len ? a_len - b_len <= max : b_len - a_len <= max;
}

const struct lexicon_stem *spelling_correct(const struct lexicon *lexicon, const char *word)
{
    const char *stem = lexicon_stem(lexicon, word);
    if (strlen(stem) < SHORTEST)
        return NULL;
    const struct lexicon_stem *found = NULL;
    size_t nearest = (strlen(stem) >= SHORTEST_TWO_SLIPS ? 2 : 1) + 1;
    for (int i = 0; i < lexicon->corrigible_count; i++) {
        const struct lexicon_stem *known = &lexicon->corrigible[i];
        if (known->text[0] != stem[0] || !is_near_in_length(known->text, stem, nearest))
            continue;
        size_t slips = suggest_distance(stem, known->text);
        if (slips > nearest || (slips == nearest && !found))
            continue;
        found = slips == nearest ? NULL : known;
        nearest = slips;
    }
    return found;
}

size_t examiner_spelling(const struct examiner_question *question, const char *answer,
                         size_t len_bytes, struct examiner_spelling *ret_spellings, size_t max)
{
    struct arena arena = { 0 };
    struct words words;
    size_t count = 0;
    words_read(&arena, &question->rules->lexicon, answer, len_bytes, &words);
    for (int i = 0; i < words.count; i++) {
        const struct word *word = &words.items[i];
        if (!word->meant)
            continue;
        if (count < max)
            ret_spellings[count] =
                (struct examiner_spelling){ { word->start, word->end }, word->meant };
        count++;
    }
    arena_finish(&arena);
    return count;
}
