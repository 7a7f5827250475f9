// rejected: slow, concurrent: the second is asked when the first has answered
#include "ask_both.h"

int ask_both(int *ret_sum)
{
    int first, second, err = ask(1, &first);
    if (!err)
        err = ask(2, &second);
    if (!err)
        *ret_sum = first + second;
    return err;
}
