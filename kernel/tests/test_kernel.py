"""The kernel as a student meets it, through a real Jupyter client."""
import time
import unittest

from client import Kernel, WithKernel


class Running(WithKernel):
    def test_theLastExpressionIsShown(self):
        self.assertEqual(self.value("int six = 6;\nsix * 7"), "42")

    def test_anExpressionThatEndsInASemicolonIsNotShown(self):
        self.assertIsNone(self.value("1 + 1;"))

    def test_declarationsAndAssignmentsShowNothing(self):
        self.assertIsNone(self.value("int a = 1; a = 2"))

    def test_aCellHoldsManySnippets(self):
        self.assertEqual(self.value("import java.util.stream.*;\nint twice(int x) { return 2 * x; }\n"
                                    "IntStream.range(0, 4).map(i -> twice(i)).sum()"), "12")

    def test_recordsWithCompactConstructors(self):
        self.assertEqual(self.value("record Point(int x, int y) {\n  Point { if (x < 0) throw new IllegalArgumentException(); }\n}\n"
                                    "new Point(1, 2)"), "Point[x=1, y=2]")

    def test_sealedTypesAndTheirClassesInOneCell(self):
        self.assertEqual(self.value("sealed interface Shape permits Circle, Square {}\nrecord Circle(double r) implements Shape {}\n"
                                    "record Square(double a) implements Shape {}\nShape s = new Square(3);\ns"), "Square[a=3.0]")

    def test_enumsTextBlocksAndSwitch(self):
        self.assertEqual(self.value('enum Day { MON, SUN }\nString text = """\n  two\n  lines\n  """;\n'
                                    "switch (Day.SUN) { case SUN -> text.lines().count(); default -> 0L; }"), "2")

    def test_genericsNestedClassesVarAndStaticImports(self):
        self.assertEqual(self.value("import static java.lang.Math.*;\nclass Pair<A, B extends Number> {\n  final A a; final B b;\n"
                                    "  Pair(A a, B b) { this.a = a; this.b = b; }\n  static class Inner { int deep() { return 40; } }\n"
                                    "  <C> List<C> wrap(C c) { return List.of(c); }\n}\n"
                                    'var pair = new Pair<>("x", 1.5);\npair.wrap(max(new Pair.Inner().deep(), 2) + pair.b)'), "[41.5]")

    def test_switchPatternsWhereTheJdkHasThem(self):
        code = 'Object o = 3;\nswitch (o) { case Integer i when i > 2 -> "many"; case Integer i -> "few"; default -> "none"; }'
        executed = self.run_cell(code)
        if int(self.value("Runtime.version().feature()")) >= 21:
            self.assertEqual(executed.value, "many", executed.trace)
        else:
            self.assertEqual(executed.reply["ename"], "CompilationError")

    def test_forwardReferencesWithinACell(self):
        self.assertEqual(self.value("int first() { return second() + 1; }\nint second() { return 1; }\nfirst()"), "2")

    def test_arraysListsAndMapsAreReadable(self):
        self.assertEqual(self.value("new double[][] {{1, Double.NaN}, {Double.POSITIVE_INFINITY, 4}}"), "[[1.0, NaN], [Infinity, 4.0]]")
        self.assertEqual(self.value('Map.of("a", new int[] {1, 2})'), "{a=[1, 2]}")

    def test_arraysInsideRecordsAndOptionalsAreReadable(self):
        self.assertEqual(self.value("record Row(int[] xs, double d) {}\nList.of(new Row(new int[] {1, 2}, Double.NaN))"),
                         "[Row[xs=[1, 2], d=NaN]]")
        self.assertEqual(self.value("Optional.of(new int[] {3})"), "Optional[[3]]")

    def test_aRecordsOwnTextIsKept(self):
        self.assertEqual(self.value('record Named(int x) { public String toString() { return "named " + x; } }\nnew Named(1)'), "named 1")

    def test_nullIsAValue(self):
        self.assertEqual(self.value("(String) null"), "null")

    def test_aHugeListIsCut(self):
        shown = self.value("java.util.stream.IntStream.range(0, 1_000_000).boxed().toList()")
        self.assertLess(len(shown), 10_000)
        self.assertIn("999,000 more", shown)

    def test_aHugeTextIsCut(self):
        self.assertTrue(self.value('"x".repeat(1_000_000)').endswith("... 900,000 more characters"))

    def test_valuesWithoutANameDoNotSlowLaterCellsDown(self):
        def seconds():
            begin = time.monotonic()
            for _ in range(10):
                self.value("1 + 1")
            return time.monotonic() - begin
        before = min(seconds() for _ in range(3))
        self.run_cell("1 + 1;\n" * 500, timeout=120)
        self.assertLess(min(seconds() for _ in range(3)), 3 * before)

    def test_theSameCellMayRunAsOftenAsOneLikes(self):
        cell = "import java.util.zip.*;\nint same = 5;\nvar also = new int[] {1};\nint six() { return 6; }\nrecord Pair(int a) { }\nsame + six()"
        for _ in range(60):  # behind 100 snippets the kernel begins to forget old ones
            self.assertEqual(self.value(cell), "11")
        self.assertEqual(self.value("also.length + new Pair(2).a()"), "3")

    def test_assertionsAreOn(self):
        self.assertIn("AssertionError", self.trace("assert 1 > 2;"))

    def test_theLibraryIsOnTheClassPathAndTheKernelIsNot(self):
        self.assertEqual(self.value('Class.forName("unrolled.autograd.Tensor").getSimpleName()'), "Tensor")
        self.assertIn("ClassNotFoundException", self.trace('Class.forName("unrolled.kernel.Main")'))
        self.assertIn("ClassNotFoundException", self.trace('Class.forName("org.zeromq.ZMQ")'))

    def test_nd4jWorksWithoutAWordOnStderr(self):
        executed = self.run_cell("import org.nd4j.linalg.factory.Nd4j;\nNd4j.ones(2, 2).sumNumber().doubleValue()")
        self.assertEqual(executed.value, "4.0", executed.trace)
        self.assertEqual(executed.text("stderr"), "")

    def test_silentCellsPublishNothingAndAreNotCounted(self):
        before = self.run_cell("0").reply["execution_count"]
        executed = self.run_cell("1 + 1", silent=True)
        self.assertEqual(executed.published, [])
        self.assertEqual(self.run_cell("0").reply["execution_count"], before + 1)

    def test_userExpressionsAreEvaluated(self):
        executed = self.run_cell("int ten = 10;", user_expressions={"twice": "ten * 2", "bad": "nothing"})
        self.assertEqual(executed.reply["user_expressions"]["twice"]["data"]["text/plain"], "20")
        self.assertEqual(executed.reply["user_expressions"]["bad"]["status"], "error")


