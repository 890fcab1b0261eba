"""No test sleeps: it waits until something holds (tests/waiting.h), or sets the clock
(app/base/clock.h)."""
import pathlib
import re
import sys

SLEEP = re.compile(r"\b(g_usleep|usleep|nanosleep|sleep)\s*\(|\btime\.sleep\b|^\s*sleep\s+[\d.$]", re.M)

root = pathlib.Path(sys.argv[1])
found = [(path.relative_to(root), text[:match.start()].count("\n") + 1)
         for path in sorted((root / "tests").rglob("*"))
         if path.is_file() and path.resolve() != pathlib.Path(__file__).resolve() and path.suffix != ".png"
         for text in [path.read_text(encoding="utf-8", errors="replace")]
         for match in SLEEP.finditer(text)]
blind = [text for text in ("g_usleep (500);", "time.sleep(1)", "  sleep 5\n") if not SLEEP.search(text)]
print("1..1")
print("not ok 1 /tree/waiting" if found or blind else "ok 1 /tree/waiting")
for path, line in found:
    print(f"# {path}:{line} sleeps")
for text in blind:
    print(f"# not seen: {text}")
