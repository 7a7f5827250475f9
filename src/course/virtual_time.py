"""Runs an asyncio program on virtual time:  python3 virtual_time.py PROGRAM.py [ARGUMENTS]

Sleeping takes no time: when nothing is ready, the clock jumps to the next timer, as libasync's virtual
clock does, and it begins at 0. time.sleep(), which blocks, moves the clock just as far for everybody.
Only the clock is replaced; the loop is asyncio's own, so what runs in which order is asyncio's too.
While a thread of an executor is at work, time passes as it really does.
"""

import asyncio
import runpy
import selectors
import sys
import threading
import time

_real_sleep = time.sleep
_real_time = time.monotonic
_now = 0.0


def _advance(seconds):
    global _now
    _now = round(_now + max(seconds, 0), 9)  # or a sum of tenths could miss its deadline


def _sleep(seconds):
    if threading.current_thread() is threading.main_thread():
        _advance(seconds)
    else:
        _real_sleep(seconds)


class _Selector(selectors.DefaultSelector):
    jobs = 0  # given to executors and not finished

    def select(self, timeout=None):
        if timeout is None or self.jobs:
            began = _real_time()
            ready = super().select(timeout)
            _advance(_real_time() - began if ready else timeout or 0)
            return ready
        ready = super().select(0)
        if not ready:
            _advance(timeout)
        return ready


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        self._clocked = _Selector()
        super().__init__(self._clocked)

    def time(self):
        return _now

    def run_in_executor(self, executor, func, *args):
        future = super().run_in_executor(executor, func, *args)
        self._clocked.jobs += 1
        future.add_done_callback(self._job_done)
        return future

    async def shutdown_default_executor(self, *timeout):
        self._clocked.jobs += 1  # a thread waits for the others
        await super().shutdown_default_executor(*timeout)

    def _job_done(self, future):
        self._clocked.jobs -= 1


def main():
    asyncio.new_event_loop = asyncio.events.new_event_loop = _Loop
    time.sleep = _sleep
    time.time = time.monotonic = time.perf_counter = lambda: _now
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")


main()
