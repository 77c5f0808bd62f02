"""Whoever reaches the ports may send anything: an error or nothing, and the kernel lives."""
import json
import os
import random
import unittest
from pathlib import Path

import zmq

from client import WithKernel

MESSAGES = int(os.environ.get("UNROLLED_FUZZ", "3000"))  # ./kit test stays short; 100,000 take about two minutes
TYPES = ("execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_open", "comm_msg",
         "comm_info_request", "kernel_info_request", "input_reply", "interrupt_request", "nothing_request", "")
ODD = (None, True, -1, 1e300, 2 ** 70, "", "\u0000", "1 +", "%jars", [], {}, [[[]]], {"a": None}, "🙂", '"open', "/* open")
FIELDS = ("code", "cursor_pos", "silent", "user_expressions", "hist_access_type", "n", "pattern", "comm_id", "target_name", "data")


class Faults(WithKernel):
    def socket(self, channel="shell"):
        socket = zmq.Context.instance().socket(zmq.DEALER)
        socket.linger = 1000
        self.addCleanup(socket.close)
        info = self.kernel.manager.get_connection_info()
        socket.connect(f"tcp://{info['ip']}:{info[channel + '_port']}")
        return socket

    def signed(self, *parts):
        return [b"<IDS|MSG>", self.kernel.client.session.sign(list(parts)), *parts]

    def assertAlive(self):
        executed = self.run_cell("40 + 2", timeout=120)
        # Among the messages were cells that failed, behind which it was queued, and interrupts.
        while executed.reply["status"] == "aborted" or executed.reply.get("ename") == "Interrupted":
            executed = self.run_cell("40 + 2", timeout=120)
        self.assertEqual(executed.value, "42", executed.trace)

    def test_aWrongSignatureIsDropped(self):
        socket = self.socket()
        header = json.dumps({"msg_id": "x", "session": "s", "msg_type": "execute_request"}).encode()
        socket.send_multipart([b"<IDS|MSG>", b"0" * 64, header, b"{}", b"{}", b'{"code": "int forged = 1;"}'])
        self.assertFalse(socket.poll(500))
        self.assertIn("cannot find symbol", self.trace("forged"))

    @unittest.skipUnless(Path("/proc/net/tcp").is_file(), "reads Linux's list of sockets")
    def test_itListensOnlyWhereTheConnectionFileSays(self):
        info = self.kernel.manager.get_connection_info()
        process = Path("/proc") / str(self.kernel.process.pid)
        own = {os.readlink(descriptor) for descriptor in (process / "fd").iterdir() if descriptor.exists() or descriptor.is_symlink()}
        listening = set()
        for table in ("tcp", "tcp6"):
            for line in (process / "net" / table).read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and f"socket:[{fields[9]}]" in own:
                    address, port = fields[1].split(":")
                    listening.add(int(port, 16))
                    self.assertIn(address, ("0100007F", "0000000000000000FFFF00000100007F"), "expected 127.0.0.1 only")
        self.assertEqual(listening, {info[f"{name}_port"] for name in ("shell", "iopub", "stdin", "control", "hb")})

    def test_randomMessagesEndNothing(self):
        seed = 20261124
        chance = random.Random(seed)
        sockets = [self.socket(channel) for channel in ("shell", "control", "stdin", "hb")]
        for number in range(MESSAGES):
            chance.choice(sockets).send_multipart(self.random_message(chance))
            if number % 1000 == 999:
                self.assertAlive()
        self.assertAlive()

    def random_message(self, chance):
        if chance.random() < 0.4:  # frames without sense, some of no length
            return [chance.randbytes(chance.choice((0, 0, 1, 9, 200))) for _ in range(chance.randrange(1, 9))]
        content = {name: chance.choice(ODD) for name in chance.sample(FIELDS, 3)}
        header = {"msg_id": str(chance.random()), "session": chance.choice(("s", None, 3)), "msg_type": chance.choice(TYPES)}
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        if chance.random() < 0.5:  # a byte of a good message changes, with a good signature
            place = chance.randrange(4)
            broken = bytearray(parts[place])
            broken[chance.randrange(len(broken))] = chance.randrange(256)
            parts[place] = bytes(broken)
        return self.signed(*parts)

    def test_aCellOfFiftyMegabytesIsAnErrorAndTheKernelLives(self):
        executed = self.run_cell('String s = "' + "x" * 50_000_000 + '";', timeout=120)
        self.assertEqual(executed.reply["ename"], "CellTooLong")
        self.assertAlive()

    def test_textThatIsNoUnicodeArrivesWithAReplacement(self):
        socket = self.socket()
        parts = [json.dumps(part).encode() for part in ({"msg_id": "u", "session": "s", "msg_type": "execute_request"}, {}, {},
                                                         {"code": '"\ud800".length()'})]
        socket.send_multipart(self.signed(*parts))
        self.assertTrue(socket.poll(20_000))
        self.assertEqual(json.loads(socket.recv_multipart()[5])["status"], "ok")
        self.assertEqual(self.run_cell('System.out.print("a\\uD800b");').text(), "a?b")

    def test_aCellOfTenThousandSnippetsCanBeStoppedAndTheKernelLives(self):
        executed, seconds = self.kernel.interrupted("".join(f"int v{i} = {i};\n" for i in range(10_000)), after=3)
        self.assertEqual(executed.reply["ename"], "Interrupted")
        self.assertLess(seconds, 5)
        self.assertAlive()


if __name__ == "__main__":
    unittest.main()
