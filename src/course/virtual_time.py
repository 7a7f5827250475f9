"""Runs an asyncio program on virtual time:  python3 virtual_time.py PROGRAM.py [ARGUMENTS]

Sleeping takes no time: when nothing is ready, the clock jumps to the next timer, as libasync's virtual
clock does, and it begins at 0. time.sleep(), which blocks, moves the clock just as far for everybody.
Only the clock is replaced; the loop is asyncio's own, so what runs in which order is asyncio's too.

A thread or process of an executor that is at work holds the clock still. time.sleep() in such a thread
lets it pass, and returns when it has got there. So a program with threads can be repeated exactly, as
long as they do not share data. Threads of other kinds (those of multiprocessing, for one) see real time.
"""

import asyncio
import functools
import runpy
import selectors
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

_real_sleep = time.sleep
_real_time = time.monotonic
_real_shutdown = ThreadPoolExecutor.shutdown
_now = 0.0
_pools = {}  # by executor
_worker = threading.local()  # .nap: what time.sleep() is in this thread


def _advance(seconds):
    global _now
    _now = round(_now + max(seconds, 0), 9)  # or a sum of tenths could miss its deadline


def _is_in_loop():
    return threading.current_thread() is threading.main_thread()


def _is_in_worker():
    return hasattr(_worker, "nap")


def _sleep(seconds):
    if _is_in_worker():
        _worker.nap(seconds)
    elif _is_in_loop():
        _advance(seconds)
    else:
        _real_sleep(seconds)


def _virtual(real_clock):
    return lambda: _now if _is_in_loop() or _is_in_worker() else real_clock()


class _Pool:
    """An executor as the clock sees it. The counts belong to the loop's thread."""

    def __init__(self, executor):
        self._max_workers = executor._max_workers
        self._unfinished = 0  # jobs queued or with a worker
        self._napping = 0
        self._lock = threading.Lock()  # of the two below
        self._alarms = set()
        self._is_closed = False

    def holds_the_clock(self):
        """Whether a worker is at work. What is queued behind them all does not count."""
        return min(self._unfinished, self._max_workers) > self._napping

    def submitted(self):
        self._unfinished += 1

    def finished(self):
        self._unfinished -= 1

    def work(self, loop, func, *args):
        """Calls func in a worker's thread."""
        _worker.nap = functools.partial(self._nap, loop)
        try:
            return func(*args)
        finally:
            del _worker.nap

    def close(self):
        """Ends all naps: somebody waits for the workers who cannot let the clock pass meanwhile."""
        with self._lock:
            self._is_closed = True
            for alarm in self._alarms:
                alarm.set()

    def _nap(self, loop, seconds):
        alarm = threading.Event()
        with self._lock:
            if self._is_closed:
                return
            self._alarms.add(alarm)
            loop.call_soon_threadsafe(self._begin_nap, loop, seconds, alarm)
        alarm.wait()
        with self._lock:
            self._alarms.discard(alarm)

    def _begin_nap(self, loop, seconds, alarm):
        self._napping += 1
        loop.call_later(seconds, self._end_nap, alarm)

    def _end_nap(self, alarm):
        self._napping -= 1
        alarm.set()


def _shutdown(executor, *args, **options):
    if executor in _pools:
        _pools[executor].close()
    _real_shutdown(executor, *args, **options)


class _Selector(selectors.DefaultSelector):
    is_closing = False  # a thread waits for those of the default executor, and will call

    def select(self, timeout=None):
        if timeout == 0:
            return super().select(0)
        if self.is_closing or any(pool.holds_the_clock() for pool in _pools.values()):
            return super().select()
        if timeout is None:
            began = _real_time()
            ready = super().select()
            _advance(_real_time() - began)
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
        if executor is None:
            executor = self._default_executor or ThreadPoolExecutor()
            self.set_default_executor(executor)
        pool = _pools.setdefault(executor, _Pool(executor))
        if isinstance(executor, ThreadPoolExecutor):
            func = functools.partial(pool.work, self, func)
        job = executor.submit(func, *args)
        pool.submitted()
        future = asyncio.wrap_future(job, loop=self)
        job.add_done_callback(functools.partial(self._job_done, pool))  # told after the future
        return future

    async def shutdown_default_executor(self, *timeout):
        self._clocked.is_closing = True
        await super().shutdown_default_executor(*timeout)

    def close(self):
        for pool in _pools.values():
            pool.close()
        super().close()

    def _job_done(self, pool, job):
        try:
            self.call_soon_threadsafe(pool.finished)
        except RuntimeError:  # the loop is closed
            pass


def main():
    asyncio.new_event_loop = asyncio.events.new_event_loop = _Loop
    time.sleep = _sleep
    for clock in "time", "monotonic", "perf_counter":
        setattr(time, clock, _virtual(getattr(time, clock)))
    ThreadPoolExecutor.shutdown = _shutdown
    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")


main()
