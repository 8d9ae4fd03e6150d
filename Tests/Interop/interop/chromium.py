"""Debian's chromium without a window, driven by the DevTools protocol: real pages, real clicks, real pictures."""

import base64
import itertools
import json
import os
import shutil
import time

from websockets.sync.client import connect

from .processes import Process, plain, wait_until

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def program():
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class Chromium:
    """One browser with a profile of its own and one page. Leaves nothing running."""

    def __init__(self, folder):
        self.profile = os.path.join(folder, "chromium-profile")
        shutil.rmtree(self.profile, ignore_errors=True)
        os.makedirs(self.profile)
        options = ["--headless=new", "--remote-debugging-port=0", "--user-data-dir=" + self.profile, "--no-first-run",
                   "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-proxy-server",
                   "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                   "--disable-site-isolation-trials"]  # frames are then in the page's own tree
        if os.geteuid() == 0:
            options.append("--no-sandbox")
        self.process = Process("chromium", [program(), *options, "about:blank"], folder)
        mark = os.path.join(self.profile, "DevToolsActivePort")
        wait_until("chromium", lambda: os.path.exists(mark) and os.path.getsize(mark), 30)
        with open(mark) as file:
            self.port = int(file.readline())
        pages = json.loads(plain.open(f"http://127.0.0.1:{self.port}/json/list").read())
        address = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
        self.socket = connect(address, max_size=None, proxy=None)
        self.numbers, self.complaints = itertools.count(1), []
        for domain in ("Page", "Runtime", "Log", "DOM"):
            self.call(domain + ".enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.process.stop()
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, **parameters):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv(timeout=30))
            if message.get("id") == number:
                assert "error" not in message, f"{method}: {message['error']}"
                return message["result"]
            if message.get("method") == "Log.entryAdded":
                self.complaints.append(message["params"]["entry"]["text"])

    def look(self, width=1280, height=800, scheme="light", scripts=False):
        """The size of the window, the color scheme that the person prefers, and whether pages may run scripts."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def open(self, url):
        self.call("Page.navigate", url=url)
        self.settle()

    def settle(self):
        """Until the page is there; a click may have started a navigation that has not begun to load."""
        time.sleep(0.15)
        wait_until("the page", lambda: self.ready())

    def ready(self):
        try:
            return self.evaluate("document.readyState") == "complete"
        except AssertionError:  # between two pages there is nothing to ask
            return False

    @property
    def url(self):
        return self.evaluate("location.href")

    @property
    def text(self):
        return self.evaluate("document.body.innerText")

    def click(self, selector):
        box = self.evaluate(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); if (!e) return null;"
            " e.scrollIntoView(); const b = e.getBoundingClientRect();"
            " return [b.x + b.width / 2, b.y + b.height / 2] })()")
        assert box, f"{selector} is not on the page: {self.text[:300]}"
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)
        self.settle()

    def type(self, selector, text):
        self.click(selector)
        self.call("Input.insertText", text=text)

    def press(self, key, code):
        for kind in ("rawKeyDown", "char", "keyUp"):
            more = {"text": "\r"} if kind == "char" and key == "Enter" else {}
            if kind == "char" and not more:
                continue
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)
        self.settle()

    def picture(self, path):
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=False)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))
