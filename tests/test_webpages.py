"""Pages and slides of notebooks: whole without a network, and the right cells together on a slide."""
import re
import sys
import unittest
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools" / "kit"))
import execute  # noqa: E402
import notebooks  # noqa: E402
import webpage  # noqa: E402

PICTURE = [nbformat.v4.new_output("display_data", {"text/html": '<img alt="a line" src="data:image/png;base64,AAAA"/>'})]
LOADED = re.compile(r"""<(?:script|img|iframe)[^>]*\ssrc=["'](?!data:)|<link[^>]*\shref=|@import|url\(["']?https?:""")


def text(source: str, **metadata):
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def code(source: str, outputs=()):
    return nbformat.v4.new_code_cell(source, outputs=list(outputs))


def notebook(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def together(*cells) -> list[list[str]]:
    """The first lines of the cells on each slide."""
    found = []
    for cell in webpage.arranged(list(cells)):
        if "slide_opens" in cell.metadata:
            found.append([])
        found[-1].append(cell.source.splitlines()[0])
    return found


class Slides(unittest.TestCase):
    def test_headingsBeginSlidesAndShortCodeStaysWithItsText(self):
        self.assertEqual(together(text("# A"), code("Lab.start();"), text("## B"), code("one();"), text("so"), code("\n".join("abcde"))),
                         [["# A"], ["## B", "one();"], ["so"], ["a"]])

    def test_aPictureHasASlideOfItsOwnSoThatOneCanGuessFirst(self):
        self.assertEqual(together(text("## B"), code("show();", PICTURE)), [["## B"], ["show();"]])

    def test_aHeadingInsideACellBeginsASlide_butNotInsideCode(self):
        self.assertEqual(together(text("end of A\n\n## B\n\nmore\n\n```sh\n# no heading\n```")), [["end of A"], ["## B"]])

    def test_whatACellSaysOfItselfCounts(self):
        self.assertEqual(together(text("# A"), text("## left out", slideshow={"slide_type": "skip"}),
                                  text("### with A", slideshow={"slide_type": "-"})), [["# A", "### with A"]])

    def test_topicsAreTheHeadings(self):
        topics = [cell.metadata["slide_topic"] for cell in webpage.arranged([text("# A"), text("## $B$"), text("### C")])]
        self.assertEqual(topics, ["A", "B", "B"])

    def test_everyNotebookOfTheLectureHasSlides(self):
        for path in notebooks.all_notebooks():
            with self.subTest(path.stem):
                cells = webpage.arranged(nbformat.read(str(path), as_version=4).cells)
                topics = {cell.metadata["slide_topic"] for cell in cells}
                self.assertGreaterEqual(len(topics), 6)
                self.assertGreater(sum("slide_opens" in cell.metadata for cell in cells), 20)


class Printed(unittest.TestCase):
    def test_whatIsPrintedInPiecesIsSavedInOne_butPicturesAndStderrStayApart(self):
        def printed(text, name="stdout"):
            return nbformat.v4.new_output("stream", name=name, text=text)

        book = notebook(code("go();", [printed("a whole "), printed("line\n"), *PICTURE, printed("more\n"), printed("!\n", "stderr")]))
        execute.join_streams(book)
        self.assertEqual([output.get("text") for output in book.cells[0].outputs], ["a whole line\n", None, "more\n", "!\n"])


class Offline(unittest.TestCase):
    book = notebook(text("# A\n\n$x^2$"), code("1 + 1", PICTURE))

    def test_aPageLoadsNothingAndBringsItsEquationsAlong(self):
        page = webpage.html(self.book, "a")
        self.assertIn("MathJax", page)
        self.assertIsNone(LOADED.search(page))

    def test_slidesLoadNothing(self):
        page = webpage.slides(self.book, "a")
        self.assertEqual(len(re.findall(r'<section [^>]*class="slide"', page)), 2)
        self.assertEqual(page.count("</section>"), 2)
        self.assertIsNone(LOADED.search(page))


if __name__ == "__main__":
    unittest.main()
