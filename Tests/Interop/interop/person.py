"""A person at a browser without scripts: follows redirects, keeps cookies, reads pages and submits their forms."""

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from html.parser import HTMLParser


class Forms(HTMLParser):
    """The forms of a page: action, method, the fields with their values, the buttons."""

    def __init__(self, text):
        super().__init__()
        self.forms = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "form":
            self.forms.append({
                "action": values.get("action") or "", "method": (values.get("method") or "get").upper(), "fields": {},
                "buttons": [], "types": {}})
        elif self.forms and tag in ("input", "textarea") and values.get("name"):
            kind = values.get("type") or "text"
            if kind == "submit":
                self.forms[-1]["buttons"].append((values["name"], values.get("value") or ""))
            else:
                self.forms[-1]["fields"][values["name"]] = values.get("value") or ""
                self.forms[-1]["types"][values["name"]] = kind
        elif self.forms and tag == "button" and values.get("name"):
            self.forms[-1]["buttons"].append((values["name"], values.get("value") or ""))


class Page:
    def __init__(self, url, status, headers, text):
        self.url, self.status, self.headers, self.text = url, status, headers, text

    @property
    def forms(self):
        return Forms(self.text).forms

    @property
    def location(self):
        target = self.headers.get("Location")
        return urllib.parse.urljoin(self.url, target) if target and 300 <= self.status < 400 else None


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    def __init__(self):
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), NoRedirects(), urllib.request.HTTPCookieProcessor(self.cookies))
        self.visited = []

    def request(self, method, url, body=None, headers=None):
        request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
        self.visited.append(f"{method} {url.split('?')[0]}")
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return Page(url, answer.status, answer.headers, answer.read().decode("utf-8", "replace"))

    def submit(self, page, form, values):
        fields = urllib.parse.urlencode({**form["fields"], **values})
        target = urllib.parse.urljoin(page.url, form["action"]) if form["action"] else page.url
        if form["method"] == "GET":
            return self.request("GET", target.split("?")[0] + "?" + fields)
        return self.request(
            "POST", target, fields.encode(), {"Content-Type": "application/x-www-form-urlencoded"})


class Person:
    """`sign_in(browser, page)` submits what a provider shows and returns the next page, or None for another page."""

    def __init__(self, sign_in, decision="allow"):
        self.browser, self.sign_in, self.decision = Browser(), sign_in, decision
        self.asked = 0

    def log_in(self, url, until):
        """From an authorization URL to where the client waits: the URL that begins with `until`, which is not opened."""
        page = self.browser.request("GET", url)
        for _ in range(20):
            if page.location:
                if page.location.startswith(until):
                    return page.location
                page = self.browser.request("GET", page.location)
            elif consent := next((form for form in page.forms if ("decision", "allow") in form["buttons"]), None):
                self.asked += 1
                page = self.browser.submit(page, consent, {"decision": self.decision})
            else:
                next_page = self.sign_in(self.browser, page)
                assert next_page, f"{page.url} says {page.status}: {page.text[:600]}"
                page = next_page
        raise AssertionError("the login went round in circles: " + ", ".join(self.browser.visited))


def query(url):
    """The parameters of a URL; each must stand there once."""
    parameters = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query, keep_blank_values=True)
    assert all(len(values) == 1 for values in parameters.values()), url
    return {name: values[0] for name, values in parameters.items()}
