"""`image check`: the acceptance of an image, as Binder, JupyterHub and a campus without network would use it."""
from __future__ import annotations

import json
import time
from pathlib import Path

from console import KitError
from image_runners import ROOT

PROBE = Path(__file__).with_name("image_probe.py")
MOST_BYTES = {"student": 1.8e9, "instructor": 2.2e9}
SOME_USER = "43210:0"  # a uid that the image has never heard of, as clusters give out


class Checks:
    """Says each verdict as it comes, and counts."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def that(self, good: bool, what: str, found: object = "") -> None:
        self.passed += good
        self.failed += not good
        print(f"{'ok    ' if good else 'FAILED'}  {what}{f': {found}' if found != '' else ''}", flush=True)


def ask(runner, *arguments: str, **how) -> dict:
    """What the probe answers from inside the image."""
    done = runner.run(["python3", "-", *arguments], text=PROBE.read_text(), **how)
    lines = done.stdout.strip().splitlines()
    if done.returncode or not lines:
        raise KitError(f"the probe '{arguments[0]}' ended with code {done.returncode}: {done.stderr.strip()[-1000:]}")
    return json.loads(lines[-1])


def run(runner, options) -> int:
    begin, checks = time.monotonic(), Checks()
    _files(checks, ask(runner, "survey", user=ROOT, bare=True), options.target)
    _entry_point(checks, runner)
    checks.that(runner.config.user.split(":")[0] not in ("", "0", "root"), "the image's user is not root", runner.config.user)
    served = ask(runner, "serve")
    _server(checks, served, "as the image's user")
    _server(checks, ask(runner, "serve", user=SOME_USER, read_only=True), f"as {SOME_USER}, on a read-only disk")
    for name in [] if options.skip_notebooks else served.get("notebooks", []):
        ran = ask(runner, "notebook", name, seconds=1800)
        checks.that(ran["code"] == 0, f"{name} quick, without network", ran["problem"] or f"{ran['seconds']} s")
    print(f"{checks.passed} passed, {checks.failed} failed in {time.monotonic() - begin:.0f} s")
    return 1 if checks.failed else 0


def _files(checks: Checks, found: dict, target: str) -> None:
    checks.that(found["bytes"] <= MOST_BYTES[target], f"unpacked at most {MOST_BYTES[target] / 1e9} GB",
                f"{found['bytes'] / 1e9:.2f} GB")
    for name, what in (("setuid", "no setuid or setgid file"), ("secrets", "no key, credential or repository"),
                       ("variables", "no secret in the environment"), ("open", "nothing that everybody may write"),
                       ("commands", "every command is on PATH")):
        checks.that(not found[name], what, ", ".join(found[name][:10]))
    if target == "student":
        checks.that(not found["solutions"], "no solution and no hidden test", ", ".join(found["solutions"]))


def _entry_point(checks: Checks, runner) -> None:
    code = "import sys; print(sys.argv[1:]); sys.exit(7)"
    done = runner.run(["python3", "-c", code, "two words", "*"])
    checks.that(done.stdout.strip() == "['two words', '*']" and done.returncode == 7,
                "the entry point executes its arguments and hands on the exit code",
                "" if done.returncode == 7 else f"code {done.returncode}: {(done.stdout + done.stderr).strip()[-500:]}")


def _server(checks: Checks, found: dict, who: str) -> None:
    if "problem" in found:
        checks.that(False, f"the server starts {who}", found["problem"])
        return
    checks.that(True, f"the server answers {who}", f"{found['seconds']} s, first cell {found['seconds_to_first_cell']} s later")
    checks.that(found["page"] == 200, f"JupyterLab's page is there under the base URL {who}", found["page"])
    checks.that((found["without_token"], found["wrong_token"]) == (403, 403), f"without the token nobody enters {who}")
    checks.that(found["health"] == [1, 0], f"the health check tells before from after {who}", found["health"])
    checks.that(found["cell"] is None, f"a cell runs and may write beside it {who}", found["cell"] or "")
    checks.that(not found["root_processes"], f"no process of root {who}", ", ".join(found["root_processes"]))
    checks.that(len(found["notebooks"]) > 0, f"the notebooks are in {found['home']} {who}", len(found["notebooks"]))
