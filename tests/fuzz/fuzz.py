"""Feeds one reader with inputs that libFuzzer makes from seeds and a dictionary.

fuzz.py HARNESS SEEDS DICTIONARY; PLATEAU_FUZZ_RUNS says how many inputs. New inputs are kept in
the folder of the build, so that the next run goes on from them; what breaks a reader, too."""
import os
import pathlib
import re
import subprocess
import sys

RUNS = 2000  # as many as take a few seconds
PART = 200000  # of one process: texts are interned, so that its memory grows
SECONDS = 10  # that one input may take, under sanitizers and beside other tests
MEGABYTES = 2048
LARGEST = 300  # megabytes, of one piece of memory


def run(harness, seeds, dictionary, runs):
    """The end of what libFuzzer says, and whether it found nothing."""
    kept = seeds.parent.parent / "found" / seeds.name
    broken = seeds.parent.parent / "broken"
    kept.mkdir(parents=True, exist_ok=True)
    broken.mkdir(exist_ok=True)
    result = subprocess.run(
        [harness, f"-runs={runs}", f"-dict={dictionary}", f"-timeout={SECONDS}", "-max_len=4096",
         f"-rss_limit_mb={MEGABYTES}", f"-malloc_limit_mb={LARGEST}", "-verbosity=1",
         f"-artifact_prefix={broken}/{seeds.name}-", kept, seeds],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = result.stdout.decode("utf-8", "replace")
    done = re.search(r"^Done (\d+) runs in (\d+) second", text, re.M)
    return (int(done[1]) if done else 0), result.returncode == 0 and done is not None, text


def main():
    harness, seeds, dictionary = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    left = int(os.environ.get("PLATEAU_FUZZ_RUNS", RUNS))
    total = 0
    ok = True
    print("1..1", flush=True)
    while ok and left > 0:
        done, ok, text = run(harness, seeds, dictionary, min(left, PART))
        left -= PART
        total += done
    print(f"# {total} inputs")
    if not ok:
        print("\n".join("# " + line for line in text.splitlines()[-60:]))
    print(f"{'ok' if ok else 'not ok'} 1 /fuzz/{seeds.name}")
    return 0 if ok else 1


sys.exit(main())
