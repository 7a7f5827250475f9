#include "progress/utc.h"

#include <string.h>
#include <time.h>

static const int64_t LAST_MOMENT = 253402300799; /* 9999-12-31T23:59:59Z */

int64_t utc_now(void)
{
    return (int64_t)time(NULL);
}

void utc_format(int64_t at, char text[UTC_TEXT_BYTES])
{
    time_t moment = (time_t)(at < 0 ? 0 : at > LAST_MOMENT ? LAST_MOMENT : at);
    struct tm parts;
    gmtime_r(&moment, &parts);
    strftime(text, UTC_TEXT_BYTES, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

bool utc_parse(const char *text, int64_t *ret_at)
{
    struct tm parts = { 0 };
    const char *end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    if (!end || *end)
        return false;
    int64_t at = (int64_t)timegm(&parts);
    char again[UTC_TEXT_BYTES];
    utc_format(at, again);
    if (strcmp(text, again) != 0) /* 31 February, a short year, a moment before 1970 */
        return false;
    *ret_at = at;
    return true;
}

int64_t utc_day(int64_t at)
{
    return at / 86400;
}

int64_t utc_local_day(int64_t at)
{
    time_t moment = (time_t)at;
    struct tm parts;
    localtime_r(&moment, &parts);
    return (at + parts.tm_gmtoff) / 86400;
}
