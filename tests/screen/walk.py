"""Walks the whole course by keys, in a terminal of its own, and looks at every screen on the way.

    walk.py COLUMNSxROWS PROGRAM [ARGUMENTS...]

Types at each stop what the last line asks for, up to the end of the course: the first choice of each question,
then `skip`. Prints a line for each fault:

- something has left the window before it could be read: between two stops, more was printed than it has rows
- a line is wider than the window, so that the terminal broke it
- the program waits, and the last line does not say what to press

The last line of the output counts the steps and the stops. Ends with 1 if there was a fault. WALK_TRANSCRIPT=FILE
keeps what was on the screen, for reading.
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios

PATIENCE_S = 20  # nothing is printed for so long, and nothing asked
STOPS = (  # what the last line looks like, and what is typed there; there may be a second try
    (r"^-- more: Enter goes on, q skips --$", ["\r"]),
    (r"^(\[(?P<step>\d+\.\d+)\] )?Enter: .+ > $", ["\r"]),
    (r"^your (prediction|answer) > $", ["1\r", "skip\r"]),
    (r"^try again, or skip > $", ["skip\r"]),
    (r"^trace> $", ["run\r", "quit\r"]),
)
ESCAPE = re.compile(rb"\033(?:\[([?\d;]*)([@-~])|[()].|[=>78MDE])")
VIEW_OPENS, VIEW_CLOSES = b"\033[?1049h", b"\033[?1049l"
VIEW_IS_READY = b"q leave"


class Screen:
    """What a program has printed, line by line, as a terminal of this width shows it."""

    def __init__(self, columns):
        self.columns = columns
        self.lines = [""]
        self.row = self.column = 0
        self.broken = set()  # rows with a line that was wider than the window

    def put(self, text):
        for char in text:
            if char == "\n":
                self.row += 1
                if self.row == len(self.lines):
                    self.lines.append("")
            elif char == "\r":
                self.column = 0
            elif char == "\b":
                self.column = max(self.column - 1, 0)
            elif char >= " ":
                self.put_char(char)

    def put_char(self, char):
        if self.column == self.columns:
            self.broken.add(self.row)
            self.put("\r\n")
        line = self.lines[self.row].ljust(self.column)
        self.lines[self.row] = line[: self.column] + char + line[self.column + 1 :]
        self.column += 1

    def obey(self, argument, command):
        count = int(argument) if argument.isdigit() else 1
        if command == "K":
            self.lines[self.row] = self.lines[self.row][: self.column]
        elif command == "C":
            self.column = min(self.column + count, self.columns - 1)
        elif command == "D":
            self.column = max(self.column - count, 0)
        elif command == "A":
            self.row = max(self.row - count, 0)

    def before_cursor(self):
        return self.lines[self.row][: self.column].ljust(self.column)


class Walk:
    def __init__(self, columns, rows, argv):
        self.rows = rows
        self.screen = Screen(columns)
        self.unread = 0  # the first row that was not on the screen at the last stop
        self.steps = []
        self.stops = 0
        self.asked = None  # the last question, and how often it was asked in a row
        self.tries = 0
        self.typed = ""  # which the terminal shows, too
        self.faults = []
        self.is_leaving = False  # a live view
        self.pending = b""  # printed, and not on the screen yet
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.execvp(argv[0], argv)

    def fault(self, what):
        self.faults.append(f"{self.steps[-1] if self.steps else 'beginning'}: {what}")

    def read(self):
        """More of what the program prints; false at its end, or when nothing comes."""
        if not select.select([self.terminal], [], [], PATIENCE_S)[0]:
            last = self.screen.before_cursor()
            self.fault(f"nothing says what to press: {last!r}")
            return False
        try:
            self.pending += os.read(self.terminal, 65536)
        except OSError:  # how a terminal says that nobody is there any more
            return False
        return True

    def type(self, keys):
        os.write(self.terminal, keys)

    def leave_view(self):
        """The live view has a screen of its own, which is not looked at here."""
        if VIEW_IS_READY in self.pending and not self.is_leaving:
            self.type(b"q")
            self.is_leaving = True
        if VIEW_CLOSES in self.pending:
            self.pending = self.pending.split(VIEW_CLOSES, 1)[1]
            self.is_leaving = False

    def show(self):
        """Moves what is pending to the screen, up to a view or something that is not complete."""
        while self.pending and not self.pending.startswith(VIEW_OPENS):
            sequence = ESCAPE.match(self.pending)
            if sequence:
                self.pending = self.pending[sequence.end() :]
                if sequence[2]:
                    self.screen.obey(sequence[1].decode(), sequence[2].decode())
                continue
            text = self.pending.split(b"\033", 1)[0]
            try:
                self.screen.put(text.decode())
            except UnicodeDecodeError:
                return
            self.pending = self.pending[len(text) :]
            if not text:
                return

    def answer(self):
        """What to type now; None if nothing is asked."""
        line = self.screen.before_cursor()
        for pattern, answers in STOPS:
            match = re.search(pattern, line)
            if match:
                self.note_step(match.groupdict().get("step"))
                self.tries = self.tries + 1 if line == self.asked and len(answers) > 1 else 0
                self.asked = line
                return answers[min(self.tries, len(answers) - 1)]
        return None

    def note_step(self, step):
        if step and step not in self.steps:
            self.steps.append(step)

    def look(self):
        lines = self.screen.lines[self.unread : self.screen.row + 1]
        written = [i for i, line in enumerate(lines) if line.strip() not in ("", self.typed)]
        if written and len(lines) - written[0] > self.rows:
            row = self.unread + written[0]
            self.fault(f"gone before it was read: {self.screen.lines[row]!r}")
        for row in sorted(self.screen.broken):
            self.fault(f"wider than the window: {self.screen.lines[row]!r}")
        self.screen.broken.clear()
        self.unread = self.screen.row + 1
        self.stops += 1

    def go(self):
        while self.read():
            self.show()
            if self.pending.startswith(VIEW_OPENS):
                self.leave_view()
                self.show()
            answer = None if self.pending else self.answer()
            if answer:
                self.look()
                self.type(answer.encode())
                self.typed = answer.strip()
                self.screen.put("\r")  # the echo writes over the question: it is not asked again
        os.close(self.terminal)  # hangs up, if the program is still there
        os.waitpid(self.child, 0)


def main():
    columns, rows = (int(part) for part in sys.argv[1].split("x"))
    walk = Walk(columns, rows, sys.argv[2:])
    walk.go()
    if "WALK_TRANSCRIPT" in os.environ:
        with open(os.environ["WALK_TRANSCRIPT"], "w", encoding="utf-8") as file:
            file.write("\n".join(walk.screen.lines) + "\n")
    for fault in walk.faults:
        print(fault)
    print(f"{len(walk.steps)} steps, {walk.stops} stops")
    return 1 if walk.faults else 0


sys.exit(main())
