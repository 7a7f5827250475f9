#include "judge/verdict.h"

const char *const verdict_words[VERDICTS + 1] = {
    [VERDICT_PASS] = "pass",
    [VERDICT_SLOW] = "slow",
    [VERDICT_WRONG] = "wrong",
    [VERDICT_LEAK] = "leak",
    [VERDICT_DEADLOCK] = "deadlock",
    [VERDICT_BLOCKED] = "blocked",
    [VERDICT_OUTPUT_LIMIT] = "output-limit",
    [VERDICT_MEMORY_LIMIT] = "memory-limit",
    [VERDICT_CRASH] = "crash",
    [VERDICT_MEMORY_ERROR] = "memory-error",
    [VERDICT_FORBIDDEN] = "forbidden",
    [VERDICT_COMPILE_ERROR] = "compile-error",
    [VERDICT_INTERNAL_ERROR] = "internal-error",
};
