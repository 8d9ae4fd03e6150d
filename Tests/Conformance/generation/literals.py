"""Arguments of the extension constructors, right and wrong, crowded around the edges."""

DECIMALS = [
    "0.0", "1.0", "1.00", "1.0000", "-0.0", "-0.5", "0.5", "1.5", "1.2345", "12.34", "-1.2345", "01.10", "00000000000000000001.5",
    "922337203685477.5807", "-922337203685477.5808", "922337203685477.5806",
]
BAD_DECIMALS = [
    "1", "1.", ".5", "1.00000", "+1.0", " 1.0", "1.0 ", "", "-", "1,0", "1e2", "922337203685477.5808", "-922337203685477.5809",
    "99999999999999999999.0", "--1.0", "1.-5", "\u0661.0", "1_0.0",
]
ADDRESSES = [
    "0.0.0.0", "127.0.0.1", "127.0.0.1/8", "10.0.0.1", "10.0.0.0/8", "10.1.2.3/16", "192.168.0.0/24", "224.0.0.1", "224.0.0.0/4",
    "224.0.0.0/3", "255.255.255.255", "0.0.0.0/0", "1.2.3.4/32", "::", "::1", "::1/128", "::1/127", "::/0", "ff00::1", "ff00::/8",
    "ff00::/7", "2001:db8::1", "2001:DB8::/32", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::ffff:7f00:1", "fe80::1/64",
    "0000:0000:0000:0000:0000:0000:0000:0001", "127.0.0.0/7",
]
BAD_ADDRESSES = [
    "", "1", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/08", "1.2.3.4/+8", "::1/129",
    "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "1::2::3", "::ffff:1.2.3.4", "fe80::1%eth0", "[::1]", "12345::", "::1/0128", " ::1",
    ":1", "1:", ":::", "g::", "1.2.3.4/8/8", "0000:0000:0000:0000:0000:0000:0000:0001/128",
    "0000:0000:0000:0000:0000:0000:0000:00001",
]
DATETIMES = [
    "2024-01-01", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00.000Z", "2024-01-01T01:00:00+0100", "2023-12-31T23:00:00-0100",
    "1970-01-01", "1969-12-31", "1969-12-31T23:59:59.999Z", "0000-01-01", "9999-12-31", "9999-12-31T23:59:59.999-2359",
    "0000-01-01T00:00:00+2359", "2024-02-29", "2000-02-29", "2024-10-15T11:35:00.123+0530", "2024-01-01T00:00:00-0000",
]
BAD_DATETIMES = [
    "", "2024", "2024-1-1", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-01-32", "2024-04-31",
    "2024-01-01T00:00:00", "2024-01-01t00:00:00Z", "2024-01-01 00:00:00Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
    "2024-01-01T23:59:60Z", "2024-01-01T00:00:00.1Z", "2024-01-01T00:00:00.1234Z", "2024-01-01T00:00:00+01:00",
    "2024-01-01T00:00:00+2400", "2024-01-01T00:00:00+0060", "2024-01-01Z", "12024-01-01", "-2024-01-01", "2024-01-01T00:00Z",
    "2024-01-01T00:00:00z", " 2024-01-01", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00+010",
]
DURATIONS = [
    "0ms", "1ms", "60s", "1m", "1h", "60m", "1d", "24h", "1d2h3m4s5ms", "-1h", "-1d2h", "-0s", "90061001ms", "999ms", "-999ms",
    "9223372036854775807ms", "-9223372036854775808ms", "106751991167d7h12m55s807ms", "-106751991167d7h12m55s808ms", "001h", "1h1ms",
]
BAD_DURATIONS = [
    "", "-", "1", "h", "1H", "1.5h", "1s1m", "1h1h", "+1h", " 1h", "1h ", "1 h", "9223372036854775808ms", "-9223372036854775809ms",
    "106751991168d", "106751991167d7h12m55s808ms", "1w", "1ms1s", "--1h", "1d-1h", "99999999999999999999ms", "2562047788016d",
]
GOOD = {"decimal": DECIMALS, "ipaddr": ADDRESSES, "datetime": DATETIMES, "duration": DURATIONS}
BAD = {"decimal": BAD_DECIMALS, "ipaddr": BAD_ADDRESSES, "datetime": BAD_DATETIMES, "duration": BAD_DURATIONS}
CONSTRUCTORS = {"decimal": "decimal", "ipaddr": "ip", "datetime": "datetime", "duration": "duration"}

LONGS = [0, 1, 2, 3, 10, -1, -2, 42, 100]
EDGE_LONGS = [
    (1 << 63) - 1, -(1 << 63), (1 << 63) - 2, 1 - (1 << 63), 1 << 62, -(1 << 62), 1 << 32, 3037000500, -3037000500, 86400000, 0,
]


def argument(rng, kind, wrong=0.0, made=0.3):
    """A constructor's argument: from the lists, or made anew, which may come out wrong."""
    if rng.random() < wrong:
        return rng.choice(BAD[kind])
    return MAKERS[kind](rng) if rng.random() < made else rng.choice(GOOD[kind])


def _decimal(rng):
    whole = rng.choice([rng.randrange(10), rng.randrange(10**6), 922337203685477])
    digits = rng.randrange(1, 5)
    return f"{rng.choice(['', '-'])}{whole}.{rng.randrange(10**digits):0{digits}d}"


def _address(rng):
    if rng.random() < 0.5:
        text = ".".join(str(rng.choice([0, 1, 10, 127, 224, 255])) for _ in range(4))
        return text + rng.choice(["", f"/{rng.randrange(33)}"])
    groups = [f"{rng.choice([0, 1, 0xff, 0xfe80, 0xffff]):x}" for _ in range(rng.randrange(1, 7))]
    cut = rng.randrange(len(groups) + 1)
    return ":".join(groups[:cut]) + "::" + ":".join(groups[cut:]) + rng.choice(["", f"/{rng.randrange(129)}"])


def _datetime(rng):
    year = rng.choice([0, 1, 4, 100, 400, 1600, 1900, 1969, 1970, 2000, 2024, 9999])
    text = f"{year:04d}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 32):02d}"
    if rng.random() < 0.3:
        return text
    text += f"T{rng.randrange(24):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}"
    text += rng.choice(["", f".{rng.randrange(1000):03d}"])
    return text + rng.choice(["Z", f"{rng.choice('+-')}{rng.randrange(24):02d}{rng.randrange(60):02d}"])


def _duration(rng):
    units = [unit for unit in ("d", "h", "m", "s", "ms") if rng.random() < 0.4] or ["s"]
    amounts = [rng.choice([0, 1, 5, 59, 60, 1000, 106751991167, 9223372036854775]) for _ in units]
    return rng.choice(["", "-"]) + "".join(f"{amount}{unit}" for amount, unit in zip(amounts, units))


MAKERS = {"decimal": _decimal, "ipaddr": _address, "datetime": _datetime, "duration": _duration}
