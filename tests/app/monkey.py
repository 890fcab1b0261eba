"""A monkey at the real program: keys, clicks, drags, wheel, files and dialogs by X's own events.

monkey.py PROGRAM [SECONDS [SEED [FOLDER]]]; speaks TAP. Twenty seconds, unless told otherwise; in
ten minutes memory is looked at, too, each time with the same small run at rest. It opens the files below, and those of FOLDER. Chances are drawn from the seed, which is told: what a busy machine
makes of them may differ. It touches no file but those of its own folder: where a file is to be chosen,
it types the name of one."""
import ctypes
import os
import pathlib
import random
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

SECONDS = 20
PAUSE = 0.02  # seconds between two events: a quick hand
INSISTENCE = 5  # seconds until a window that asks is to be closed again
PATIENCE = 60  # seconds for the window to come
SETTLED = 120  # seconds, from when on memory is not to grow
PERIOD = 60  # seconds between two looks at it
MOST_TRIES = 10  # to close another window that asks
REST = 5  # seconds until a small run is over, and its memory given back
GROWTH = 20  # megabytes
# Whatever is critical, and warnings of ours.
BAD = re.compile(r"CRITICAL|Plateau-WARNING|ERROR|Sanitizer|runtime error")
# GTK's own: of a tooltip whose window is gone (see window_fixture.c), of a window dragged off the
# screen where no window manager keeps it, of a list of files that is sorted while it is searched, of
# the print dialog's printers when it is closed.
KNOWN = re.compile(r"gdk_surface_get_device_position: assertion|"
                   r"_gtk_widget_find_at_coords: assertion|gdk_monitor_get_geometry: assertion|"
                   r"gtk_tree_sortable_\w+: assertion|gtk_column_view_get_model: assertion|"
                   r"gtk_single_selection_get_selected_item: assertion")
SCREEN = (2560, 1600)  # pixels, as `display` has it
CHOOSERS = ("Open", "Save", "Export", "Choose", "Folder")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
NAMED = ["Tab", "Return", "space", "Escape", "Left", "Right", "Up", "Down", "Home", "End", "Prior",
         "Next", "Delete", "BackSpace", "F1", "F9", "F10", "F11", "plus", "minus", "comma", "period",
         "slash", "question", "bracketleft", "bracketright"]
MODIFIERS = ["Control_L", "Shift_L", "Alt_L"]
# They end the program, open another window, which takes memory of its own, or call for what no test
# may meet: GTK's inspector, and its print dialog.
FORBIDDEN = {("Control_L", "q"), ("Control_L", "w"), ("Control_L", "n"), ("Control_L", "d"),
             ("Control_L", "i"), ("Control_L", "p")}
FILES = {
    "deep.plateau": "[network]\ndepth = 4\nfusion = 2\nwidth = 20\n[data]\nrho = 0.4\n",
    "relu.plateau": "[network]\nactivation = relu\nwidth = 20\n[data]\nsource = vector\n",
    "own.plateau": "[data]\nsource = file\nfile = table.csv\ninputs_a = 1\n",
    "table.csv": "a,b,c,y\n1,0,5,2\n-1,2,5,0\n3,1,5,7\n1,1,5,3\n",
    "twice.plateau": "[data]\nrho = 0.4\nrho = 0.5\n",
    "sweep.ini": "[sweep]\nx = rho -0.5:0.5:5\nfamily = fusion 1 2\nseeds = 2\n[network]\nwidth = 10\n",
    "nothing.svg": "",
}
TYPED = ["0.5", "-1", "3", "1e9", "nan", "", "100", "0.001", "7,5"]


class Attributes(ctypes.Structure):
    """XWindowAttributes, up to where windows are on the screen."""
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int),
                ("height", ctypes.c_int), ("border", ctypes.c_int), ("depth", ctypes.c_int),
                ("visual", ctypes.c_void_p), ("root", ctypes.c_ulong), ("class_", ctypes.c_int),
                ("gravities", ctypes.c_int * 2), ("store", ctypes.c_int),
                ("planes", ctypes.c_ulong * 2), ("under", ctypes.c_int), ("map", ctypes.c_ulong),
                ("installed", ctypes.c_int), ("state", ctypes.c_int), ("masks", ctypes.c_long * 3),
                ("unmanaged", ctypes.c_int), ("rest", ctypes.c_byte * 64)]


class Message(ctypes.Structure):
    """XClientMessageEvent, as long as any XEvent."""
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("sent", ctypes.c_int),
                ("display", ctypes.c_void_p), ("window", ctypes.c_ulong), ("kind", ctypes.c_ulong),
                ("format", ctypes.c_int), ("data", ctypes.c_long * 5), ("rest", ctypes.c_long * 16)]


