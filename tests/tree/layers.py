"""No layer includes upwards: each folder of src may include only the folders named for it."""
import pathlib
import re
import sys
import tempfile

MAY_INCLUDE = {
    "num": set(),
    "model": {"num"},
    "theory": {"num", "model"},
    "digits": {"num", "model"},
    "run": {"num", "model", "theory", "digits"},
    "plot": {"num", "model", "theory", "digits", "run"},
    "cli": {"num", "model", "theory", "digits", "run", "plot"},
    "app": {"num", "model", "theory", "digits", "run", "plot", "cli"},
}
# Libraries that only some layers may know.
LIBRARIES = {
    r"gtk/|adwaita|epoxy": {"app"},
    r"pango/": {"plot", "app"},
    r"cairo": {"digits", "plot", "app"},
    r"cblas|lapacke|gsl/": {"num"},
    r"glib|gio/": set(MAY_INCLUDE) - {"num"},
}


def find_violations(source):
    for path in sorted(source.glob("*/*.[ch]")):
        layer = path.parent.name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{path.relative_to(source.parent)}:{number}"
            if own := re.match(r'\s*#\s*include\s+"([^"]+)"', line):
                folder = own.group(1).split("/")[0]
                if folder != layer and folder not in MAY_INCLUDE.get(layer, set()):
                    yield f"{place}: {layer} includes {own.group(1)}"
            elif system := re.match(r"\s*#\s*include\s+<([^>]+)>", line):
                for pattern, layers in LIBRARIES.items():
                    if re.match(pattern, system.group(1)) and layer not in layers:
                        yield f"{place}: {layer} includes <{system.group(1)}>"


def find_strangers(source):
    """Basenames are unique, and each .c has its .h (main.c apart)."""
    seen = {}
    for path in sorted(source.glob("*/*.c")):
        if path.stem in seen:
            yield f"{path.name} is in {seen[path.stem]} and in {path.parent.name}"
        seen[path.stem] = path.parent.name
    for folder in sorted(p.name for p in source.iterdir() if p.is_dir()):
        if folder not in MAY_INCLUDE:
            yield f"src/{folder} is no known layer"


def report(number, name, problems):
    problems = list(problems)
    print(f"{'not ok' if problems else 'ok'} {number} {name}")
    for problem in problems:
        print(f"# {problem}")


def find_blindness():
    """The search itself sees an upward include and a library in the wrong layer."""
    with tempfile.TemporaryDirectory() as folder:
        bad = pathlib.Path(folder) / "src" / "model" / "bad.c"
        bad.parent.mkdir(parents=True)
        bad.write_text('#include "num/matrix.h"\n#include "run/worker.h"\n#include <gtk/gtk.h>\n')
        found = list(find_violations(bad.parent.parent))
    if len(found) != 2:
        yield f"two violations were made, found are {found}"


source = pathlib.Path(sys.argv[1]) / "src"
print("1..3")
report(1, "/tree/layers/includes", find_violations(source))
report(2, "/tree/layers/names", find_strangers(source))
report(3, "/tree/layers/sees-violations", find_blindness())
