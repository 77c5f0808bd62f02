"""UNROLLED_JVM_OPTS reaches the JVM of the kernel and of the library's commands."""
import sys
import unittest
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools" / "kit"))
import kernelspec  # noqa: E402
from console import KitError  # noqa: E402


def options_with(value):
    with mock.patch.dict("os.environ", {"UNROLLED_JVM_OPTS": value}):
        return kernelspec.jvm_options()


class JvmOptions(unittest.TestCase):
    def test_withoutAWishTheyAreOurs(self):
        self.assertEqual(options_with(""), [*kernelspec.VECTOR, *kernelspec.QUIET_NATIVES])

    def test_wishesAreSplitAsInAShell(self):
        self.assertEqual(options_with("-Xmx6g '-Dname=two words'")[-2:], ["-Xmx6g", "-Dname=two words"])

    def test_anOpenQuotationIsAUsageError(self):
        with self.assertRaisesRegex(KitError, "UNROLLED_JVM_OPTS.*expected") as caught:
            options_with('-Dname="open')
        self.assertEqual(caught.exception.code, 2)


if __name__ == "__main__":
    unittest.main()
