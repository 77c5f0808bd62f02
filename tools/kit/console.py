"""What the kit says: steps with progress, and errors of one line."""
from __future__ import annotations

import sys
import threading
import time

USAGE = 2
FAILURE = 1


class KitError(Exception):
    """What was wrong, what was expected and what to do, in one line; `code` is the exit code."""

    def __init__(self, message: str, code: int = FAILURE):
        super().__init__(message)
        self.code = code


def usage_error(message: str) -> KitError:
    return KitError(message, USAGE)


def say(message: str) -> None:
    print(f"kit: {message}", file=sys.stderr, flush=True)


class Step:
    """A piece of work that tells, once it takes more than two seconds, what it does and how far it is."""

    QUIET_SECONDS = 2.0
    LINE_EVERY_SECONDS = 20.0

    def __init__(self, title: str):
        self.title = title
        self.detail = ""
        self._done = threading.Event()
        self._spoke = False
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> Step:
        self._begin = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, kind, *_) -> None:
        self._done.set()
        self._thread.join()
        if self._spoke:
            end = "stopped" if kind else "done"
            self._write(f"{end} in {time.monotonic() - self._begin:.0f} s", last=True)

    def _tell(self) -> None:
        pause = self.QUIET_SECONDS
        while not self._done.wait(pause):
            seconds = time.monotonic() - self._begin
            self._write(f"{seconds:.0f} s{', ' + self.detail if self.detail else ''}")
            pause = 1.0 if sys.stderr.isatty() else self.LINE_EVERY_SECONDS

    def _write(self, state: str, last: bool = False) -> None:
        self._spoke = True
        if sys.stderr.isatty():
            print(f"\r\033[Kkit: {self.title}: {state}", end="\n" if last else "", file=sys.stderr, flush=True)
        else:
            say(f"{self.title}: {state}")
