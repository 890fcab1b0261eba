"""No layer and no room includes upwards: each folder of src may include only the folders named for
it, a room also only the rooms of its layer that are named before it."""
import pathlib
import re
import sys
import tempfile

BELOW_STUDY = {"num", "model", "theory", "digits", "run"}
MAY_INCLUDE = {
    "num": set(),
    "model": {"num"},
    "theory": {"num", "model"},
    "digits": {"num", "model"},
    "run": {"num", "model", "theory", "digits"},
    "study": BELOW_STUDY,
    "plot": BELOW_STUDY | {"study"},
    "figure": BELOW_STUDY | {"study", "plot"},
    "cli": BELOW_STUDY | {"study", "plot", "figure"},
    "app": BELOW_STUDY | {"study", "plot", "figure", "cli"},
    "bench": BELOW_STUDY | {"study", "plot", "figure", "cli", "app"},
}
# The rooms of a layer and what each may include of them; "" is what lies in the layer's own folder.
ROOMS = {
    "model": {
        "experiment": set(),
        "data": {"experiment"},
        "log": {"experiment", "data"},
        "network": {"experiment", "data"},
        "optimizer": {"experiment", "data", "network"},
        "record": {"experiment", "data", "network"},
        "step": {"experiment", "data", "network", "optimizer", "record"},
        "train": {"experiment", "data", "network", "optimizer", "record", "step"},
    },
    "study": {
        "": set(),
        "remedies": {""},
        "report": {""},
    },
    "theory": {
        "": {"remedies"},
        "remedies": {""},
    },
    "plot": {
        "draw": set(),
        "time": {"draw"},
        "plane": {"draw"},
        "space": {"draw", "plane"},
        "sweep": {"draw"},
        "digits": {"draw"},
    },
    "figure": {
        "check": set(),
        "": {"check"},
        "words": {"", "check"},
        "file": {"", "check", "words"},
    },
    "app": {
        "base": set(),
        "session": {"base"},
        "panel": {"base", "session"},
        "card": {"base", "session"},
        "sweep": {"base", "session"},
        "digits": {"base", "session"},
        "export": {"base", "session"},
        "window": {"base", "session", "panel", "card", "sweep", "digits", "export"},
    },
}
# Libraries that only some layers may know.
LIBRARIES = {
    r"gtk/|adwaita|epoxy": {"app", "bench"},
    r"pango/": {"plot", "figure", "app", "bench"},
    r"cairo": {"digits", "plot", "figure", "app", "bench"},
    r"cblas|lapacke|gsl/": {"num"},
    r"glib|gio/": set(MAY_INCLUDE) - {"num"},
}
# A .c with its .h is a unit; more of them in one folder, and nobody finds his way.
MOST_UNITS = 25
# Units that include each other, with the reason why: a whole and what was cut off it. Those still
# to be cut are listed, too, so that no new ones come.
TO_BE_CUT = "to be cut"
PAIRS = {
    ("num/small", "num/small_layers"):
        "the struct that small.c and small_steps.c share, and nobody else sees",
    ("model/train/trainer", "model/train/trainer_rewind", "model/train/trainer_state"):
        "one trainer in two files, and its struct between them",
    ("model/experiment/experiment_parameters", "model/experiment/parameter_rows"):
        "one table in two files, and how its rows are written",
    ("plot/plane/portrait", "plot/plane/portrait_pen"): "a portrait, and what its parts draw with",
}


def split(path):
    """("plot", "time") of plot/time/loss.h, ("study", "") of study/view.h."""
    parts = pathlib.PurePath(path).parts
    return (parts[0], "/".join(parts[1:-1]))


def find_violations(source):
    for path in sorted(source.rglob("*.[ch]")):
        layer, room = split(path.relative_to(source))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{path.relative_to(source.parent)}:{number}"
            if own := re.match(r'\s*#\s*include\s+"([^"]+)"', line):
                their_layer, their_room = split(own.group(1))
                if their_layer != layer:
                    if their_layer not in MAY_INCLUDE.get(layer, set()):
                        yield f"{place}: {layer} includes {own.group(1)}"
                elif their_room != room and their_room not in ROOMS.get(layer, {}).get(room, set()):
                    yield f"{place}: {layer}/{room} includes {own.group(1)}"
            elif system := re.match(r"\s*#\s*include\s+<([^>]+)>", line):
                for pattern, layers in LIBRARIES.items():
                    if re.match(pattern, system.group(1)) and layer not in layers:
                        yield f"{place}: {layer} includes <{system.group(1)}>"


