/* What the examiner knows of language: concepts, each a list of phrases, written in the rubric
 * files.
 *
 *     "PAUSE": ["pause, suspend, put|park ... aside", "=yield, -PAUSE_NOT"]
 *
 * Phrases are separated by commas, words by spaces. A word stands for all its inflections
 * (compared by stem), `=word` for this form only, `a|b` for either, `...` for up to four words
 * in between, and CAPITALS for a concept defined before, `#number` for a number from a hundred
 * up. `-phrase` removes matches that overlap the phrase. */
#ifndef QUIZ_EXAMINER_LEXICON_H
#define QUIZ_EXAMINER_LEXICON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/json.h"
#include "quiz/examiner/vocabulary.h"

/* One place of a phrase. An alternative from 0 up is a vocabulary number, below 0 the concept
 * -1-n. */
struct lexicon_element {
    bool is_gap;
    int *alternatives;
    int count;
};

struct lexicon_phrase {
    struct lexicon_element *elements;
    int count;
    bool is_excluding;
    bool has_negator; /* "does not wait": denies by itself */
};

struct lexicon_concept {
    const char *name;
    struct lexicon_phrase *phrases;
    int count;
};

/* A word that is read as others: "dont" as "do not". */
struct lexicon_rewrite {
    const char *from, *to;
};

/* The concepts that grammar needs; a rubric without one does without what it serves. */
#define LEXICON_GRAMMAR(X)                                                                  \
    X(NEGATOR)         /* denies the rest of its clause: not, never, nothing */             \
    X(NEGATOR_OF_NOUN) /* denies a few words: without, instead of */                        \
    X(NOT_NEGATION)    /* looks like a negator and is none: not only, no doubt */           \
    X(NEGATION_END)    /* what follows is no longer denied: but, until, because */          \
    X(SUBJECT)         /* begins a new statement: it, they, the */                          \
    X(CLAUSE_START)    /* begins a clause: but, whereas, and */                             \
    X(CONTRAST)        /* ends a reported opinion: but, however */                          \
    X(COMPARED_WITH)   /* what follows is not the topic: unlike, than */                    \
    X(RELATIVE)        /* goes on about what was just compared with: which, whose */        \
    X(BOTH)            /* is about every topic */                                           \
    X(FORMER)          /* the topic named first */                                          \
    X(LATTER)          /* the topic named second */                                         \
    X(OTHER_ONE)       /* the topic that the last clause was not about */                   \
    X(AHEAD)           /* begins a condition for the topic named after it: if, for, when */ \
    X(VERSUS)          /* between the first topic's word and the second's */                \
    X(GLUE)            /* a sign of grammar: a fragment without any is a term */            \
    X(PREDICATE)       /* a sign that a sentence has a verb: is, it, they, runs */          \
    X(GRADER)          /* talk to or about the grader */                                    \
    X(VAGUE)           /* talk about topics, which says nothing of them */                  \
    X(ANNOUNCES)       /* announces a list of terms: is about, concerns */                  \
    X(REPORTED)        /* begins an opinion which is not the speaker's */                   \
    X(REJECTED)        /* rejects what was said before */                                   \
    X(ASKING)          /* begins a question: what, how, is */                               \
    X(REFUSAL)         /* the reply no */                                                   \
    X(SUPPOSED)        /* its clause says how it would be: would, as if */                  \
    X(FOREIGN)         /* begins a remark about another language: in JavaScript */          \
    X(HOME)            /* ends it: Python, here */

enum lexicon_grammar {
#define X(name) GRAMMAR_##name,
    LEXICON_GRAMMAR(X)
#undef X
        GRAMMAR_COUNT
};

struct lexicon_stem {
    const char *text;
    const char *word; /* one that has this stem */
    int number;       /* in the vocabulary */
};

struct lexicon {
    struct arena *arena; /* borrowed; holds all of it but the vocabulary */
    struct sb_stemmer *stemmer;
    struct vocabulary vocabulary;
    struct vocabulary rewrite_words; /* numbers index `rewrites` */
    struct lexicon_rewrite *rewrites;
    size_t rewrite_cap;
    struct lexicon_concept *concepts;
    int concept_count;
    size_t concept_cap;
    struct vocabulary concept_names; /* numbers index `concepts` */
    int grammar[GRAMMAR_COUNT];      /* concept numbers, -1 where not defined */
    struct lexicon_stem *corrigible; /* words that a misspelling may mean */
    int corrigible_count;
    size_t corrigible_cap;
};

void lexicon_init(struct lexicon *lexicon, struct arena *arena);
void lexicon_finish(struct lexicon *lexicon);

/* Reads the members `rewrites` and `concepts` of a JSON object; both may be absent. Faults go
 * to the document's diag. A concept given again replaces the former one. */
void lexicon_read(struct lexicon *lexicon, struct json object);

/* The concept's number, or -1. */
int lexicon_concept(const struct lexicon *lexicon, const char *name);

/* Adds a nameless concept of one phrase, as written in a pattern: `come_back` for "come back".
 * Returns its number, or -1 with `*ret_fault` (in the arena) saying what is wrong. */
int lexicon_add_phrase(struct lexicon *lexicon, const char *phrase, const char **ret_fault);

/* The word's stem. Borrowed until the next call. */
const char *lexicon_stem(const struct lexicon *lexicon, const char *word);

/* Stands in phrases for every number from a hundred up. */
#define LEXICON_LARGE_NUMBER "#number"

/* What is read in place of the word, or NULL. */
const char *lexicon_rewrite(const struct lexicon *lexicon, const char *word);

#endif
