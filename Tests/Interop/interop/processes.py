"""Programs that run beside the tests: started with a log, waited for, and stopped whatever happens."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

LOOPBACK = "127.0.0.1"
plain = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def free_port():
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return listener.getsockname()[1]


def wait_until(what, is_true, seconds=20):
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds} seconds"
        time.sleep(0.05)


def answers(url):
    """Whether something answers there at all with success."""
    try:
        return plain.open(url, timeout=2).status < 400
    except (urllib.error.URLError, OSError):
        return False


def listens(port):
    try:
        socket.create_connection(("localhost", port), timeout=1).close()
        return True
    except OSError:
        return False


class Process:
    """`program` is the file that runs where that is not the first argument."""

    def __init__(self, name, arguments, folder, environment=None, program=None):
        self.name, self.log = name, os.path.join(folder, name + ".log")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                arguments, executable=program, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder,
                env={**os.environ, **(environment or {})})

    def wait_for(self, url, seconds=20):
        def is_up():
            assert self.process.poll() is None, f"{self.name} ended: {self.text[-600:]}"
            return answers(url)
        wait_until(f"{self.name} at {url}", is_up, seconds)

    @property
    def text(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def stop(self):
        if self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
