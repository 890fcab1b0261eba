"""A walk through every control by Tab, and back: none is left out, nameless, or a trap."""
import sys
import time

from program import (ALT, CONTROL, INTERACTIVE, KEY_1, KEY_2, KEY_3, KEY_E, KEY_ESCAPE, KEY_G,
                     KEY_RIGHT, KEY_TAB, PATIENCE, PAUSE, SHIFT, Atspi, Missing, Program,
                     click, has_state, iterate, run_tests, wait_until, walk)

MOST_STEPS = 300
BUTTON, TAB = Atspi.Role.PUSH_BUTTON, Atspi.Role.PAGE_TAB
# What takes keys wherever it stands; pictures do where they can have the focus.
PAGES = {"Learn": (KEY_1, "Phase portrait"), "Sweep": (KEY_2, "Results of the sweep"),
         "Digits": (KEY_3, "Accuracy")}
# The desktop has keys for them, and Tab passes them everywhere.
WINDOW_BUTTONS = {"Minimize", "Maximize", "Close"}
CONTROLS = INTERACTIVE - {Atspi.Role.PROGRESS_BAR, Atspi.Role.IMAGE}


def get_ancestors(node):
    """From the node outwards, up to its window."""
    while node is not None and node.get_role() != Atspi.Role.APPLICATION:
        yield node
        node = node.get_parent()


def is_expander(node):
    return node.get_role() == BUTTON and node.get_name().startswith("More about")


def is_control(node):
    """One that others may be part of, other than in."""
    return node.get_role() in INTERACTIVE and not is_expander(node)


def get_control(node):
    """The whole control: of a drop-down, say, whose button has the focus."""
    return ([a for a in get_ancestors(node) if is_control(a)] or [node])[-1]


def describe(node):
    return " in ".join(f"{a.get_role_name()} “{a.get_name()}”" for a in list(get_ancestors(node))[:4])


class Focus:
    """Where the focus goes, in order; a context manager."""

    def __enter__(self):
        self.seen = []
        self.listener = Atspi.EventListener.new(self._focused)
        self.listener.register("object:state-changed:focused")
        return self

    def __exit__(self, *_):
        self.listener.deregister("object:state-changed:focused")

    def _focused(self, event):
        if event.detail1 and (not self.seen or self.seen[-1] != event.source):
            self.seen.append(event.source)

    def wait_for_more(self, than, what):
        """Until more have had it than so many."""
        end = time.monotonic() + PATIENCE
        while len(self.seen) <= than and time.monotonic() < end:
            iterate(PAUSE)
        if len(self.seen) <= than:
            raise Missing(f"{what} from {describe(self.seen[-1]) if self.seen else 'the start'}")


def go_round(focus, program, modifier=None):
    """Presses Tab until the focus is where it first came to: all that had it meanwhile."""
    focus.seen.clear()
    for _ in range(MOST_STEPS):
        seen = len(focus.seen)
        program.press(KEY_TAB, modifier)
        focus.wait_for_more(seen, "the focus to go on")
        for i in range(max(seen, 1), len(focus.seen)):
            if focus.seen[i] == focus.seen[0]:
                return focus.seen[:i]
            assert focus.seen[i] not in focus.seen[:i], f"a trap: {describe(focus.seen[i])} again"
    raise Missing("an end of the round")


def has_room(node):
    """Not on a card's or a window's page that has never been shown: GTK tells no such state."""
    extents = node.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
    return extents.width > 0 and extents.height > 0


def find_controls(top, elsewhere=()):
    """All that can be used now, each as a whole; not on pages that are elsewhere."""
    usable = {}

    def can_be_used(part):
        if part not in usable:
            states = part.get_state_set()
            usable[part] = (states.contains(Atspi.StateType.VISIBLE)
                            and states.contains(Atspi.StateType.SENSITIVE))
        return usable[part]

    top.clear_cache()
    for node, ancestors in walk(top):
        path = (*ancestors, node)
        takes_keys = node.get_role() in CONTROLS or (
            node.get_role() == Atspi.Role.IMAGE and has_state(node, Atspi.StateType.FOCUSABLE))
        if (takes_keys and node.get_name() not in WINDOW_BUTTONS
                and not any(is_control(a) for a in ancestors)
                and not any(a in elsewhere for a in path) and has_room(node)
                and all(map(can_be_used, path))):
            yield node


def check_names(nodes):
    nameless = [describe(node) for node in nodes
                if not node.get_name() or node.get_name().startswith(("Gtk", "Adw", "App"))]
    assert not nameless, "the focus on what has no name: " + "; ".join(nameless)


