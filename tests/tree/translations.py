"""Every string of the sources is translated into every language, with its markup intact."""
import collections
import gettext
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "g_dngettext:2,3"]
SOURCES = ["src/**/*.c", "ui/*.ui", "data/*.in"]
# What means the same in every language: \rho, scripts, $L$, keys, options, groups of a file.
TOKEN = re.compile(r"\\[A-Za-z]+|"
                   r"(?<=[A-Za-z0-9}*])[_^](?:\{[^}]*\}|[A-Za-z0-9*](?![A-Za-z]))|"
                   r"\$[^$]*\$|\b[a-z]+_[a-z_]*|--[a-z][a-z-]*|\[[a-z]+\]", re.ASCII)
# A macro amid a string: xgettext knows those of <inttypes.h>, and breaks off at any other.
CUT = re.compile(r'\bN?_ ?\((?:\s*"(?:[^"\\]|\\.)*")+\s*(?!PRI)([A-Za-z_]\w*)')
PLURALS = re.compile(r'^"Plural-Forms: nplurals=\d+; plural=[^;"]+;\\n"$', re.MULTILINE)


def run(*command, cwd=None):
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True)


def extract(root, files, template):
    """Writes the template of the files; returns what xgettext complains of."""
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    result = run("xgettext", "--from-code=UTF-8", "--add-location=file", *keywords,
                 "-o", str(template), *files, cwd=root)
    return [] if result.returncode == 0 else result.stderr.splitlines()


def read_list(path):
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def find_unlisted(root, folder):
    """Sources with strings that POTFILES forgets, files in it that are not there."""
    listed = read_list(root / "po/POTFILES")
    yield from (f"{name}: listed, but not there" for name in listed if not (root / name).exists())
    present = {str(p.relative_to(root)) for pattern in SOURCES for p in root.glob(pattern)}
    forgotten = folder / "forgotten.pot"
    for name in sorted(present - set(listed)):
        forgotten.unlink(missing_ok=True)
        yield from extract(root, [name], forgotten)
        if forgotten.exists():
            yield f"{name}: has strings, is not in po/POTFILES"


def find_cut(root):
    for path in sorted(root.glob("src/**/*.c")):
        text = path.read_text(encoding="utf-8")
        for cut in CUT.finditer(text):
            line = text.count("\n", 0, cut.start(1)) + 1
            yield (f"{path.relative_to(root)}:{line}: {cut[1]} amid a string, which is never "
                   "translated; allowed are PRId64 and the like")


def read_catalogue(portable, machine):
    """Pairs (original, translation) of a .po file; a plural gives a pair for each form."""
    text = portable.read_text(encoding="utf-8")
    plain = machine.with_suffix(".txt")
    # find_errors tells of a wrong rule of plurals; here it would only be in the way.
    plain.write_text(re.sub(r'"Plural-Forms:[^"]*"\n', "", text), encoding="utf-8")
    run("msgfmt", "--use-fuzzy", "-o", str(machine), str(plain))
    with machine.open("rb") as stream:
        entries = gettext.GNUTranslations(stream)._catalog
    pairs = [(key[0] if isinstance(key, tuple) else key, text) for key, text in entries.items()]
    return [(original.split("\x04")[-1], text) for original, text in pairs if original]


def merge(root, language, template, folder):
    merged = folder / f"{language}.po"
    run("msgmerge", "--quiet", "--no-fuzzy-matching", "-o", str(merged),
        str(root / "po" / f"{language}.po"), str(template))
    return merged


def find_errors(portable):
    """Formats and headers, as msgfmt sees them; the rule of plurals even while none is used."""
    if portable.exists() and not PLURALS.search(portable.read_text(encoding="utf-8")):
        yield f"{portable.name}: no line Plural-Forms: nplurals=...; plural=...;"
    result = run("msgfmt", "--check", "-o", "/dev/null", str(portable))
    if result.returncode != 0:
        yield from result.stderr.splitlines()


