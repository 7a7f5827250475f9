#!/usr/bin/env bash
# What `make install` puts somewhere is all that a program outside this repository needs, in C or C++.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build}" "${CC:=cc}" "${CXX:=c++}" "${VARIANT:=}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export PKG_CONFIG_PATH="$scratch/moved/lib/pkgconfig"
. tests/tap.sh
said=("$scratch/log")

echo 1..5

# Moved afterwards: nothing in it may name the place it was installed to.
env -u MAKEFLAGS -u MFLAGS make -s BUILD="$BUILD" PREFIX="$scratch/installed" install >"$scratch/log" 2>&1 &&
    mv "$scratch/installed" "$scratch/moved"
result 'the library is installed'

others=$(nm -gP --defined-only "$scratch/moved/lib/libasync.a" 2>/dev/null | awk 'NF > 2 && $1 !~ /^async_/ { print $1 }')
echo "$others" >"$scratch/log"
[ -z "$others" ]
result 'no name but async_... is taken from programs'

sed -n '/^```c$/,/^```$/{/^```/d;p}' README.md >"$scratch/hello.c"
# shellcheck disable=SC2046,SC2086
$CC -std=c11 -Wall -Wextra -Wno-unused-parameter -Werror $VARIANT -o "$scratch/hello" "$scratch/hello.c" \
    $(pkg-config --cflags --libs libasync) >"$scratch/log" 2>&1 &&
    timeout 20 "$scratch/hello" >"$scratch/log" 2>&1 && [ "$(cat "$scratch/log")" = 'hello, world' ]
result "README's program is built with pkg-config's flags, and runs"

cat >"$scratch/page.c" <<'END'
#include <async.h>
#include <async/fetch.h>

int main(void)
{
    struct async_response page;
    return async_fetch("http://localhost/", NULL, &page) == ASYNC_ERUNTIME ? 0 : 1;
}
END
# shellcheck disable=SC2046,SC2086
$CC -std=c11 $VARIANT -o "$scratch/page" "$scratch/page.c" $(pkg-config --cflags --libs libasync libcurl) \
    >"$scratch/log" 2>&1 && timeout 20 "$scratch/page" >>"$scratch/log" 2>&1
result 'one that fetches adds libcurl'

if ! command -v "$CXX" >/dev/null; then
    echo 'ok 5 - a C++ program is built, and runs # SKIP there is no C++ compiler'
    exit
fi
cat >"$scratch/all.cc" <<'END'
#include <async.h>

static int nap(void *arg)
{
    int err = async_sleep(1);
    return err ? err : async_return(arg);
}

static int square(void *arg, void **ret_result)
{
    *static_cast<int *>(arg) *= *static_cast<int *>(arg);
    *ret_result = arg;
    return 0;
}

static int under_lock(async_lock *lock, async_queue *queue, void *item)
{
    int err = async_lock_acquire(lock);
    if (err)
        return err;
    err = async_queue_put(queue, item);
    async_lock_release(lock);
    return err;
}

static int await_each_kind(void *item)
{
    void *got = nullptr;
    int err = async_wait_for(async_coro(nap, item), 1000, &got);
    if (err)
        return err;
    async_task *tasks[] = {async_create_task(async_coro(nap, got))};
    err = async_wait(tasks, 1, ASYNC_ALL_COMPLETED, ASYNC_NO_TIMEOUT);
    if (!err)
        err = async_await(tasks[0], &got);
    async_task_release(tasks[0]);
    if (err)
        return err;
    async_future future;
    async_future_init(&future, "future");
    err = async_future_set_result(&future, got);
    if (!err)
        err = async_await(&future, &got);
    async_future_finish(&future);
    return err || got == item ? err : ASYNC_ERUNTIME;
}

static int in_scopes(void *item)
{
    async_group group;
    int err = async_group_enter(&group);
    if (err)
        return err;
    err = async_group_create_task(&group, async_coro(await_each_kind, item), nullptr);
    err = async_group_exit(&group, err);
    if (err)
        return err;
    async_timeout scope;
    err = async_timeout_enter(&scope, 5);
    if (err)
        return err;
    return async_timeout_exit(&scope, async_sleep(1000)) == ASYNC_ETIMEDOUT ? 0 : ASYNC_ERUNTIME;
}

static int all(void *)
{
    int number = 7;
    void *item = nullptr;
    async_lock lock;
    async_queue queue;
    async_lock_init(&lock);
    int err = async_queue_init(&queue, 1);
    if (err)
        return err;
    err = under_lock(&lock, &queue, &number);
    if (!err)
        err = async_queue_get(&queue, &item);
    if (!err)
        err = async_to_thread(square, item, &item);
    struct async_coro *calls[] = {async_coro(nap, item), async_coro(in_scopes, item)};
    void *results[2];
    if (!err)
        err = async_gather(calls, 2, results);
    async_queue_finish(&queue);
    async_lock_finish(&lock);
    return err || *static_cast<int *>(results[0]) == 49 ? err : ASYNC_ERUNTIME;
}

int main()
{
    async_options options = async_options_default();
    options.clock = ASYNC_CLOCK_VIRTUAL;
    return async_run_with(&options, async_coro(all, nullptr), nullptr) ? 1 : 0;
}
END
# shellcheck disable=SC2046,SC2086
$CXX -std=c++11 -Wall -Wextra -Wpedantic -Werror $VARIANT -o "$scratch/all" "$scratch/all.cc" \
    $(pkg-config --cflags --libs libasync) >"$scratch/log" 2>&1 && timeout 20 "$scratch/all" >>"$scratch/log" 2>&1
result 'a C++ program is built, and runs'
