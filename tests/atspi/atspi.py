"""What a screen reader and a keyboard find in the real program, over AT-SPI; speaks TAP."""
import math
import sys

from program import (ALT, CONTROL, KEY_1, KEY_2, KEY_3, KEY_P, KEY_Q, KEY_SPACE, KEY_TAB, KEY_Z,
                     PATIENCE, Atspi, Program, click, find_nameless, get_description, get_text,
                     has_state, run_tests, wait_until)

BUTTON, SLIDER, IMAGE, TAB = (Atspi.Role.PUSH_BUTTON, Atspi.Role.SLIDER, Atspi.Role.IMAGE,
                              Atspi.Role.PAGE_TAB)

# Name, least and greatest position, a position to go to, what the entry beside it then says.
# Learning rate and initial norm go by the power of ten, the fusion layer up to the depth.
SLIDERS = [("Correlation rho", -1, 1, 0.5, "0.50"),
           ("Spread sigma A over sigma B", 0.2, 4, 3, "3.00"),
           ("Depth L", 2, 8, 3, "3"),
           ("Fusion layer L f", 1, 3, 2, "2"),
           ("Initial norm u 0", -12, 0, -1, "0.1"),
           ("Learning rate eta", -4, 0, -1, "0.1")]

BUTTONS = ["Sidebar", "Figures", "Undo", "Export", "Menu", "Play", "Back to the start", "To the end",
           "Speed", "All fusion layers", "20 seeds", "Pin This Run", "Fork Here", "Run the sweep",
           "Stop the sweep", "Train", "Pause", "Stop", "Fill the Table"]

PLOTS = {"learn": ["Loss", "Weight of each modality", "Phase portrait", "First-layer features"],
         "sweep": ["Results of the sweep"],
         "digits": ["Accuracy", "Pairs of images", "Time ratio of every fusion layer"]}


def test_names(program):
    nameless = list(find_nameless(program.window))
    assert not nameless, "without a name of its own: " + "; ".join(nameless)


def test_buttons(program):
    for name in BUTTONS:
        program.find(BUTTON, name)


def test_sliders(program):
    for name, least, greatest, position, _ in SLIDERS:
        value = program.find(SLIDER, name).get_value_iface()
        assert math.isclose(value.get_minimum_value(), least), f"{name} from {least}"
        value.set_current_value(position)
        wait_until(lambda: abs(value.get_current_value() - position) < 1e-6, f"{name} at {position}")
        assert value.get_maximum_value() == greatest, f"{name} up to {greatest}"


def test_entries(program):
    """Sliders set in the test before show in the entries of the same names."""
    for name, *_, text in SLIDERS:
        entry = program.find(Atspi.Role.TEXT, name)
        wait_until(lambda: get_text(entry) == text, f"{name}: {text}, not {get_text(entry)}")


def test_plots_speak(program):
    """Another correlation, another run: each plot of the page says something else."""
    rho = program.find(SLIDER, "Correlation rho").get_value_iface()
    for plot in (program.find(IMAGE, name) for name in PLOTS["learn"][:2]):
        before = wait_until(lambda: get_description(plot), f"{plot.get_name()} to speak")
        rho.set_current_value(rho.get_current_value() - 0.25)
        wait_until(lambda: get_description(plot) not in ("", before), f"other words than: {before}")
    for name in PLOTS["learn"][2:]:
        plot = program.find(IMAGE, name)
        wait_until(lambda: get_description(plot), f"{name} to speak")


def test_undo(program):
    rho = program.find(SLIDER, "Correlation rho").get_value_iface()
    before = rho.get_current_value()
    rho.set_current_value(-0.5)
    wait_until(lambda: rho.get_current_value() == -0.5, "rho = -0.5")
    program.press(KEY_Z, CONTROL)
    wait_until(lambda: rho.get_current_value() != -0.5, f"rho back at {before}")


def test_playhead(program):
    """A value like a slider's, which the space bar moves on; nobody can set it before the run that
    the test before began has come so far."""
    playhead = program.find(SLIDER, "Playhead").get_value_iface()

    def is_set():
        playhead.set_current_value(10)
        return playhead.get_current_value() == 10

    wait_until(is_set, "the playhead at 10")
    assert playhead.get_maximum_value() > 10, "a run longer than ten epochs"
    program.press(KEY_SPACE)
    wait_until(lambda: playhead.get_current_value() > 10, "the playhead to move")
    program.press(KEY_SPACE)
    program.find(BUTTON, "Play")


def test_keys(program):
    """P pins the run: a row with a button of its own comes."""
    program.press(KEY_P)
    program.find(BUTTON, "Remove pin 1")


def test_pages(program):
    """By a click and by the keyboard; what is drawn there has words."""
    for page, key in (("Sweep", KEY_2), ("Digits", KEY_3), ("Learn", KEY_1)):
        tab = program.find(TAB, page)
        program.press(key, ALT)
        wait_until(lambda: has_state(tab, Atspi.StateType.SELECTED), f"page {page} by its key")
        for name in PLOTS[page.lower()]:
            plot = program.find(IMAGE, name)
            wait_until(lambda: get_description(plot), f"{name} to speak")
        if page == "Sweep":  # the space bar now is the sweep's: its points come
            results = program.find(IMAGE, PLOTS["sweep"][0])
            before = get_description(results)
            program.press(KEY_SPACE)
            wait_until(lambda: get_description(results) != before, f"other words than: {before}")
    for page in ("Digits", "Sweep"):
        tab = program.find(TAB, page)
        click(tab)
        wait_until(lambda: has_state(tab, Atspi.StateType.SELECTED), f"page {page} by a click")


def test_undo_in_text(program):
    """What is typed into a sweep's text is undone by the same key as all else."""
    program.press(KEY_2, ALT)
    click(program.find(BUTTON, "Text"))
    text = program.find(Atspi.Role.TEXT, "Text of the sweep")
    before = wait_until(lambda: get_text(text), "a text")

    def is_reached():
        if not has_state(text, Atspi.StateType.FOCUSED):
            program.press(KEY_TAB)
        return has_state(text, Atspi.StateType.FOCUSED)

    wait_until(is_reached, "the focus in the text")
    program.press(KEY_P)
    wait_until(lambda: get_text(text) != before, "another text")
    program.press(KEY_Z, CONTROL)
    wait_until(lambda: get_text(text) == before, "the text as it was")


def test_quits(program):
    program.press(KEY_Q, CONTROL)
    assert program.process.wait(PATIENCE) == 0, "an end without complaint"


TESTS = [test_names, test_buttons, test_sliders, test_entries, test_plots_speak, test_undo,
         test_playhead, test_keys, test_pages, test_undo_in_text, test_quits]


if __name__ == "__main__":
    sys.exit(run_tests(TESTS, "/atspi/"))
