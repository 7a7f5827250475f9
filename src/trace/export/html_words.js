// What tasks do, and why one does not run, in words: what src/trace/describe.c and why.c say, in the page.

const NAMED_TASKS = 8; // as many as one reads

function milliseconds(us) {
    return `${us % 1000 ? (us / 1000).toFixed(3) : us / 1000} ms`;
}

function nameOf({ trace }, task) {
    return trace.tasks[task][0];
}

// Those that have ended with how they did: who took something will not give it back.
function namesInWords(model, tasks) {
    const isDone = task => model.state.tasks[task].status === "done";
    const named = tasks.slice(0, NAMED_TASKS).map(task =>
        nameOf(model, task) + (isDone(task) ? ` (${doingInWords(model, task)})` : ""));
    return named.join(", ") + (tasks.length > NAMED_TASKS ? ` and ${tasks.length - NAMED_TASKS} more` : "");
}

// ---- What tasks share ----

function holdersInWords(model, object) {
    const holders = holdersOf(model, object);
    return holders.length ? `held by ${namesInWords(model, holders)}` : "";
}

// One of sharedOf().
function sharedInWords(model, [object, , name]) {
    const { kind, noun } = readRecord(model.trace, model.state.last[object] || 0);
    const held = holdersInWords(model, object), waiters = waitersOf(model, object);
    const isTold = ["semaphore", "event", "queue"].includes(kind) || (kind === "lock" && !held);
    const said = [isTold ? noun : "", held].filter(Boolean).join(", ");
    const waiting = `${namesInWords(model, waiters)} ${waiters.length === 1 ? "waits" : "wait"}`;
    const all = [said, waiters.length ? waiting : ""].filter(Boolean).join("; ");
    return all ? `${name}: ${all}` : name;
}

// ---- Waiting ----

function nameOfAll(what, count) {
    const ofAll = { gather: "children of gather", group: "tasks of the group" };
    return ofAll[what] || (count === 1 ? "task" : "tasks");
}

function countInWords({ what }, { all, left, op }) {
    switch (op) {
    case "first":
    case "next":
        return `the ${op} of ${left.length} ${nameOfAll("", left.length)}`;
    case "error":
        return `${left.length} of ${all.length} tasks, or the first that fails`;
    default:
        return `${left.length} of ${all.length} ${nameOfAll(what, all.length)}`;
    }
}

// What a wait for several still waits for; "" if it is none.
function membersInWords(model, wait) {
    const members = membersOf(model, wait);
    if (!members.all.length)
        return "";
    if (!members.left.length) // the loop has yet to say so
        return `its turn: none of ${members.all.length} ${nameOfAll(wait.what, members.all.length)} is left`;
    const tasks = members.left.filter(({ task }) => task).map(({ task }) => task);
    const named = tasks.length ? `: ${namesInWords(model, tasks)}` : "";
    const until = wait.isEndless ? "" : `, until ${milliseconds(wait.amount)}`;
    return countInWords(wait, members) + named + until;
}

// What a task does that waits, or did; `joint` stands before a single thing.
function waitInWords(model, task, joint) {
    const isOver = model.state.tasks[task].status === "dropped";
    const wait = waitOf(model, task);
    const several = membersInWords(model, wait);
    const held = holdersInWords(model, wait.object);
    if (wait.what === "sleep")
        return `${isOver ? "slept" : "sleeps"}${wait.noun.slice("sleep".length)}`;
    const what = several ? ` for ${several}` : joint + wait.noun + (held ? `, ${held}` : "");
    return (isOver ? "waited" : "waits") + what;
}

// ---- What a task does ----

const ENDS = { result: "done", cancelled: "cancelled" };

function doingInWords(model, task) {
    const { status, since, wasWaiting } = model.state.tasks[task];
    const { what, noun } = readRecord(model.trace, since);
    switch (status) {
    case "running":
        return "runs";
    case "waiting":
        return waitInWords(model, task, ": ");
    case "done":
        return ENDS[what] || `failed: ${noun}`;
    case "dropped":
        return wasWaiting ? `dropped, ${waitInWords(model, task, ": ")}` : "dropped: the loop was closed";
    default:
        return status;
    }
}

// The coroutines it awaits inline, innermost first.
function framesInWords({ trace, state }, task) {
    const names = [];
    for (let frame = state.tasks[task].frame; frame; frame = readRecord(trace, frame).other)
        names.push(`${readRecord(trace, frame).noun}()`);
    return names.length ? `, in ${names.join(" in ")}` : "";
}

function stateInWords(model, task) {
    const cancelled = model.state.tasks[task].cancel ? ", being cancelled" : "";
    return doingInWords(model, task) + cancelled + framesInWords(model, task);
}

// ---- Why it does not run ----

// Callbacks of a tick that runs no task keep nobody waiting: they are what wakes the tasks behind them.
function turnInWords(model, task) {
    const { ready, batch, running, tasks } = model.state;
    const line = ready.slice(0, batch).some(entry => entry) ? ready : ready.slice(batch);
    const before = line.includes(task) ? line.indexOf(task) : line.length;
    const others = before > 1 ? `${before} before it in the queue have had their` : "one before it in the queue has had its";
    const turn = before ? `when the ${others} turn` : "next";
    const cancelled = tasks[task].cancel ? ", being cancelled" : "";
    return ` is ready${cancelled}: it runs ${turn}${running ? `; now runs ${nameOf(model, running)}` : ""}`;
}

// What is missing for it to go on, where no task can be named that it waits for.
const MISSING = {
    "queue-put": "full", "queue-get": "empty", "queue-join": "not every item is done",
    event: "not set", condition: "not notified", future: "no result yet",
};

// A link of the chain: what its task does, behind its name.
function linkInWords(model, task) {
    const { status } = model.state.tasks[task];
    const wait = waitOf(model, task);
    if (wait)
        return ` ${waitInWords(model, task, " on ")}` + (MISSING[wait.what] ? ` (${MISSING[wait.what]})` : "");
    switch (status) {
    case "ready":
        return turnInWords(model, task);
    case "running":
        return " runs now";
    case "dropped":
        return " was ready";
    default:
        return ` has ended: ${stateInWords(model, task)}`;
    }
}

// From one link to the next.
function jointInWords(model, task, next) {
    return membersOf(model, waitOf(model, task)).left.length > 1 ? `; ${nameOf(model, next)}` : ", which";
}

// The tasks of the circle that the task is in or waits for; none if there is none.
function circleOf(model, task) {
    const passed = [];
    while (task && !passed.includes(task)) {
        passed.push(task);
        task = waitsFor(model, task);
    }
    return task ? passed.slice(passed.indexOf(task)) : [];
}

function whyInWords(model, task) {
    const circle = circleOf(model, task);
    const isOver = model.state.tasks[task].status === "dropped";
    const passed = [task];
    let words = nameOf(model, task) + linkInWords(model, task);
    const isNext = next => next && !passed.includes(next) && model.state.tasks[next].status !== "done"; // was said
    for (let next = waitsFor(model, task); isNext(next); next = waitsFor(model, next)) {
        words += jointInWords(model, passed[passed.length - 1], next) + linkInWords(model, next);
        passed.push(next);
    }
    const [is, can] = isOver ? ["was", "could"] : ["is", "can"];
    if (circle.length)
        words += `. This ${is} a circle: none of its tasks ${can} go on (deadlock)`;
    return isOver ? `${words}. Then the loop was closed` : words;
}
