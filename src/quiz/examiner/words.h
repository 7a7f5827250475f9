/* An answer as words: lower case, contractions opened, identifiers in their parts, each word
 * with its place in the answer and the punctuation before it. */
#ifndef QUIZ_EXAMINER_WORDS_H
#define QUIZ_EXAMINER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "quiz/examiner/lexicon.h"

enum word_break {
    WORD_BREAK_NONE,
    WORD_BREAK_CLAUSE,   /* comma, colon, bracket, dash, arrow, cell */
    WORD_BREAK_SENTENCE, /* full stop, semicolon, new line */
};

struct word {
    const char *text;  /* normalised; in the arena */
    size_t start, end; /* bytes of the answer */
    int form, stem;    /* numbers in the lexicon's vocabulary, -1 when it does not know them */
    const char
        *meant; /* a misspelt word is read as this one; NULL: it is not, or nobody knows */
    enum word_break before;
    char mark;          /* the sign that made the break before, such as ','; 0 if none */
    bool follows_colon; /* also where a new line follows the colon */
    bool is_joined;     /* to the word before, in one identifier: `create_|task` */
    bool is_question;   /* its sentence ends with a question mark */
    bool is_dead;       /* asserts nothing: see guards.c, lists.c */
    bool is_supposed;   /* said to be so in another case only: see guards.c */
    bool is_negated;    /* an odd number of negations reach it: see negation.c */
    int sentence, clause, topic;
    int column; /* bars before it in its line: its column in a table */
};

struct words {
    struct word *items; /* in the arena */
    int count;
    bool is_cut; /* the answer went on, past what is read */
};

enum {
    WORDS_BYTES_MAX = 32 * 1024, /* of an answer are read */
    WORDS_MAX = 6000,
};

void words_read(struct arena *arena, const struct lexicon *lexicon, const char *text,
                size_t len_bytes, struct words *ret_words);

#endif
