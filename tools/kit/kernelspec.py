"""The kernelspec of our Java kernel: in build/ for the kit, elsewhere on request.

Its folder holds all that a kernel needs, so it can be moved: the launcher, the kernel's own jars, an archive of its
classes for a fast start, and a list of the class path that all cells have.
"""
from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import building
import natives
import places
from console import KitError, Step, say, usage_error
from prerequisites import Jdk

NAME = "java"
SPEC = places.KERNEL / "spec"
SYSTEM = Path("/usr/local/share/jupyter")
# ND4J's two thread pools fight over the cores: one thread each is two to three times faster.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
# Since JDK 24 the JVM warns on stderr of what JavaCPP below ND4J does, and a line there costs a graded cell its mark.
QUIET_NATIVES = ["-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
VECTOR = ["--add-modules", "jdk.incubator.vector"]
REHEARSAL_SECONDS = 120
NATIVES = "natives"  # in the kernelspec's folder, if anywhere; the launcher looks there
# Other Java kernels, by a word of their specification.
KNOWN = ("JJava", "IJava", "Ganymede", "Rapaio")


def jvm_options() -> list[str]:
    """The vector kernels' module, silence about natives, and what the user asks for, such as UNROLLED_JVM_OPTS="-Xmx6g"."""
    unpacked = SYSTEM / "kernels" / NAME / NATIVES
    shared = ["-Dorg.bytedeco.javacpp.pathsFirst=true", f"-Djava.library.path={unpacked}"] if unpacked.is_dir() else []
    try:
        return [*VECTOR, *QUIET_NATIVES, *shared, *shlex.split(os.environ.get("UNROLLED_JVM_OPTS", ""))]
    except ValueError as error:
        raise usage_error(f"UNROLLED_JVM_OPTS cannot be read ({error}), expected options as in a shell, such as -Xmx6g") from error


def training_options() -> list[str]:
    """For processes that train and nothing else: a step leaves no garbage, so the heap may start small and one thread collect it."""
    own = jvm_options()
    return own if any("GC" in option for option in own) else ["-XX:+UseSerialGC", "-Xms24m", *own]


def kernelspec(jdk: Jdk) -> dict:
    return {
        "argv": ["sh", "{resource_dir}/launch", str(jdk.java), "{connection_file}"],
        "display_name": "Java (Unrolled)",
        "language": "java",
        "interrupt_mode": "message",
        "env": {"UNROLLED_HOME": str(places.ROOT), **ONE_THREAD},
        "metadata": {"unrolled": True},
    }


def write(jdk: Jdk, folder: Path, class_path: list[str]) -> Path:
    """Writes what is new or changed; kernel.json comes last, for it makes Jupyter see the rest."""
    folder.mkdir(parents=True, exist_ok=True)
    libraries = building.KERNEL_JAR.parent / "lib"
    sources = {"launch": SPEC / "launch", f"kernel/{building.KERNEL_JAR.name}": building.KERNEL_JAR,
               **{file.name: file for file in SPEC.glob("logo-*")},
               **{f"kernel/lib/{jar.name}": jar for jar in libraries.glob("*.jar")}}
    # A list: any() would stop at the first that changed.
    changed = any([_copy(source, folder / name) for name, source in sources.items()])
    for jar in (folder / "kernel" / "lib").glob("*.jar"):
        if f"kernel/lib/{jar.name}" not in sources:
            jar.unlink()
    (folder / "library.txt").write_text("\n".join(class_path) + "\n", encoding="utf-8")
    made_for = folder / "classes.txt"
    if changed or not made_for.is_file() or made_for.read_text() != f"{jdk.home} {jdk.version}":
        _rehearse(jdk, folder)
        made_for.write_text(f"{jdk.home} {jdk.version}")
    partial = folder / "kernel.json.part"
    partial.write_text(json.dumps(kernelspec(jdk), indent=1) + "\n")
    partial.replace(folder / "kernel.json")
    return folder


def _copy(source: Path, target: Path) -> bool:
    """Copies a file unless the same is there; gives whether it did."""
    now = source.stat()
    if target.is_file() and (target.stat().st_size, target.stat().st_mtime_ns) == (now.st_size, now.st_mtime_ns):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    shutil.copy2(source, partial)
    partial.replace(target)  # a kernel that runs keeps the file it has open
    return True


def _rehearse(jdk: Jdk, folder: Path) -> None:
    """Makes the archive of classes. Without one a kernel starts as well, only slower."""
    archive = folder / "classes.jsa"
    archive.unlink(missing_ok=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("UNROLLED_", "JPY_"))}
    with Step("preparing the kernel for a fast start"):
        try:
            done = subprocess.run(["sh", str(folder / "launch"), str(jdk.java), "--rehearse"], env={**environment, **ONE_THREAD},
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=REHEARSAL_SECONDS)
            problem = done.stderr.strip().splitlines()[-1:] if done.returncode else []
        except (OSError, subprocess.TimeoutExpired) as error:
            problem = [str(error)]
    if problem or not archive.is_file():
        say(f"the kernel could not be prepared for a fast start ({' '.join(problem) or 'no archive was written'}); it works without")


