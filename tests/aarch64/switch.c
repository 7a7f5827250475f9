/* Two flows that take turns, each with values in every register that a function must
 * preserve. A program of its own: it runs on another machine than the one it is built on. */
#include <stdio.h>
#include <stdlib.h>

#include "context.h"

#define STACK_BYTES ((size_t)64 * 1024)
#define TURNS       1000

struct pair {
    context_t first, second;
    unsigned long sum; /* what the second flow has counted */
};

/* More live values than there are registers to pass them over a call unharmed. */
static void count(void *arg)
{
    struct pair *pair = arg;
    unsigned long a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9, j = 10;
    double u = .5, v = 1.5, w = 2.5, x = 3.5, y = 4.5, z = 5.5;
    for (;;) {
        context_switch(&pair->second, pair->first);
        a++, b++, c++, d++, e++, f++, g++, h++, i++, j++;
        u += 1, v += 1, w += 1, x += 1, y += 1, z += 1;
        pair->sum =
            a + b + c + d + e + f + g + h + i + j + (unsigned long)(u + v + w + x + y + z);
    }
}

int main(void)
{
    struct pair pair = { 0 };
    char *bottom = aligned_alloc(64, STACK_BYTES);
    if (!bottom)
        return 1;
    pair.second = context_make(bottom, bottom + STACK_BYTES, count, &pair);
    context_switch(&pair.first, pair.second);
    double half = .5;
    for (int turn = 0; turn < TURNS; turn++) {
        context_switch(&pair.first, pair.second);
        half += 1;
    }
    free(bottom);
    if (pair.sum == 55 + 18 + 16 * TURNS && half == TURNS + .5)
        return 0;
    fprintf(stderr, "the registers were not preserved: %lu, %f\n", pair.sum, half);
    return 1;
}
