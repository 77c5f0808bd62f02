"""Becomes a command inside an unpacked image. Started in fresh namespaces, as root; the plan is its argument, as JSON."""
from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
DEVICES = ("null", "zero", "full", "random", "urandom", "tty")


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def loopback_up() -> None:
    """The network of a namespace starts with its loopback down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))


def lay_out(root: str, read_only: bool) -> Path:
    """The image's files under a layer in memory, with what a container engine mounts."""
    mount("--make-rprivate", "/")
    work = Path(tempfile.mkdtemp())
    mount("-t", "tmpfs", "-o", "mode=755", "layer", str(work))
    for name in ("upper", "work", "merged"):
        (work / name).mkdir()
    merged = work / "merged"
    mount("-t", "overlay", "-o", f"lowerdir={root},upperdir={work}/upper,workdir={work}/work", "image", str(merged))
    mount("-t", "proc", "proc", str(merged / "proc"))
    mount("-t", "tmpfs", "-o", "mode=755", "dev", str(merged / "dev"))
    for device in DEVICES:
        (merged / "dev" / device).touch()
        mount("--bind", f"/dev/{device}", str(merged / "dev" / device))
    (merged / "dev" / "shm").mkdir()
    mount("-t", "tmpfs", "-o", "mode=1777", "shm", str(merged / "dev" / "shm"))
    if read_only:
        mount("-t", "tmpfs", "-o", "mode=1777", "tmp", str(merged / "tmp"))
        mount("-o", "remount,ro", str(merged))
    return merged


def become(user: str) -> None:
    """uid or uid:gid; without a group, the one of /etc/passwd."""
    uid, _, gid = user.partition(":")
    if not gid:
        accounts = [line.split(":") for line in Path("/etc/passwd").read_text().splitlines()]
        gid = next((account[3] for account in accounts if account[2] == uid), "0")
    os.setgroups([])
    os.setgid(int(gid))
    os.setuid(int(uid))


def main() -> None:
    plan = json.loads(sys.argv[1])
    loopback_up()
    os.chroot(lay_out(plan["root"], plan["read_only"]))
    os.chdir(plan["folder"])
    become(plan["user"])
    environment = dict(one.split("=", 1) for one in plan["environment"])
    environment.setdefault("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
    os.execvpe(plan["command"][0], plan["command"], environment)


if __name__ == "__main__":
    main()
