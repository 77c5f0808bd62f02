"""Executes one notebook through the Java kernel. Runs in the Python that has Jupyter, as a process of its own."""
from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

HEARTBEAT_SECONDS = 30


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def shown(path: Path) -> str:
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def errors_of(cell) -> list[str]:
    """The traceback where the kernel sent one, else name and value."""
    return [plain("\n".join(output.get("traceback") or [f"{output.ename}: {output.evalue}"]))
            for output in cell.get("outputs", []) if output.output_type == "error"]


def complaints_of(cell) -> str:
    return plain("".join(output.text for output in cell.get("outputs", [])
                         if output.output_type == "stream" and output.name == "stderr"))


class Client(NotebookClient):
    """Tells which code cell runs and how long it took."""

    def count_cells(self) -> None:
        runnable = [index for index, cell in enumerate(self.nb.cells) if cell.cell_type == "code" and cell.source.strip()]
        self.numbers = {index: number for number, index in enumerate(runnable, 1)}

    async def async_execute_cell(self, cell, cell_index, *arguments, **options):
        number = self.numbers.get(cell_index)
        if number is None:
            return await super().async_execute_cell(cell, cell_index, *arguments, **options)
        title = next(line.strip() for line in cell.source.splitlines() if line.strip())[:60]
        label = f"cell {number} of {len(self.numbers)}"
        begin = time.monotonic()
        if number == 1:
            print(f"kernel ready in {begin - self.begun:.1f} s", flush=True)
        heartbeat = asyncio.ensure_future(self._tell(label, begin))
        try:
            return await super().async_execute_cell(cell, cell_index, *arguments, **options)
        finally:
            heartbeat.cancel()
            clear = "\r\033[K" if sys.stdout.isatty() else ""
            print(f"{clear}{label}  {time.monotonic() - begin:7.1f} s  {title}", flush=True)

    @staticmethod
    async def _tell(label: str, begin: float) -> None:
        terminal = sys.stdout.isatty()
        while True:
            await asyncio.sleep(1 if terminal else HEARTBEAT_SECONDS)
            seconds = time.monotonic() - begin
            print(f"\r\033[K{label}  {seconds:7.0f} s" if terminal else f"{label}  {seconds:7.0f} s, still running",
                  end="" if terminal else "\n", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--kernel", default="java")
    parser.add_argument("--html", action="store_true")
    parser.add_argument("--no-stderr", action="store_true")
    return parser.parse_args()


def join_streams(notebook) -> None:
    """What a cell printed in one go stays in one piece: on a busy machine it may come in several, cut in the middle of a line."""
    for cell in notebook.cells:
        joined = []
        for output in cell.get("outputs", []):
            before = joined[-1] if joined else None
            if before is not None and before.output_type == output.output_type == "stream" and before.name == output.name:
                before.text += output.text
            else:
                joined.append(output)
        if "outputs" in cell:
            cell.outputs = joined


def save(notebook, target: Path) -> None:
    join_streams(notebook)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    nbformat.write(notebook, str(partial))
    partial.replace(target)


def write_html(notebook, target: Path) -> Path:
    import webpage

    page = target.with_suffix(".html")
    page.write_text(webpage.html(notebook, target.stem), encoding="utf-8")
    return page


def verdict(notebook, no_stderr: bool) -> str | None:
    """What is wrong with an executed notebook, or None."""
    code_cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    for number, cell in enumerate(code_cells, 1):
        if errors_of(cell) and "raises-exception" not in cell.metadata.get("tags", []):
            return f"cell {number} of {len(code_cells)} failed: {errors_of(cell)[0]}"
        if no_stderr and complaints_of(cell):
            return f"cell {number} of {len(code_cells)} wrote to stderr: {complaints_of(cell).strip()}"
    return None


def main() -> int:
    options = arguments()
    try:
        notebook = nbformat.read(str(options.source), as_version=4)
    except Exception as error:  # nbformat tells of broken JSON, missing fields and old versions with types of its own
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        print(f"kit: {options.source} is not a notebook ({reason}); expected Jupyter's format 4", file=sys.stderr)
        return 1
    options.log.parent.mkdir(parents=True, exist_ok=True)
    with options.log.open("w") as log:
        client = Client(notebook, timeout=None, kernel_name=options.kernel, record_timing=False,
                        resources={"metadata": {"path": str(options.source.resolve().parent)}})
        client.count_cells()
        client.begun, problem = time.monotonic(), None
        try:
            client.execute(stdout=log, stderr=log)
        except CellExecutionError:
            pass  # the cell holds its error: verdict() finds it there
        except DeadKernelError:
            problem = f"the kernel died; its last words are in {shown(options.log)}"
        except NoSuchKernel:
            problem = ("Jupyter does not find the Java kernel; run ./kit doctor" if options.kernel == "java" else
                       f"Jupyter knows no kernel '{options.kernel}'; 'jupyter kernelspec list' shows which there are")
        except KeyboardInterrupt:
            problem = "interrupted"
        except RuntimeError as error:
            print(f"kit: {options.source.name}: the kernel did not start: {error}; its words are in {shown(options.log)}",
                  file=sys.stderr, flush=True)
            os._exit(1)  # nbclient's own clean-up at exit stumbles over a kernel that never was
    save(notebook, options.target)
    problem = problem or verdict(notebook, options.no_stderr)
    if problem:
        print(f"kit: {options.source.name}: {problem}\nkit: what was executed is in {shown(options.target)}", file=sys.stderr)
        return 1
    print(f"executed {len(client.numbers)} cells in {time.monotonic() - client.begun:.1f} s: {shown(options.target)}")
    if options.html:
        print(f"as a page: {shown(write_html(notebook, options.target))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