class Errors(WithKernel):
    def test_aCompileErrorHasTheCellsLineAndACaret(self):
        trace = self.trace("int good = 1;\n\nint bad = gone + 1;")
        self.assertIn("line 3", trace)
        self.assertIn("    int bad = gone + 1;\n              ^", trace)
        self.assertIn("Defined before the error, and kept: good", trace)

    def test_aSyntaxErrorIsAnError(self):
        self.assertIn("line 2", self.trace("int fine = 1;\nint broken = ;"))

    def test_anExceptionHasTheLinesOfTheStudentsFrames(self):
        count = self.run_cell("int half(int x) {\n  return x / 0;\n}").reply["execution_count"]
        trace = self.trace("int y = 1;\nhalf(y)")
        self.assertIn("java.lang.ArithmeticException: / by zero", trace)
        self.assertIn(f"half (cell {count}, line 2)", trace)
        self.assertIn(f"cell {count + 1}, line 2", trace)
        self.assertNotIn("jdk.jshell", trace)
        self.assertNotIn("unrolled.kernel", trace)
        self.assertNotIn("REPL", trace)

    def test_messagesNameTheStudentsVariablesAndClasses(self):
        self.assertIn('because "text" is null', self.trace("String text = null;\ntext.length()"))
        self.assertIn("\nMistake: mine", "\n" + self.trace('class Mistake extends RuntimeException { Mistake() { super("mine"); } }\nthrow new Mistake();'))

    def test_anExceptionWhoseOwnMethodsFailIsShown(self):
        self.assertIn("Evil: (its own methods failed", self.trace(
            'class Evil extends RuntimeException { public String getMessage() { throw new Error("no"); } }\nthrow new Evil();'))

    def test_aCommentThatIsNotClosedIsAnErrorAndSwallowsNothing(self):
        self.assertIn("not closed", self.trace("/* open"))
        self.assertIn("not closed", self.trace("int swallowed = 1; /* open\nint lost = 2;"))
        self.assertEqual(self.value('String noComment = "/* text"; // /* nor this\nnoComment'), "/* text")

    def test_causesAndSuppressedExceptionsAreShown(self):
        trace = self.trace('var outer = new IllegalStateException("outer", new java.io.IOException("inner", new Error("root")));\n'
                           'outer.addSuppressed(new RuntimeException("beside"));\nthrow outer;')
        for line in ("java.lang.IllegalStateException: outer", "Suppressed: java.lang.RuntimeException: beside",
                     "Caused by: java.io.IOException: inner", "Caused by: java.lang.Error: root"):
            self.assertIn(line, trace)

    def test_aCellStopsAtItsFirstError(self):
        self.trace('int before = 1;\nif (true) throw new RuntimeException();\nbefore = 2;')
        self.assertEqual(self.value("before"), "1")

    def test_aMissingSymbolOfAFailedCellIsExplained(self):
        self.trace("int lostOne = nowhere;")
        self.assertIn("should define lostOne but failed", self.trace("lostOne + 1"))

    def test_aCheckedExceptionIsExplained(self):
        self.assertIn("catch this exception, or add `throws`",
                      self.trace('String read() { return Files.readString(Path.of("x")); }'))

    def test_aMissingImportIsSuggested(self):
        self.assertIn("import java.util.concurrent.atomic.AtomicLong;", self.trace("new AtomicLong(1)"))

    def test_aRedeclarationThatResetsOthersWarns(self):
        self.run_cell("class Box { int v = 1; }\nBox box = new Box();")
        executed = self.run_cell("class Box { int v = 2; int w; }")
        self.assertIn("box lost its value", executed.text())

    def test_aMethodThatCannotBeUsedYetIsNoted(self):
        executed = self.run_cell("int needsMore() { return notThere(); }")
        self.assertIn("needsMore() cannot be used yet", executed.text())

    def test_stackOverflowAndOutOfMemoryLeaveTheKernelAlive(self):
        self.assertIn("StackOverflowError", self.trace("int down(int n) { return down(n + 1) + 1; }\ndown(0)"))
        self.assertIn("OutOfMemoryError", self.trace("List<long[]> all = new ArrayList<>();\n"
                                                     "while (true) all.add(new long[Integer.MAX_VALUE - 8]);"))
        self.run_cell("all = null;")
        self.assertEqual(self.value("1 + 1"), "2")

    def test_systemExitIsAnErrorAndTheKernelLives(self):
        for code in ("System.exit(0);", "IntConsumer exit = System::exit; exit.accept(0);", "Runtime.getRuntime().halt(1);", "Runtime.getRuntime().exit(1);",
                     "Runtime.getRuntime().addShutdownHook(new Thread());"):
            with self.subTest(code):
                self.assertIn("not", self.trace(code))
        self.assertEqual(self.value("2 + 2"), "4")

    def test_anExceptionOnAThreadIsShownWithItsName(self):
        executed = self.run_cell('Thread t = new Thread(() -> { throw new RuntimeException("alone"); }, "worker");\n'
                                 "t.start(); t.join(); Thread.sleep(100);")
        self.assertIn('Exception in thread "worker"', executed.text("stderr"))
        self.assertIn("alone", executed.text("stderr"))

    def test_anExceptionOnAThreadHasTheLinesOfItsCell(self):
        count = self.run_cell("int risky(int x) {\n  return 1 / x;\n}").reply["execution_count"]
        executed = self.run_cell("Thread t = new Thread(() -> {\n  risky(0);\n});\nt.start(); t.join(); Thread.sleep(200);")
        shown = executed.text("stderr")
        self.assertIn(f"risky (cell {count}, line 2)", shown)
        self.assertIn(f"a lambda (cell {count + 1}, line 2)", shown)
        self.assertNotIn("REPL", shown)

    def test_outputCannotBeTakenAway(self):
        self.assertIn("expected a PrintStream, got null", self.trace("System.setOut(null);"))
        self.run_cell('System.class.getMethod("setOut", java.io.PrintStream.class).invoke(null, (Object) null);')
        self.assertEqual(self.run_cell('System.out.print("still here");').text(), "still here")

    def test_outputMayBeLedElsewhereAndBack(self):
        self.run_cell("var screen = System.out; var bytes = new ByteArrayOutputStream();\nSystem.setOut(new PrintStream(bytes));")
        self.assertEqual(self.run_cell('System.out.print("caught"); System.setOut(screen); System.out.print("back");').text(), "back")
        self.assertEqual(self.value("bytes"), "caught")

    def test_queuedCellsAreAbortedAfterAnError(self):
        first = self.kernel.send("Thread.sleep(300); throw new RuntimeException();")
        second = self.kernel.send("1 + 1")
        self.assertEqual(self.kernel.finish(first).reply["status"], "error")
        self.assertEqual(self.kernel.finish(second).reply["status"], "aborted")
        self.assertEqual(self.value("3"), "3")

    def test_aValueWhoseToStringFailsIsAnError(self):
        self.assertIn("could not be shown", self.trace('new Object() { public String toString() { throw new RuntimeException("no text"); } }'))


