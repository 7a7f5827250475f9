#include "judge/host/object.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include "judge/host/harness.h"
#include "judge/host/protocol.h"

static void *object;

static _Noreturn void leave(void)
{
    fprintf(stderr, "%s\n", dlerror());
    exit(HOST_EXIT_UNLOADABLE);
}

void object_load(const char *path)
{
    object = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!object)
        leave();
}

void *harness_symbol(const char *name)
{
    void *symbol = dlsym(object, name);
    if (!symbol)
        leave();
    return symbol;
}