def check_round(program, top, least, elsewhere=()):
    """Forward all of them, none twice; backward the same. Of so many at least: a walk that finds
    nothing would find nothing wrong."""
    with Focus() as focus:
        there = go_round(focus, program)
        back = go_round(focus, program, SHIFT)
    check_names(there)
    reached = [get_control(node) for node in there]
    controls = list(find_controls(top, elsewhere))
    left_out = [describe(node) for node in controls if node not in reached]
    assert not left_out, "out of Tab's reach: " + "; ".join(left_out)
    assert len(controls) >= least, f"{len(controls)} controls, not {least}"
    turned = [there[0]] + there[:0:-1]
    at = turned.index(back[0])
    assert back == turned[at:] + turned[:at], "another way back: " + "; ".join(map(describe, back))


def unfold(page):
    """Every expander, so that rarer controls are walked, too."""
    for node, _ in list(walk(page)):
        if is_expander(node):
            click(node)
            wait_until(lambda n=node: has_state(n, Atspi.StateType.EXPANDED), node.get_name())


def find_page(program, name):
    """The outermost accessible that has this page's plot, but not those of others."""
    chains = {page: list(get_ancestors(program.find(Atspi.Role.IMAGE, plot)))
              for page, (_, plot) in PAGES.items()}
    shared = [node for page, chain in chains.items() if page != name for node in chain]
    return [node for node in chains[name] if node not in shared][-1]


def show_page(program, name):
    key, plot = PAGES[name]
    tab, image = program.find(TAB, name), program.find(Atspi.Role.IMAGE, plot)
    program.press(key, ALT)
    wait_until(lambda: has_state(tab, Atspi.StateType.SELECTED), f"page {name} by its key")
    wait_until(lambda: has_room(image), f"{plot} to be laid out")


def check_page(program, name, least):
    pages = {page: find_page(program, page) for page in PAGES}
    show_page(program, name)
    unfold(pages.pop(name))
    check_round(program, program.window, least, tuple(pages.values()))


def test_learn(program):
    check_page(program, "Learn", 60)


def test_sweep(program):
    check_page(program, "Sweep", 12)


def test_digits(program):
    check_page(program, "Digits", 30)


def open_by(program, key, what):
    """Where the focus is once the key has opened something, outwards."""
    with Focus() as focus:
        program.press(key, CONTROL)
        focus.wait_for_more(0, f"{what} to take the focus")
        return list(get_ancestors(focus.seen[-1]))


def test_figures(program):
    """Each picture in the popover is a stop, and next to one by an arrow key; Escape closes it."""
    show_page(program, "Learn")
    chain = open_by(program, KEY_G, "the figures")
    table = next(node for node in chain if node.get_role() == Atspi.Role.TABLE)
    with Focus() as focus:
        there = go_round(focus, program)
        check_names(there)
        cells = [table.get_child_at_index(i) for i in range(table.get_child_count())]
        assert len(cells) > 20 and all(cell in there for cell in cells), "out of Tab's reach"
        at = cells.index(focus.seen[-1])
        program.press(KEY_RIGHT)
        focus.wait_for_more(len(focus.seen), "an arrow key to go on")
        assert focus.seen[-1] == cells[at + 1], describe(focus.seen[-1])
    with Focus() as focus:
        program.press(KEY_ESCAPE)
        program.press(KEY_TAB)
        focus.wait_for_more(0, "the focus to go on in the window")
        wait_until(lambda: table not in get_ancestors(focus.seen[-1]), "the popover to close")


def test_export(program):
    """A window of its own; Escape closes it. The last: without a window manager nobody gives the
    focus back."""
    show_page(program, "Learn")
    dialog = open_by(program, KEY_E, "the export dialog")[-1]
    application = program.window.get_parent()
    assert dialog != program.window, f"a dialog, not {describe(dialog)}"
    check_round(program, dialog, 10)
    program.press(KEY_ESCAPE)
    wait_until(lambda: not list(find_dialogs(application, program.window)), "the dialog to close")


def find_dialogs(application, window):
    application.clear_cache()
    for i in range(application.get_child_count()):
        child = application.get_child_at_index(i)
        if child is not None and child != window:
            yield child


TESTS = [test_learn, test_sweep, test_digits, test_figures, test_export]

if __name__ == "__main__":
    sys.exit(run_tests(TESTS, "/keyboard/"))
