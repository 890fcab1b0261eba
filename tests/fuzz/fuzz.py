"""Feeds one reader with inputs that libFuzzer makes from seeds and a dictionary.

fuzz.py HARNESS SEEDS DICTIONARY; PLATEAU_FUZZ_RUNS says how many inputs, PLATEAU_FUZZ_SECONDS after
how much time of the processor there are enough. New inputs are kept in the folder of the build, so
that the next run goes on from them; what breaks a reader, or takes long, too."""
import os
import pathlib
import re
import resource
import subprocess
import sys

RUNS = 2000  # as many as take a few seconds
PART = 200000  # of one process: texts are interned, so that its memory grows
PART_SECONDS = 60  # of one process
SLOW = 2  # seconds, of which an input is reported
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
         f"-report_slow_units={SLOW}", f"-max_total_time={PART_SECONDS}",
         f"-rss_limit_mb={MEGABYTES}", f"-malloc_limit_mb={LARGEST}", "-verbosity=1",
         f"-artifact_prefix={broken}/{seeds.name}-", kept, seeds],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    text = result.stdout.decode("utf-8", "replace")
    done = re.search(r"^Done (\d+) runs in (\d+) second", text, re.M)
    return (int(done[1]) if done else 0), result.returncode == 0 and done is not None, text


def main():
    harness, seeds, dictionary = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    wanted = int(os.environ.get("PLATEAU_FUZZ_RUNS", RUNS))
    seconds = float(os.environ.get("PLATEAU_FUZZ_SECONDS", "inf"))
    total = slow = used = 0
    ok = True
    print("1..1", flush=True)
    while ok and total < wanted and used < seconds:
        done, ok, text = run(harness, seeds, dictionary, min(wanted - total, PART))
        total += done
        slow += text.count("Slowest unit")
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = spent.ru_utime + spent.ru_stime
    print(f"# {total} inputs in {used:.0f} s, {slow} times one of more than {SLOW} s")
    if not ok:
        print("\n".join("# " + line for line in text.splitlines()[-60:]))
    print(f"{'ok' if ok else 'not ok'} 1 /fuzz/{seeds.name}")
    return 0 if ok else 1


sys.exit(main())
