"""A class of made-up students: what each hands in, and the mark of every graded cell."""
from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable


@dataclass(frozen=True)
class Student:
    """`lost` are the cells without full marks; `edits` replace a cell's source; `change` works on the notebook or its bytes."""

    name: str
    assignment: str
    edits: dict[str, str] = field(default_factory=dict)
    lost: dict[str, float] = field(default_factory=dict)
    outcome: str = "graded"
    change: Callable | None = None
    untouched: bool = False
    file_name: str | None = None
    quick: bool = False
    needs_sandbox: bool = False


def step_with(body: str) -> str:
    """A step of assignment 3 in which one line is not as it should be."""
    return f"""LSTMState step(A3.Weights w, Tensor x, LSTMState s) {{
  Tensor z = concat(s.h(), x);
  Tensor f = sigmoid(w.forget().forward(z));
  Tensor i = sigmoid(w.input().forward(z));
  Tensor g = tanh(w.candidate().forward(z));
  Tensor o = sigmoid(w.output().forward(z));
  {body}
}}"""


def gate_of(code: str, name: str = "forgetGate", parameter: str = "forget") -> str:
    return f"Tensor {name}(Linear {parameter}, Tensor z) {{ {code} }}"


# A wrong step is wrong in everything that is made of it.
NO_STEP = {"a3-step-test": 0, "a3-chain-test": 0, "a3-unroll-test": 0, "a3-import-test": 0}
NO_FORGET = {"a3-forget-test": 0}
NO_SHAPES = {f"a1-{shape}-test": 0 for shape in ("many-to-one", "many-to-many", "one-to-many", "translate")}

# The model solution's step calls forgetGate: those who spoil the gate write the step out.
WRITTEN_OUT = step_with("Tensor c = f.mul(s.c()).add(i.mul(g)); return new LSTMState(o.mul(tanh(c)), c);")


def spoiled_gate(name: str, code: str, **more) -> Student:
    return Student(name, "a3", {"a3-forget": code, "a3-step": WRITTEN_OUT}, NO_FORGET, **more)


def without(*identities: str) -> Callable:
    def change(notebook):
        notebook["cells"] = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") not in identities]

    return change


def altered_tests(notebook) -> None:
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code":
            cell["source"] = "1000"


def changed_metadata(notebook) -> None:
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cell["metadata"]["nbgrader"].update(points=1000, locked=False, solution=False)


def forged_outputs(notebook) -> None:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 1
            cell["outputs"] = [{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "4.0"}}]


