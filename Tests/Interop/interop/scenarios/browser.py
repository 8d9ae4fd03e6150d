"""A real browser, without scripts, goes through consent and login; and pictures of the pages, to be looked at."""

import json
import os

from suite.harness import Skip, scenario

from .. import chromium
from ..gateway import DEVELOPER
from ..listener import Listener
from ..person import query
from ..wire import INITIALIZE, Wire

ONE = ("okta",)


def browser(world):
    if not chromium.program():
        raise Skip("chromium is not installed")
    return chromium.Chromium(world.gateway.folder)


def register(wire, redirect, name="Visual Studio Code"):
    page = wire.register({"client_name": name, "redirect_uris": [redirect], "token_endpoint_auth_method": "none"})
    assert page.status == 201, page.text
    return json.loads(page.text)["client_id"]


def sign_in(page):
    page.type("input[name=username]", DEVELOPER["login"])
    page.type("input[name=password]", DEVELOPER["password"])
    page.press("Enter", 13)


@scenario("browser: chromium without scripts consents, logs in and comes back with a code that opens the endpoint"
          " (GUIDE-006, GUIDE-010, AS-15)", on=ONE)
def consent_and_login(world):
    with browser(world) as page, Listener() as client:
        page.look()
        wire, redirect = Wire(world.gateway), client.origin + "/callback"
        identifier = register(wire, redirect)
        page.open(wire.authorize(identifier, redirect, state="s-1", resource=world.gateway.origin))
        text = page.text
        for word in ("Visual Studio Code", client.origin.removeprefix("http://"), world.gateway.name, "Allow", "Deny"):
            assert word in text, f"{word} is not on the consent page: {text}"
        assert world.provider.origin not in page.url, "the provider came before the consent"
        styled = page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth")
        assert styled != "none", "the content security policy refuses the page's own style"
        page.click("button[value=allow]")
        assert page.url.startswith(world.provider.issuer), page.url
        sign_in(page)
        assert page.url.startswith(redirect), page.url + page.text
        given = query(client.answer)
        assert given["state"] == "s-1" and given["iss"] == world.gateway.origin, given
        answer = wire.token(
            grant_type="authorization_code", code=given["code"], client_id=identifier, redirect_uri=redirect,
            code_verifier=wire.verifier)
        assert answer.status == 200, answer.text
        assert wire.mcp(INITIALIZE, json.loads(answer.text)["access_token"]).status == 200
        refused = [line for line in page.complaints if "Content Security Policy" in line]
        assert not refused, refused


@scenario("browser: Deny, by keyboard alone, tells the client access_denied and asks no provider (AS-17)", on=ONE)
def deny(world):
    with browser(world) as page, Listener() as client:
        page.look()
        wire, redirect = Wire(world.gateway), client.origin + "/callback"
        page.open(wire.authorize(register(wire, redirect), redirect, state="s-2"))
        for _ in range(4):
            page.press("Tab", 9)
            if page.evaluate("document.activeElement.value") == "deny":
                break
        page.press("Enter", 13)
        given = query(client.answer)
        assert given["error"] == "access_denied" and given["state"] == "s-2", given
        assert given["iss"] == world.gateway.origin and "code" not in given


@scenario("browser: the consent page is not shown in another site's frame (AS-24, CD-2)", on=ONE)
def frames(world):
    wire = Wire(world.gateway)
    with browser(world) as page, Listener() as other:
        page.look(scripts=True)
        redirect = other.origin + "/callback"
        url = wire.authorize(register(wire, redirect), redirect).replace("&", "&amp;")
        other.page = f'<!doctype html><title>other</title><iframe src="{url}" width="600" height="600"></iframe>'
        page.open(other.origin + "/frame")
        page.settle()
        tree = page.call("Page.getFrameTree")["frameTree"]
        inner = tree["childFrames"][0]["frame"]
        assert inner["url"].startswith("chrome-error:"), inner["url"]


@scenario("browser: a login that was begun in another browser ends with words, not with a code (CD-5, AS-16)", on=ONE)
def other_browser(world):
    wire = Wire(world.gateway)
    with Listener() as client:
        redirect = client.origin + "/callback"
        identifier = register(wire, redirect)
        with browser(world) as page:
            page.look()
            page.open(wire.authorize(identifier, redirect))
            page.click("button[value=allow]")
            provider = page.url
        with browser(world) as page:
            page.look()
            page.open(provider)
            sign_in(page)
            assert page.url.startswith(world.gateway.callback), page.url
            assert "another browser" in page.text, page.text
            assert not client.asked, client.asked


LONG = "A client whose maker wrote a very long name indeed, so that nobody sees what stands behind it, on purpose"


@scenario("browser: pages are whole at the widths of a desk and of a phone, light and dark", on=ONE)
def pictures(world):
    """Nothing is wider than the window. INTEROP_PAGES keeps the pictures."""
    wire, folder = Wire(world.gateway), os.environ.get("INTEROP_PAGES")
    if folder:
        os.makedirs(folder, exist_ok=True)
    pages = {
        "consent": ("Visual Studio Code", "http://127.0.0.1:33418/callback", {}),
        "consent-web": ("Claude", "https://claude.ai/api/mcp/auth_callback", {}),
        "consent-scheme": ("Cursor", "cursor://anysphere.cursor-mcp/oauth/callback", {}),
        "consent-long": (LONG, "https://" + "a-long-name." * 12 + "example.com/callback", {})}
    urls = {name: wire.authorize(register(wire, redirect, client), redirect, scope="openid offline_access", **more)
            for name, (client, redirect, more) in pages.items()}
    identifier = register(wire, "http://127.0.0.1/callback")
    urls["error-redirect"] = wire.authorize(identifier, "http://127.0.0.1/other")
    urls["error-unknown-client"] = wire.authorize("unknown", "http://127.0.0.1/callback")
    urls["error-no-state"] = world.gateway.callback
    urls["error-expired"] = world.gateway.callback + "?state=AAAA&code=x"
    urls["error-upstream"] = world.gateway.callback + "?error=access_denied&error_description=not%20assigned&state=AAAA"
    with browser(world) as page:
        for width, height, size in ((1280, 800, "desk"), (360, 740, "phone")):
            for scheme in ("light", "dark"):
                page.look(width, height, scheme)
                for name, url in urls.items():
                    page.open(url)
                    if folder:
                        page.picture(os.path.join(folder, f"{name}-{size}-{scheme}.png"))
                    if page.evaluate("document.contentType") != "text/html":
                        continue  # an answer for a client, not for a person
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    assert wide <= width, f"{name} is {wide} wide on a window of {width}"
