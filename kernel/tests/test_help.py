"""What the kernel tells while one writes: completion, Shift-Tab, completeness."""
import time
import unittest

from client import Kernel, WithKernel

PROMPT_SECONDS = 0.3  # what a student waits for without noticing
TRIES = 15  # other tests run beside these: one of so many must find the machine free


class Help(WithKernel):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        end = time.monotonic() + 60  # the class path is read in the background when first asked for
        while not cls.kernel.complete("LSTMCell")["matches"] and time.monotonic() < end:
            time.sleep(0.2)

    def complete(self, code, cursor=None):
        return self.kernel.complete(code, cursor)

    def test_membersAreCompleted(self):
        reply = self.complete("int a = 1;\n\"text\".toUpp")
        self.assertIn("toUpperCase(", reply["matches"])
        self.assertEqual((reply["cursor_start"], reply["cursor_end"]), (18, 23))

    def test_namesOfEarlierCellsAreCompletedInTheMiddleOfALine(self):
        self.run_cell("int longVariableName = 3;")
        self.assertIn("longVariableName", self.complete("int b = longVar + 1;", 15)["matches"])

    def test_namesOfTheCellItselfAreCompletedBeforeItRan(self):
        self.assertIn("steepness", self.complete("double steepness = 1;\nsteep")["matches"])

    def test_positionsAreCountedInCodePoints(self):
        self.assertEqual(self.complete('String s = "🙂🙂"; s.toLow')["cursor_start"], 19)

    def test_classesOfTheWholeClassPathAreOfferedFromTheirFirstLetters(self):
        for typed, name in {"LSTMC": "unrolled.nn.LSTMCell", "Nd4": "org.nd4j.linalg.factory.Nd4j",
                            "AtomicLo": "java.util.concurrent.atomic.AtomicLong"}.items():
            self.assertIn(name, self.complete(typed)["matches"])

    def test_whatIsInScopeIsNotOfferedAgainUnderItsLongName(self):
        self.assertNotIn("java.lang.String", self.complete("Strin")["matches"])

    def test_importsAreCompleted(self):
        for typed, expected in {"import unrolled.n": "nn.", "import org.nd4j.linalg.factory.Nd": "Nd4j", "import jav": "java.",
                                "import static java.lang.Math.sq": "sqrt"}.items():
            with self.subTest(typed):
                self.assertIn(expected, self.complete(typed)["matches"])

    def test_fullNamesAreCompleted(self):
        self.assertIn("LSTMCell(", self.complete("var c = new unrolled.nn.LS")["matches"])

    def test_magicsAreCompleted(self):
        self.assertEqual(self.complete("int a = 1;\n%j")["matches"], ["%jars"])

    def test_aCompletionComesWithinThreeHundredMilliseconds(self):
        def seconds(code):
            begin = time.monotonic()
            self.complete(code)
            return time.monotonic() - begin
        for code in ("Math.", "LSTM", "import org.nd4j.", "Strin", '"text".toUpp', "int n = 1;\nn + Mat", "var c = new unrolled.nn.LS"):
            with self.subTest(code):
                self.assertLess(min(seconds(code) for _ in range(TRIES)), PROMPT_SECONDS)

    def test_inspectionShowsTheSignature(self):
        self.assertIn("int Math.max(int a, int b)", self.kernel.inspect("Math.max", 8)["text/plain"])

    def test_inspectionShowsTheLibrarysJavadoc(self):
        shown = self.kernel.inspect("unrolled.nn.LSTMCell", 20)
        self.assertIn("Long short-term memory", shown["text/plain"])
        self.assertIn("<p>Long short-term memory", shown["text/html"])

    def test_inspectionShowsTheJdksJavadocWhereItsSourcesAreInstalled(self):
        has_sources = self.value('Files.isReadable(Path.of(System.getProperty("java.home"), "lib", "src.zip"))') == "true"
        shown = self.kernel.inspect('"".isBlank', 9)["text/plain"]
        self.assertIn("boolean String.isBlank()", shown)
        self.assertEqual("white space codepoints" in shown, has_sources)

    def test_inspectionOfNothingFindsNothing(self):
        self.assertIsNone(self.kernel.inspect("nowhere", 7))

    def test_completenessIsTold(self):
        for code, expected in {"int x = 1;": "complete", "for (int i = 0; i < 3; i++) {": "incomplete", "1 + 1": "complete",
                               "/* open": "incomplete", "import ;": "invalid", "": "complete"}.items():
            with self.subTest(code):
                self.assertEqual(self.kernel.ask("is_complete", code)["status"], expected)

    def test_historyIsKept(self):
        self.run_cell("int remembered = 1;")
        history = self.kernel.ask("history", hist_access_type="tail", n=1)["history"]
        self.assertEqual(history[0][2], "int remembered = 1;")


if __name__ == "__main__":
    unittest.main()
