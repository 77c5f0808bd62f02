"""Executes one notebook in a process of its own: the job comes as JSON on stdin, the executed notebook goes to stdout."""
from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import nbformat  # noqa: E402
from jupyter_client.kernelspec import NoSuchKernel  # noqa: E402
from jupyter_client.manager import AsyncKernelManager  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionError, DeadKernelError  # noqa: E402

import cells  # noqa: E402
import marks  # noqa: E402
import sandbox  # noqa: E402
from limits import Limits, Watch  # noqa: E402

# Where nothing is trained, optimised code comes too late to be of use, and making it takes half of the processor's time.
QUICK_COMPILER = "-XX:TieredStopAtLevel=1"
TIMED_OUT = {"ename": "CellTimeoutError", "evalue": "", "status": "error",
             "traceback": ["CellTimeoutError: the cell took too long and was stopped"]}


class NotStarted(Exception):
    """No line of the student's ran: the grader's machine is at fault, not the submission."""


class Client(NotebookClient):
    """Keeps an error of the reply that came with no output, and knows which cells ran to their end."""

    def prepare(self, watch: Watch) -> None:
        self.watch = watch
        self.executed: set[int] = set()

    async def async_start_new_kernel_client(self):
        try:
            client = await super().async_start_new_kernel_client()
        except (RuntimeError, OSError, TimeoutError) as error:
            raise NotStarted(f"the kernel did not start ({str(error) or type(error).__name__})") from error
        self.watch.start(self.km.provisioner.pid)
        return client

    async def async_execute_cell(self, cell, cell_index, *arguments, **options):
        result = await super().async_execute_cell(cell, cell_index, *arguments, **options)
        self.executed.add(cell_index)
        return result


def note_errors(cell, execute_reply, **_) -> None:
    """An interrupted or timed-out cell may have an error in its reply alone; a graded cell without output has full marks."""
    reply = execute_reply["content"]
    if reply["status"] != "error" or any(o.output_type == "error" for o in cell.outputs):
        return
    cell.outputs.append(nbformat.v4.new_output("error", ename=reply["ename"], evalue=reply["evalue"],
                                               traceback=reply.get("traceback") or [reply["ename"]]))


def not_executed(cell, reason: str) -> None:
    cell.outputs = [nbformat.v4.new_output("error", ename="NotExecuted", evalue=reason, traceback=[f"NotExecuted: {reason}"])]


def run(notebook, limits: Limits, folder: Path) -> str | None:
    """Executes in place; returns why it ended early, or None."""
    compiler = QUICK_COMPILER if notebook.metadata.get("unrolled", {}).get("quick_compiler") else ""
    os.environ["UNROLLED_JVM_OPTS"] = " ".join([limits.jvm_options(), compiler, os.environ.get("UNROLLED_JVM_OPTS", "")])
    watch = Watch(limits, folder)
    client = Client(notebook, km=AsyncKernelManager(kernel_name="java"), timeout=limits.cell_seconds, allow_errors=True,
                    interrupt_on_timeout=True, error_on_timeout=TIMED_OUT, record_timing=False, startup_timeout=120,
                    resources={"metadata": {"path": str(folder)}})
    client.on_cell_executed = note_errors
    client.prepare(watch)
    reason = None
    try:
        with open(os.devnull, "w") as nowhere:
            client.execute(stdout=nowhere, stderr=nowhere)
    except NoSuchKernel as error:
        raise NotStarted("Jupyter does not find the Java kernel") from error
    except (DeadKernelError, CellExecutionError, RuntimeError) as error:
        reason = watch.reason or ("the kernel ended" if isinstance(error, DeadKernelError) else str(error))
    finally:
        watch.stop()
    reason = watch.reason or reason
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.source.strip() and index not in client.executed:
            not_executed(cell, reason or "the cell did not run")
    _check_ground(notebook)
    return reason


def _check_ground(notebook) -> None:
    """The instructor's own cells at the top run before any of the student's: where one fails, the machine is at fault."""
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.source.strip():
            if not cells.is_locked(cell) or cells.is_grade(cell):
                return
            if cells.failed(cell):
                raise NotStarted(f"cell '{cells.grade_id(cell)}', which is the assignment's own, failed: {marks.first_message(cell)}")


def main() -> int:
    job = json.load(sys.stdin)
    result = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # nothing but the result goes to the pipe
    limits = Limits(**job["limits"])
    notebook = nbformat.from_dict(job["notebook"])
    with tempfile.TemporaryDirectory(prefix="grade-") as folder:
        os.chdir(folder)
        os.environ.update(HOME=folder, TMPDIR=folder, UNROLLED_OUTPUT_LIMIT=str(limits.output_mb * 1_000_000), **job["environment"])
        sandbox.enter([Path(hidden) for hidden in job["hide"]], limits.disk_mb * 1_000_000)
        try:
            answer = {"notebook": notebook, "reason": run(notebook, limits, Path(folder))}
        except NotStarted as error:
            answer = {"not_started": str(error)}
    json.dump(answer, result)
    result.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
