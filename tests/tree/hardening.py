"""The program is built so that a mistake in it is hard to make use of. hardening.py PROGRAM
fortified|plain"""
import re
import subprocess
import sys


def read(program):
    command = ["readelf", "--wide", "--file-header", "--program-headers", "--dynamic", "--symbols"]
    return subprocess.run([*command, program], capture_output=True, text=True, check=True).stdout


def find_missing(text, fortified):
    """What is not there of it, by the name of what asks for it."""
    expected = {
        "PIE": r"Type:\s+DYN",
        "relro": r"^\s*GNU_RELRO\b",
        "now": r"\((?:FLAGS|FLAGS_1|BIND_NOW)\).*NOW|\(BIND_NOW\)",
        "no executable stack": r"^\s*GNU_STACK\b.*\bRW ",
        "stack protector": r"\b__stack_chk_fail\b",
    }
    if fortified:
        expected["fortified functions"] = r"\b__(?!stack)\w+_chk\b"
    return [name for name, pattern in expected.items() if not re.search(pattern, text, re.M)]


def main():
    fortified = sys.argv[2] == "fortified"
    missing = find_missing(read(sys.argv[1]), fortified)
    # A program that has none of it is told apart.
    blind = len(find_missing("", fortified)) < 5
    print("1..2")
    for name in missing:
        print(f"# missing: {name}")
    print(f"{'not ok' if missing else 'ok'} 1 /tree/hardening")
    print(f"{'not ok' if blind else 'ok'} 2 /tree/hardening/detects")
    return 1 if missing or blind else 0


sys.exit(main())
