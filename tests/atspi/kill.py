"""The real program, killed at random instants while it is used and saves: each time it comes back as
its files say, and its files are whole. PLATEAU_KILLS tells how often, PLATEAU_SEED from where."""
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import traceback

import gi
gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

PATIENCE = 300  # seconds: a machine may be busy
LONGEST_LIFE = 2.5  # seconds, of a program that is to be killed
MOST_WINDOWS = 3
APPLICATION = "io.github.plateau_lab.Plateau"
PLACE = "/io/github/plateau_lab/Plateau"
PAGES = ["learn", "sweep", "digits"]
FIGURES = ["2b", "2c", "3a", "4a", "6a", "2d"]


def text(value):
    return GLib.Variant("s", value)


# What is done at random: an action and its parameter.
DEEDS = [
    lambda r: ("win", "page", text(r.choice(PAGES))),
    lambda r: ("win", "figure", text(r.choice(FIGURES))),
    lambda r: ("win", "pin", None),
    lambda r: ("win", "pin", None),
    lambda r: ("win", "unpin-last", None),
    lambda r: ("win", "next-difference", None),
    lambda r: ("win", "log-loss", None),
    lambda r: ("win", "seeds", None),
    lambda r: ("win", "race", None),
    lambda r: ("win", "fork", None),
    lambda r: ("win", "go-start", None),
    lambda r: ("win", "stride", GLib.Variant("i", r.randint(-40, 40))),
    lambda r: ("win", "start", None),
    lambda r: ("win", "stop", None),
    lambda r: ("win", "undo", None),
    lambda r: ("win", "redo", None),
]


class Damaged(AssertionError):
    pass


def iterate(seconds):
    source = GLib.timeout_source_new(int(1000 * seconds) + 1)
    source.set_callback(lambda *_: GLib.SOURCE_REMOVE)
    source.attach(None)
    GLib.MainContext.default().iteration(True)
    source.destroy()


def wait_until(condition, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        iterate(0.01)
    raise Damaged(what)


class Program:
    def __init__(self, binary, home):
        self.home = pathlib.Path(home)
        self.state = self.home / "state" / "plateau"
        folders = {f"XDG_{name.upper()}_HOME": str(self.home / name)
                   for name in ("data", "state", "cache", "config")}
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
        self.process = subprocess.Popen([binary], env=os.environ | folders, stdin=subprocess.DEVNULL)

    def call(self, place, method, arguments, answer):
        """None where there is nobody, or no more."""
        try:
            return self.bus.call_sync(APPLICATION, place, "org.gtk.Actions", method, arguments,
                                      answer and GLib.VariantType(answer),
                                      Gio.DBusCallFlags.NO_AUTO_START, 1000 * PATIENCE, None)
        except GLib.Error:
            return None

    def describe(self, window):
        found = self.call(f"{PLACE}/window/{window}", "DescribeAll", None, "(a{s(bgav)})")
        return found and found.unpack()[0]

    def do(self, window, group, action, parameter):
        place = PLACE if group == "app" else f"{PLACE}/window/{window}"
        self.call(place, "Activate",
                  GLib.Variant("(sava{sv})", (action, [parameter] if parameter else [], {})), None)

    def kill(self):
        self.process.kill()
        self.process.wait()
        wait_until(lambda: not self.has_owner(), "the name on the bus")

    def has_owner(self):
        return self.bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                  GLib.Variant("(s)", (APPLICATION,)), None, 0, -1, None).unpack()[0]


def list_sessions(state):
    """In the order of their places."""
    def place(path):
        number = re.fullmatch(r"session(?:-(\d+))?", path.stem)[1]
        return int(number or 1)
    return sorted(state.glob("session*.ini"), key=place)


def read_session(path):
    """What a window is to show that comes back from it."""
    content = path.read_text(encoding="utf-8")
    if not content.startswith("[session]\nrun=# Plateau ") or not content.endswith("\n"):
        raise Damaged(f"{path.name} is not whole: {content!r}")
    run = content.split("\n")[1]
    return {"page": re.search(r"^page=(.*)$", content, re.M)[1],
            "log-loss": "\\nlog_loss = true\\n" in run,
            "fork": "\\nfork = " in run,
            "pinned": "\\npin_1 = " in run,
            "difference": int((re.search(r"\\ndifference = (\d)", run) or [0, 0])[1]) - 1,
            "seeds": "\\ncompare = seeds\\n" in run,
            "race": "\\ncompare = fusion\\n" in run}


def read_window(actions):
    """The same of a window that is there."""
    state = {name: actions[name][2][0] for name in ("page", "log-loss", "fork", "difference", "seeds",
                                                    "race")}
    return state | {"pinned": actions["unpin-last"][0]}


class Killed(Exception):
    pass


def look(program, window):
    """What the window says of itself, once it is there."""
    def ended_or_seen():
        if program.process.poll() is not None:
            raise Killed
        return program.describe(window)
    return wait_until(ended_or_seen, f"window {window}")


def check_restored(program, expected):
    for i, session in enumerate(expected, 1):
        if read_window(look(program, i)) != session:
            raise Damaged(f"{read_window(look(program, i))} came back from {session}")
    look(program, max(len(expected), 1))


def use(program, windows, randomness):
    """Until it is killed. How much was done."""
    deeds = 0
    while program.process.poll() is None:
        if windows < MOST_WINDOWS and randomness.random() < 0.005:
            windows += 1
            program.do(1, "app", "new-window", None)
        program.do(randomness.randint(1, windows), *randomness.choice(DEEDS)(randomness))
        deeds += 1
        iterate(randomness.expovariate(20))
    return deeds


def live(binary, home, randomness):
    """One life of the program, from the session of the last one to its kill."""
    state = pathlib.Path(home) / "state" / "plateau"
    expected = [read_session(path) for path in list_sessions(state)]
    program = Program(binary, home)
    kill = threading.Timer(randomness.uniform(0, LONGEST_LIFE), program.process.kill)
    early = randomness.random() < 0.1  # on its way to its window
    deeds = 0
    try:
        if early:
            kill.start()
        check_restored(program, expected)
        if not early:
            kill.start()
        deeds = use(program, max(len(expected), 1), randomness)
    except Killed:
        pass
    finally:
        kill.cancel()
        program.kill()
    if program.process.returncode != -9:
        raise Damaged(f"it ended by itself: {program.process.returncode}")
    aside = list(state.glob("kept-*"))
    if aside:
        raise Damaged(f"{aside} could not be read: {aside[0].read_text()!r}")
    return deeds


def main():
    tap = os.fdopen(int(sys.argv[2]), "w")
    kills = int(os.environ.get("PLATEAU_KILLS", 8))
    seed = int(os.environ.get("PLATEAU_SEED", 1))
    randomness = random.Random(seed)
    deeds = done = 0
    print("1..1", file=tap)
    with tempfile.TemporaryDirectory(prefix="plateau-") as home:
        try:
            for done in range(kills):
                deeds += live(sys.argv[1], home, randomness)
            print(f"ok 1 /kill/window\n# {kills} kills, {deeds} deeds, seed {seed}", file=tap)
        except Exception:
            trace = traceback.format_exc().strip().replace("\n", "\n# ")
            print(f"not ok 1 /kill/window\n# kill {done + 1}, seed {seed}\n# {trace}", file=tap)
            sys.exit(1)


main()
