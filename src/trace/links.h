/* What a record has to do with those before it: which enter it leaves, which permit it gives
 * back, and the lists that it belongs in. */
#ifndef TRACE_LINKS_H
#define TRACE_LINKS_H

#include "trace/recording.h"

/* For the record that is about to become the recording's newest: fills in its `other`, where
 * that is another record or a permit, and tells the recording what it is. */
void links_add(struct recording *recording, struct record *record);

#endif
