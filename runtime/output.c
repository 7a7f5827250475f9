/* glibc lets a program replace `stdout`, and makes streams of functions. What bypasses stdio
 * (write(1, ...)) is not seen here. */
#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "trace.h"

bool output_is_passed_on(void)
{
    const char *where = getenv("ASYNC_OUTPUT");
    return !where || strcmp(where, "trace") != 0;
}

/* Other threads must not touch the trace: what they print is passed on in any case. */
static ssize_t record(void *cookie, const char *text, size_t len_bytes)
{
    FILE *real = cookie;
    struct async_loop *loop = loop_current();
    bool is_traced = loop && loop->trace && loop->real_stdout == real;
    TRACE(output, loop, text, len_bytes);
    if (is_traced && !output_is_passed_on())
        return (ssize_t)len_bytes;
    size_t done = fwrite(text, 1, len_bytes, real);
    if (fflush(real))
        return 0;
    return (ssize_t)done;
}

void output_capture(struct async_loop *loop)
{
    FILE *stream = fopencookie(stdout, "w", (cookie_io_functions_t){ .write = record });
    if (!stream)
        return; /* the trace lacks the output then; the program does not */
    setvbuf(stream, NULL, _IOLBF, 0);
    fflush(stdout);
    loop->real_stdout = stdout;
    stdout = stream;
}

void output_release(struct async_loop *loop)
{
    if (!loop->real_stdout)
        return;
    fclose(stdout);
    stdout = loop->real_stdout;
    loop->real_stdout = NULL;
}