def generate(jdk: Jdk, folder: Path = places.JUPYTER_PATH) -> dict[str, str]:
    """Writes the kernelspec into build/ and returns the environment in which Jupyter finds it first."""
    if building.is_installed() and _is_ours(SYSTEM / "kernels" / NAME):
        return dict(os.environ)  # an image: its kernel is known to everybody already
    write(jdk, folder / "kernels" / NAME, [str(building.library_jar()), *building.dependencies()])
    others = os.environ.get("JUPYTER_PATH")
    return {**os.environ, "JUPYTER_PATH": os.pathsep.join([str(folder), *([others] if others else [])])}


def for_other_kernels() -> dict[str, str]:
    """What IJava and JJava need of the environment, to run the notebooks as they are."""
    class_path = building.library_class_path()
    return {"IJAVA_CLASSPATH": class_path, "JJAVA_CLASSPATH": class_path, "UNROLLED_HOME": str(places.ROOT), **ONE_THREAD}


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


@dataclass(frozen=True)
class Other:
    """A Java kernel that is not ours."""

    label: str
    folder: Path


def others() -> list[Other]:
    """The other Java kernels of this machine, also those that ours, of the same name, hides from Jupyter."""
    prefixes = [sys.prefix, "/usr/local", "/usr", os.environ.get("CONDA_PREFIX")]
    roots = [*map(Path, filter(None, os.environ.get("JUPYTER_PATH", "").split(os.pathsep))), user_folder(),
             *[Path(prefix) / "share" / "jupyter" for prefix in prefixes if prefix]]
    found: dict[Path, Other] = {}
    for file in [file for root in roots for file in sorted(root.glob("kernels/*/kernel.json"))]:
        try:
            spec = json.loads(file.read_text())
            is_java = str(spec.get("language", "")).lower() == "java"
            words = " ".join([*spec.get("argv", []), *spec.get("env", {}), str(spec.get("display_name", ""))]).lower()
        except (OSError, ValueError, AttributeError, TypeError):
            continue  # Jupyter cannot read it either
        if is_java and not _is_ours(file.parent):
            label = next((name for name in KNOWN if name.lower() in words), str(spec.get("display_name", file.parent.name)))
            found.setdefault(file.parent.resolve(), Other(label, file.parent))
    return list(found.values())


def folder_of(prefix: str | None, system: bool) -> Path:
    """Jupyter's data folder for all users, under a prefix, or of this user."""
    if system:
        return SYSTEM
    return Path(prefix).resolve() / "share" / "jupyter" if prefix else user_folder()


def _library(folder: Path) -> list[str]:
    """Puts the class path's jars into the folder, so that nothing outside is needed; gives their relative names."""
    library = folder / "library"
    library.mkdir(parents=True, exist_ok=True)
    names = []
    for source in [building.library_jar(), building.sources_jar(), *map(Path, building.dependencies())]:
        target = library / source.name
        if source.parent == building.library_jar().parent:
            _copy(source, target)
        elif not target.is_file():
            try:
                os.link(source, target)  # no second copy of 150 MB where it can be avoided
            except OSError:
                _copy(source, target)
        names.append(f"library/{source.name}")
    for jar in library.glob("*.jar"):
        if f"library/{jar.name}" not in names:
            jar.unlink()
    return [name for name in names if not name.endswith("-sources.jar")]


def install(jdk: Jdk, jupyter_folder: Path) -> Path:
    folder = jupyter_folder / "kernels" / NAME
    if folder.exists() and not _is_ours(folder):
        raise KitError(f"{folder} holds another kernel named '{NAME}', expected none or ours; move it away or choose another"
                       " place with --prefix DIR")
    try:
        if jupyter_folder == SYSTEM:  # for everybody: each would unpack them at home
            natives.unpack([Path(jar) for jar in building.dependencies()], folder / NATIVES)
        return write(jdk, folder, _library(folder))
    except OSError as error:
        raise KitError(f"the kernel cannot be installed into {jupyter_folder}: {error.strerror}; choose a folder that you can"
                       " write with --prefix DIR") from error


def uninstall(jupyter_folder: Path) -> Path:
    folder = jupyter_folder / "kernels" / NAME
    if not _is_ours(folder):
        raise KitError(f"no kernel of ours is installed in {folder}; say where with --user, --system or --prefix DIR")
    shutil.rmtree(folder)
    return folder
