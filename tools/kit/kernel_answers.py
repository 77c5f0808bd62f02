"""What Java kernels answer to the same cells; runs in the Python that has Jupyter."""
from __future__ import annotations

import contextlib
import json
import sys
import time
from queue import Empty
from typing import Callable

import kernel_figures  # noqa: F401: it knows where the client lies
from client import Executed, Kernel

SECONDS = 20
QUIET_SECONDS = 10


def _shown(executed: Executed) -> str:
    if executed.reply["status"] == "ok":
        types = [kind for content in executed.contents("execute_result") for kind in content["data"]]
        return f"`{executed.value}`" if executed.value is not None else ", ".join(types) or "ok, no value"
    return f"error: {executed.reply.get('ename', '?')}"


def _names(*texts: str) -> Callable[[Executed], str]:
    """Which of some texts an error's report has."""
    def judge(executed: Executed) -> str:
        report = executed.trace + executed.text("stderr")
        return ", ".join(f"{text}: {'yes' if text in report else 'no'}" for text in texts)
    return judge


LOOP = "the loop"
LINES = "for (int i = 0; i < 1_000_000; i++) System.out.println(i);"
CELLS: list[tuple[str, str, Callable[[Executed], str]]] = [
    ("`1 + 1`", "1 + 1", _shown),
    ("`new double[] {1, Double.NaN}`", "new double[] {1, Double.NaN}", _shown),
    ("`assert 1 > 2;`", "assert 1 > 2;", _shown),
    ("a record with a compact constructor", "record Point(int x) { Point { if (x < 0) throw new Error(); } }\nnew Point(1)", _shown),
    ("a sealed interface and its records in one cell", "sealed interface S permits A, B {}\nrecord A() implements S {}\n"
     "record B() implements S {}\nnew A()", _shown),
    ("a compile error in line 2: its line, the missing name", "int fine = 1;\nint bad = gone;", _names("line 2", "gone")),
    ("`AtomicLong` without its import: the import to add", "new AtomicLong()", _names("java.util.concurrent.atomic")),
    ("an exception with a cause", 'throw new IllegalStateException("outer", new java.io.IOException("inner"));', _names("outer", "inner")),
    ("an exception on a thread: shown, with the thread's name", 'Thread t = new Thread(() -> { throw new RuntimeException("alone"); }, '
     '"worker");\nt.start(); t.join(); Thread.sleep(200);', _names("alone", "worker")),
    ("a class redeclared: does it say that `box` is null now", "class Box {}\nBox box = new Box();\nclass Box { int w; }\n"
     'System.err.print(box == null ? "null" : "kept");', lambda executed: ("says so" if "lost" in executed.text() else "silent")
     + f"; box is {executed.text('stderr') or '?'}"),
    ("a million printed lines", LINES, _shown),
    (f"an interrupt of {LOOP} `while (true) n++;`", LOOP, _shown),
    ("can a cell see the kernel's own ZeroMQ", 'Class.forName("org.zeromq.ZMQ").getName()', _shown),
    ("`System.exit(0);`", "System.exit(0);", _shown),
]


def _interrupted(kernel: Kernel) -> str:
    number = kernel.send("long n = 0; while (true) n++;")
    time.sleep(1)
    begin = time.monotonic()
    kernel.manager.interrupt_kernel()
    executed = kernel.finish(number, SECONDS)
    return (f"{_shown(executed)}; {time.monotonic() - begin:.1f} s; then `1 + 1` gives"
            f" {_shown(kernel.run('1 + 1', timeout=SECONDS))}")


def _lines(kernel: Kernel) -> str:
    """Some of a flood may be lost, the sign of the cell's end too: counted is until that or until nothing comes."""
    number, lines = kernel.send(LINES), 0
    with contextlib.suppress(Empty):
        while True:
            message = kernel.client.get_iopub_msg(timeout=QUIET_SECONDS)
            content = message["content"]
            if message["parent_header"].get("msg_id") == number:
                lines += content["text"].count("\n") if message["msg_type"] == "stream" else 0
                if content.get("execution_state") == "idle":
                    break
    return f"{lines:,} arrive"


def _answer(kernel: Kernel, code: str, judge) -> str:
    if code == LOOP:
        return _interrupted(kernel)
    if code == LINES:
        return _lines(kernel)
    return judge(kernel.finish(kernel.send(code), SECONDS))


def answers(name: str) -> list[list[str]]:
    found, kernel = [], Kernel(name)
    for label, code, judge in CELLS:
        try:
            answer = _answer(kernel, code, judge)
        except Empty:
            time.sleep(1)
            answer = f"no answer in {SECONDS} s" if kernel.manager.is_alive() else "the kernel dies"
            kernel.__exit__()
            kernel = Kernel(name)
        found.append([label, answer.replace("|", "\\|").replace("\n", " ")])
    kernel.__exit__()
    return found


if __name__ == "__main__":
    print(json.dumps(answers(sys.argv[1])))
