/* What text means, and how a terminal shows it.
 *
 * Everybody else names a role (STYLE_HINT); the looks are one table in style.c, and no escape
 * sequence is written anywhere outside of src/term. A role never carries a fact alone: whatever
 * it colours also says it in words or by a mark, so that nothing is lost without colours. */
#ifndef TERM_STYLE_H
#define TERM_STYLE_H

#include <stdbool.h>

#include "base/buf.h"

enum style {
    STYLE_TEXT,
    STYLE_STRONG,
    STYLE_EMPHASIS,
    STYLE_HEADING,
    STYLE_HINT,
    STYLE_DIM,
    STYLE_LATER, /* what is still to come */
    STYLE_LINK,
    STYLE_QUOTE,
    STYLE_LABEL, /* names what follows: `Python` over a code block */
    STYLE_CODE,
    STYLE_KEYWORD,
    STYLE_STRING,
    STYLE_NUMBER,
    STYLE_COMMENT,
    STYLE_OK,
    STYLE_WRONG,
    STYLE_WARN,
    STYLE_PROMPT,
    STYLE_BORDER,
    STYLE_SELECTED,
    STYLE_RUNNING,
    STYLE_WAITING,
    STYLE_DONE,
    STYLE_CANCELLED,
    STYLE_LANE_0, /* one for each task, in turn: see style_lane() */
    STYLE_LANE_1,
    STYLE_LANE_2,
    STYLE_LANE_3,
    STYLE_LANE_4,
    STYLE_LANE_5,
    STYLE_LANE_6,
    STYLE_LANE_7,
    STYLE_COUNT
};

enum style_depth {
    STYLE_DEPTH_NONE, /* no escape sequence at all */
    STYLE_DEPTH_16,   /* the eight classic colours, which every palette defines */
    STYLE_DEPTH_256
};

struct style_look {
    bool is_bold, is_dim, is_italic, is_underlined, is_reversed;
    short colour; /* one of as many as the depth has, legible on black and on white; -1: the
                     terminal's own */
};

struct style_look style_look(enum style style, enum style_depth depth);

/* The role of the n-th task's lane; they repeat after eight. */
enum style style_lane(unsigned n);

/* Adds the escape sequence that switches to the role from the terminal's normal look, and the
 * one that switches back. Both add nothing for STYLE_DEPTH_NONE and for a role that looks
 * normal. */
void style_begin(enum style style, enum style_depth depth, struct buf *out);
void style_end(enum style style, enum style_depth depth, struct buf *out);

#endif
