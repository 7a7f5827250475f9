/* The scenario runner: an interpreter of the programs that SPEC.md describes, on libasync. It
 * uses the library as any program does, through <async.h>, and adds no task, future or callback
 * of its own: every op is a direct call of the function it stands for.
 *
 * Everything that a scenario makes lives in its world, and in the world's arena until the end,
 * because names may be used after what they stand for is over. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <async.h>
#include <cjson/cJSON.h>

#include "base/arena.h"
#include "base/buf.h"

/* ---- Values and exceptions (scenario_value.c) ---- */

/* What a future's result points to; NULL is null. */
struct value {
    enum { VALUE_BOOL, VALUE_INT, VALUE_TEXT } kind;
    int64_t number;
    const char *text;
};

/* An exception that was caught: a code, and its detail (retained by the world; may be NULL). */
struct caught {
    struct caught *next; /* of the world's */
    int code;
    struct async_error *detail;
};

struct world;
struct ref;

struct value *value_of_json(struct world *world, const cJSON *json);
struct value *value_of_int(struct world *world, int64_t number);
const char *value_text(struct world *world, const struct value *value);
/* The result of a future, which may be the list of a gather. */
const char *result_text(struct world *world, const struct ref *ref, const void *result);

/* Raises an exception of that kind, as the scenario says it; returns its code. */
int exception_raise(const char *kind, const char *message);
int exception_code(const char *kind);
/* How a message of the scenario is marked, to tell it from one of the library's: owned by the
 * world; NULL for none. */
const char *message_mark(struct world *world, const char *message);
/* `Type`, `Type("message")` or `ExceptionGroup[...]`. */
const char *exception_text(struct world *world, int code, const struct async_error *detail);
/* The one the running code got last, which has this code. */
const char *last_exception_text(struct world *world, int code);
bool exception_is_a(int code, const struct async_error *detail, const char *kind);

struct caught *caught_take(struct world *world, int code);
int caught_raise(const struct caught *caught);

/* ---- The world: names, labels, futures, objects (scenario_world.c) ---- */

enum space {
    SPACE_OBJECT,
    SPACE_FUTURE,
    SPACE_HANDLE,
    SPACE_CALLBACK,
    SPACE_TIMEOUT,
    SPACE_GROUP,
    SPACE_VARIABLE
};

/* A task or future of the scenario. */
struct ref {
    struct ref *next;            /* in the order they were made */
    struct async_future *future; /* retained */
    struct async_task *task;     /* the same, if it is one */
    const char *label;           /* NULL: not registered */
    /* Whose kind of value its result is: its own, or for a shield that of another. A gather has
     * the array of its outcomes as a result, and one ref for each. */
    const struct ref *source;
    struct ref **parts;
    size_t n_parts;
    bool is_list;
};

enum object_type {
    OBJECT_LOCK,
    OBJECT_EVENT,
    OBJECT_SEMAPHORE,
    OBJECT_CONDITION,
    OBJECT_BARRIER,
    OBJECT_QUEUE
};

struct object {
    struct object *next;
    enum object_type type;
    union {
        struct async_lock lock;
        struct async_event event;
        struct async_semaphore semaphore;
        struct async_condition condition;
        struct async_barrier barrier;
        struct async_queue queue;
    };
};

struct world {
    struct arena arena;
    const cJSON *scenario;
    struct async_loop *loop;
    struct name *names;
    struct ref *refs, **refs_end;
    struct object *objects;
    struct caught *caught;
    size_t n_registered;
};

void world_init(struct world *world, const cJSON *scenario);
void world_finish(struct world *world);
void world_declare(struct world *world);

void name_bind(struct world *world, enum space space, const char *name, void *target);
/* NULL if it is not bound. */
void *name_find(struct world *world, enum space space, const char *name);
/* The same for the name in a field of an op; raises NameError, and returns its code. */
int name_lookup(struct world *world, enum space space, const cJSON *op, const char *field,
                void *ret_target);
int64_t *variable(struct world *world, const char *name);
/* The variable named by `into` gets an integer result, 0 stands for any other. The value's
 * text. */
const char *into(struct world *world, const cJSON *op, const struct value *value);

struct object *object_of_op(struct world *world, const cJSON *op);
/* Of a lock, a semaphore or a condition. */
int object_acquire(struct object *object);
int object_release(struct object *object);

/* Take over a reference to the future; `name` is the first part of its label, NULL for those
 * that are not registered. */
struct ref *ref_add(struct world *world, struct async_future *future, const char *name);
struct ref *ref_add_task(struct world *world, struct async_task *task);
struct ref *ref_of_task(struct world *world, const struct async_task *task);
/* The future variable of that name, or "self". */
int ref_lookup(struct world *world, const char *name, struct ref **ret_ref);

/* ---- Trace lines (scenario_line.c) ---- */

__attribute__((format(printf, 2, 3))) void line(struct world *world, const char *format, ...);
/* The text that identifies an op. */
const char *head(struct world *world, const cJSON *op);
const char *labels(struct world *world, struct async_task *const tasks[], size_t n);
const char *bool_text(bool is_true);

/* Fields of an op. */
const char *text_of(const cJSON *op, const char *field); /* NULL if missing */
int64_t int_of(const cJSON *op, const char *field, int64_t otherwise);
bool bool_of(const cJSON *op, const char *field);
const cJSON *ops_of(const cJSON *op, const char *field); /* the list's first; NULL if missing */
bool has_int(const cJSON *op, const char *field);
int64_t timeout_of(const cJSON *op); /* `ms`, or ASYNC_NO_TIMEOUT */

/* ---- Ops (scenario_instant.c, scenario_await.c, scenario_flow.c) ---- */

/* A body that runs. */
struct frame {
    const struct value *result;
    const struct caught *handled; /* by the innermost handler */
};

/* What a list of ops returns when it met a `return`. Else 0, or an error's code. */
#define RETURNED 1

/* The result is a text, NULL for none. */
typedef int op_fn(struct world *world, const cJSON *op, const char **ret_result);
typedef int flow_fn(struct world *world, const cJSON *op, struct frame *frame);

op_fn *instant_find(const cJSON *op);
op_fn *await_find(const cJSON *op);
flow_fn *flow_find(const cJSON *op);

/* An instant op with its lines. */
int instant_run(struct world *world, const cJSON *op);
/* Runs ops from `op` on. */
int block_run(struct world *world, const cJSON *op, struct frame *frame);
bool test_variable(struct world *world, const cJSON *op);

/* A fresh coroutine of a body, and a task of one. */
struct async_coro *body_coro(struct world *world, const char *name);
struct ref *body_task(struct world *world, const char *name);

/* The future of a reference: a variable, or a new task of "@body". */
int reference(struct world *world, const char *text, struct ref **ret_ref);
/* Those of the list in `of`: an array in the arena. */
int references(struct world *world, const cJSON *op, struct ref ***ret_refs, size_t *ret_n);
struct async_future **futures_of(struct world *world, struct ref *const refs[], size_t n);
/* A gather, a shield over them. */
struct ref *ref_gather(struct world *world, const cJSON *op, struct ref **parts, size_t n);
struct ref *ref_shield(struct world *world, const cJSON *op, struct ref *inner);

#endif