def find_strangers(source):
    """Basenames are unique, each folder is a known layer or room, and none is overcrowded."""
    seen = {}
    folders = {}
    for path in sorted(source.rglob("*.[ch]")):
        folder = path.parent.relative_to(source)
        folders.setdefault(str(folder), set()).add(path.stem)
        if seen.setdefault(path.stem, folder) != folder:
            yield f"{path.name} is in {seen[path.stem]} and in {folder}"
    for folder, units in sorted(folders.items()):
        layer, room = split(folder + "/x")
        if layer not in MAY_INCLUDE:
            yield f"src/{folder} is no known layer"
        elif room not in ROOMS.get(layer, {"": None}):
            yield f"src/{folder} is no known room"
        if len(units) > MOST_UNITS:
            yield f"src/{folder} has {len(units)} units, at most {MOST_UNITS} are allowed"
    for layer, rooms in ROOMS.items():
        for room in rooms:
            if not any((source / layer / room).glob("*.[ch]")):
                yield f"src/{layer}/{room} is named here, but empty"


def read_graph(source):
    """What each unit includes: {"plot/time/loss": {"plot/draw/frame", ...}}."""
    graph = {}
    for path in sorted(source.rglob("*.[ch]")):
        unit = str(path.relative_to(source).with_suffix(""))
        included = re.findall(r'^\s*#\s*include\s+"([^"]+)\.h"', path.read_text(encoding="utf-8"), re.M)
        graph.setdefault(unit, set()).update(set(included) - {unit})
    return graph


def find_circles(graph):
    """The strongly connected components of more than one (Tarjan)."""
    index, low, stack, found = {}, {}, [], []

    def visit(unit):
        index[unit] = low[unit] = len(index)
        stack.append(unit)
        for other in sorted(graph.get(unit, ())):
            if other not in index:
                visit(other)
                low[unit] = min(low[unit], low[other])
            elif other in stack:
                low[unit] = min(low[unit], index[other])
        if low[unit] == index[unit]:
            circle = []
            while not circle or circle[-1] != unit:
                circle.append(stack.pop())
            if len(circle) > 1:
                found.append(tuple(sorted(circle)))

    for unit in sorted(graph):
        if unit not in index:
            visit(unit)
    return found


def find_unlisted_circles(source):
    circles = find_circles(read_graph(source))
    to_cut = [set(units) for units, reason in PAIRS.items() if reason == TO_BE_CUT]
    for circle in circles:
        if circle not in PAIRS and not any(units.issuperset(circle) for units in to_cut):
            yield f"in a circle: {', '.join(circle)}"
    for circle, reason in PAIRS.items():
        if circle not in circles and reason != TO_BE_CUT:
            yield f"no circle any more: {', '.join(circle)}"


def report(number, name, problems):
    problems = list(problems)
    print(f"{'not ok' if problems else 'ok'} {number} {name}")
    for problem in problems:
        print(f"# {problem}")


def find_blindness():
    """The search itself sees upward includes, a library in the wrong layer, and a circle."""
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "src"
        for name, text in {
            "model/data/bad.c": '#include "num/matrix.h"\n#include "run/worker.h"\n'
                                '#include <gtk/gtk.h>\n#include "model/train/trainer.h"\n',
            "plot/time/one.c": '#include "plot/time/two.h"\n',
            "plot/time/two.h": '#include "plot/time/one.h"\n',
        }.items():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_text(text)
        found = list(find_violations(source))
        circles = find_circles(read_graph(source))
    if len(found) != 3:
        yield f"three violations were made, found are {found}"
    if circles != [("plot/time/one", "plot/time/two")]:
        yield f"one circle was made, found are {circles}"


source = pathlib.Path(sys.argv[1]) / "src"
print("1..4")
report(1, "/tree/layers/includes", find_violations(source))
report(2, "/tree/layers/names", find_strangers(source))
report(3, "/tree/layers/circles", find_unlisted_circles(source))
report(4, "/tree/layers/sees-violations", find_blindness())
