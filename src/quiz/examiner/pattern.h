/* A statement to be recognised, over the concepts of a lexicon.
 *
 *     AWAIT PAUSE COROUTINE   all three in one sentence, in any order
 *     CALL > ~RUN             in this order, at most 8 words apart (`>3`: 3); RUN denied
 *     BLOCK >> THREAD         the same, in one clause
 *     AWAIT -BLOCK-> THREAD   who does what to whom: also "the thread is blocked by await"
 *     SWITCH|PREEMPT until    either; a word in small letters is itself, `come_back` a phrase
 *     @threads PREEMPT        in a clause about this topic; `@!threads` not about it
 *     PAUSE !THREAD           and the clauses do not mention THREAD; `!!THREAD`: the sentences
 *     ?AWAIT                  denied or not; so are all unmarked parts beside a `~`
 *     #calls  #!calls         the question's fact of this name holds, or does not
 *     /12   /2s               within 12 words; within two sentences
 *
 * No word serves two parts. A topic holds for the clauses of all parts. */
#ifndef QUIZ_EXAMINER_PATTERN_H
#define QUIZ_EXAMINER_PATTERN_H

#include <stdbool.h>

#include "quiz/examiner/reading.h"

enum pattern_polarity {
    PATTERN_ASSERTED,
    PATTERN_DENIED,
    PATTERN_EITHER,
};

struct pattern_atom {
    int *concepts;
    int count;
    enum pattern_polarity polarity;
    int gap_max;    /* words after the atom before; -1: any order */
    bool is_close;  /* in the clause of the atom before */
    bool is_wide;   /* of an absent one: looked for in the whole sentence */
    int without_by; /* a concept that may not stand in that gap, or -1 */
};

struct pattern_fact {
    const char *name;
    bool is_absent; /* `#!name`: it must not hold */
    int rule;       /* the caller's number for it */
};

enum { PATTERN_ATOMS_MAX = 8, PATTERN_FACTS_MAX = 4 };

struct pattern {
    const char *source; /* as written */
    struct pattern_atom atoms[PATTERN_ATOMS_MAX];
    int atom_count;
    struct pattern_atom absent[PATTERN_ATOMS_MAX];
    int absent_count;
    struct pattern_fact facts[PATTERN_FACTS_MAX];
    int fact_count;
    int topic; /* READING_TOPIC_NONE: any */
    bool is_topic_excluded;
    bool ignores_supposed; /* what only would be so is not asserted */
    int span_words, span_sentences;
    struct pattern *passive; /* the other way round of `-VERB->`, or NULL */
};

/* Words of the answer; none when start == end. */
struct pattern_match {
    int start, end;
};

/* Compiles `source` into the lexicon's arena. Literals are added to the lexicon. Returns NULL
 * with
 * `*ret_fault` (borrowed) saying what is wrong. */
struct pattern *pattern_compile(struct lexicon *lexicon, const struct topics *topics,
                                const char *source, const char **ret_fault);

/* Whether the reading's living words say this; `*ret_match` gets the first place. `*budget` is
 * counted down by the steps of the search, which gives up at 0. Facts are the caller's
 * business. */
bool pattern_find(const struct pattern *pattern, const struct reading *reading, long *budget,
                  struct pattern_match *ret_match);

#endif