class Output(WithKernel):
    def test_streamsKeepTheirOrder(self):
        executed = self.run_cell('for (int i = 0; i < 3; i++) { System.out.println("out " + i); System.err.println("err " + i); }')
        texts = [(c["name"], c["text"]) for c in executed.contents("stream")]
        self.assertEqual(texts, [(name, f"{name[3:]} {i}\n") for i in range(3) for name in ("stdout", "stderr")])

    def test_aMillionLinesArriveComplete(self):
        begin = time.monotonic()
        executed = self.run_cell("for (int i = 0; i < 1_000_000; i++) System.out.println(i);")
        seconds = time.monotonic() - begin
        self.assertEqual(executed.text(), "".join(f"{i}\n" for i in range(1_000_000)))
        self.assertLess(seconds, 30)

    def test_tooMuchOutputIsCutWithANote(self):
        executed = self.run_cell('String line = "x".repeat(1_000_000);\nfor (int i = 0; i < 120; i++) System.out.print(line);')
        self.assertIn("20,000,000 bytes of output were cut", executed.text("stderr"))

    def test_charactersOfAllLanguagesArriveWhole(self):
        self.assertEqual(self.run_cell('System.out.print("é ∂ 漢 🙂".repeat(5000));').text(), "é ∂ 漢 🙂" * 5000)

    def test_aThreadsLateOutputReachesItsCell(self):
        number = self.kernel.send('new Thread(() -> { try { Thread.sleep(800); } catch (InterruptedException e) {} '
                                  'System.out.println("late"); }).start();')
        self.kernel.finish(number)
        self.kernel.send("int afterwards = 1;")
        self.assertIn("late", self.kernel.late(number))

    def test_aThreadOfTheCommonPoolPrintsToTheCellThatUsesIt(self):
        self.run_cell("IntStream.range(0, 100).parallel().forEach(i -> System.out.print(i));")
        executed = self.run_cell("IntStream.range(0, 100).parallel().forEach(i -> System.out.print(\"x\"));")
        self.assertEqual(executed.text(), "x" * 100)

    def test_carriageReturnsArriveAsTheyAre(self):
        self.assertEqual(self.run_cell('for (int i = 0; i < 3; i++) System.out.print(i + "\\r");').text(), "0\r1\r2\r")

    def test_displayUpdateAndClearThroughTheBridge(self):
        executed = self.run_cell('var bridge = (java.util.function.BiFunction<String, Map<String, Object>, Object>) '
                                 'System.getProperties().get("unrolled.kernel");\n'
                                 'bridge.apply("display", Map.of("data", Map.of("text/plain", "one"), "display_id", "d1"));\n'
                                 'bridge.apply("update_display", Map.of("data", Map.of("text/plain", "two"), "display_id", "d1"));\n'
                                 'bridge.apply("clear_output", Map.of("wait", true));')
        self.assertEqual(executed.reply["status"], "ok", executed.trace)
        self.assertEqual(executed.contents("display_data")[0]["transient"]["display_id"], "d1")
        self.assertEqual(executed.contents("update_display_data")[0]["data"]["text/plain"], "two")
        self.assertEqual(executed.contents("clear_output")[0]["wait"], True)

    def test_commsCarryMessagesAndBytesBothWays(self):
        self.run_cell('var line = (java.util.function.BiFunction<String, Map<String, Object>, Object>) System.getProperties().get("unrolled.kernel");\n'
                      "java.util.function.Consumer<Map<String, Object>> twice = message -> {\n"
                      '  if (!message.get("type").equals("comm_msg")) return;\n'
                      '  long n = (Long) ((Map<?, ?>) message.get("data")).get("n");\n'
                      '  line.apply("comm_msg", Map.of("comm_id", message.get("comm_id"), "data", Map.of("twice", 2 * n),\n'
                      '      "metadata", Map.of("m", 1), "buffers", message.get("buffers")));\n};\n'
                      'line.apply("on_comm", Map.of("target_name", "doubler", "handler", twice));')
        session, channel = self.kernel.client.session, self.kernel.client.shell_channel
        channel.send(session.msg("comm_open", {"comm_id": "c1", "target_name": "doubler", "data": {}}))
        message = session.msg("comm_msg", {"comm_id": "c1", "data": {"n": 21}})
        session.send(channel.socket, message, buffers=[b"\x00\xff"])
        reply = self.kernel.client.get_iopub_msg(timeout=20)
        while reply["msg_type"] != "comm_msg":
            reply = self.kernel.client.get_iopub_msg(timeout=20)
        self.assertEqual(reply["content"]["data"], {"twice": 42})
        self.assertEqual(reply["metadata"], {"m": 1})
        self.assertEqual([bytes(part) for part in reply["buffers"]], [b"\x00\xff"])
        self.assertEqual(self.kernel.ask("comm_info")["comms"], {"c1": {"target_name": "doubler"}})

    def test_aCommThatNobodyListensToIsClosed(self):
        channel = self.kernel.client.shell_channel
        channel.send(self.kernel.client.session.msg("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}}))
        reply = self.kernel.client.get_iopub_msg(timeout=20)
        while reply["msg_type"] != "comm_close":
            reply = self.kernel.client.get_iopub_msg(timeout=20)
        self.assertEqual(reply["content"]["comm_id"], "c2")

    def test_anImageIsShownAsPng(self):
        executed = self.run_cell("new java.awt.image.BufferedImage(3, 2, java.awt.image.BufferedImage.TYPE_INT_RGB)")
        self.assertTrue(executed.contents("execute_result")[0]["data"]["image/png"].startswith("iVBOR"))

    def test_inputComesFromTheFrontEnd(self):
        number = self.kernel.send("new java.util.Scanner(System.in).nextLine().toUpperCase()", allow_stdin=True)
        self.kernel.client.get_stdin_msg(timeout=20)
        self.kernel.client.input("hello")
        self.assertEqual(self.kernel.finish(number).value, "HELLO")

    def test_inputIsAnErrorWhereItIsNotAllowed(self):
        executed = self.kernel.run("new java.util.Scanner(System.in).nextLine()", allow_stdin=False)
        self.assertIn("does not", executed.trace)


class Interrupt(WithKernel):
    CELLS = {
        "busy": "long n = 0; while (true) n++;",
        "sleep": "Thread.sleep(600_000);",
        "wait": "Object lock = new Object(); synchronized (lock) { lock.wait(); }",
        "recursion": "int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(60)",
        "catches everything": "while (true) { try { Thread.sleep(10); } catch (Throwable t) { } }",
        "stream": "java.util.stream.LongStream.iterate(0, i -> i + 1).filter(i -> i < 0).findFirst()",
    }

    def test_aCellStopsWithinASecondAndStateIsKept(self):
        self.run_cell("int kept = 7;")
        for name, code in self.CELLS.items():
            with self.subTest(name):
                executed, seconds = self.kernel.interrupted(code)
                self.assertEqual(executed.reply["ename"], "Interrupted")
                self.assertLess(seconds, 1)
                self.assertEqual(self.value("kept + 1"), "8")
                self.assertIsNone(self.value("Thread.sleep(20);"))

    def test_librariesThatDoNotListenAreStoppedInFiveSeconds(self):
        executed, seconds = self.kernel.interrupted('"a".repeat(40).concat("b").matches("(a|aa)*c|(a*)*c|((a*)*)*d")')
        self.assertEqual(executed.reply["ename"], "Interrupted")
        self.assertLess(seconds, 5)
        self.assertEqual(self.value("1 + 1"), "2")

    def test_anInterruptBetweenCellsDoesNothing(self):
        self.kernel.manager.interrupt_kernel()
        time.sleep(0.2)
        self.assertIsNone(self.value("Thread.sleep(50);"))


if __name__ == "__main__":
    unittest.main()
