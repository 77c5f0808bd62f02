"""Executes one notebook in a process of its own: the job comes as JSON on stdin, the executed notebook goes to stdout."""
from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import nbformat  # noqa: E402
from jupyter_client.manager import AsyncKernelManager  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionError, DeadKernelError  # noqa: E402

import sandbox  # noqa: E402
from limits import Limits, Watch  # noqa: E402

TIMED_OUT = {"ename": "CellTimeoutError", "evalue": "", "status": "error",
             "traceback": ["CellTimeoutError: the cell took too long and was stopped"]}


class Client(NotebookClient):
    """Keeps an error of the reply that came with no output, and knows which cells ran to their end."""

    def prepare(self, watch: Watch) -> None:
        self.watch = watch
        self.executed: set[int] = set()

    async def async_start_new_kernel_client(self):
        client = await super().async_start_new_kernel_client()
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
    except (DeadKernelError, CellExecutionError, RuntimeError) as error:
        reason = watch.reason or ("the kernel ended" if isinstance(error, DeadKernelError) else str(error))
    finally:
        watch.stop()
    reason = watch.reason or reason
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.source.strip() and index not in client.executed:
            not_executed(cell, reason or "the cell did not run")
    return reason


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
        reason = run(notebook, limits, Path(folder))
    json.dump({"notebook": notebook, "reason": reason}, result)
    result.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
