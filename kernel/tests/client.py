"""A kernel and its client, for tests that speak with it as a front end does."""
from __future__ import annotations

import time
import unittest
from dataclasses import dataclass, field
from queue import Empty

from jupyter_client.manager import KernelManager

TIMEOUT = 60


@dataclass
class Executed:
    """What a cell brought: the reply's content, and everything published for it."""

    reply: dict
    published: list = field(default_factory=list)

    def contents(self, kind: str) -> list[dict]:
        return [message["content"] for message in self.published if message["msg_type"] == kind]

    def text(self, stream: str = "stdout") -> str:
        return "".join(content["text"] for content in self.contents("stream") if content["name"] == stream)

    @property
    def value(self) -> str | None:
        results = self.contents("execute_result")
        return results[-1]["data"]["text/plain"] if results else None

    @property
    def trace(self) -> str:
        return "\n".join(line for content in self.contents("error") for line in content["traceback"])


class Kernel:
    """A real kernel process and its client; use as a context manager."""

    def __init__(self, name: str = "java", wait: bool = True, **options):
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel(**options)
        self.client = self.manager.client()
        self.client.start_channels()
        if wait:
            try:
                self.client.wait_for_ready(timeout=TIMEOUT)
            except RuntimeError:
                self.__exit__()
                raise

    def __enter__(self) -> Kernel:
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def send(self, code: str, **options) -> str:
        return self.client.execute(code, **options)

    def reply(self, number: str, timeout: float = TIMEOUT) -> dict:
        """The content of the reply to a request; what is published for it may still be on its way."""
        reply = self.client.get_shell_msg(timeout=timeout)
        while reply["parent_header"].get("msg_id") != number:
            reply = self.client.get_shell_msg(timeout=timeout)
        return reply["content"]

    def finish(self, number: str, timeout: float = TIMEOUT) -> Executed:
        executed = Executed(self.reply(number, timeout))
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != number:
                continue
            if message["msg_type"] != "status":
                executed.published.append(message)
            elif message["content"]["execution_state"] == "idle":
                return executed

    def run(self, code: str, timeout: float = TIMEOUT, **options) -> Executed:
        return self.finish(self.send(code, **options), timeout)

    def ask(self, what: str, *arguments, **options) -> dict:
        """The content of the reply to a request such as complete."""
        return self.reply(getattr(self.client, what)(*arguments, **options))

    def complete(self, code: str, cursor: int | None = None) -> dict:
        return self.ask("complete", code, cursor)

    def inspect(self, code: str, cursor: int) -> dict | None:
        reply = self.ask("inspect", code, cursor)
        return reply["data"] if reply["found"] else None

    @property
    def process(self):
        return self.manager.provisioner.process

    def interrupted(self, code: str, after: float = 0.3) -> tuple[Executed, float]:
        """Runs a cell, interrupts it, and gives the seconds from the interrupt to its end."""
        number = self.send(code)
        time.sleep(after)
        begin = time.monotonic()
        self.manager.interrupt_kernel()
        return self.finish(number), time.monotonic() - begin

    def late(self, number: str, seconds: float = 3) -> str:
        """Text printed for a cell that has ended."""
        text, end = "", time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=0.2)
            except Empty:
                continue
            if message["msg_type"] == "stream" and message["parent_header"].get("msg_id") == number:
                text += message["content"]["text"]
        return text


class WithKernel(unittest.TestCase):
    """Tests that share one kernel."""

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.__exit__()

    def run_cell(self, code, **options):
        return self.kernel.run(code, **options)

    def value(self, code):
        executed = self.run_cell(code)
        self.assertEqual(executed.reply["status"], "ok", executed.trace)
        return executed.value

    def trace(self, code):
        executed = self.run_cell(code)
        self.assertEqual(executed.reply["status"], "error", executed.published)
        return executed.trace
