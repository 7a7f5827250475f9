/* The stack switch: the only machine-dependent part of the runtime.
 *
 * A context is a suspended flow of control, named by its stack pointer: everything else that
 * the calling convention asks a callee to preserve lies on that stack. x86-64 and AArch64 have
 * a switch of their own (context_x86_64.S, context_aarch64.S); elsewhere, or with
 * -DASYNC_UCONTEXT, ucontext serves. */
#ifndef RUNTIME_CONTEXT_H
#define RUNTIME_CONTEXT_H

#include <stddef.h>

typedef void *context_t;

/* A context that, when first switched to, calls entry(arg) on the stack that ends below `top`
 * (aligned to 16). `entry` must never return. */
context_t context_make(void *bottom, void *top, void (*entry)(void *arg), void *arg);

/* Suspends the present flow, names it in `*save`, and goes on with `load`. Returns when
 * somebody switches to `*save`. */
void context_switch(context_t *save, context_t load);

#endif
