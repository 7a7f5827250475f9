// rejected: wrong, each-once: nobody asks the second
#include "ask_both.h"

int ask_both(int *ret_sum)
{
    int first, err = ask(1, &first);
    if (!err)
        *ret_sum = 2 * first;
    return err;
}
