"""The native libraries below ND4J, unpacked once for all users of a machine.

JavaCPP unpacks them into each user's home at the first use: 360 MB, which thirty students would hold thirty times on disk
and in memory. Where a folder of them is there, the kernel's launcher points JavaCPP at it.
"""
from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

LIBRARY = re.compile(r"\.(so(\.\d+)*|dylib|dll)$")
# JavaCPP asks for OpenBLAS under this name too, and would make each user a copy of 31 MB.
SECOND_NAMES = {"libopenblas_nolapack.so.0": "libopenblas.so.0", "libopenblas_nolapack.0.dylib": "libopenblas.0.dylib"}
CARRIER = re.compile(r"-(linux|macosx|windows)-\w+\.jar$")


def carries(jar: Path) -> bool:
    """Whether a jar has nothing but native libraries."""
    return CARRIER.search(jar.name) is not None


def unpack(jars: list[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for jar in jars:
        if not carries(jar):
            continue
        with zipfile.ZipFile(jar) as archive:
            for entry in archive.infolist():
                target = folder / Path(entry.filename).name
                if LIBRARY.search(target.name) and not (target.is_file() and target.stat().st_size == entry.file_size):
                    with archive.open(entry) as packed, target.open("wb") as unpacked:
                        shutil.copyfileobj(packed, unpacked)
                    target.chmod(0o755)
    for second, first in SECOND_NAMES.items():
        if (folder / first).is_file() and not (folder / second).exists():
            (folder / second).symlink_to(first)
