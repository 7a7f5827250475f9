#include "judge/host/real.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "judge/host/drive.h"
#include "judge/host/harness.h"
#include "judge/host/object.h"
#include "judge/host/schedule.h"

static void read_numbers(char *const numbers[], struct host_schedule *schedule)
{
    for (; *numbers && schedule->len < HOST_MAX_NUMBERS; numbers++) {
        const char *equals = strchr(*numbers, '=');
        if (!equals)
            continue;
        snprintf(schedule->numbers[schedule->len].name, HOST_MAX_NAME, "%.*s",
                 (int)(equals - *numbers), *numbers);
        schedule->numbers[schedule->len++].value = strtoll(equals + 1, NULL, 10);
    }
}

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int real_run(const char *object, char *const numbers[])
{
    struct host_schedule schedule = { 0 };
    const struct async_options options = async_options_default();
    int returned;
    read_numbers(numbers, &schedule);
    schedule_set(&schedule);
    object_load(object);
    int64_t begun_ms = now_ms();
    if (!drive(&options, harness_symbol(harness.symbol), &returned))
        return 1;
    printf("%s() returned %d after %" PRId64 " ms%s%s\n", harness.symbol, returned,
           now_ms() - begun_ms, returned < 0 ? ": " : "",
           returned < 0 ? async_strerror(returned) : "");
    return 0;
}
