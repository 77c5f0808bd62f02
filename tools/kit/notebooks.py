"""`run` and `lab`: notebooks through our kernel."""
from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import building
import kernelspec
import places
from console import KitError, usage_error
from prerequisites import Debian, has_modules, need_jupyter, want_fonts

EXECUTE = Path(__file__).with_name("execute.py")
# JupyterLab as the kit starts it asks no other machine: no news, no look for newer versions or extensions.
LAB_CONFIGURATION = Path(__file__).with_name("jupyter")


def all_notebooks() -> list[Path]:
    return sorted(path for path in places.NOTEBOOKS.glob("*.ipynb"))


def find(name: str) -> Path:
    """A notebook by its name in notebooks/, by how no other one there begins (part2), or by its path."""
    for candidate in (places.NOTEBOOKS / name, places.NOTEBOOKS / f"{name}.ipynb", Path(name), Path(f"{name}.ipynb")):
        if candidate.is_file() and candidate.suffix == ".ipynb":
            return candidate
    beginnings = [path for path in all_notebooks() if name and path.stem.startswith(f"{name}-")]
    if len(beginnings) == 1:
        return beginnings[0]
    known = ", ".join(path.stem for path in all_notebooks()) or "none"
    raise usage_error(f"no notebook '{name}' was found, expected a name from notebooks/ or the path of an .ipynb file;"
                      f" there are: {known}")


def prepare() -> tuple[Path, dict[str, str]]:
    """Sets up what notebooks need; returns the Python with Jupyter and the environment for it."""
    debian = Debian()
    python = need_jupyter(debian)
    want_fonts(debian)
    return python, kernelspec.generate(building.ensure_built(debian))


def execute(python: Path, environment: dict[str, str], source: Path, target: Path, *options: str) -> int:
    log = places.state_file(f"kernel-{source.stem}.log")
    command = [str(python), str(EXECUTE), str(source), str(target), "--log", str(log), *options]
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child got it too and ends by itself


def run_with_seeds(python: Path, environment: dict[str, str], source: Path, count: int, flags: list[str]) -> bool:
    """Whether a notebook's claims hold for all of so many seeds; seed 1 is the notebook's own."""
    failing = []
    for seed in range(2, count + 2):
        print(f"{source.stem} with UNROLLED_SEED={seed}", flush=True)
        target = places.EXECUTED / f"seed-{seed}" / source.name
        if execute(python, {**environment, "UNROLLED_SEED": str(seed)}, source, target, *flags) != 0:
            failing.append(seed)
    but = f"; not for {', '.join(map(str, failing))}" if failing else ""
    print(f"{source.stem}: all claims hold for {count - len(failing)} of {count} seeds{but}")
    return not failing


def run(options) -> int:
    if options.seeds is not None and options.seeds < 1:
        raise usage_error(f"--seeds: expected at least 1, got {options.seeds}")
    if options.seeds is not None and options.in_place:
        raise usage_error("--seeds and --in-place exclude each other: a committed notebook has its own seeds")
    sources = [find(name) for name in options.notebook]
    python, environment = prepare()
    if options.quick:
        environment["UNROLLED_QUICK"] = "1"
    if options.kernel:
        environment |= kernelspec.for_other_kernels()
    flags = [part for part in ("--kernel", options.kernel) if options.kernel]
    flags += [flag for flag, wanted in (("--html", options.html), ("--no-stderr", options.no_stderr)) if wanted]
    failed = 0
    for source in sources:
        if options.seeds is not None:
            failed += not run_with_seeds(python, environment, source, options.seeds, flags)
            continue
        target = places.EXECUTED / source.name
        code = execute(python, environment, source, target, *flags)
        failed += code != 0
        if options.in_place and code == 0:
            partial = source.with_name(source.name + ".part")
            shutil.copyfile(target, partial)
            partial.replace(source)
    return 1 if failed else 0


def with_configuration(environment: dict[str, str]) -> dict[str, str]:
    others = environment.get("JUPYTER_CONFIG_PATH")
    return {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join([str(LAB_CONFIGURATION), *([others] if others else [])])}


def as_root() -> list[str]:
    return ["--allow-root"] if os.geteuid() == 0 else []


def lab(options) -> int:
    python, environment = prepare()
    for module, application in (("jupyterlab", ["jupyterlab"]), ("notebook", ["notebook"])):
        if has_modules(python, module):
            break
    else:
        debian = Debian()
        if not debian.install("Jupyter's pages", ["jupyter-notebook"]):
            raise KitError("neither JupyterLab nor the classic Notebook was found; install one: Debian and Windows (WSL)"
                           " 'sudo apt-get install jupyter-notebook', Fedora 'sudo dnf install python3-notebook', macOS"
                           " 'brew install jupyterlab'")
        application = ["notebook"]
    browser = ["--no-browser"] if options.no_browser else []
    address = ["--port", str(options.port)] if options.port else []
    address += ["--ip", options.ip] if options.ip else []
    places.NOTEBOOKS.mkdir(exist_ok=True)
    os.chdir(places.NOTEBOOKS)
    os.execve(str(python), [str(python), "-m", *application, *as_root(), *browser, *address],
              with_configuration(environment))
