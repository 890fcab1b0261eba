"""Every C file is as .clang-format says (with Debian 12's clang-format, else skipped)."""
import pathlib
import shutil
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
print("1..1")
if shutil.which("clang-format") is None:
    print("ok 1 /tree/format # SKIP clang-format is not installed")
    sys.exit()
version = subprocess.run(["clang-format", "--version"], capture_output=True, text=True).stdout
if "version 14." not in version:
    print(f"ok 1 /tree/format # SKIP another version formats differently: {version.strip()}")
    sys.exit()
files = sorted(str(p) for folder in ("src", "tests") for p in (root / folder).rglob("*.[ch]"))
result = subprocess.run(["clang-format", "--dry-run", "-Werror", *files],
                        capture_output=True, text=True)
print("ok 1 /tree/format" if result.returncode == 0 else "not ok 1 /tree/format")
for line in result.stderr.splitlines():
    if "error:" in line:
        print(f"# {line}")
