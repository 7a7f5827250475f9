/* Child processes. Mirrors asyncio.create_subprocess_exec() and asyncio's Process. */
#ifndef ASYNC_PROCESS_H
#define ASYNC_PROCESS_H

#include <async/base.h>
#include <async/stream.h>

ASYNC_C_BEGIN

struct async_process;

/* Where an end of the child's standard streams goes. */
enum async_process_end {
    ASYNC_PROCESS_INHERIT, /* where ours goes */
    ASYNC_PROCESS_PIPE,    /* to a stream of ours */
    ASYNC_PROCESS_NULL,    /* nowhere: /dev/null */
    ASYNC_PROCESS_STDOUT,  /* of stderr only: where stdout goes */
};

/* All zero: everything is inherited.
 * Example: (its output is for us, what it complains about for nobody)
 *     struct async_process_options quiet = { .out = ASYNC_PROCESS_PIPE,
 *                                            .err = ASYNC_PROCESS_NULL }; */
struct async_process_options {
    enum async_process_end in, out, err;
    const char *const *env; /* "NAME=value" up to a NULL; NULL: our environment */
    const char *dir;        /* where it works; NULL: here */
    bool has_own_group;     /* its process group is its own, and gets the signals we send */
};

/* Starts a program: argv up to a NULL, the first looked up in PATH. It has its three
 * standard streams and no other descriptor of ours. `options` NULL: everything is
 * inherited. All is borrowed for the call only. Never suspends.
 * Returns 0 and the process, which the caller owns: async_process_destroy() it; a negative
 * errno (-ENOENT, -EACCES, -EMFILE); ASYNC_EVALUE for an empty argv; ASYNC_ENOMEM;
 * ASYNC_ERUNTIME outside a loop.
 * Mirrors asyncio.create_subprocess_exec().
 * Example:
 *     struct async_process *process;
 *     const char *const argv[] = { "sort", "-u", NULL };
 *     int err = async_process_start(argv, NULL, &process);
 *     if (err)
 *         return err;
 *     int code;
 *     err = async_process_wait(process, &code);
 *     async_process_destroy(process);
 *     if (err)
 *         return err; */
ASYNC_MUST_CHECK int async_process_start(const char *const *argv,
                                         const struct async_process_options *options,
                                         struct async_process **ret_process);

/* Our ends of its pipes, borrowed: to be written, and to be read. NULL where there is none. */
struct async_stream *async_process_stdin(const struct async_process *process);
struct async_stream *async_process_stdout(const struct async_process *process);
struct async_stream *async_process_stderr(const struct async_process *process);

/* Its number. Mirrors Process.pid. */
int async_process_pid(const struct async_process *process);

/* Waits until it has ended; several tasks may. `*ret_code` (may be NULL) is its exit
 * status, or the negative number of the signal that ended it. A child whose pipe nobody
 * reads may never end: see async_process_communicate(). Cancelling the wait does not touch
 * the child.
 * May suspend. Returns 0; ASYNC_ECANCELED; ASYNC_ERUNTIME outside a task. Mirrors
 * Process.wait(). */
ASYNC_MUST_CHECK int async_process_wait(struct async_process *process, int *ret_code,
                                        const char *site);
#define async_process_wait(process, ret_code) \
    (async_process_wait)((process), (ret_code), ASYNC_HERE)

/* Sends it a signal. Returns 0; -ESRCH if it is known to have ended; another negative
 * errno. Never suspends. Mirrors Process.send_signal(). */
ASYNC_MUST_CHECK int async_process_send_signal(struct async_process *process, int number);

/* Ends it with SIGKILL; harmless if it has ended. Mirrors Process.kill(). */
void async_process_kill(struct async_process *process);

/* All that a child has written: a text, with a NUL behind it. The caller frees it. */
struct async_output {
    char *text;
    size_t len_bytes;
};

/* Writes `input` (borrowed) to its stdin, which is closed then, reads its stdout and stderr
 * to their ends, all at once, and waits for it; once for a child. What is not piped is left
 * out; outputs may be NULL. A child that does not read all of its input is no error.
 *
 * May suspend. Returns 0 and the outputs, which the caller owns; ASYNC_ECANCELED: then the
 * child runs on; ASYNC_ENOMEM; a negative errno; ASYNC_ERUNTIME outside a task, or for a
 * second time. Outputs are untouched on failure. Mirrors Process.communicate().
 * Example:
 *     struct async_output out;
 *     int err = async_process_communicate(process, "b\na\n", 4, &out, NULL, NULL);
 *     if (err)
 *         return err;
 *     puts(out.text);
 *     free(out.text); */
ASYNC_MUST_CHECK int async_process_communicate(struct async_process *process, const void *input,
                                               size_t input_len, struct async_output *ret_out,
                                               struct async_output *ret_err, int *ret_code,
                                               const char *site);
#define async_process_communicate(process, input, input_len, ret_out, ret_err, ret_code) \
    (async_process_communicate)((process), (input), (input_len), (ret_out), (ret_err),   \
                                (ret_code), ASYNC_HERE)

/* Lets go of it and closes its pipes; kills it, and waits for its end, if it runs. Tasks
 * that wait for it are woken, and see it as killed. Takes NULL. Never suspends. */
void async_process_destroy(struct async_process *process);

ASYNC_C_END

#endif
