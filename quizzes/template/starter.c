/* Ask two people at the same time, and add up what they say.
 * `asynclearn exercise check ask-both` judges it. */
#include "ask_both.h"

int ask_both(int *ret_sum)
{
    /* Your code. */
    *ret_sum = 0;
    return 0;
}
