"""Pages of notebooks that are whole without a network. Runs in the Python that has Jupyter.

A page looks as in JupyterLab; slides show a few cells at a time. Which cells stand together is in their metadata, as Jupyter
has it (`slideshow.slide_type`): `slide` begins a topic, `subslide` the next slide of a topic, `-` goes on, `skip` is left
out. Where a cell says nothing, `slide_type` below decides.
"""
from __future__ import annotations

import argparse
import copy
import re
import sys
from pathlib import Path

import building
import nbformat
from nbconvert import HTMLExporter

TEMPLATES = Path(__file__).with_name("templates")
HEADING = re.compile(r"^(#{1,3}) +(.+?)\s*$", re.M)
SHORT = 4


def export(notebook, template: str, **resources: str) -> str:
    exporter = HTMLExporter(template_name=template, extra_template_basedirs=[str(TEMPLATES)], extra_template_paths=[str(TEMPLATES)])
    resources["mathjax"] = building.MATHJAX.read_text(encoding="utf-8")
    return exporter.from_notebook_node(notebook, resources=resources)[0]


def html(notebook, title: str) -> str:
    return export(notebook, "unrolled-page", metadata={"name": title})


def slides(notebook, title: str) -> str:
    shown = copy.copy(notebook)
    shown.cells = arranged(notebook.cells)
    parts = {name: (TEMPLATES / "unrolled-slides" / f"slides.{name}").read_text(encoding="utf-8") for name in ("css", "js")}
    return export(shown, "unrolled-slides", metadata={"name": title}, slides_css=parts["css"], slides_js=parts["js"])


def slide_type(cell, before) -> str:
    """What a cell is that does not say so, given the one before it (None at the start)."""
    heading = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
    if heading:
        return "slide" if len(heading[1]) < 3 else "subslide"
    if before is None:
        return "slide"
    if cell.cell_type == "code":
        if "Lab.start();" in cell.source:
            return "skip"
        short = len(cell.source.splitlines()) <= SHORT
        return "-" if short and not is_picture(cell) and not is_picture(before) else "subslide"
    return "-" if before.cell_type == "markdown" else "subslide"


def is_picture(cell) -> bool:
    return any("<img" in output.get("data", {}).get("text/html", "") for output in cell.get("outputs", []))


def split(cell) -> list:
    """A Markdown cell, cut where a heading begins inside of it, but not inside of a block of code."""
    if cell.cell_type != "markdown":
        return [cell]
    starts, fenced, position = [], False, 0
    for line in cell.source.splitlines(keepends=True):
        fenced ^= line.startswith("```")
        if not fenced and position and HEADING.match(line):
            starts.append(position)
        position += len(line)
    bounds = [0, *starts, len(cell.source)]
    pieces = [cell.source[begin:end].strip() for begin, end in zip(bounds, bounds[1:])]
    made = []
    for source in filter(None, pieces):
        piece = copy.deepcopy(cell)
        piece.source = source
        if made:
            piece.metadata.pop("slideshow", None)
            piece["id"] = f"{cell.get('id', 'cell')}-{len(made)}"
        made.append(piece)
    if len(made) > 1 and not HEADING.match(made[0].source):
        made[0].metadata.pop("slideshow", None)  # the mark was meant for the heading
    return made


def arranged(cells) -> list:
    """The cells that are shown, with what the template needs: the number of the slide that a cell opens, and its topic."""
    shown, before, topic, number = [], None, "", 0
    for cell in (piece for whole in cells for piece in split(whole)):
        kind = cell.metadata.get("slideshow", {}).get("slide_type") or slide_type(cell, before)
        before = cell
        if kind in ("skip", "notes"):
            continue
        cell = copy.deepcopy(cell)
        heading = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
        if heading and (len(heading[1]) < 3 or not topic):
            topic = re.sub(r"[$*`\\\"<>&]", "", heading[2])
        if kind in ("slide", "subslide") or not shown:
            number += 1
            cell.metadata["slide_opens"], cell.metadata["slide_first"] = number, number == 1
        cell.metadata["slide_topic"] = topic
        shown.append(cell)
    return shown


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    options = parser.parse_args()
    notebook = nbformat.read(str(options.source), as_version=4)
    options.target.parent.mkdir(parents=True, exist_ok=True)
    partial = options.target.with_name(options.target.name + ".part")
    partial.write_text(slides(notebook, options.source.stem), encoding="utf-8")
    partial.replace(options.target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
