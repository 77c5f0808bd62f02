"""The rules that every notebook of the lecture keeps, read from the files; ./kit run executes them."""
import functools
import json
import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools" / "kit"))
import places  # noqa: E402

LONGEST = 15
MEGABYTE = 1_000_000
LINK = re.compile(r"\[([^\]]+)\]\((part\d|10)-[\w-]+\.ipynb\)")
# A declaration at the top level of a cell: a type and names, with a value, or the head of a method or class.
TYPE = r"(?:final\s+)?[A-Za-z_][\w.]*(?:<[^=;(){}]*>)?(?:\[\])*"
CLASS = re.compile(r"(?:(?:public|static|final|abstract)\s+)*(?:class|record|interface|enum)\s+(\w+)")
METHOD = re.compile(rf"(?:(?:public|static)\s+)*{TYPE}\s+(\w+)\s*\(([^()]*)\)\s*(?:throws [\w, ]+)?\{{")
VARIABLE = re.compile(rf"{TYPE}\s+(\w+)\s*[=;,]")
WORDS = {"return", "throw", "new", "import", "package", "else", "case", "assert"}


def lectures() -> list[Path]:
    return sorted(places.NOTEBOOKS.glob("*.ipynb"))


def cells(path: Path, kind: str) -> list[dict]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def markup(cell: dict) -> list[str]:
    return ["".join(output["data"]["text/html"]) for output in cell["outputs"] if "text/html" in output.get("data", {})]


