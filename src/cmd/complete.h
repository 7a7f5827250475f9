/* Completion at the prompt: commands, their options, and the ids of the course. */
#ifndef CMD_COMPLETE_H
#define CMD_COMPLETE_H

#include "term/offers.h"

/* A prompt_complete_fn; `arg` is the struct app. */
void complete_line(const char *before, struct offers *offers, void *arg);

#endif
