"""An engine as a process that speaks cedar-line/1: one JSON object a line, each way."""
import json
import os
import select
import shlex
import subprocess
import time


class EngineGone(Exception):
    """The process ended, or gave no answer in time, or answered out of turn."""


class LineEngine:
    def __init__(self, command, timeout=60.0):
        self.command, self.timeout = shlex.split(command), timeout
        self.process, self.buffer, self.number = None, b"", 0
        self.info = {}
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.buffer = b""
        self.info = self.ask("hello", protocol="cedar-line/1")

    def ask(self, op, **fields):
        self.number += 1
        message = {"id": self.number, "op": op, **fields}
        try:
            self.process.stdin.write(json.dumps(message).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:
            raise EngineGone(f"ended during {op} with status {self.close()}") from None
        line = self._line(op)
        try:
            answer = json.loads(line)
        except ValueError:
            self.close()
            raise EngineGone(f"answered {op} with {line[:200]!r}") from None
        if answer.get("id") != self.number:
            self.close()
            raise EngineGone(f"answered {answer.get('id')} to request {self.number}")
        return answer

    def _line(self, op):
        output, deadline = self.process.stdout.fileno(), time.monotonic() + self.timeout
        while b"\n" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([output], [], [], left)[0]:
                self.close()
                raise EngineGone(f"gave no answer to {op} in {self.timeout:g} s")
            part = os.read(output, 1 << 16)
            if not part:
                raise EngineGone(f"ended during {op} with status {self.close()}")
            self.buffer += part
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line

    def close(self):
        """Ends the process, and gives its status."""
        try:
            self.process.stdin.close()
            return self.process.wait(timeout=2)
        except (OSError, subprocess.TimeoutExpired):
            self.process.kill()
            return self.process.wait()
