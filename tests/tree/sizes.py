"""No C file is longer than a reader takes in at once: 600 lines, and it is split by its subjects."""
import pathlib
import sys

LIMIT = 600

root = pathlib.Path(sys.argv[1])
lengths = {path.relative_to(root): len(path.read_text(encoding="utf-8").splitlines())
           for folder in ("src", "tests") for path in sorted((root / folder).rglob("*.[ch]"))}
too_long = {path: n for path, n in lengths.items() if n > LIMIT}
print("1..1")
print("not ok 1 /tree/sizes" if too_long or not lengths else "ok 1 /tree/sizes")
for path, n in too_long.items():
    print(f"# {path} has {n} lines, at most {LIMIT} are allowed: split it by its subjects")
