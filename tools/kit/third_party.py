"""`third-party`: whose work the JARs stand on and under which licences, from the real dependency tree."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import building
import places
from console import KitError
from prerequisites import Debian, need_maven

FILE = places.ROOT / "THIRD-PARTY.md"
BILL = places.ROOT / "target" / "bom.json"
GOAL = "org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom"

# What a pom calls by a name of its own, or where it offers a choice, of which we take the first.
NAMES = {
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-or-later",
    "LGPL, version 2.1": "LGPL-2.1-or-later",
    "Mozilla Public License version 2.0": "MPL-2.0",
    "Unicode/ICU License": "ICU",
}
TAKEN = {
    frozenset({"Apache-2.0", "GPL-2.0-or-later", "GPL-2.0-with-classpath-exception"}): "Apache-2.0",
    frozenset({"Apache-2.0", "LGPL-2.1-or-later"}): "Apache-2.0",
}

HEAD = """# Third-party notices

Written by `./kit third-party` from the poms of everything that is on the class path of the library or the kernel; do not edit.
`./kit third-party --check` says whether it is up to date. The same list in CycloneDX's format is attached to each release.

None of these works is in our JARs: Maven fetches them, and `./kit kernel install` and the classroom image copy them unchanged, each in
the JAR in which its authors published it.

## What that means for you

- **Using** the course kit or the JAR: nothing to do.
- **Redistributing** it with these JARs (an image, a folder of the kernel, an application): keep this file and the JARs as they are, with
  their licence and notice files. That meets the Apache, MIT, BSD and ICU licences.
- **LGPL** (VectorGraphics2D, below XChart; our `unrolled.plot` records its drawings through it, by a subclass, which that licence counts as
  use of its interface): link and ship it with software under any licence, as long as it stays a JAR of its own that the recipient can
  replace by another version. So do not merge it into one big JAR ("shading") or a native image, unless you also give what is
  needed to put another version in.
- **EPL and MPL** (OSHI below ND4J; JeroMQ in the kernel): unchanged JARs need nothing but this notice. Whoever changes a file of
  theirs publishes that file.
- **Natives**: the JAR of `org.bytedeco:openblas` holds OpenBLAS (BSD-3-Clause), and it and `org.nd4j:nd4j-native` hold GCC's run-time libraries
  (libgcc, libgfortran, libquadmath, libgomp), whose GPL or LGPL has an exception for programs that only link them.
- **plotly.js** (MIT) is copied into notebooks and pages by `plot.interactiveHtml()`; its licence comment stays in it. MathJax (Apache-2.0)
  is copied into the pages that `./kit run --html` and `./kit slides` make.

Where a work offers several licences, the table says which one we take and names the others.
"""


@dataclass(frozen=True, order=True)
class Work:
    group: str
    name: str
    version: str
    licence: str
    others: str

    def row(self) -> str:
        return f"| `{self.group}:{self.name}` | {self.version} | {self.licence}{f' (or {self.others})' if self.others else ''} |"


def run(options) -> int:
    jdk = building.ensure_built(Debian())
    code, output = building.run_maven(jdk, need_maven(Debian()), [GOAL], "listing the dependencies and their licences")
    if code:
        raise building.build_error("listing the dependencies", output)
    text = page(json.loads(BILL.read_text(encoding="utf-8")))
    if options.check:
        if FILE.is_file() and FILE.read_text(encoding="utf-8") == text:
            print("THIRD-PARTY.md is up to date.")
            return 0
        raise KitError("THIRD-PARTY.md does not fit the dependencies; run ./kit third-party and commit it")
    FILE.write_text(text, encoding="utf-8")
    print(f"wrote {places.shown(FILE)}")
    return 0


def page(bill: dict) -> str:
    parts = [("The library", library_jars()), ("The kernel", kernel_jars())]
    return HEAD + "".join(f"\n## {title}\n\n| work | version | licence |\n| --- | --- | --- |\n{rows(bill, jars)}\n"
                          for title, jars in parts)


def rows(bill: dict, jars: set[str]) -> str:
    works = {work(component) for component in bill["components"] if f"{component['name']}-{component['version']}.jar" in jars}
    return "\n".join(one.row() for one in sorted(works))


def library_jars() -> set[str]:
    return {Path(jar).name for jar in building.dependencies()}


def kernel_jars() -> set[str]:
    return {jar.name for jar in (building.KERNEL_JAR.parent / "lib").glob("*.jar")}


def work(component: dict) -> Work:
    licences = frozenset(NAMES.get(name, name) for name in map(licence_name, component.get("licenses", [])))
    if not licences:
        raise KitError(f"{component['purl']} names no licence; look for it and add it to tools/kit/third_party.py")
    if len(licences) > 1 and licences not in TAKEN:
        raise KitError(f"{component['purl']} has the licences {', '.join(sorted(licences))}; say in tools/kit/third_party.py which we take")
    taken = TAKEN.get(licences) or next(iter(licences))
    return Work(component["group"], component["name"], component["version"], taken, ", ".join(sorted(licences - {taken})))


def licence_name(entry: dict) -> str:
    licence = entry.get("license", {})
    return entry.get("expression") or licence.get("id") or licence["name"]
