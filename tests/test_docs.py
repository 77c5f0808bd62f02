"""The documentation: every link inside the repository leads somewhere, and every command of ours in it exists as written."""
import functools
import json
import os
import re
import shlex
import subprocess
import sys
import unittest
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools" / "kit"))
import notebooks  # noqa: E402
import third_party  # noqa: E402

NOT_OURS = {".git", "build", "target", "node_modules", ".venv", "__pycache__", ".ipynb_checkpoints", "release", "submitted", "autograded",
            "feedback", "grades"}
# What a page may call besides ./kit: programs that a reader has or is told to get.
PROGRAMS = {"apt-get", "awk", "brew", "cd", "conda", "cp", "curl", "dnf", "docker", "git", "helm", "jupyter", "jupyterhub", "kubectl",
            "libreoffice", "mkdir", "mvn", "nbgrader", "npm", "pip", "podman", "python3", "sha256sum", "sudo", "tar", "unzip"}


def files(suffix):
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in NOT_OURS]
        yield from (Path(folder) / name for name in sorted(names) if name.endswith(suffix))


def pages():
    """Each page with its text: Markdown files, and the Markdown of notebooks."""
    for path in files(".md"):
        yield path, path.read_text(encoding="utf-8")
    for path in files(".ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        yield path, "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


def without_code(text):
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))


def anchors(text):
    """The names that GitHub gives to headings, and those that a page sets by itself."""
    names, seen = set(re.findall(r'(?:id|name)="([^"]+)"', text)), {}
    for heading in re.findall(r"^#{1,6} +(.+?) *$", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M), re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").replace("*", "")
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        names.add(slug if slug not in seen else f"{slug}-{seen[slug]}")
        seen[slug] = seen.get(slug, 0) + 1
    return names


def links(text):
    body = without_code(text)
    return re.findall(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)", body) + re.findall(r'(?:src|href)="([^"]+)"', body)


def shell_lines(text):
    """Commands of shell blocks, without comments and prompts; a backslash joins lines."""
    for block in re.findall(r"^```(?:sh|shell|bash|console)\n(.*?)^```", text, re.S | re.M):
        for line in block.replace("\\\n", " ").splitlines():
            line = re.sub(r"(^|\s)#.*$", "", line).removeprefix("$ ").strip()
            if line:
                yield from (part.strip() for part in re.split(r"&&|\|\||;", line))


def kit_commands(text):
    """Every ./kit call as words: those of shell blocks and those in running text."""
    inline = [code for code in re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))]
    for line in [*shell_lines(text), *inline]:
        found = re.search(r"(?:^|\s)\./kit(?:\s+(.*))?$", line)
        if found:
            yield shlex.split(re.sub(r"(\s[|>]|').*", "", found[1] or "")), line


@functools.lru_cache(maxsize=None)
def help_of(*command):
    return subprocess.run([str(ROOT / "kit"), *command, "--help"], capture_output=True, text=True, stdin=subprocess.DEVNULL)


class Links(unittest.TestCase):
    def test_everyLinkInsideTheRepositoryLeadsSomewhere(self):
        texts = dict(pages())
        for page, text in texts.items():
            for link in links(text):
                if re.match(r"[a-z]+:", link) or link.startswith("//"):
                    continue
                with self.subTest(page=str(page.relative_to(ROOT)), link=link):
                    place, _, anchor = unquote(link).partition("#")
                    target = (page.parent / place).resolve() if place else page
                    self.assertTrue(target.exists(), "no such file")
                    self.assertTrue(target.is_relative_to(ROOT), "outside of the repository")
                    if anchor and target.suffix == ".md":
                        self.assertIn(anchor, anchors(texts[target]))

    def test_everyPageOfTheDocumentationIsReachedFromTheFrontPage(self):
        reached, waiting = set(), [ROOT / "README.md"]
        texts = dict(pages())
        while waiting:
            page = waiting.pop()
            if page in reached or page not in texts:
                continue
            reached.add(page)
            waiting += [(page.parent / unquote(link).partition("#")[0]).resolve() for link in links(texts[page]) if "://" not in link]
        lost = {str(page.relative_to(ROOT)) for page in (ROOT / "docs").glob("*.md")} - {str(page.relative_to(ROOT)) for page in reached}
        self.assertEqual(lost, set())


class Commands(unittest.TestCase):
    def test_everyCommandOfTheKitExistsWithTheOptionsThatAreShown(self):
        seen = 0
        for page, text in pages():
            for words, line in kit_commands(text):
                if not words or not re.fullmatch(r"[a-z-]+", words[0]):
                    continue  # "./kit" alone, or a pattern such as ./kit COMMAND
                with self.subTest(page=str(page.relative_to(ROOT)), command=line):
                    seen += 1
                    command = [words[0]]
                    if words[0] in ("grade", "image") and len(words) > 1 and not words[1].startswith("-"):
                        command.append(words[1])
                    shown = help_of(*command)
                    self.assertEqual(shown.returncode, 0, shown.stderr)
                    for option in (word.split("=")[0] for word in words if word.startswith("--") and word != "--help"):
                        self.assertRegex(shown.stdout, rf"{re.escape(option)}\b", "the help does not know this option")
                    if words[0] in ("run", "slides"):
                        self.check_notebooks(words[1:])
        self.assertGreater(seen, 30)

    def check_notebooks(self, words):
        for word in words:
            if re.match(r"[a-z0-9]", word) and not word.isdigit():
                notebooks.find(word)  # complains if there is none

    def test_everyOtherProgramIsOneThatReadersHave(self):
        for page, text in pages():
            for line in shell_lines(text):
                words = [word for word in shlex.split(re.sub(r"\$\([^)]*\)", "", line)) if not re.match(r"[A-Za-z_]+=", word)]
                with self.subTest(page=str(page.relative_to(ROOT)), command=line):
                    if words:
                        self.assertTrue(words[0] in PROGRAMS or words[0] == "./kit", f"{words[0]} is neither ours nor known")


class ThirdParty(unittest.TestCase):
    def test_everyJarOnTheClassPathsIsListedWithItsVersionAndLicence(self):
        rows = re.findall(r"^\| `[^:`]+:([^`]+)` \| (\S+) \| (\S.*) \|$", (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8"), re.M)
        listed = {f"{name}-{version}.jar" for name, version, _ in rows}
        jars = third_party.library_jars() | third_party.kernel_jars()
        natives = {jar for jar in jars if re.search(r"-(linux|macosx|windows)-\w+\.jar$", jar)}  # beside the same without a platform
        self.assertEqual(listed, jars - natives, "./kit third-party writes the list anew")


class Workflows(unittest.TestCase):
    FOLDER = ROOT / ".github" / "workflows"

    def test_everyActionIsPinnedByItsCommitOrSaysWhyNot(self):
        for workflow in self.FOLDER.glob("*.yml"):
            lines = workflow.read_text().splitlines()
            for number, line in enumerate(lines):
                action = re.search(r"uses: (\S+)", line)
                if action:
                    with self.subTest(workflow=workflow.name, action=action[1]):
                        pinned = re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action[1]) and "# v" in line
                        self.assertTrue(pinned or "By its tag" in lines[number - 1])

    def test_everyCommandInThemExists(self):
        for workflow in self.FOLDER.glob("*.yml"):
            for call in re.findall(r"\./kit ([a-z-]+)", workflow.read_text()):
                with self.subTest(workflow=workflow.name, command=call):
                    self.assertEqual(help_of(call).returncode, 0)


if __name__ == "__main__":
    unittest.main()
