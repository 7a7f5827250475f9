// rejected: slow, together: makes and consumes in turn, with nothing in between
#include "pipeline.h"

int run_pipeline(size_t producers, size_t consumers, size_t room)
{
    for (size_t i = 0; i < producers; i++) {
        struct item *item;
        int err;
        while (!(err = produce(i, &item)) && item) {
            err = consume(item);
            if (err)
                return err;
        }
        if (err)
            return err;
    }
    return 0;
}
