/* The stack switch for AArch64 (AAPCS64): x19-x28, frame pointer, link register, d8-d15. */
#if defined(__aarch64__) && !defined(ASYNC_UCONTEXT)
    .text

/* void context_switch(context_t *save [x0], context_t load [x1]) */
    .globl context_switch
    .type context_switch, %function
    .p2align 4
context_switch:
    .cfi_startproc
    stp x29, x30, [sp, #-160]!
    stp x19, x20, [sp, #16]
    stp x21, x22, [sp, #32]
    stp x23, x24, [sp, #48]
    stp x25, x26, [sp, #64]
    stp x27, x28, [sp, #80]
    stp d8, d9, [sp, #96]
    stp d10, d11, [sp, #112]
    stp d12, d13, [sp, #128]
    stp d14, d15, [sp, #144]
    mov x9, sp
    str x9, [x0]
    mov sp, x1
    ldp x19, x20, [sp, #16]
    ldp x21, x22, [sp, #32]
    ldp x23, x24, [sp, #48]
    ldp x25, x26, [sp, #64]
    ldp x27, x28, [sp, #80]
    ldp d8, d9, [sp, #96]
    ldp d10, d11, [sp, #112]
    ldp d12, d13, [sp, #128]
    ldp d14, d15, [sp, #144]
    ldp x29, x30, [sp], #160
    ret
    .cfi_endproc
    .size context_switch, . - context_switch

/* What a new context returns into: entry is in x19, its argument in x20. There is no caller. */
    .globl context_enter
    .type context_enter, %function
    .p2align 4
context_enter:
    .cfi_startproc
    .cfi_undefined x30
    mov x0, x20
    blr x19
    brk #1
    .cfi_endproc
    .size context_enter, . - context_enter
#endif
    .section .note.GNU-stack, "", %progbits