CLIENT_MESSAGE = 33
ERROR_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class Screen:
    """Pointer and keyboard of a display, and its windows."""

    def __init__(self):
        self.x11 = ctypes.CDLL("libX11.so.6")
        self.test = ctypes.CDLL("libXtst.so.6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XInternAtom.restype = ctypes.c_ulong
        self.ignore = ERROR_HANDLER(lambda *_: 0)  # windows go while they are asked about
        self.x11.XSetErrorHandler(self.ignore)
        self.display = ctypes.c_void_p(self.x11.XOpenDisplay(None))
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.display))

    def flush(self):
        self.x11.XSync(self.display, 0)

    def move(self, x, y):
        self.test.XTestFakeMotionEvent(self.display, 0, int(x), int(y), 0)

    def button(self, number, down):
        self.test.XTestFakeButtonEvent(self.display, number, down, 0)

    def code(self, name):
        symbol = self.x11.XStringToKeysym(name.encode())
        return self.x11.XKeysymToKeycode(self.display, ctypes.c_ulong(symbol))

    def key(self, name, modifiers=()):
        codes = [self.code(m) for m in modifiers] + [self.code(name)]
        for code in codes:
            self.test.XTestFakeKeyEvent(self.display, code, 1, 0)
        for code in reversed(codes):
            self.test.XTestFakeKeyEvent(self.display, code, 0, 0)

    def name(self, window):
        text = ctypes.c_char_p()
        self.x11.XFetchName(self.display, window, ctypes.byref(text))
        return (text.value or b"").decode("utf-8", "replace")

    def windows(self):
        """Those to be seen, from the lowest to the highest: (name, x, y, width, height, window), the
        window of those that a window manager would care for, else None. Names are those of Latin
        letters."""
        root, parent, n = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        children = ctypes.POINTER(ctypes.c_ulong)()
        self.x11.XQueryTree(self.display, self.root, ctypes.byref(root), ctypes.byref(parent),
                            ctypes.byref(children), ctypes.byref(n))
        found = []
        for i in range(n.value):
            window, a = ctypes.c_ulong(children[i]), Attributes()
            self.x11.XGetWindowAttributes(self.display, window, ctypes.byref(a))
            if a.state != 2 or a.width <= 10 or a.height <= 10:
                continue
            name = self.name(window)
            # Without a window manager one that is dragged away stays away.
            if not a.unmanaged and not (0 <= a.x <= SCREEN[0] - a.width and 0 <= a.y <= SCREEN[1] - a.height):
                self.x11.XMoveWindow(self.display, window, 0, 0)
            found.append((name, a.x, a.y, a.width, a.height, None if a.unmanaged else window))
        if n.value > 0:
            self.x11.XFree(children)
        return found

    def is_dialog(self, window):
        """Whether it belongs to another one."""
        owner = ctypes.c_ulong()
        return self.x11.XGetTransientForHint(self.display, window, ctypes.byref(owner)) != 0

    def focus(self, window):
        self.x11.XSetInputFocus(self.display, window, 1, ctypes.c_ulong(0))

    def close(self, window):
        """As a window manager asks for it."""
        kind, what = (self.x11.XInternAtom(self.display, name, 0)
                      for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
        message = Message(CLIENT_MESSAGE, 0, 1, self.display, window, kind, 32, (what, 0, 0, 0, 0))
        self.x11.XSendEvent(self.display, window, 0, ctypes.c_long(0), ctypes.byref(message))


class Program:
    """The process, its folder, and what it has said on standard error."""

    def __init__(self, binary, more):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="plateau-monkey-"))
        self.files = [self.folder / name for name in FILES] + [self.folder / "missing.plateau"]
        for name, text in FILES.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        for path in sorted(pathlib.Path(more).rglob("*")) if more else []:
            if path.is_file() and path.stat().st_size < 1 << 20:
                self.files.append(shutil.copy(path, self.folder / path.name))
        # Without a button that closes the window: it would be pressed before long.
        settings = self.folder / "config" / "gtk-4.0" / "settings.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text("[Settings]\ngtk-decoration-layout=:\n", encoding="ascii")
        home = {f"XDG_{name}_HOME": str(self.folder / name.lower())
                for name in ("DATA", "STATE", "CACHE", "CONFIG")}
        self.environment = os.environ | home | {"HOME": str(self.folder), "G_ENABLE_DIAGNOSTIC": "0"}
        self.environment.pop("G_DEBUG", None)  # all of them are counted, not only the first
        self.said = b""
        self.binary = binary
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.binary], cwd=self.folder, env=self.environment,
                                        stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
        os.set_blocking(self.process.stderr.fileno(), False)

    def listen(self, seconds):
        """Waits so long at most for something to be said. Whether the program lives."""
        if select.select([self.process.stderr], [], [], seconds)[0]:
            self.said += self.process.stderr.read() or b""
        return self.process.poll() is None

    def get_complaints(self):
        lines = self.said.decode("utf-8", "replace").splitlines()
        return [line for line in lines
                if BAD.search(line) and not KNOWN.search(line)]

    def get_megabytes(self):
        """Of resident memory."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(re.search(r"^VmRSS:\s+(\d+) kB", text, re.M)[1]) / 1024

    def count_windows(self):
        """Those that keep a session: each holds the lock of its own."""
        folder = pathlib.Path(f"/proc/{self.process.pid}/fd")
        return sum(os.readlink(link).endswith(".lock") for link in folder.iterdir()
                   if link.is_symlink())

    def look(self):
        return self.get_megabytes(), self.count_windows()

    def end(self):
        self.process.kill()
        self.process.wait()
        for core in self.folder.glob("core*"):
            shutil.move(core, tempfile.gettempdir())
        shutil.rmtree(self.folder, ignore_errors=True)


class Monkey:
    def __init__(self, screen, program, seed):
        self.screen, self.program = screen, program
        self.chance = random.Random(seed)
        self.done = {}
        self.asked = 0  # how often in a row the same dialog was answered
        self.kept = None  # the window that stays
        self.closed = {}  # windows, and when they were asked to

    def choose_place(self):
        """Somewhere in the window on top."""
        windows = self.screen.windows() or [("", 0, 0, 1, 1, None)]
        _, x, y, width, height, _ = windows[-1]
        return x + self.chance.randrange(width), y + self.chance.randrange(height)

    def press_key(self):
        name = self.chance.choice(NAMED + list(LETTERS))
        modifiers = self.chance.sample(MODIFIERS, self.chance.choice([0, 0, 0, 1, 1, 2]))
        if name != "Return" and all((m, name) not in FORBIDDEN for m in modifiers):
            self.screen.key(name, modifiers)

    def press_page(self):
        self.screen.key(self.chance.choice("123"), ["Alt_L"])

    def type_text(self, text=None):
        for letter in self.chance.choice(TYPED) if text is None else text:
            self.type_letter(letter)
        self.screen.key("Return")

    def type_letter(self, letter):
        names = {".": "period", "-": "minus", ",": "comma", "/": "slash", "_": "underscore"}
        shift = ["Shift_L"] if letter.isupper() or letter == "_" else []
        name = "minus" if letter == "_" else names.get(letter, letter)
        self.screen.key(name, shift)

    def click(self):
        self.screen.move(*self.choose_place())
        number = self.chance.choice([1] * 8 + [2, 3])
        for _ in range(self.chance.choice([1, 1, 1, 2, 3])):
            self.screen.button(number, 1)
            self.screen.button(number, 0)

    def drag(self):
        x, y = self.choose_place()
        to_x, to_y = self.choose_place()
        self.screen.move(x, y)
        self.screen.button(1, 1)
        for i in range(1, 9):
            self.screen.move(x + (to_x - x) * i / 8, y + (to_y - y) * i / 8)
            self.screen.flush()
            self.program.listen(PAUSE / 4)
        self.screen.button(1, 0)

    def scroll(self):
        self.screen.move(*self.choose_place())
        for _ in range(self.chance.randrange(1, 6)):
            number = self.chance.choice([4, 5, 4, 5, 6, 7])
            self.screen.button(number, 1)
            self.screen.button(number, 0)

    def escape(self):
        for _ in range(3):
            self.screen.key("Escape")

    def open_file(self):
        """What asks for a file is answered when it is there: see answer()."""
        self.screen.key("o", ["Control_L"])

    def save_file(self):
        self.screen.key("s", self.chance.choice([["Control_L"], ["Control_L", "Shift_L"]]))

    def answer(self):
        """A dialog that asks for a file gets a name in the own folder, or is left."""
        windows = [w for w in self.screen.windows() if w[0]]
        if windows and windows[-1][0].startswith("Print"):  # GTK's own, which complains of itself
            self.escape()
            return True
        if not windows or not windows[-1][0].startswith(CHOOSERS):
            self.asked = 0
            return False
        self.asked += 1
        name, x, y, width, height, _ = windows[-1]
        self.screen.move(x + width // 2, y + height // 2)
        if self.asked > 1 or self.chance.random() < 0.2:
            self.escape()
        elif name.startswith(("Save", "Export")):
            self.screen.key("a", ["Control_L"])
            self.type_text(str(self.program.folder / f"mine{self.chance.randrange(9)}.plateau"))
        else:
            self.type_text(str(self.chance.choice(self.program.files)))
        self.done["answer"] = self.done.get("answer", 0) + 1
        return True

    ACTS = [(press_key, 30), (press_page, 2), (type_text, 6), (click, 40), (drag, 10), (scroll, 12),
            (escape, 4), (open_file, 2), (save_file, 1)]

    def keep_one_window(self):
        """Another one, which a menu has opened, is closed again: its memory is to come back."""
        windows = [w.value for *_, w in self.screen.windows()
                   if w is not None and not self.screen.is_dialog(w)]
        if self.kept not in windows:
            self.kept = windows[0] if windows else None
        now = time.monotonic()
        for window in windows:
            if window != self.kept and now > self.closed.get(window, 0) + INSISTENCE:
                self.closed[window] = now
                self.screen.close(window)
                self.done["close"] = self.done.get("close", 0) + 1

    def rest(self):
        """Nothing is open, nothing computed, and the same small run is there: what memory is then
        can be compared."""
        for _ in range(MOST_TRIES):
            if not self.program.listen(0) or self.program.count_windows() <= 1:
                break
            self.take_keys()
            self.escape()
            self.closed = {}
            self.keep_one_window()
            self.screen.flush()
            self.wait(1)
            self.screen.key("d", ["Alt_L"])  # discards, where it is asked
            self.screen.flush()
            self.wait(1)
        for _ in range(3):
            self.take_keys()
            self.escape()
            for page in "231":
                self.screen.key(page, ["Alt_L"])
                self.screen.key("period", ["Control_L"])
            self.screen.flush()
            self.wait(1)
        self.take_keys()
        self.open_file()
        self.screen.flush()
        self.wait(2)
        self.type_text(str(self.program.files[0]))
        self.screen.flush()
        self.wait(REST)

    def take_keys(self):
        """Gives them to the window on top, as a window manager does when another one has gone."""
        windows = [w for *_, w in self.screen.windows() if w is not None]
        if windows:
            self.screen.focus(windows[-1])

    def wait(self, seconds):
        end = time.monotonic() + seconds
        while self.program.listen(PAUSE) and time.monotonic() < end:
            pass

    def act(self):
        self.keep_one_window()
        if self.answer():
            return
        acts, weights = zip(*self.ACTS)
        act = self.chance.choices(acts, weights)[0]
        self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
        act(self)


def report(ok, program, monkey, memory, reason):
    print(f"{'ok' if ok else 'not ok'} 1 /monkey")
    print("# " + ", ".join(f"{n} {name}" for name, n in sorted(monkey.done.items())))
    if memory:
        print("# MB: " + ", ".join(f"{second:.0f} s {size:.0f} (after {age:.0f} s, {windows} windows)"
                                   for second, age, size, windows in memory))
    for line in reason + program.get_complaints()[:20]:
        print(f"# {line}")
    if not ok:
        print("\n".join("# " + line for line in program.said.decode("utf-8", "replace").splitlines()[-60:]
                        if BAD.search(line)))


def wait_for_window(program, screen):
    end = time.monotonic() + PATIENCE
    while not screen.windows() and program.listen(PAUSE) and time.monotonic() < end:
        pass


def play(program, screen, monkey, seconds):
    """The memory at times, each with the program's age, and why it failed. A program that is closed
    is started again."""
    begin = started = time.monotonic()
    memory, due = [], SETTLED
    while (now := time.monotonic()) - begin < seconds:
        if now - started >= due:
            due += PERIOD
            monkey.rest()
            memory.append((now - begin, now - started, *program.look()))
        monkey.act()
        screen.flush()
        if program.listen(PAUSE):
            continue
        if program.process.returncode != 0:
            return memory, [f"the program ended after {now - begin:.0f} s: {program.process.returncode}"]
        monkey.done["closed"] = monkey.done.get("closed", 0) + 1
        program.start()
        wait_for_window(program, screen)
        started, due = time.monotonic(), SETTLED
    return memory, []


def check_memory(memory):
    """In each life of the program, at the last look against the first. What is between is told: some
    of it is work that goes on."""
    lives = []
    for _, age, size, _ in memory:
        if age < SETTLED + PERIOD:
            lives.append([])
        lives[-1].append(size)
    return [f"memory grew from {sizes[0]:.0f} to {sizes[-1]:.0f} MB" for sizes in lives
            if sizes[-1] > sizes[0] + GROWTH]


def main():
    binary, seconds, seed, more = sys.argv[1:] + [SECONDS, 1, None][len(sys.argv) - 2:]
    binary, seconds, seed = pathlib.Path(binary).absolute(), float(seconds), int(seed)
    print(f"1..1\n# seed {seed}", flush=True)
    try:
        screen = Screen()
    except OSError as error:
        print(f"ok 1 /monkey # SKIP {error}")
        return 0
    program = Program(binary, more)
    monkey = Monkey(screen, program, seed)
    wait_for_window(program, screen)
    memory, reason = play(program, screen, monkey, seconds)
    reason += check_memory(memory)
    ok = not reason and not program.get_complaints()
    report(ok, program, monkey, memory, reason)
    program.end()
    return 0 if ok else 1


sys.exit(main())
