"""What graded notebooks stand on: full names mean what they say, and a library can read a cell's compiled code."""
from __future__ import annotations

import unittest

from client import Kernel


class GradingGround(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()
        cls.addClassCleanup(cls.kernel.__exit__)

    def test_a_name_that_would_hide_a_package_is_refused(self):
        for code in ("int unrolled = 1;", "class unrolled {}", "void java() {}", "int a = 1, unrolled = 2;", "int \\u0075nrolled = 1;"):
            with self.subTest(code=code):
                self.assertIn("would hide a package", self.kernel.run(code).trace)
        self.assertEqual(self.kernel.run("java.util.List.of(1).size()").value, "1")

    def test_a_member_of_a_cell_cannot_come_in_under_such_a_name(self):
        self.kernel.run("class Fake { static int unrolled = 1; }")
        where = self.kernel.run("Fake.class.getName()").value.replace("$", ".")
        executed = self.kernel.run(f"import static {where}.unrolled;")
        self.assertEqual(executed.reply["status"], "error")

    def test_a_name_that_is_imported_is_refused_and_costs_no_later_cell(self):
        self.kernel.run("import java.util.concurrent.atomic.AtomicLong;\nimport static java.lang.Math.hypot;")
        for code in ("class AtomicLong {}", "record AtomicLong(int a) {}", "double hypot(double a, double b) { return 1; }"):
            with self.subTest(code=code):
                self.assertIn("choose another name", self.kernel.run(code).trace)
        self.assertEqual(self.kernel.run("new AtomicLong((long) hypot(3, 4)).get()").value, "5")

    def test_a_method_that_can_be_told_from_an_imported_one_may_have_its_name(self):
        self.kernel.run("import static java.lang.Math.cbrt;\ndouble cbrt(double[] all) { return all.length; }")
        self.assertEqual(self.kernel.run("cbrt(new double[2]) + cbrt(8)").value, "4.0")

    def test_a_cells_class_file_can_be_read(self):
        self.kernel.run("int twice(int n) { return 2 * n; }")
        code = """
java.util.function.IntUnaryOperator f = n -> twice(n);
String host = f.getClass().getName().replaceAll("\\\\$\\\\$Lambda.*", "").replace('.', '/') + ".class";
f.getClass().getClassLoader().getResourceAsStream(host).readAllBytes().length > 100
"""
        self.assertEqual(self.kernel.run(code).value, "true")


if __name__ == "__main__":
    unittest.main()