def blanked(code: str) -> str:
    """Java without comments and the contents of strings, so that braces and words in them count for nothing."""
    plain = re.sub(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|' + r"'(?:\\.|[^'\\\n])+'", '""', code)
    return re.sub(r"/\*(?:.|\n)*?\*/|//[^\n]*", "", plain)


def top_level(code: str) -> list[str]:
    """The statements and heads outside of all braces and parentheses' lambdas, as text up to where they open or end."""
    found, depth, round_, text = [], 0, 0, ""
    for sign in blanked(code):
        if sign == "}":
            depth -= 1
            if depth == 0 and round_ == 0:
                found.append(text)
                text = ""
            continue
        if depth == 0:
            text += sign
        round_ += (sign == "(") - (sign == ")") if depth == 0 else 0
        if sign == "{":
            depth += 1
        if sign == ";" and depth == 0 and round_ == 0:
            found.append(text)
            text = ""
    return [statement.strip() for statement in [*found, text] if statement.strip()]


def names_of(code: str) -> list[str]:
    """What a cell declares at its top level; a method with the types of its parameters."""
    names = []
    for statement in top_level(code):
        if re.match(r"\w+", statement) and re.match(r"\w+", statement)[0] in WORDS:
            continue
        kind, method, variable = (pattern.match(statement) for pattern in (CLASS, METHOD, VARIABLE))
        if kind:
            names.append(kind[1])
        elif method:
            types = [re.sub(r"\s+\w+$", "", parameter.strip()) for parameter in method[2].split(",")]
            names.append(f"{method[1]}({', '.join(types)})")
        elif variable:
            names.append(variable[1])
            names += re.findall(r",\s*(\w+)\s*=(?!=)", re.sub(r"\((?:[^()]|\([^()]*\))*\)|\{[^{}]*\}|<[^<>]*>", "", statement))
    return names


def of_each(check):
    """A test that looks at every notebook, and names the one that fails it."""
    @functools.wraps(check)
    def test(self):
        self.assertGreaterEqual(len(lectures()), 4)
        for path in lectures():
            with self.subTest(path.stem):
                check(self, path)
    return test


class Rules(unittest.TestCase):
    @of_each
    def test_cellsAreShort_butForImports(self, path):
        for cell in cells(path, "code"):
            lines = [line for line in source(cell).splitlines() if line.strip() and not line.startswith("import ")]
            self.assertLessEqual(len(lines), LONGEST, source(cell)[:200])

    @of_each
    def test_onlyTheFirstCodeCellImports(self, path):
        first, *others = cells(path, "code")
        self.assertRegex(source(first), r"(?m)^import ")
        self.assertIn("Lab.start();", source(first))
        for cell in others:
            self.assertNotRegex(source(cell), r"(?m)^\s*import ")

    @of_each
    def test_thereAreNoMagics(self, path):
        for cell in cells(path, "code"):
            self.assertNotRegex(source(cell), r"(?m)^\s*[%!]")

    @of_each
    def test_everyPictureHasAlternativeText(self, path):
        pictures = [tag for cell in cells(path, "code") for html in markup(cell) for tag in re.findall(r"<img[^>]*>", html)]
        pictures += [tag for cell in cells(path, "markdown") for tag in re.findall(r"<img[^>]*>", source(cell))]
        self.assertTrue(pictures)
        for tag in pictures:
            self.assertRegex(tag, r'alt="[^"]{10,}"')
        for cell in cells(path, "markdown"):
            self.assertNotIn("![](", source(cell))
        for cell in cells(path, "code"):
            for output in cell["outputs"]:
                self.assertFalse({"image/png", "image/svg+xml", "image/jpeg"} & set(output.get("data", {})), "a picture without words")

    @of_each
    def test_itIsUnderAMegabyte(self, path):
        self.assertLess(path.stat().st_size, MEGABYTE)

    @of_each
    def test_itIsCommittedAsItRan_withoutErrorsAndStderr(self, path):
        code = cells(path, "code")
        self.assertEqual([cell["execution_count"] for cell in code], list(range(1, len(code) + 1)))
        for cell in code:
            for output in cell["outputs"]:
                self.assertNotEqual(output["output_type"], "error")
                self.assertNotEqual(output.get("name"), "stderr")

    @of_each
    def test_everyNameIsDeclaredOnce(self, path):
        names = [name for cell in cells(path, "code") for name in names_of(source(cell))]
        self.assertGreater(len(names), 20)
        self.assertEqual(sorted(names), sorted(set(names)))

    @of_each
    def test_itOpensWithItsAimsAndTime_andEndsWithWhatToRead(self, path):
        text = [source(cell) for cell in cells(path, "markdown")]
        self.assertRegex(text[0], r"(?is)after this notebook you can.*|.*you can")
        self.assertRegex(text[0], r"minutes")
        self.assertRegex(text[-1], r"(?i)to read")
        self.assertGreaterEqual(len(re.findall(r"\*\*(?:Exercise )?\d+(?: \([^)]*\))?\.\*\*", "\n".join(text))), 3)


class Declarations(unittest.TestCase):
    """The reader above, on what it has to tell apart."""

    def test_declarationsAreFound(self):
        code = """
            int a = 1, b = f(2, c = 3);
            Map<String, List<Integer>> byName = new TreeMap<>();
            record Point(int x) { int y() { int hidden = 1; return hidden; } }
            double[] twice(double[] v) { double inner = 2; return v; }
            for (int i = 0; i < 3; i++) { String s = "}"; }
            a = 5;
            System.out.println("int no = 1;");   // int neither = 2;
            run(() -> { int local = 1; });
            Plot left = one.two("x");
            """
        self.assertEqual(names_of(code), ["a", "b", "byName", "Point", "twice(double[])", "left"])

    def test_twoMethodsOfOneNameWithOtherParametersAreTwo(self):
        self.assertEqual(names_of("int f(int a) { return a; }\nint f(double a, int b) { return b; }"), ["f(int)", "f(double, int)"])


class Map(unittest.TestCase):
    """notebooks/README.md: every notebook is in it, and every section that it names exists."""

    text = (places.NOTEBOOKS / "README.md").read_text(encoding="utf-8")

    def test_everyNotebookIsNamed(self):
        for path in lectures():
            self.assertIn(path.stem, self.text)

    def test_everySectionThatIsNamedExists(self):
        named = re.findall(r"\[§ ([^\]]+)\]\(([\w-]+)\.ipynb\)", self.text)
        self.assertGreater(len(named), 30)
        for section, name in named:
            path = places.NOTEBOOKS / f"{name}.ipynb"
            headings = re.findall(r"(?m)^#{2,3} +(.+?)\s*$", "\n\n".join(source(cell) for cell in cells(path, "markdown")))
            with self.subTest(notebook=name, section=section):
                self.assertIn(section.replace("*", ""), [heading.replace("*", "") for heading in headings])

    def test_everySectionOfTheLecturesNotebooksIsNamed(self):
        for path in lectures():
            headings = re.findall(r"(?m)^## +(\d.+?)\s*$", "\n\n".join(source(cell) for cell in cells(path, "markdown")))
            for heading in headings:
                with self.subTest(notebook=path.stem, section=heading):
                    self.assertIn(f"§ {heading}", self.text)


if __name__ == "__main__":
    unittest.main()
