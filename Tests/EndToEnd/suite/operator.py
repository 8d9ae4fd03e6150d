"""The operator as a process of its own, as it is shipped."""

import json
import os
import signal
import subprocess
import time

GATEWAY_IMAGE = "ghcr.io/vmcp/vmcp:e2e"


class Operator:
    def __init__(self, program, kubeconfig, folder, *arguments, identity="", home="vmcp-system"):
        self.command = [
            program, "run", "--kubeconfig", kubeconfig, "--gateway-image", GATEWAY_IMAGE, *arguments]
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": folder, "HOSTNAME": identity or "operator",
            "POD_NAMESPACE": home}
        self.path = os.path.join(folder, f"operator-{identity or 'one'}.log")
        self.process = None

    def start(self):
        with open(self.path, "ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True)
        return self

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def signal(self, number):
        self.process.send_signal(number)

    def kill(self):
        """As a node that loses its power."""
        if self.is_running:
            self.signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=15):
        """Returns the exit status of an orderly end."""
        if self.is_running:
            self.signal(signal.SIGCONT)
            self.signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the operator did not end within {seconds} s of SIGTERM; its log is {self.path}")

    def size(self):
        """Where the log ends now, for lines()."""
        return os.path.getsize(self.path) if os.path.exists(self.path) else 0

    def lines(self, since=0):
        """What it has logged."""
        with open(self.path, "rb") as file:
            file.seek(since)
            found = []
            for line in file.read().decode(errors="replace").splitlines():
                try:
                    found.append(json.loads(line))
                except ValueError:
                    found.append({"message": line})
            return found

    def wait_for_log(self, text, seconds=20):
        deadline = time.monotonic() + seconds
        while not any(text in str(line) for line in self.lines()):
            assert self.is_running, f"the operator ended; its log is {self.path}"
            assert time.monotonic() < deadline, f"the operator did not log {text!r} within {seconds} s: {self.path}"
            time.sleep(0.05)
        return self