def doubled_cells(notebook) -> None:
    tests = [copy.deepcopy(cell) for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    for cell in tests:
        cell["source"] = "5" if cell["cell_type"] == "code" else cell["source"]
        cell["id"] = "again-" + cell.get("id", "x")
    notebook["cells"] += tests


def format_3(notebook) -> bytes:
    import nbformat

    return nbformat.writes(nbformat.convert(nbformat.from_dict(notebook), 3), version=3).encode()


def format_4_0(notebook) -> None:
    notebook["nbformat_minor"] = 0
    for cell in notebook["cells"]:
        cell.pop("id", None)


UNROLL_FROM_ZERO = """Tensor unroll(Linear w, Linear u, Tensor x) {
  Tensor zero = Tensor.zeros(x.dataType(), x.size(1), u.outputSize());
  Tensor[] all = new Tensor[(int) x.size(0)];
  Arrays.setAll(all, t -> step(w, u, x.select(0, t), zero));
  return stack(0, all);
}"""
PYTORCH_ORDER = """Map<String, INDArray> split(INDArray columns) {
  String[] order = {"input", "forget", "candidate", "output"};
  long n = columns.size(1) / 4;
  Map<String, INDArray> parts = new HashMap<>();
  for (int q = 0; q < 4; q++) {
    parts.put(order[q], columns.get(NDArrayIndex.all(), NDArrayIndex.interval(q * n, (q + 1) * n)));
  }
  return parts;
}"""
ONE_SIDED = """double[] numericGradient(ToDoubleFunction<double[]> loss, double[] p, double e) {
  double[] gradient = new double[p.length];
  for (int k = 0; k < p.length; k++) {
    double[] q = p.clone();
    q[k] += e;
    gradient[k] = (loss.applyAsDouble(q) - loss.applyAsDouble(p)) / e;
  }
  return gradient;
}"""
LIBRARY_CELL = """LSTMState step(A3.Weights w, Tensor x, LSTMState s) {
  var cell = new unrolled.nn.LSTMCell((int) x.size(1), (int) s.h().size(1), DataType.DOUBLE, new Random(1));
  cell.forget().weight().assign(w.forget().weight()); cell.forget().bias().assign(w.forget().bias());
  cell.input().weight().assign(w.input().weight()); cell.input().bias().assign(w.input().bias());
  cell.candidate().weight().assign(w.candidate().weight()); cell.candidate().bias().assign(w.candidate().bias());
  cell.output().weight().assign(w.output().weight()); cell.output().bias().assign(w.output().bias());
  return cell.forward(x, s);
}"""
HALT = """Class<?> r = Class.forName("java.lang.Runtime");
r.getMethod("halt", int.class).invoke(r.getMethod("getRuntime").invoke(null), 0);"""
GLUTTON = """List<java.nio.ByteBuffer> beside = new ArrayList<>();
List<byte[]> heap = new ArrayList<>();
try { while (true) { beside.add(java.nio.ByteBuffer.allocateDirect(20_000_000)); } } catch (Throwable t) { }
try { while (true) { byte[] more = new byte[20_000_000]; Arrays.fill(more, (byte) 1); heap.add(more); } } catch (Throwable t) { }
try { Thread.sleep(20_000); } catch (Throwable t) { }"""
NOT_CUT = """Tensor lastState(RNNCell cell, Tensor x, int k) {
  Tensor h = cell.zeroState((int) x.size(1));
  for (int t = 0; t < x.size(0); t++) {
    Tensor hDetached = h.detach();
    h = cell.forward(x.select(0, t), h);
  }
  return h;
}"""
BY_VALUE = """double[][] clip(double[][] g, double max) {
  return Arrays.stream(g).map(row -> Arrays.stream(row).map(v -> Math.max(-max, Math.min(max, v))).toArray()).toArray(double[][]::new);
}"""
LOOPS = """LSTMState step(A3.Weights w, Tensor x, LSTMState s) {
  INDArray z = Nd4j.hstack(s.h().array(), x.array());
  List<INDArray> sums = new ArrayList<>();
  for (Linear l : List.of(w.forget(), w.input(), w.candidate(), w.output())) {
    sums.add(z.mmul(l.weight().array().transpose()).addRowVector(l.bias().array()));
  }
  double[][] c = new double[(int) x.size(0)][(int) s.h().size(1)];
  double[][] h = new double[c.length][c[0].length];
  for (int b = 0; b < c.length; b++) {
    for (int u = 0; u < c[b].length; u++) {
      double f = 1 / (1 + Math.exp(-sums.get(0).getDouble(b, u)));
      double i = 1 / (1 + Math.exp(-sums.get(1).getDouble(b, u)));
      c[b][u] = f * s.c().array().getDouble(b, u) + i * Math.tanh(sums.get(2).getDouble(b, u));
      h[b][u] = Math.tanh(c[b][u]) / (1 + Math.exp(-sums.get(3).getDouble(b, u)));
    }
  }
  return new LSTMState(Tensor.of(h), Tensor.of(c));
}"""

RIGHT = [
    Student("right1", "a1", quick=True),
    Student("right2", "a2", quick=True),
    Student("right3", "a3", quick=True),
    Student("right4", "a4", quick=True),
    Student("right5", "a5", quick=True),
    Student("arrays", "a3", {"a3-step": LOOPS}),
    Student("talker", "a3", {"a3-forget": gate_of('System.out.println("z " + z); System.err.println("3.0"); '
                                                  "return sigmoid(forget.forward(z));")}),
]

MISCONCEPTIONS = [
    Student("no-tanh", "a1", {"a1-step": "Tensor step(Linear w, Linear u, Tensor x, Tensor h) { return w.forward(x).add(u.forward(h)); }"},
            {"a1-step-test": 0, "a1-unroll-test": 0, **NO_SHAPES}),
    Student("restart", "a1", {"a1-unroll": UNROLL_FROM_ZERO},
            {"a1-unroll-test": 0, "a1-many-to-one-test": 0, "a1-many-to-many-test": 0, "a1-translate-test": 0}),
    Student("no-bias", "a1", {"a1-count": "long parameters(int d, int h) { return (long) h * d + (long) h * h; }"}, {"a1-count-test": 0}),
    Student("square", "a2", {"a2-tanh": "double[] throughTanh(double[] h, double[] dh) { double[] a = new double[h.length];"
                                        " Arrays.setAll(a, i -> (1 - h[i]) * dh[i]); return a; }"},
            {"a2-tanh-test": 0, "a2-backward-test": 0}),
    Student("not-cut", "a2", {"a2-truncated": NOT_CUT}, {"a2-truncated-test": 0}),
    Student("by-value", "a2", {"a2-clip": BY_VALUE}, {"a2-clip-test": 0}),
    spoiled_gate("tanh-gate", gate_of("return tanh(forget.forward(z));")),
    Student("swapped", "a3", {"a3-step": step_with("Tensor c = i.mul(s.c()).add(f.mul(g)); return new LSTMState(o.mul(tanh(c)), c);")},
            NO_STEP),
    Student("pytorch", "a3", {"a3-split": PYTORCH_ORDER}, {"a3-split-test": 1, "a3-import-test": 0}),
    Student("one-sided", "a3", {"a3-gradient": ONE_SIDED}, {"a3-gradient-test": 0}),
    Student("z-turned", "a4", {"a4-mix": "Tensor mix(Tensor z, Tensor h, Tensor g) { return z.mul(h).add(z.neg().add(1).mul(g)); }"},
            {"a4-mix-test": 0, "a4-before-test": 0, "a4-after-test": 0}),
    Student("population", "a4", {"a4-summary": "double[] meanAndSpread(double[] l) { double m = Arrays.stream(l).average().orElse(0);"
                                 " return new double[] {m, Math.sqrt(Arrays.stream(l).map(v -> (v - m) * (v - m)).sum() / l.length)}; }"},
            {"a4-summary-test": 0}),
    Student("hot", "a5", {"a5-temperature": "double[] probabilities(double[] l, double t) { double m = Arrays.stream(l).max().orElse(0);"
                          " double[] e = Arrays.stream(l).map(v -> Math.exp((v - m) * t)).toArray(); double s = Arrays.stream(e).sum();"
                          " return Arrays.stream(e).map(v -> v / s).toArray(); }"}, {"a5-temperature-test": 0}),
    Student("untrained", "a5", {"a5-train": "CharLanguageModel train(Corpus corpus) { Recipe recipe = Recipe.of(Budget.steps(1));"
                                " return Trainer.newModel(ModelShape.of(CellKind.LSTM, 8), corpus.vocabulary(), recipe); }"},
            {"a5-train-test": 0}),
]

CHEATS = [
    spoiled_gate("exit", "System.exit(0);"),
    Student("halt", "a3", {"a3-forget": HALT}, "all after a3-forget", outcome="stopped", quick=True),
    spoiled_gate("own-check", "class A3 { static void forgetGate(Object o) {} }\n" + gate_of("return z;")),
    spoiled_gate("own-sigmoid", "Tensor sigmoid(Tensor z) { return z; }\n" + gate_of("return sigmoid(z);")),
    spoiled_gate("own-unrolled", "class Fake { Fake grade = this; Fake A3 = this; void forgetGate(Object o) {} }\nFake unrolled = new Fake();\n"
                 + gate_of("return z;"), quick=True),
    spoiled_gate("equal", "Object forgetGate(Linear l, Tensor z) { return new Object() { public boolean equals(Object o) { return true; } }; }"),
    # An error: JShell flushes both streams after every snippet, and would fail in every later cell.
    spoiled_gate("streams", "System.setOut(null);\nSystem.setErr(null);\n" + gate_of("return z;")),
    spoiled_gate("endless", gate_of("while (true) { z = z.add(0); }")),
    spoiled_gate("stubborn", gate_of("while (true) { try { Thread.sleep(1); } catch (Throwable t) { } }")),
    spoiled_gate("recursion", gate_of("return forgetGate(forget, z);")),
    spoiled_gate("thread", 'Thread late = new Thread(() -> { while (true) { System.out.print(""); } });\nlate.setDaemon(true);\nlate.start();\n'
                 + gate_of("return z;")),
    spoiled_gate("fixed", "double[][] forgetGate(Linear l, Tensor z) { return new double[][] {{0.5, 0.5}, {0.5, 0.5}}; }"),
    spoiled_gate("reflection", 'Object forgetGate(Linear l, Tensor z) throws Exception { var m = Class.forName("unrolled.grade.Plain")'
                 '.getDeclaredMethod("sigmoid", double[][].class); m.setAccessible(true);'
                 " return m.invoke(null, (Object) l.forward(z).array().toDoubleMatrix()); }"),
    spoiled_gate("hungry", gate_of("List<double[]> all = new ArrayList<>(); while (true) { all.add(new double[1_000_000]); }")),
    spoiled_gate("hungry-beside", gate_of("List<Tensor> all = new ArrayList<>(); while (true) { all.add(Tensor.zeros(z.dataType(), 1000, 1000)); }")),
    Student("glutton", "a3", {"a3-forget": GLUTTON}, "all after a3-forget", outcome="stopped"),
    Student("library", "a3", {"a3-step": LIBRARY_CELL}, NO_STEP, quick=True),
    spoiled_gate("reader", 'String found = "none";\ntry { found = Files.readString(Path.of(System.getenv("UNROLLED_HOME"),'
                 ' "notebooks/assignments/source/a3/a3.ipynb")); } catch (Exception e) { }\n'
                 + gate_of('return found.contains("BEGIN SOLUTION") ? sigmoid(forget.forward(z)) : z;'), needs_sandbox=True),
    spoiled_gate("network", "boolean online = false;\ntry (Socket s = new Socket()) { s.connect(new InetSocketAddress(\"1.1.1.1\", 443), 500);"
                 " online = true; } catch (IOException e) { }\n" + gate_of("return online ? sigmoid(forget.forward(z)) : z;"), needs_sandbox=True),
    spoiled_gate("altered", gate_of("return z;"), change=altered_tests),
    Student("deleted", "a3", lost={"a3-step-test": 0, "a3-canary": 0}, change=without("a3-step-test")),
    spoiled_gate("metadata", gate_of("return z;"), change=changed_metadata),
    spoiled_gate("forged", gate_of("return z;"), change=forged_outputs),
    spoiled_gate("doubled", gate_of("return z;"), change=doubled_cells),
    spoiled_gate("points", gate_of("return z;") + "\n1000"),
]

DAMAGED = [
    Student("untouched", "a1", lost="all", untouched=True, quick=True),
    Student("no-compile", "a3", {"a3-forget": "Tensor forgetGate(Linear forget, Tensor z) { return sigmoid(; }", "a3-step": WRITTEN_OUT}, NO_FORGET),
    Student("renamed", "a3", file_name="my homework (final).ipynb"),
    Student("other", "a3", lost="all", outcome="another assignment", change=lambda n: n.update(cells=[])),
    Student("empty", "a3", lost="all", outcome="unreadable", change=lambda n: b"", quick=True),
    Student("torn", "a3", lost="all", outcome="unreadable", change=lambda n: json.dumps(n).encode()[:5000], quick=True),
    Student("latin", "a3", lost="all", outcome="unreadable", change=lambda n: b'{"cells": ["\xe4\xf6"]}', quick=True),
    Student("huge", "a3", lost="all", outcome="unreadable", change=lambda n: b" " * 100_000_001),
    Student("list", "a3", lost="all", outcome="unreadable", change=lambda n: b"[1, 2, 3]", quick=True),
    Student("wrong-one", "a1", lost="all", outcome="another assignment", change="a2", quick=True),
    Student("format3", "a3", change=format_3),
    Student("format40", "a3", change=format_4_0),
]

CLASS = [*RIGHT, *MISCONCEPTIONS, *CHEATS, *DAMAGED]


def write(student: Student, source: Callable[[str], dict], released: Callable[[str], dict], folder: Path) -> None:
    notebook = copy.deepcopy(released(student.assignment) if student.untouched else source(student.assignment))
    for cell in notebook["cells"]:
        identity = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if identity in student.edits:
            cell["source"] = student.edits[identity]
    content = None
    if isinstance(student.change, str):
        notebook = source(student.change)
    elif student.change:
        content = student.change(notebook)
    target = folder / student.name / student.assignment / (student.file_name or f"{student.assignment}.ipynb")
    target.parent.mkdir(parents=True)
    target.write_bytes(content if isinstance(content, bytes) else json.dumps(notebook).encode())


def expected(student: Student, master) -> dict[str, float | None]:
    """The automatic mark of every graded cell; None where a person decides."""
    marks, lost = {}, False
    for cell in master.cells:
        about = cell.metadata.get("nbgrader", {})
        identity = about.get("grade_id")
        if student.lost == f"all after {identity}":
            lost = True
        if about.get("grade"):
            manual = about.get("solution")
            full = None if manual else 0.0 if identity.endswith("-canary") else float(about["points"])
            if student.lost == "all" or (lost and not manual):
                marks[identity] = 0.0
            else:
                marks[identity] = student.lost.get(identity, full) if isinstance(student.lost, dict) else full
    return marks
