"""The program killed at random instants: of a sweep, of a table of digits, of exports.

kills.py PROGRAM [KILLS [SEED]]; speaks TAP. So many kills for each kind of work, 20 unless told
otherwise. What was there before a kill is there still, or what the work makes of it, to the last byte;
journals are gone on with to the same bytes; and the next start leaves nothing of the dead ones."""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

KILLS = 20
PATIENCE = 300  # seconds for the longest work
RUN = ["--width", "40", "--epochs", "4000"]
SWEEP = """[sweep]
x = rho 0:0.8:5
seeds = 20
[network]
width = 10
"""
# Name, arguments, what it writes (the first names the work), and whether it goes on where it was.
WORKS = [
    ("sweep", ["sweep", "sweep.ini", "--yes", "-j", "2", "-o", "sweep.csv"], ["sweep.csv"], True),
    ("table", ["digits", "--table", "--seeds", "2", "--depth", "3", "--width", "10", "--train", "300",
               "--test", "100", "--epochs", "2", "-o", "table.csv"], ["table.csv"], True),
    ("svg", ["figure", "run", *RUN, "-o", "a.svg"], ["a.svg"], False),
    ("png", ["figure", "run", *RUN, "-o", "a.png"], ["a.png"], False),
    ("pdf", ["figure", "run", *RUN, "-o", "a.pdf"], ["a.pdf"], False),
    ("csv", ["figure", "run", *RUN, "-o", "a.csv"], ["a.csv"], False),
    ("gif", ["figure", "loss", *RUN, "--dpi", "50", "--seconds", "1", "--rate", "10", "-o", "a.gif"],
     ["a.gif"], False),
    ("pictures", ["figure", "loss", *RUN, "--dpi", "50", "--seconds", "1", "--rate", "5",
                  "-o", "a-%d.png"], [f"a-{i}.png" for i in range(5)], False),
]


class Work:
    """One kind of work, in a folder of its own."""

    def __init__(self, program, folder, work):
        self.name, arguments, self.files, self.goes_on = work
        self.folder = folder / self.name
        self.folder.mkdir()
        (self.folder / "sweep.ini").write_text(SWEEP, encoding="ascii")
        self.command = [program, *arguments]
        self.left = 0  # kills that left something
        begin = time.monotonic()
        self.finish()
        self.seconds = time.monotonic() - begin
        self.whole = self.read()

    def start(self):
        return subprocess.Popen(self.command, cwd=self.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def finish(self):
        process = self.start()
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, f"{self.name}: {said.decode()}"

    def read(self):
        return {name: (self.folder / name).read_bytes() for name in self.files
                if (self.folder / name).exists()}

    def put_before(self, before):
        for name in self.files:
            (self.folder / name).unlink(missing_ok=True)
            if before is not None:
                (self.folder / name).write_bytes(before)

    def kill(self, seconds):
        """Whether it was alive to be killed."""
        process = self.start()
        try:
            _, said = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return True
        assert process.returncode == 0, f"{self.name}: {said.decode()}"
        return False

    def get_litter(self):
        return sorted({p.name for p in self.folder.iterdir()} - {"sweep.ini", *self.files})

    def check_whole(self, before):
        """Each file is as before or as it is to be."""
        for name, found in self.read().items():
            assert found in (self.whole[name], before), f"{self.name}: {name} is neither old nor new"
        if before is not None:
            missing = set(self.files) - set(self.read())
            assert not missing, f"{self.name}: {missing} are gone"

    def kill_export(self, chance):
        before = chance.choice([None, b"before"])
        self.put_before(before)
        killed = self.kill(chance.uniform(0, 1.1 * self.seconds))
        self.check_whole(before)
        return killed

    def kill_journal(self, chance):
        """The same journal is killed again and again, until it is complete."""
        killed = self.kill(chance.uniform(0, 0.6 * self.seconds))
        if not killed:
            assert self.read() == self.whole, f"{self.name}: other bytes than without a kill"
            self.put_before(None)
        return killed

    def run(self, kills, chance):
        done = 0
        self.put_before(None)
        while done < kills:
            before = self.get_litter()
            killed = self.kill_journal(chance) if self.goes_on else self.kill_export(chance)
            done += killed
            litter = self.get_litter()
            self.left += bool(set(litter) - set(before))
        self.finish()
        assert self.read() == self.whole, f"{self.name}: other bytes than without a kill"
        assert not self.get_litter(), f"{self.name}: {self.get_litter()} is left"


def main():
    program = str(pathlib.Path(sys.argv[1]).absolute())
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else KILLS
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
    chance = random.Random(seed)
    os.environ.pop("DISPLAY", None)
    failed = 0
    print(f"1..{len(WORKS)}\n# seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="plateau-kills-") as folder:
        for number, kind in enumerate(WORKS, 1):
            try:
                work = Work(program, pathlib.Path(folder), kind)
                work.run(kills, chance)
                print(f"ok {number} /kills/{kind[0]}", flush=True)
                print(f"# {kills} kills of a work of {work.seconds:.2f} s, {work.left} left a draft")
            except (AssertionError, subprocess.TimeoutExpired) as error:
                failed += 1
                print(f"not ok {number} /kills/{kind[0]}\n# {error}", flush=True)
    return 1 if failed else 0


sys.exit(main())
