"""What takes minutes: many starts, interrupts, cells and messages in one go. ./kit bench kernel prints the same figures."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "kit"))
import kernel_figures as figures  # noqa: E402


class Figures(unittest.TestCase):
    def test_aHundredOfAHundredKernelsStart(self):
        self.assertEqual(figures.starts(100)["good"], 100)

    def test_fiftyOfFiftyKernelsStartBesideTwoBusyCores(self):
        self.assertEqual(figures.busy_starts(50)["good"], 50)

    def test_tenThousandCellsLeaveNoSlownessAndLittleMemoryBehind(self):
        found = figures.cells(10_000)
        self.assertLess(found["slope_kb_a_cell"], 8, found)  # JShell alone, with its values dropped, keeps as much
        self.assertLess(found["last_cells_ms"], 2 * found["first_cells_ms"], found)

    def test_fiveHundredInterruptsAtRandomMomentsLoseNothing(self):
        found = figures.interrupts(500)
        self.assertEqual((found["lost_kernels"], found["wrong_cells"]), (0, 0))
        self.assertGreater(found["stopped_a_cell"], 50, "most interrupts came when nothing ran")

    def test_aHundredOfAHundredEndlessCellsStopWithinASecond(self):
        found = figures.stops(100)
        self.assertEqual((found["within_a_second"], found["state_kept"]), (100, 100), found)

    def test_aHundredThousandRandomMessagesEndNothing(self):
        self.assertTrue(figures.fuzz(100_000)["kernel_alive"])


if __name__ == "__main__":
    unittest.main()
