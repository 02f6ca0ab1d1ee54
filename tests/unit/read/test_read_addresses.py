from __future__ import annotations

from collections.abc import Sequence

import pytest

from hearsay.errors import AddressRefused, FetchFailed
from hearsay.read.addresses import parse_target, refusal
from hearsay.read.url import Fetcher

PUBLIC = "93.184.215.14"


def answering(*addresses: str) -> Fetcher:
    """A fetcher whose name server gives these addresses for every name, and that cannot connect anywhere."""

    def resolve(_host: str, _port: int) -> Sequence[str]:
        return addresses

    return Fetcher(resolver=resolve, timeout=2)


@pytest.mark.parametrize(
    "url",
    [
        # this machine
        "http://127.0.0.1/",
        "http://127.0.0.1:8080/a",
        "http://127.8.8.8/",
        "https://127.0.0.1/",
        "http://0.0.0.0/",
        "http://0.1.2.3/",
        "http://[::1]/",
        "http://[::]/",
        "http://[0:0:0:0:0:0:0:1]/",
        # private networks, carriers', link-local, cloud metadata
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://172.31.255.255/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://100.127.255.254/",
        "http://100.100.100.200/latest/meta-data/",
        "http://169.254.169.254/latest/meta-data/",
        "http://169.254.0.1/",
        "http://168.63.129.16/",
        "http://192.0.0.192/",
        "http://[fc00::1]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://[fec0::1]/",
        # multicast, reserved, documentation, benchmarks
        "http://224.0.0.1/",
        "http://239.255.255.250/",
        "http://240.0.0.1/",
        "http://255.255.255.255/",
        "http://192.0.2.1/",
        "http://198.51.100.1/",
        "http://203.0.113.1/",
        "http://198.18.0.1/",
        "http://192.88.99.1/",
        "http://[ff02::1]/",
        "http://[2001:db8::1]/",
        "http://[3fff::1]/",
        "http://[100::1]/",
        "http://[4000::1]/",
        # IPv4 in IPv6 clothing
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://[2a00:1450::5efe:7f00:1]/",
        # unusual spellings
        "http://2130706433/",
        "http://2852039166/latest/meta-data/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://017700000001/",
        "http://127.1/",
        "http://127.0.1/",
        "http://10.1/",
        "http://0/",
        "http://127.0.0.01/",
        "http://0x/",
        "http://1.1.1.1.1/",
        "http://999.1.1.1/",
        "http://134744072/",
        "http://127.0.0.1./",
        # look-alike digits and dots
        "http://１２７.０.０.１/",
        "http://127。0。0。1/",
        "http://①②⑦.⓪.⓪.①/",
        # what hides a host
        "http://example.org@127.0.0.1/",
        "http://user:pass@example.org/",
        "http://127.0.0.1\\@example.org/",
        "http://example.org%00.evil.example/",
        "http://[fe80::1%25eth0]/",
        "http://[::1",
        "http://[1.2.3.4]/",
        "http://exa mple.org/",
        "http://example.org/\r\nHost: evil",
        "http://example.org/\x00",
        "http:///path",
        "http://",
        "http://.",
        "http://a..example.org/",
        "http://-.example/{}",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://example.org:port/",
        "http://" + "a" * 300 + ".example/",
        "http://example.org/" + "a" * 5_000,
        # other schemes
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://127.0.0.1:11211/",
        "data:text/html,hello",
        "javascript:alert(1)",
        "//example.org/",
        "example.org",
        "",
    ],
)
def test_refused(url: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        answering(PUBLIC).fetch(url)
    assert caught.value.code == "address-refused"
    assert caught.value.where == url


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",),
        ("10.1.2.3",),
        ("169.254.169.254",),
        ("100.64.1.1",),
        ("::1",),
        ("fe80::1",),
        ("fe80::1%eth0",),
        ("fd00::1",),
        ("::ffff:10.0.0.1",),
        ("64:ff9b::a00:1",),
        ("2002:a00:1::",),
        ("224.0.0.1",),
        ("0.0.0.0",),
        (PUBLIC, "127.0.0.1"),
        ("127.0.0.1", PUBLIC),
        (PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "::1"),
        ("nonsense",),
        ("2130706433",),
    ],
)
def test_names_that_lead_to_such_addresses_are_refused(addresses: tuple[str, ...]) -> None:
    with pytest.raises(AddressRefused, match=r"news\.example is at "):
        answering(*addresses).fetch("http://news.example/story")


def test_a_name_without_an_address_is_a_failure_to_fetch() -> None:
    with pytest.raises(FetchFailed, match="has no address"):
        answering().fetch("http://news.example/")


def test_a_name_that_cannot_be_resolved() -> None:
    def resolve(_host: str, _port: int) -> Sequence[str]:
        raise OSError("no such name")

    with pytest.raises(FetchFailed, match=r"news\.example cannot be resolved: no such name"):
        Fetcher(resolver=resolve).fetch("http://news.example/")


@pytest.mark.parametrize(
    "address",
    [
        PUBLIC,
        "1.1.1.1",
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.0.1",
        "100.128.0.1",
        "2606:4700::1",
        "2a00:1450:4001::1",
    ],
)
def test_public_addresses_are_not_refused(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "authority"),
    [
        ("http://news.example", "news.example", 80, "/", "news.example"),
        ("https://News.Example./a?b=c", "news.example", 443, "/a?b=c", "news.example"),
        ("http://news.example:8080/a", "news.example", 8080, "/a", "news.example:8080"),
        ("https://news.example:443/", "news.example", 443, "/", "news.example"),
        (
            "https://bücher.example/ä?ö=ü",
            "xn--bcher-kva.example",
            443,
            "/%C3%A4?%C3%B6=%C3%BC",
            "xn--bcher-kva.example",
        ),
        ("https://straße.example/", "xn--strae-oqa.example", 443, "/", "xn--strae-oqa.example"),
        ("http://[2606:4700::1]:81/", "2606:4700::1", 81, "/", "[2606:4700::1]:81"),
        ("http://1.1.1.1/a%20b#part", "1.1.1.1", 80, "/a%20b", "1.1.1.1"),
        ("HTTP://news.example/A", "news.example", 80, "/A", "news.example"),
    ],
)
def test_urls_taken_apart(url: str, host: str, port: int, path: str, authority: str) -> None:
    target = parse_target(url, allow_private=False, where=url)
    assert (target.host, target.port, target.path, target.authority) == (host, port, path, authority)


def test_unusual_spellings_are_read_when_private_addresses_are_allowed() -> None:
    assert parse_target("http://0x7f.1/", allow_private=True, where="-").host == "127.0.0.1"
    assert parse_target("http://2130706433/", allow_private=True, where="-").host == "127.0.0.1"