def find_missing(merged):
    for state in ("untranslated", "only-fuzzy"):
        result = run("msgattrib", f"--{state}", "--no-obsolete", "--no-wrap", str(merged))
        for entry in result.stdout.split("\n\n")[1:]:  # the header stands first
            original = re.search(r"^msgid (.*?)^msg", entry, re.DOTALL | re.MULTILINE)[1]
            yield f"{state}: {' '.join(original.split())}"


def count_tokens(text):
    tokens = collections.Counter(TOKEN.findall(text))
    tokens["_"] = text.count("_")  # mnemonics too
    return tokens


def find_lost_markup(catalogue):
    for original, translation in catalogue:
        if count_tokens(original) != count_tokens(translation):
            yield f"{original!r}: {translation!r}"




def check_tree(root, folder):
    """Yields (name, problems) for each thing that must hold of the translations."""
    template = folder / "template.pot"
    languages = read_list(root / "po/LINGUAS")
    listed = [name for name in read_list(root / "po/POTFILES") if (root / name).exists()]
    yield "sources", [*find_unlisted(root, folder), *extract(root, listed, template)]
    yield "whole-strings", list(find_cut(root))
    yield "languages", [f"{path.name}: not in po/LINGUAS" for path in (root / "po").glob("*.po")
                        if path.stem not in languages]
    for language in languages:
        merged = merge(root, language, template, folder)
        yield f"{language}/valid", [*find_errors(root / "po" / f"{language}.po"),
                                    *find_errors(merged)]
        if not merged.exists():
            continue
        catalogue = read_catalogue(merged, folder / f"{language}.mo")
        yield f"{language}/complete", list(find_missing(merged))
        yield f"{language}/markup", list(find_lost_markup(catalogue))


HEADER = ('msgid ""\nmsgstr "Project-Id-Version: x\\nPO-Revision-Date: 2000-01-01 00:00+0000\\n'
          'Last-Translator: x\\nLanguage-Team: x\\nLanguage: xx\\nMIME-Version: 1.0\\n'
          'Content-Type: text/plain; charset=UTF-8\\nContent-Transfer-Encoding: 8bit\\n"\n')
BAD = {
    "po/LINGUAS": "xx\n",
    "po/POTFILES": "src/a/listed.c\nsrc/a/gone.c\n",
    "po/yy.po": HEADER,
    "po/xx.po": HEADER + '\n#, c-format\nmsgid "%d layers"\nmsgstr "%s layers"\n'
                         '\nmsgid "Weight W_A"\nmsgstr "Weight W"\n'
                         '\nmsgid "epoch %"\nmsgstr "epoch %"\n',
    "src/a/listed.c": '_ ("%d layers"); _ ("Weight W_A"); _ ("new"); _ ("epoch %" FORMAT);',
    "src/a/unlisted.c": '_ ("text");',
}
# What BAD above is guilty of.
FAULTS = {"sources": 2, "languages": 1, "xx/valid": 4, "xx/complete": 1, "xx/markup": 1,
          "whole-strings": 1}


def find_blindness():
    """The checks themselves see a tree where everything is wrong."""
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for path, text in BAD.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        found = dict(check_tree(root, root))
    for check, faults in FAULTS.items():
        if len(found.get(check, [])) < faults:
            yield f"{check}: {faults} faults were made, found are {found.get(check)}"


def report(number, name, problems):
    print(f"{'not ok' if problems else 'ok'} {number} /tree/translations/{name}")
    for problem in problems:
        print(f"# {problem}")


def main():
    root = pathlib.Path(sys.argv[1])
    if shutil.which("xgettext") is None:
        print("1..0 # SKIP gettext is not installed")
        return
    with tempfile.TemporaryDirectory() as name:
        checks = [*check_tree(root, pathlib.Path(name)),
                  ("sees-faults", list(find_blindness()))]
    print(f"1..{len(checks)}")
    for number, (name, problems) in enumerate(checks, 1):
        report(number, name, problems)


main()
