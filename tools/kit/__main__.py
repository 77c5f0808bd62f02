"""The commands of ./kit."""
from __future__ import annotations

import argparse
import difflib
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bench  # noqa: E402
import bench_kernel  # noqa: E402
import building  # noqa: E402
import checks  # noqa: E402
import doctor  # noqa: E402
import grade  # noqa: E402
import image  # noqa: E402
import java  # noqa: E402
import javadoc  # noqa: E402
import kernelspec  # noqa: E402
import notebooks  # noqa: E402
import places  # noqa: E402
import slides  # noqa: E402
import third_party  # noqa: E402
from console import FAILURE, KitError, usage_error  # noqa: E402
from prerequisites import Debian  # noqa: E402

BROKEN_PIPE = 141  # as a shell tells of SIGPIPE
JAVA_COMMANDS = {
    "train": "train a character language model and save it",
    "eval": "print a saved model's loss on the whole validation part",
    "sample": "let a saved model write",
    "guesses": "print what a saved model believes about a passage, for the interactive page 'sampling'",
}


class Parser(argparse.ArgumentParser):
    """Errors are one line, and name the command whose help tells more."""

    def error(self, message: str):
        raise usage_error(f"{message}; see {self.prog} --help")


def kernel(options) -> int:
    folder = kernelspec.folder_of(options.prefix, options.system)
    if options.what == "uninstall":
        print(f"removed {kernelspec.uninstall(folder)}")
        return 0
    jdk = building.ensure_built(Debian())
    print(f"installed {kernelspec.install(jdk, folder)}; the folder holds all that the kernel needs")
    return 0


