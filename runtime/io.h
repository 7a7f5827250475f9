/* What the loop keeps for tasks that wait for descriptors. */
#ifndef RUNTIME_IO_H
#define RUNTIME_IO_H

#include "loop.h"

/* At the end of the loop: nobody waits any more. */
void io_destroy(struct async_loop *loop);

#endif
