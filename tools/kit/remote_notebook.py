"""Runs a notebook through a Jupyter server, as a browser does: REST for the kernel, a WebSocket for its messages."""
from __future__ import annotations

import json
import time
import urllib.request
import uuid
from pathlib import Path

import websocket  # websocket-client, which comes with Jupyter's server


class Server:
    """A Jupyter server at an address that ends in a slash, asked with a token."""

    def __init__(self, address: str, token: str):
        self.address = address
        self.token = token

    def ask(self, path: str, method: str = "GET", body: dict | None = None):
        request = urllib.request.Request(self.address + path, method=method, data=json.dumps(body).encode() if body else None,
                                         headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")

    def start_kernel(self, folder: str = "") -> RemoteKernel:
        return RemoteKernel(self, self.ask("api/kernels", "POST", {"name": "java", "path": folder})["id"])


class RemoteKernel:
    def __init__(self, server: Server, name: str):
        self.server, self.name = server, name
        address = "ws" + server.address.removeprefix("http") + f"api/kernels/{name}/channels"
        self.channel = websocket.create_connection(address, timeout=300, header=[f"Authorization: token {server.token}"])

    def execute(self, code: str) -> str | None:
        """Runs a cell to its end; gives what went wrong, or None."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "session": self.name, "username": "", "version": "5.3",
                  "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False,
                   "stop_on_error": True}
        self.channel.send(json.dumps({"channel": "shell", "header": header, "parent_header": {}, "metadata": {},
                                      "content": content, "buffers": []}))
        return self._answer_to(header["msg_id"])

    def _answer_to(self, request: str) -> str | None:
        problem, replied, idle = None, False, False
        while not (replied and idle):  # the two come over different sockets, in any order
            message = json.loads(self.channel.recv())
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, content = message["msg_type"], message["content"]
            replied |= kind == "execute_reply"
            idle |= kind == "status" and content["execution_state"] == "idle"
            if kind == "error":
                problem = f"{content['ename']}: {content['evalue']}"
            elif kind == "stream" and content["name"] == "stderr":
                problem = problem or f"on stderr: {content['text'].strip()}"
        return problem

    def close(self) -> None:
        self.channel.close()
        self.server.ask(f"api/kernels/{self.name}", "DELETE")


def run(server: Server, notebook: Path, folder: str = "") -> int:
    """Runs all cells; gives their number. The first that fails raises a RuntimeError with its number."""
    cells = [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    kernel = server.start_kernel(folder)
    try:
        for number, cell in enumerate(cells, 1):
            problem = kernel.execute("".join(cell["source"]))
            if problem:
                raise RuntimeError(f"{notebook.name}: cell {number} of {len(cells)}: {problem}")
    finally:
        kernel.close()
    return len(cells)
