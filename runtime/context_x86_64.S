/* The stack switch for x86-64 (System V). Six registers survive a call; the caller saves all
 * others.
 * The floating-point control words are left alone: no task may change them across an await. */
#if defined(__x86_64__) && !defined(ASYNC_UCONTEXT)
    .text

/* void context_switch(context_t *save [rdi], context_t load [rsi]) */
    .globl context_switch
    .type context_switch, @function
    .p2align 4
context_switch:
    .cfi_startproc
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .cfi_endproc
    .size context_switch, . - context_switch

/* What a new context returns into: entry is in r12, its argument in r13. There is no caller. */
    .globl context_enter
    .type context_enter, @function
    .p2align 4
context_enter:
    .cfi_startproc
    .cfi_undefined rip
    movq %r13, %rdi
    call *%r12
    ud2
    .cfi_endproc
    .size context_enter, . - context_enter
#endif
    .section .note.GNU-stack, "", @progbits
