"""Where a client on this machine waits for its answer: remembers what was asked for."""

import http.server
import threading

from .processes import LOOPBACK


class Listener:
    def __init__(self, page="<!doctype html><title>done</title><p>You may close this page.</p>"):
        self.asked = []
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                listener.asked.append(self.path)
                body = listener.page.encode()
                self.send_response(200)
                self.send_header("Content-Type", listener.type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.page, self.type = page, "text/html; charset=utf-8"
        self.server = http.server.ThreadingHTTPServer((LOOPBACK, 0), Handler)
        self.origin = f"http://{LOOPBACK}:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def answer(self):
        """The path with which a login came back."""
        return next(path for path in self.asked if path.startswith("/callback"))