def parser() -> Parser:
    top = Parser(prog="./kit", description="The course kit: notebooks, their Java kernel, and the library's commands.",
                 epilog="example: ./kit run 10-lstm-from-scratch")
    top.add_argument("--debug", action="store_true", help="show stack traces")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)

    def add(name: str, action, text: str, example: str) -> Parser:
        command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".",
                                      epilog=f"example: {example}", allow_abbrev=False)
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show stack traces")
        command.set_defaults(action=action)
        return command

    run = add("run", notebooks.run, "execute notebooks head-less", "./kit run 10-lstm-from-scratch --quick --html")
    run.add_argument("notebook", nargs="+", help="a name from notebooks/, or a path")
    run.add_argument("--quick", action="store_true", help="the short setting: minutes instead of a quarter of an hour")
    run.add_argument("--html", action="store_true", help="write a page beside the executed notebook")
    run.add_argument("--kernel", metavar="NAME", help="another kernel that Jupyter knows, such as IJava's or JJava's")
    run.add_argument("--in-place", action="store_true", help="write the outputs into the notebook too, if no cell fails")
    run.add_argument("--no-stderr", action="store_true", help="fail when a cell writes to stderr")
    run.add_argument("--seeds", type=int, metavar="N", help="run N times with other random numbers (UNROLLED_SEED from 2 on)"
                                                            " and tell how often all claims held")

    command = add("slides", slides.run, "make a page to present from, of a notebook as it is", "./kit slides part2-bptt")
    command.add_argument("notebook", nargs="+", help="a name from notebooks/, or a path")

    lab = add("lab", notebooks.lab, "open JupyterLab or the classic Notebook", "./kit lab")
    lab.add_argument("--no-browser", action="store_true", help="print the address and open no browser")
    lab.add_argument("--port", type=int, help="the port to listen on")
    lab.add_argument("--ip", help="the address to listen on (default: this machine only)")

    test = add("test", checks.run, "run all tests", "./kit test")
    test.add_argument("--only", choices=checks.PARTS, action="append", help="only this part (may be repeated)")
    test.add_argument("--long", action="store_true", help="the long suites too: many starts, interrupts, random messages, seeds")
    test.add_argument("--browser", action="store_true", help="also JupyterLab in a real browser (Chromium and Node.js wanted)")

    for name, text in JAVA_COMMANDS.items():
        commands.add_parser(name, help=text, add_help=False)

    commands.add_parser("grade", help="assignments: release, validate, autograde, feedback, report", add_help=False)

    command = add("kernel", kernel, "install the Java kernel for other Jupyters, or remove it", "./kit kernel install --user")
    command.add_argument("what", choices=["install", "uninstall"], metavar="install|uninstall")
    place = command.add_mutually_exclusive_group()
    place.add_argument("--user", action="store_true", help="for this user (the default)")
    place.add_argument("--system", action="store_true", help=f"for all users, into {kernelspec.SYSTEM}")
    place.add_argument("--prefix", metavar="DIR", help="into DIR/share/jupyter/kernels")

    command = add("bench", bench.run, "measure speed", "./kit bench layers --only engines stream")
    command.add_argument("name", nargs="?", choices=bench.BENCHES, default="layers",
                         help="; ".join(f"{name}: {text}" for name, (text, _) in bench.BENCHES.items()) + " (default: layers)")
    command.add_argument("--quick", action="store_true", help="fewer and shorter rounds: about a minute")
    command.add_argument("--docs", action="store_true", help="write the tables: layers into docs/performance.md, kernel into"
                                                                " docs/kernel.md, classroom into docs/classroom.md")
    command.add_argument("--only", nargs="+", metavar="PART",
                         help="layers: engines, stream, kinds, growth, memory; recipes: trials by name; kernel:"
                              f" {', '.join(bench_kernel.GROUPS)}; the others' rows stay")

    add("docs", javadoc.run, "write the library's Javadoc into build/javadoc", "./kit docs")

    command = add("third-party", third_party.run, "write THIRD-PARTY.md: the dependencies and their licences", "./kit third-party --check")
    command.add_argument("--check", action="store_true", help="write nothing, fail if the file does not fit")

    command = add("image", image.main, "build, check or run the classroom's image with docker, podman or buildah",
                  "./kit image build && ./kit image check")
    command.add_argument("what", choices=image.ACTIONS, metavar="build|check|run")
    command.add_argument("--engine", choices=image.ENGINES, help="default: the first that works")
    command.add_argument("--target", choices=image.TARGETS, default="student", help="whose image (student)")
    command.add_argument("--tag", help="its name (unrolled:student or unrolled:instructor)")
    command.add_argument("--text", action="store_true", help="build: put Tiny Shakespeare into it")
    command.add_argument("--base", metavar="IMAGE", help="build: on another Debian 13 that is here already, instead of the pinned one")
    command.add_argument("--platform", help="build: such as linux/amd64,linux/arm64")
    command.add_argument("--volume", help="build: HOST:IMAGE:ro, seen while it builds; run: where the student's files are kept")
    command.add_argument("--root", metavar="DIR", help="check: an unpacked root file system instead, with --config")
    command.add_argument("--config", metavar="FILE", help="check: what 'buildah inspect --type image' printed of it")
    command.add_argument("--skip-notebooks", action="store_true", help="check: without running them, a minute instead of five")
    command.add_argument("--port", type=int, default=8888, help="run: the port (8888)")

    command.add_argument("--submissions", type=int, default=300, metavar="N", help="grading: how many (default: 300)")

    add("doctor", doctor.run, "show what is found, what is missing, and the mend", "./kit doctor")
    return top


def dispatch(arguments: list[str]) -> int:
    if arguments and arguments[0] in JAVA_COMMANDS:
        return java.run(arguments[0], arguments[1:])
    if arguments and arguments[0] == "grade":
        return grade.run(arguments[1:])
    known = [*JAVA_COMMANDS, "grade", "run", "slides", "lab", "test", "kernel", "bench", "image", "docs", "third-party", "doctor"]
    words = [word for word in arguments if not word.startswith("-")]
    if not arguments:
        raise usage_error(f"no command was given, expected one of {', '.join(sorted(known))}; see ./kit --help")
    if words and arguments[0] == words[0] and words[0] not in known:
        close = difflib.get_close_matches(words[0], known, 1)
        hint = f"did you mean '{close[0]}'?" if close else "see ./kit --help"
        raise usage_error(f"unknown command '{words[0]}', expected one of {', '.join(sorted(known))}; {hint}")
    options = parser().parse_args(arguments)
    return options.action(options)


def main() -> int:
    arguments = sys.argv[1:]
    try:
        code = dispatch(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # Whoever read, such as head, has enough; and Python must not try once more to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KitError as error:
        if "--debug" in arguments:
            raise
        print(f"kit: {error}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        print("\nkit: interrupted", file=sys.stderr)
        return 130
    except OSError as error:
        if "--debug" in arguments:
            raise
        print(f"kit: {error.filename or 'the system'}: {error.strerror}; --debug shows where", file=sys.stderr)
        return FAILURE


if __name__ == "__main__":
    sys.exit(main())
