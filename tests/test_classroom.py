"""Many students on one machine: the bars of the bench, and native libraries that all share."""
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools" / "kit"))
import bench_classroom  # noqa: E402
import natives  # noqa: E402


def rows(seconds, memory):
    return [{"state": "server", "students": 1, "pss_mb_each": 70},
            {"state": "started", "students": 30, "seconds_until_all": seconds, "pss_mb": 4000},
            {"state": "at work, idle", "students": 30, "pss_mb": memory}]


class Bars(unittest.TestCase):
    def test_aClassThatFitsReachesThem(self):
        self.assertEqual([measured <= bar for _, measured, bar in bench_classroom.bars(rows(29.9, 8000))], [True, True])

    def test_aSlowOrALargeClassMissesItsBar(self):
        self.assertEqual([measured <= bar for _, measured, bar in bench_classroom.bars(rows(30.1, 8000))], [False, True])
        self.assertEqual([measured <= bar for _, measured, bar in bench_classroom.bars(rows(20, 8193))], [True, False])

    def test_aSmallerClassHasNoBar(self):
        self.assertEqual(bench_classroom.bars([{"state": "started", "students": 4}]), [])

    def test_theTableHasARowForEachMeasurementAndNoneForWhatWasNotMeasured(self):
        text = bench_classroom.table({"machine": "a machine", "date": "today", "load_before": 0.5, "rows": rows(20, 5000)})
        lines = text.splitlines()
        self.assertEqual(len(lines), 1 + 1 + 2 + 3)
        self.assertEqual({line.count("|") for line in lines[2:]}, {len(bench_classroom.COLUMNS) + 1})
        self.assertIn("5,000", lines[-1])

    def test_theDocumentHasAPlaceForTheTable(self):
        self.assertRegex(bench_classroom.DOCUMENT.read_text(), bench_classroom.BLOCK)


class Natives(unittest.TestCase):
    def test_librariesOfCarriersAreUnpackedOnceUnderBothNames(self):
        with tempfile.TemporaryDirectory() as folder:
            carrier, other = Path(folder) / "openblas-1-linux-x86_64.jar", Path(folder) / "openblas-1.jar"
            for jar in (carrier, other):
                with zipfile.ZipFile(jar, "w") as archive:
                    archive.writestr(f"org/x/{jar.stem}/libopenblas.so.0", b"code")
                    archive.writestr("org/x/Notes.txt", b"text")
            target = Path(folder) / "natives"
            natives.unpack([carrier, other], target)
            first = (target / "libopenblas.so.0").stat().st_mtime_ns
            natives.unpack([carrier, other], target)
            self.assertEqual(sorted(file.name for file in target.iterdir()), ["libopenblas.so.0", "libopenblas_nolapack.so.0"])
            self.assertEqual((target / "libopenblas_nolapack.so.0").read_bytes(), b"code")
            self.assertEqual((target / "libopenblas.so.0").stat().st_mtime_ns, first, "the second time nothing is written")


if __name__ == "__main__":
    unittest.main()
