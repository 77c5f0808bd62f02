"""The kernelspec of our Java kernel: generated into build/ for the kit, installed elsewhere on request."""
from __future__ import annotations

import json
import os
import shlex
import shutil
import sys
from pathlib import Path

import building
import places
from console import KitError, usage_error
from prerequisites import Jdk

NAME = "java"
MAIN_CLASS = "unrolled.kernel.Main"
# ND4J's two thread pools fight over the cores: one thread each is two to three times faster.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# Since JDK 24 the JVM warns on stderr of what JavaCPP below ND4J does, and a line there costs a graded cell its mark.
QUIET_NATIVES = ["-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
VECTOR = ["--add-modules", "jdk.incubator.vector"]


def jvm_options() -> list[str]:
    """The vector kernels' module, silence about natives, and what the user asks for, such as UNROLLED_JVM_OPTS="-Xmx6g"."""
    try:
        return [*VECTOR, *QUIET_NATIVES, *shlex.split(os.environ.get("UNROLLED_JVM_OPTS", ""))]
    except ValueError as error:
        raise usage_error(f"UNROLLED_JVM_OPTS cannot be read ({error}), expected options as in a shell, such as -Xmx6g") from error


def kernelspec(jdk: Jdk) -> dict:
    class_path = os.pathsep.join([str(building.KERNEL_JAR), str(building.KERNEL_JAR.parent / "lib" / "*")])
    return {
        "argv": [str(jdk.java), *jvm_options(), "-cp", class_path, MAIN_CLASS, "{connection_file}"],
        "display_name": "Java (Unrolled)",
        "language": "java",
        "interrupt_mode": "message",
        "env": {"UNROLLED_CLASSPATH": building.library_class_path(), "UNROLLED_HOME": str(places.ROOT), **ONE_THREAD},
        "metadata": {"unrolled": True},
    }


def _write(jdk: Jdk, jupyter_folder: Path) -> Path:
    folder = jupyter_folder / "kernels" / NAME
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / "kernel.json.part"
    partial.write_text(json.dumps(kernelspec(jdk), indent=1) + "\n")
    partial.replace(folder / "kernel.json")
    return folder


def generate(jdk: Jdk, folder: Path = places.JUPYTER_PATH) -> dict[str, str]:
    """Writes the kernelspec into build/ and returns the environment in which Jupyter finds it first."""
    _write(jdk, folder)
    others = os.environ.get("JUPYTER_PATH")
    return {**os.environ, "JUPYTER_PATH": os.pathsep.join([str(folder), *([others] if others else [])])}


def user_folder() -> Path:
    """Jupyter's data folder of this user."""
    if os.environ.get("JUPYTER_DATA_DIR"):
        return Path(os.environ["JUPYTER_DATA_DIR"])
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Jupyter"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "jupyter"


def _is_ours(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / "kernel.json").read_text()).get("metadata", {}).get("unrolled"))
    except (OSError, ValueError):
        return False


def _folder(prefix: str | None) -> Path:
    return Path(prefix).resolve() / "share" / "jupyter" if prefix else user_folder()


def install(jdk: Jdk, prefix: str | None) -> Path:
    folder = _folder(prefix)
    existing = folder / "kernels" / NAME
    if existing.exists() and not _is_ours(existing):
        raise KitError(f"{existing} holds another kernel named '{NAME}', expected none or ours; move it away or choose another"
                       " place with --prefix DIR")
    try:
        return _write(jdk, folder)
    except OSError as error:
        raise KitError(f"the kernel cannot be installed into {folder}: {error.strerror}; choose a folder that you can write"
                       " with --prefix DIR") from error


def uninstall(prefix: str | None) -> Path:
    folder = _folder(prefix) / "kernels" / NAME
    if not _is_ours(folder):
        raise KitError(f"no kernel of ours is installed in {folder}; say where with --user or --prefix DIR")
    shutil.rmtree(folder)
    return folder
