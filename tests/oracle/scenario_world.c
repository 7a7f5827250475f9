/* What a scenario has made so far, by name. */
#include <stdlib.h>
#include <string.h>

#include "scenario.h"

struct name {
    struct name *next;
    enum space space;
    const char *text;
    void *target;
};

/* ---- Names ---- */

static struct name *find(struct world *world, enum space space, const char *text)
{
    struct name *name = world->names;
    while (name && (name->space != space || strcmp(name->text, text) != 0))
        name = name->next;
    return name;
}

void name_bind(struct world *world, enum space space, const char *text, void *target)
{
    if (!text)
        return;
    struct name *name = find(world, space, text);
    if (!name) {
        name = arena_alloc(&world->arena, sizeof(*name));
        *name = (struct name){ .next = world->names, .space = space, .text = text };
        world->names = name;
    }
    name->target = target;
}

void *name_find(struct world *world, enum space space, const char *text)
{
    struct name *name = find(world, space, text);
    return name ? name->target : NULL;
}

int name_lookup(struct world *world, enum space space, const cJSON *op, const char *field,
                void *ret_target)
{
    void *target = name_find(world, space, text_of(op, field));
    if (!target)
        return exception_raise("NameError", NULL);
    *(void **)ret_target = target;
    return 0;
}

int64_t *variable(struct world *world, const char *name)
{
    int64_t *number = name_find(world, SPACE_VARIABLE, name);
    if (!number) {
        number = arena_alloc(&world->arena, sizeof(*number));
        name_bind(world, SPACE_VARIABLE, name, number);
    }
    return number;
}

const char *into(struct world *world, const cJSON *op, const struct value *value)
{
    const char *name = text_of(op, "into");
    if (name)
        *variable(world, name) = value && value->kind == VALUE_INT ? value->number : 0;
    return value_text(world, value);
}

/* ---- Futures ---- */

struct ref *ref_add(struct world *world, struct async_future *future, const char *name)
{
    struct ref *ref = arena_alloc(&world->arena, sizeof(*ref));
    ref->future = future;
    if (name)
        ref->label = arena_printf(&world->arena, "%s#%zu", name, world->n_registered++);
    *world->refs_end = ref;
    world->refs_end = &ref->next;
    return ref;
}

struct ref *ref_add_task(struct world *world, struct async_task *task)
{
    struct ref *ref = ref_add(world, async_task_future(task), async_task_coro_name(task));
    ref->task = task;
    async_task_set_name(task, ref->label);
    return ref;
}

struct ref *ref_of_task(struct world *world, const struct async_task *task)
{
    struct ref *ref = world->refs;
    while (ref && ref->task != task)
        ref = ref->next;
    return ref;
}

int ref_lookup(struct world *world, const char *name, struct ref **ret_ref)
{
    struct async_task *self = async_current_task();
    struct ref *ref = NULL;
    if (strcmp(name, "self") != 0)
        ref = name_find(world, SPACE_FUTURE, name);
    else if (self)
        ref = ref_of_task(world, self);
    if (!ref)
        return exception_raise("NameError", NULL);
    *ret_ref = ref;
    return 0;
}

/* ---- Objects ---- */

struct object *object_of_op(struct world *world, const cJSON *op)
{
    return name_find(world, SPACE_OBJECT, text_of(op, "of"));
}

/* Items are values that hold integers. */
static int compare(const void *a, const void *b)
{
    int64_t x = ((const struct value *)a)->number;
    int64_t y = ((const struct value *)b)->number;
    return (x > y) - (x < y);
}

static int queue_init(struct async_queue *queue, const cJSON *json)
{
    const char *kind = text_of(json, "kind");
    int64_t maxsize = int_of(json, "maxsize", 0);
    size_t limit = maxsize > 0 ? (size_t)maxsize : 0;
    if (kind && !strcmp(kind, "lifo"))
        return async_lifo_queue_init(queue, limit);
    if (kind && !strcmp(kind, "priority"))
        return async_priority_queue_init(queue, limit, compare);
    return async_queue_init(queue, limit);
}

static int object_init(struct world *world, struct object *object, const cJSON *json)
{
    const char *type = text_of(json, "type");
    size_t value = (size_t)int_of(json, "value", 1);
    object->type = OBJECT_SEMAPHORE;
    if (!strcmp(type, "semaphore")) {
        async_semaphore_init(&object->semaphore, value);
    } else if (!strcmp(type, "bounded")) {
        async_bounded_semaphore_init(&object->semaphore, value);
    } else if (!strcmp(type, "lock")) {
        object->type = OBJECT_LOCK;
        async_lock_init(&object->lock);
    } else if (!strcmp(type, "event")) {
        object->type = OBJECT_EVENT;
        async_event_init(&object->event);
    } else if (!strcmp(type, "condition")) {
        object->type = OBJECT_CONDITION;
        const char *lock = text_of(json, "lock");
        struct object *shared = lock ? name_find(world, SPACE_OBJECT, lock) : NULL;
        async_condition_init(&object->condition, shared ? &shared->lock : NULL);
    } else if (!strcmp(type, "barrier")) {
        object->type = OBJECT_BARRIER;
        return async_barrier_init(&object->barrier, (size_t)int_of(json, "parties", 1));
    } else {
        object->type = OBJECT_QUEUE;
        return queue_init(&object->queue, json);
    }
    return 0;
}

int object_release(struct object *object)
{
    if (object->type == OBJECT_LOCK)
        return async_lock_release(&object->lock);
    if (object->type == OBJECT_CONDITION)
        return async_condition_release(&object->condition);
    return async_semaphore_release(&object->semaphore);
}

int object_acquire(struct object *object)
{
    if (object->type == OBJECT_LOCK)
        return async_lock_acquire(&object->lock);
    if (object->type == OBJECT_CONDITION)
        return async_condition_acquire(&object->condition);
    return async_semaphore_acquire(&object->semaphore);
}

static void object_finish(struct object *object)
{
    if (object->type == OBJECT_LOCK)
        async_lock_finish(&object->lock);
    else if (object->type == OBJECT_CONDITION)
        async_condition_finish(&object->condition);
    else if (object->type == OBJECT_BARRIER)
        async_barrier_finish(&object->barrier);
    else if (object->type == OBJECT_QUEUE)
        async_queue_finish(&object->queue);
}

static void declare(struct world *world, const cJSON *json)
{
    const char *name = text_of(json, "name");
    if (!strcmp(text_of(json, "type"), "future")) {
        struct ref *ref = ref_add(world, async_future_create(name), name);
        name_bind(world, SPACE_FUTURE, name, ref);
        return;
    }
    struct object *object = arena_alloc(&world->arena, sizeof(*object));
    if (object_init(world, object, json))
        abort();
    object->next = world->objects;
    world->objects = object;
    name_bind(world, SPACE_OBJECT, name, object);
}

void world_declare(struct world *world)
{
    for (const cJSON *json = ops_of(world->scenario, "objects"); json; json = json->next)
        declare(world, json);
}

/* ---- The whole ---- */

void world_init(struct world *world, const cJSON *scenario)
{
    *world = (struct world){ .scenario = scenario };
    world->refs_end = &world->refs;
}

void world_finish(struct world *world)
{
    async_loop_destroy(world->loop);
    for (struct ref *ref = world->refs; ref; ref = ref->next)
        async_future_release(ref->future);
    for (struct caught *caught = world->caught; caught; caught = caught->next)
        async_error_release(caught->detail);
    for (struct object *object = world->objects; object; object = object->next)
        object_finish(object);
    arena_finish(&world->arena);
}
