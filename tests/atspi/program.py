"""The real program as a screen reader sees it: started, searched, driven, and waited for."""
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

PATIENCE = 200  # seconds for anything to come true: a machine may be busy
PAUSE = 0.05  # between two looks

# Keys to hold are named by their place on the keyboard that Xvfb has, those to type by X's symbols.
CONTROL, SHIFT, ALT = 37, 50, 64
KEY_TAB, KEY_ESCAPE, KEY_RIGHT, KEY_E, KEY_G = 0xff09, 0xff1b, 0xff53, 0x65, 0x67
KEY_SPACE, KEY_F9, KEY_BACK, KEY_1, KEY_2, KEY_3, KEY_P, KEY_Q, KEY_Z = (
    0x20, 0xffc6, 0xff08, 0x31, 0x32, 0x33, 0x70, 0x71, 0x7a)

INTERACTIVE = {Atspi.Role.PUSH_BUTTON, Atspi.Role.TOGGLE_BUTTON, Atspi.Role.SLIDER, Atspi.Role.TEXT,
               Atspi.Role.COMBO_BOX, Atspi.Role.SPIN_BUTTON, Atspi.Role.CHECK_BOX,
               Atspi.Role.PAGE_TAB, Atspi.Role.PROGRESS_BAR, Atspi.Role.IMAGE}


class Missing(AssertionError):
    """What was waited for did not come."""


def iterate(seconds):
    """One turn of the main loop, which comes after so long where nothing else happens."""
    source = GLib.timeout_source_new(int(1000 * seconds))
    source.set_callback(lambda *_: GLib.SOURCE_REMOVE)
    source.attach(None)
    GLib.MainContext.default().iteration(True)
    source.destroy()


def wait_until(condition, what):
    """The first truth of condition (); objects that vanish meanwhile are looked for again."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = condition()
        except GLib.Error:
            found = None
        if found:
            return found
        iterate(PAUSE)
    raise Missing(what)


def walk(node, ancestors=()):
    """Every accessible below node with its ancestors, outermost first."""
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child, ancestors
            yield from walk(child, ancestors + (child,))


def has_state(node, state):
    node.clear_cache()
    return node.get_state_set().contains(state)


def get_description(node):
    node.clear_cache()
    return node.get_description()


def get_text(node):
    text = node.get_text_iface()
    return text.get_text(0, text.get_character_count())


def click(node):
    action = node.get_action_iface()
    names = [action.get_action_name(i) for i in range(action.get_n_actions())]
    assert names, f"{node.get_name()} has no action"
    action.do_action(next((i for i, n in enumerate(names) if n in ("click", "activate")), 0))


def find_nameless(node):
    """Controls and pictures that a screen reader could only call by their class, or says twice."""
    for child, ancestors in walk(node):
        name = child.get_name()
        # Of a drop-down or menu button, that is named itself, or an icon within a button.
        inner = any(a.get_role() in INTERACTIVE for a in ancestors)
        if child.get_role() not in INTERACTIVE or inner:
            continue
        doubled = re.fullmatch(r"_?(.+) \1", name.replace("_", ""))
        if not name or re.match(r"(Gtk|Adw|App)[A-Z]", name) or "_" in name or doubled:
            path = " > ".join(a.get_name() or a.get_role_name() for a in ancestors[-4:])
            yield f"{child.get_role_name()} “{name}” in {path}"


def keep_driver():
    """As fixture_keep_driver() of tests/app, for the real program."""
    driver = os.environ.get("PLATEAU_KEEP_DRIVER", "")
    if not os.path.exists(driver):
        return {}
    options = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
    return {"LD_PRELOAD": driver, "ASAN_OPTIONS": options}


class Program:
    """Owns the process and a home folder of its own; a context manager."""

    def __init__(self, binary):
        self.binary = binary
        self.known = {}  # accessibles by role and name, as of the last look around

    def __enter__(self):
        Atspi.init()
        Atspi.set_timeout(1000 * PATIENCE, 1000 * PATIENCE)
        self.home = tempfile.TemporaryDirectory(prefix="plateau-")
        folders = {name: self.home.name for name in
                   ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
        self.process = subprocess.Popen(
            [self.binary],
            env=os.environ | folders | {"G_DEBUG": "fatal-warnings"} | keep_driver())
        self.window = wait_until(self._find_window, "the window")
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.home.cleanup()

    def _find_window(self):
        assert self.process.poll() is None, f"the program ended: {self.process.returncode}"
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(i)
            if application is not None and application.get_child_count() > 0:
                application.clear_cache()
                return application.get_child_at_index(0)
        return None

    def _look(self, role, name):
        if (role, name) not in self.known:
            self.known = {(node.get_role(), node.get_name()): node
                          for node, _ in reversed(list(walk(self.window)))}
        return self.known.get((role, name))

    def find(self, role, name):
        """The first accessible of that role and name, as soon as there is one."""
        return wait_until(lambda: self._look(role, name), f"{role.value_nick} “{name}”")

    @staticmethod
    def press(key, modifier=None):
        """Types a key by its symbol, as if at the keyboard."""
        if modifier is not None:
            Atspi.generate_keyboard_event(modifier, None, Atspi.KeySynthType.PRESS)
        Atspi.generate_keyboard_event(key, None, Atspi.KeySynthType.SYM)
        if modifier is not None:
            Atspi.generate_keyboard_event(modifier, None, Atspi.KeySynthType.RELEASE)


def run_tests(tests, folder):
    """Runs each on the same program, named by the arguments, which is then told in TAP."""
    tap = os.fdopen(int(sys.argv[2]), "w")
    print(f"1..{len(tests)}", file=tap, flush=True)
    failed = 0
    with Program(sys.argv[1]) as program:
        for number, test in enumerate(tests, 1):
            name = folder + test.__name__.removeprefix("test_").replace("_", "-")
            try:
                test(program)
                print(f"ok {number} {name}", file=tap, flush=True)
            except Exception:
                failed += 1
                trace = traceback.format_exc().strip().replace("\n", "\n# ")
                print(f"not ok {number} {name}\n# {trace}", file=tap, flush=True)
    return 1 if failed else 0
