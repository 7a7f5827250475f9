"""Says what Perfetto would not show as it is meant.

usage: perfetto.py TRACE.json...

Takes a Chrome trace as Perfetto's importer does. Events come in the order of their times, and of those at
one time as they stand in the file, or by now the slices first: it must not matter. A slice goes on the stack of its track; one that
outlasts the slice below is dropped. Both ends of an arrow are tied to what is on top of its track's stack
then, be it over or not, and the arrow is drawn from the end of the one slice to the start of the other.
Threads are shown by number, the one with the number of the process before the others.
"""

import json
import sys
from collections import defaultdict

MAX_DEPTH = 512
WORST = 5


def is_count(value):
    return type(value) is int and value >= 0


def check_metadata(event):
    args = event.get("args", {})
    if event["name"] == "thread_sort_index":
        return is_count(args.get("sort_index"))
    return event["name"] in ("process_name", "thread_name") and bool(args.get("name"))


def check_counter(event):
    values = event.get("args", {}).values()
    return bool(values) and all(map(is_count, values))


def check_arrow(event):
    return is_count(event.get("id")) and bool(event.get("cat"))


# What an event of a phase must have to be taken. All slices are wide enough to be seen.
FORMS = {
    "M": check_metadata,
    "X": lambda event: is_count(event.get("dur")) and event["dur"] > 0,
    "i": lambda event: event.get("s") == "t",
    "C": check_counter,
    "s": check_arrow,
    "f": lambda event: check_arrow(event) and event.get("bp") == "e",
}


def is_well_formed(event):
    """Number 0 means the idle process and its thread, or that there is none."""
    is_named = isinstance(event.get("name"), str) and event["name"]
    is_placed = event.get("pid") and (event.get("tid") or event.get("name") == "process_name")
    is_timed = event.get("ph") == "M" or is_count(event.get("ts"))
    return bool(is_named and is_placed and is_timed and FORMS.get(event.get("ph"), bool)(event))


ORDERS = (
    lambda event: event["ts"],
    lambda event: (event["ts"], -event.get("dur", 0)),
)


class Slice:
    def __init__(self, event):
        self.start = event["ts"]
        self.end = event["ts"] + event.get("dur", 0)


class Viewer:
    def __init__(self):
        self.stacks = defaultdict(list)
        self.arrows = {}
        self.faults = []

    def fault(self, event, what):
        self.faults.append(f"{what}: {json.dumps(event, ensure_ascii=False)}")

    def add_slice(self, event):
        stack, new = self.stacks[event["tid"]], Slice(event)
        while stack and stack[-1].end <= new.start:
            stack.pop()
        if stack and new.end > stack[-1].end:
            self.fault(event, "outlasts the slice that it begins in, and is dropped")
        elif event["ph"] == "i" and stack and stack[-1].start == new.start:
            self.fault(event, "begins with a slice, which hides it")
        elif len(stack) == MAX_DEPTH:
            self.fault(event, "is too deep, and is dropped")
        else:
            stack.append(new)

    def top(self, event):
        stack = self.stacks[event["tid"]]
        if stack and stack[-1].end >= event["ts"]:
            return stack[-1]
        self.fault(event, "is in no slice, so that the arrow has no such end")
        return None

    def begin_arrow(self, event):
        if event["id"] in self.arrows:
            self.fault(event, "is the second arrow with this id, and is dropped")
        self.arrows[event["id"]] = self.top(event)

    def end_arrow(self, event):
        start, end = self.arrows.get(event["id"]), self.top(event)
        if not start:
            self.fault(event, "ends an arrow that did not begin")
        elif end and end.start != event["ts"]:
            self.fault(event, "leads to a slice that began before")
        elif end and start.end > end.start:
            self.fault(event, "leads back in time")

    def take(self, events, order):
        takers = {"X": self.add_slice, "i": self.add_slice, "s": self.begin_arrow, "f": self.end_arrow}
        timed = [event for event in events if event["ph"] in takers]
        for event in sorted(timed, key=order):
            takers[event["ph"]](event)


def check_threads(events):
    """Every thread has a name, and Perfetto's order is ours."""
    place, named = {}, set()
    for event in events:
        if event["name"] == "thread_sort_index":
            place[event["tid"]] = event["args"]["sort_index"]
        if event["name"] == "thread_name":
            named.add(event["tid"])
    nameless = {event["tid"] for event in events if event["ph"] != "M"} - named
    ours = sorted(place, key=place.get)
    theirs = sorted(place, key=lambda tid: (tid != events[0]["pid"], tid))
    return [f"thread {tid} has no name" for tid in nameless] + (
        [f"threads come in the order {theirs}, not {ours}"] if ours != theirs else [])


def faults_of(path):
    with open(path, encoding="utf-8") as file:
        events = json.load(file)["traceEvents"]
    malformed = [event for event in events if not is_well_formed(event)]
    if malformed:
        return [f"is not taken: {event}" for event in malformed]
    faults = check_threads(events)
    for order in ORDERS:
        viewer = Viewer()
        viewer.take(events, order)
        faults += viewer.faults
    return faults


def main():
    bad = 0
    for path in sys.argv[1:]:
        faults = faults_of(path)
        bad += bool(faults)
        for fault in faults[:WORST]:
            print(f"{path}: {fault}")
        if len(faults) > WORST:
            print(f"{path}: and {len(faults) - WORST} faults more")
    sys.exit(1 if bad else 0)


main()
