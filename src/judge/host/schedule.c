/* The numbers of a schedule, and what follows from them. */
#include "judge/host/schedule.h"

#include <string.h>

#include "judge/host/harness.h"

static const struct host_schedule *current;

void schedule_set(const struct host_schedule *schedule)
{
    current = schedule;
}

int64_t harness_number(const char *name, int64_t otherwise)
{
    for (size_t i = 0; i < current->len; i++) {
        if (strcmp(current->numbers[i].name, name) == 0)
            return current->numbers[i].value;
    }
    return otherwise;
}

/* SplitMix64 (Steele, Lea and Flood): every input bit reaches every output bit. */
static uint64_t mix(uint64_t x)
{
    x += UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

uint64_t harness_random(size_t i, uint64_t below)
{
    return mix(mix((uint64_t)harness_number(HOST_SEED, 0)) + i) % below;
}

int64_t harness_latency_ms(size_t i, size_t n)
{
    int64_t low = harness_number(HOST_LOW_MS, 10), high = harness_number(HOST_HIGH_MS, 100);
    int64_t place = n > 1 ? (int64_t)i * (high - low) / ((int64_t)n - 1) : 0;
    switch ((enum host_latency)harness_number(HOST_LATENCY, HOST_LATENCY_EQUAL)) {
    case HOST_LATENCY_RISING:
        return low + place;
    case HOST_LATENCY_FALLING:
        return high - place;
    case HOST_LATENCY_RANDOM:
        return low + (int64_t)harness_random(i, (uint64_t)(high - low) + 1);
    case HOST_LATENCY_EQUAL:
        break;
    }
    return high;
}
