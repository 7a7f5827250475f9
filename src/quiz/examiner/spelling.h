/* Misspelt words of the trade: "corutine", "suspneds". */
#ifndef QUIZ_EXAMINER_SPELLING_H
#define QUIZ_EXAMINER_SPELLING_H

#include "quiz/examiner/lexicon.h"

/* The only stem that `word` is likely to be a misspelling of: same first letter, and one slip
 * away (a letter added, lost, changed, or two swapped), or two in words of ten letters and
 * more. Words of fewer than seven are left alone. NULL if there is none, or more than one: a
 * doubtful word is never corrected. */
const struct lexicon_stem *spelling_correct(const struct lexicon *lexicon, const char *word);

#endif
