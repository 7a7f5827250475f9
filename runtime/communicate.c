/* A whole conversation with a child: three tasks, one for each pipe, so that none of them
 * can fill up and stop the child while we wait for another. */
#include <async/process.h>

#include <stdlib.h>
#include <unistd.h>

#include <async/error.h>
#include <async/group.h>

#include "bytes.h"
#include "task.h"

struct feed {
    struct async_stream *stream;
    const void *input;
    size_t input_len;
};

struct drain {
    struct async_stream *stream;
    struct bytes text;
};

static int feed_stdin(void *arg)
{
    struct feed *feed = arg;
    int err = async_stream_write(feed->stream, feed->input, feed->input_len);
    if (!err)
        err = async_stream_drain(feed->stream);
    async_stream_close(feed->stream);
    if (!err)
        err = async_stream_wait_closed(feed->stream);
    return err == -EPIPE || err == -ECONNRESET ? 0 : err; /* it has read what it wanted */
}

static int read_to_end(void *arg)
{
    struct drain *drain = arg;
    struct bytes *text = &drain->text;
    for (;;) {
        if (!bytes_reserve(text, 2)) /* something, and the NUL */
            return ASYNC_ENOMEM;
        size_t len;
        int err = async_stream_read(drain->stream, text->memory + text->end,
                                    text->cap - text->end - 1, &len);
        if (err || !len)
            return err;
        text->end += len;
    }
}

/* The first error of a group in place of the group. */
static int first_error(int err)
{
    const struct async_error *all = async_error_last(err);
    return err == ASYNC_EGROUP && all && all->n_errors ? async_error_reraise(all->errors[0])
                                                       : err;
}

static int talk(struct feed *feed, struct drain drains[2], const char *site)
{
    struct async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    if (feed->stream)
        err = (async_group_create_task)(&group, async_coro(feed_stdin, feed), NULL, site);
    for (int i = 0; i < 2; i++)
        if (!err && drains[i].stream)
            err = (async_group_create_task)(&group, async_coro(read_to_end, &drains[i]), NULL,
                                            site);
    return first_error((async_group_exit)(&group, err, site));
}

/* Hands the text out; an empty one of a stream that was not piped. */
static int hand_out(struct drain *drain, struct async_output *ret_output)
{
    struct bytes *text = &drain->text;
    if (!ret_output)
        return 0;
    if (!bytes_reserve(text, 1))
        return ASYNC_ENOMEM;
    text->memory[text->end] = '\0';
    *ret_output = (struct async_output){ .text = text->memory, .len_bytes = text->end };
    *text = (struct bytes){ 0 };
    return 0;
}

int(async_process_communicate)(struct async_process *process, const void *input,
                               size_t input_len, struct async_output *ret_out,
                               struct async_output *ret_err, int *ret_code, const char *site)
{
    struct feed feed = { async_process_stdin(process), input, input_len };
    struct drain drains[2] = { { .stream = async_process_stdout(process) },
                               { .stream = async_process_stderr(process) } };
    struct async_output out = { 0 }, errors = { 0 };
    int code;
    int err = talk(&feed, drains, site);
    if (!err)
        err = (async_process_wait)(process, &code, site);
    if (!err)
        err = hand_out(&drains[0], ret_out ? &out : NULL);
    if (!err)
        err = hand_out(&drains[1], ret_err ? &errors : NULL);
    if (err) {
        free(out.text);
        goto out;
    }
    if (ret_out)
        *ret_out = out;
    if (ret_err)
        *ret_err = errors;
    if (ret_code)
        *ret_code = code;
out:
    bytes_finish(&drains[0].text);
    bytes_finish(&drains[1].text);
    return err;
}
