/* The Pythons that the twins are compared on. */
#ifndef COURSE_PYTHONS_H
#define COURSE_PYTHONS_H

#include <stdbool.h>
#include <stddef.h>

struct python {
    const char *command; /* "python3.13" */
    int major, minor, micro;
};

enum { PYTHONS_MAX = 8 };

struct pythons {
    struct python items[PYTHONS_MAX];
    size_t count;
};

/* Asks every python3 in PATH which one it is, and keeps the CPythons from 3.11 on, each
 * version once. May suspend. */
void pythons_find(struct pythons *ret_pythons);

/* Whether that version is among them, whatever its third number. */
bool pythons_have(const struct pythons *pythons, int major, int minor);

#endif
