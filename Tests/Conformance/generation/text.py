"""Spelling: strings, names and spacing as Cedar allows them, with the freedom that it allows."""
import re

RESERVED = {"true", "false", "if", "then", "else", "in", "is", "like", "has", "__cedar"}
IDENTIFIER = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*\Z")
TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"|\?[a-zA-Z_]+|[_a-zA-Z][_a-zA-Z0-9]*|[0-9]+|::|==|!=|<=|>=|&&|\|\||//[^\n\r]*[\n\r]?|\S', re.DOTALL
)
GAPS = [" ", " ", " ", "  ", "\n", "\t", "\r\n", "\u00a0", "\u2003", "\u3000", " // note\n", "//\r", "\n\n  "]

STRINGS = [
    "", "a", "b", "c", "ab", "abc", "alice", "bob", "A", "Alice", "a b", "*", "a*b", "**", "\\", '"', "'", "\n", "\t", "\0",
    "\r", "\u00e9", "e\u0301", "\u00c5", "\u212b", "\u65e5\u672c", "\U0001f469\u200d\U0001f467", "\U0001f600", "\u202e",
    "\ufeff", "\u00df", "ss", "\u0130", "10.0.0.1", "1.5", "2024-01-01", "1h", "true", "1", "if", "principal", "read",
    "\x7f", "\u0600", "\uffff", "a\u0000b", "mcp/github", "acme/widgets", "is:open label:bug", "x" * 70,
]


def is_identifier(text):
    return bool(IDENTIFIER.match(text)) and text not in RESERVED


def quote(rng, text, pattern=False):
    """`text` as a string literal; in a pattern a star is written `\\*`, and the wildcard is given as None."""
    return '"' + "".join("*" if c is None else _scalar(rng, c, pattern) for c in text) + '"'


def _scalar(rng, c, pattern):
    if pattern and c == "*":
        return r"\*"
    named = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\\": r"\\", "\0": r"\0", "'": r"\'", '"': r"\""}
    must = c in '"\\\r'
    roll = rng.random()
    if must or roll < 0.08:
        ways = [f"\\u{{{ord(c):x}}}", f"\\u{{{ord(c):06X}}}"]
        if ord(c) < 0x80:
            ways.append(f"\\x{ord(c):02x}")
        if c in named:
            ways += [named[c]] * 3
        return rng.choice(ways)
    return named[c] if c in named and roll < 0.6 else c


def tokens(text):
    return TOKEN.findall(text)


def respaced(rng, text):
    """The same tokens with other space and comments between them."""
    return "".join(token + rng.choice(GAPS) for token in tokens(text))


def entity(rng, uid):
    return f"{uid[0]}::{quote(rng, uid[1])}"
