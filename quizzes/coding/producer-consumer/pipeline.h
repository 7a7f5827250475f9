/* Exercise producer-consumer: what is given, and what is yours to write. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include <async.h>

struct item; /* passes through your hands; what is in it is none of your business */

/* Given: makes the next item of a producer (from 0), and suspends the calling task meanwhile. Returns 0 and
 * the item, or NULL in its place when this producer has no more; or an error. One producer makes one item at
 * a time. */
ASYNC_MUST_CHECK int produce(size_t producer, struct item **ret_item, const char *site);
#define produce(producer, ret_item) (produce)((producer), (ret_item), ASYNC_HERE)

/* Given: uses an item up, and suspends the calling task meanwhile. Returns 0 or an error. */
ASYNC_MUST_CHECK int consume(struct item *item, const char *site);
#define consume(item) (consume)((item), ASYNC_HERE)

/* Yours: runs the producers and consumers, with room for so many items between them; see the
 * statement. */
int run_pipeline(size_t producers, size_t consumers, size_t room);

#endif
