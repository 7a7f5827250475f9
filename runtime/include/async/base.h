/* What every header of the library needs. */
#ifndef ASYNC_BASE_H
#define ASYNC_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Around the declarations of each header, so that C++ programs can use the library, too. */
#ifdef __cplusplus
#define ASYNC_C_BEGIN extern "C" {
#define ASYNC_C_END   }
#else
#define ASYNC_C_BEGIN
#define ASYNC_C_END
#endif

/* The result is an error code that must not be dropped. */
#define ASYNC_MUST_CHECK __attribute__((warn_unused_result))

/* "file.c:12" of the place where it is written. Functions that suspend or create something are
 * wrapped in a macro of the same name that adds it, so that a trace can put each task on its
 * line of code. */
#define ASYNC_STRING_(x) #x
#define ASYNC_STRING(x)  ASYNC_STRING_(x)
#define ASYNC_HERE       __FILE__ ":" ASYNC_STRING(__LINE__)

ASYNC_C_BEGIN

/* An entry of the ready queue, or of a future's list of callbacks: a node is on at most one of
 * them. It is part of the structs that callers give storage for, and private to the library. */
struct async_node {
    struct async_node *next;
    void (*run)(struct async_node *node);
};

/* An entry of the loop's list of what keeps something alive until callbacks have come. Those
 * that the end of the loop finds there will not come any more. Private to the library. */
struct async_pending {
    struct async_pending *previous, *next;
    void (*drop)(struct async_pending *pending); /* takes the callbacks away, and lets go */
};

/* What a trace shows of something that tasks share: its kind, the expression that the program
 * names it by, and a number. */
struct async_object {
    const char *kind;
    const char *name;
    uint32_t id; /* 0 until it is traced */
};

/* Tasks in line for something, first come first served. The records are on their stacks. */
struct async_waiters {
    struct async_waiter *first, *last;
};

struct async_coro;
struct async_error;
struct async_future;
struct async_loop;
struct async_task;

ASYNC_C_END

/* The function for what `x` is: a coroutine object, a task or a future; 0 where one of these is
 * not taken, which cannot be called. `x` is not evaluated. */
#ifdef __cplusplus
extern "C++" {
template <class Coro, class Task, class Future>
constexpr Coro async_by_kind(struct async_coro *, Coro coro, Task, Future)
{
    return coro;
}
template <class Coro, class Task, class Future>
constexpr Task async_by_kind(struct async_task *, Coro, Task task, Future)
{
    return task;
}
template <class Coro, class Task, class Future>
constexpr Future async_by_kind(struct async_future *, Coro, Task, Future future)
{
    return future;
}
}
#define ASYNC_BY_KIND(x, coro_fn, task_fn, future_fn) \
    async_by_kind(decltype(+(x)){}, coro_fn, task_fn, future_fn)
#else
#define ASYNC_BY_KIND(x, coro_fn, task_fn, future_fn) \
    _Generic((x), struct async_coro *                 \
             : coro_fn, struct async_task *           \
             : task_fn, struct async_future *         \
             : future_fn)
#endif

#endif
