/* The judge's words. */
#ifndef JUDGE_VERDICT_H
#define JUDGE_VERDICT_H

/* Where several hold, the later one counts: a program that crashed did not fail to be fast. */
enum verdict {
    VERDICT_PASS,
    VERDICT_SLOW,
    VERDICT_WRONG,
    VERDICT_LEAK,
    VERDICT_DEADLOCK,
    VERDICT_BLOCKED,
    VERDICT_OUTPUT_LIMIT,
    VERDICT_MEMORY_LIMIT,
    VERDICT_CRASH,
    VERDICT_MEMORY_ERROR,
    VERDICT_FORBIDDEN,
    VERDICT_COMPILE_ERROR,
    VERDICT_INTERNAL_ERROR, /* ours: never counted against anyone */
    VERDICTS,
};

/* "memory-error"; NULL behind the last. */
extern const char *const verdict_words[VERDICTS + 1];

#endif
