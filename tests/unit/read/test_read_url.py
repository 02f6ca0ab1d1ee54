"""Fetching, against a server of our own on 127.0.0.1."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest

from hearsay import read
from hearsay.errors import AddressRefused, EmptyInput, FetchFailed, NoArticle, NotText, TooLarge
from hearsay.read.url import Fetcher

LEDE = "The bridge over the estuary will stay closed for a year, the mayor said on Tuesday."
PAGE = f"<!DOCTYPE html><html><body><article><p>{LEDE}</p><p>{LEDE} {LEDE}</p></article></body></html>".encode()
PRIVATE = Fetcher(allow_private=True, timeout=5)

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A web server whose pages are functions; it remembers the requests it had."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                self.close_connection = True
                site.pages.get(self.path.split("?")[0], missing)(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


def missing(request: BaseHTTPRequestHandler) -> None:
    request.send_error(404)


def answer(
    body: bytes, content_type: str | None = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Answer:
    def send(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if content_type is not None:
            request.send_header("Content-Type", content_type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return send


def redirect(to: str, status: int = 302) -> Answer:
    return answer(b"", status=status, Location=to)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_page(site: Site) -> None:
    site.pages["/story"] = answer(PAGE)
    document = read.load(site.url("/story?id=1"), fetcher=PRIVATE)
    assert document.text == f"{LEDE}\n\n{LEDE} {LEDE}"
    assert document.url == site.url("/story?id=1")
    path, headers = site.requests[0]
    assert path == "/story?id=1"
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert "hearsay" in headers["user-agent"]


def test_a_plain_text(site: Site) -> None:
    site.pages["/a.txt"] = answer(LEDE.encode("utf-8"), "text/plain")
    document = read.load(site.url("/a.txt"), fetcher=PRIVATE)
    assert (document.text, document.url) == (LEDE, site.url("/a.txt"))


@pytest.mark.parametrize(("body", "text"), [(PAGE, f"{LEDE}\n\n{LEDE} {LEDE}"), (LEDE.encode(), LEDE)])
def test_a_type_not_named_is_detected(site: Site, body: bytes, text: str) -> None:
    site.pages["/"] = answer(body, None)
    assert read.load(site.url("/"), fetcher=PRIVATE).text == text


def test_the_format_may_be_given(site: Site) -> None:
    site.pages["/"] = answer(PAGE)
    assert read.load(site.url("/"), input_format="text", fetcher=PRIVATE).text == PAGE.decode()


@pytest.mark.parametrize("charset", ["koi8-r", "utf-16", "nonsense", "'utf-8'"])
def test_a_false_charset_does_no_harm(site: Site, charset: str) -> None:
    page = PAGE.replace(b"the mayor", "the “mayor”".encode())
    site.pages["/"] = answer(page, f"text/html; charset={charset}")
    assert "the “mayor” said" in read.load(site.url("/"), fetcher=PRIVATE).text


def test_private_addresses_are_refused_by_default(site: Site) -> None:
    site.pages["/"] = answer(PAGE)
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(AddressRefused):
            read.load(site.url("/", host))
    assert site.requests == []


def test_the_name_is_resolved_once_and_kept_for_the_host_header(site: Site) -> None:
    site.pages["/"] = answer(PAGE)
    asked: list[str] = []

    def resolve(host: str, _port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"]

    fetcher = Fetcher(allow_private=True, resolver=resolve, timeout=5)
    assert fetcher.fetch(site.url("/", "news.example")).body == PAGE
    assert asked == ["news.example"]
    assert site.requests[0][1]["host"] == f"news.example:{site.port}"


def test_the_address_checked_is_the_address_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that answers differently the second time (DNS rebinding) is not asked a second time."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    monkeypatch.setattr(socket, "create_connection", _connections := Connections())
    with pytest.raises(FetchFailed):
        Fetcher(resolver=lambda _host, _port: next(answers), timeout=2).fetch(site.url("/", "news.example"))
    assert _connections.addresses == ["93.184.215.14"]
    assert site.requests == []


class Connections:
    """Stands for `socket.create_connection`: notes where it was to connect to, and fails."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def __call__(self, address: tuple[str, int], *_args: object, **_options: object) -> socket.socket:
        self.addresses.append(address[0])
        raise ConnectionRefusedError("refused")


def test_the_next_address_is_tried(site: Site) -> None:
    site.pages["/"] = answer(PAGE)
    fetcher = Fetcher(allow_private=True, resolver=lambda _host, _port: ["127.0.0.2", "127.0.0.1"], timeout=5)
    assert fetcher.fetch(site.url("/", "news.example")).body == PAGE


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_they_are_followed(self, site: Site, status: int) -> None:
        site.pages["/old"] = redirect("/new?x=1", status)
        site.pages["/new"] = answer(PAGE)
        assert read.load(site.url("/old"), fetcher=PRIVATE).url == site.url("/new?x=1")

    @pytest.mark.parametrize(
        "to",
        [
            "http://169.254.169.254/latest/meta-data/",
            "http://10.0.0.1/",
            "http://[::1]/",
            "http://2130706433/",
            "//127.0.0.1/",
            "http://internal.example/",
            "file:///etc/passwd",
            "ftp://example.org/",
            "http://user@news.example/",
        ],
    )
    def test_each_is_checked_anew(self, site: Site, to: str, monkeypatch: pytest.MonkeyPatch) -> None:
        """The first hop is let through by standing in for the check of it alone, as a public site would be."""
        site.pages["/"] = redirect(to)
        import hearsay.read.url as url_module

        real = url_module.refusal
        monkeypatch.setattr(
            url_module, "refusal", lambda a: None if a == "127.0.0.1" and not site.requests else real(a)
        )

        def resolve(host: str, _port: int) -> Sequence[str]:
            return ["10.9.8.7"] if host == "internal.example" else ["127.0.0.1"]

        with pytest.raises(AddressRefused) as caught:
            Fetcher(resolver=resolve, timeout=5).fetch(site.url("/", "news.example"))
        assert caught.value.where is not None
        assert caught.value.where.startswith(f"{site.url('/', 'news.example')} (redirected to ")
        assert len(site.requests) == 1

    def test_five_and_no_more(self, site: Site) -> None:
        for step in range(9):
            site.pages[f"/{step}"] = redirect(f"/{step + 1}")
        site.pages["/9"] = answer(PAGE)
        assert PRIVATE.fetch(site.url("/4")).body == PAGE
        with pytest.raises(FetchFailed, match="redirected more than 5 times"):
            PRIVATE.fetch(site.url("/3"))

    def test_round_and_round(self, site: Site) -> None:
        site.pages["/"] = redirect("/")
        with pytest.raises(FetchFailed, match="redirected more than"):
            PRIVATE.fetch(site.url("/"))
        assert len(site.requests) == 6

    def test_to_nowhere(self, site: Site) -> None:
        site.pages["/"] = answer(b"", status=302)
        with pytest.raises(FetchFailed, match="302"):
            PRIVATE.fetch(site.url("/"))


@pytest.mark.parametrize("status", [204, 304, 400, 403, 404, 410, 429, 500, 503])
def test_other_answers_are_failures(site: Site, status: int) -> None:
    site.pages["/"] = answer(b"", status=status)
    if status == 204:
        with pytest.raises((EmptyInput, NoArticle)):
            read.load(site.url("/"), fetcher=PRIVATE)
        return
    with pytest.raises(FetchFailed, match=f"status {status}"):
        read.load(site.url("/"), fetcher=PRIVATE)


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/png", "application/json", "video/mp4", "application/octet-stream", "text/css"]
)
def test_other_types_are_no_pages(site: Site, kind: str) -> None:
    site.pages["/"] = answer(PAGE, kind)
    with pytest.raises(NotText, match=kind):
        PRIVATE.fetch(site.url("/"))


def test_a_picture_that_calls_itself_a_page(site: Site) -> None:
    site.pages["/"] = answer(b"\x89PNG\r\n\x1a\n\0\0")
    with pytest.raises(NotText, match="PNG"):
        read.load(site.url("/"), fetcher=PRIVATE)


class TestPacking:
    @pytest.mark.parametrize(
        ("name", "pack"),
        [
            ("gzip", gzip.compress),
            ("x-gzip", gzip.compress),
            ("deflate", zlib.compress),
            ("deflate", lambda data: zlib.compress(data, wbits=-15)),
            ("br", brotli.compress),
            ("identity", bytes),
            ("GZIP", lambda data: gzip.compress(data[:50]) + gzip.compress(data[50:])),
        ],
    )
    def test_it_is_undone(self, site: Site, name: str, pack: Callable[[bytes], bytes]) -> None:
        site.pages["/"] = answer(pack(PAGE), Content_Encoding=name)
        assert PRIVATE.fetch(site.url("/")).body == PAGE

    @pytest.mark.parametrize(
        ("name", "bomb"),
        [
            ("gzip", gzip.compress(bytes(60_000_000))),
            ("gzip", b"".join(gzip.compress(bytes(1_000_000)) for _ in range(12))),
            ("deflate", zlib.compress(bytes(60_000_000))),
            ("br", brotli.compress(bytes(60_000_000), quality=3)),
        ],
    )
    def test_bombs_are_stopped(self, site: Site, name: str, bomb: bytes) -> None:
        site.pages["/"] = answer(bomb, Content_Encoding=name)
        with pytest.raises(TooLarge, match="unpacks to more than 10,000,000"):
            PRIVATE.fetch(site.url("/"))

    @pytest.mark.parametrize(
        ("name", "body"),
        [
            ("gzip", b"not gzip at all"),
            ("gzip", gzip.compress(PAGE)[:-20]),
            ("deflate", b"\x78\x9c\xff\xff\xff"),
            ("br", b"\xff\xff\xff\xff\xff"),
            ("br", brotli.compress(PAGE)[:-5]),
            ("zstd", b"\x28\xb5\x2f\xfd"),
            ("gzip, gzip", gzip.compress(gzip.compress(PAGE))),
            ("nonsense", PAGE),
        ],
    )
    def test_what_cannot_be_unpacked(self, site: Site, name: str, body: bytes) -> None:
        site.pages["/"] = answer(body, Content_Encoding=name)
        with pytest.raises(FetchFailed, match="pack"):
            PRIVATE.fetch(site.url("/"))


class TestLimits:
    def test_a_page_that_says_it_is_huge(self, site: Site) -> None:
        site.pages["/"] = answer(b"", Content_Length="99999999999")
        with pytest.raises(TooLarge, match="99,999,999,999"):
            PRIVATE.fetch(site.url("/"))

    def test_a_page_that_is_huge_and_does_not_say_so(self, site: Site) -> None:
        def send(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            try:
                while True:
                    request.wfile.write(b"<p>and so on" * 5_000)
            except OSError:
                pass

        site.pages["/"] = send
        with pytest.raises(TooLarge, match="more than 1,000,000 bytes"):
            Fetcher(allow_private=True, max_download=1_000_000, timeout=20).fetch(site.url("/"))

    @pytest.mark.parametrize("what", ["nothing", "headers", "body"])
    def test_a_server_that_drips(self, site: Site, what: str) -> None:
        """Each byte comes in time, the whole does not: only one deadline for everything ends it."""
        stopped = threading.Event()

        def send(request: BaseHTTPRequestHandler) -> None:
            lead = {"nothing": b"", "headers": b"HTTP/1.1 200 OK\r\nX: ", "body": b"HTTP/1.1 200 OK\r\n\r\n"}[what]
            try:
                request.wfile.write(lead)
                while not stopped.wait(0.1):
                    request.wfile.write(b"" if what == "nothing" else b"x")
                    request.wfile.flush()
            except OSError:
                pass

        site.pages["/"] = send
        began = time.monotonic()
        try:
            with pytest.raises(FetchFailed, match="no answer within 1 seconds"):
                Fetcher(allow_private=True, timeout=1).fetch(site.url("/"))
        finally:
            stopped.set()
        assert time.monotonic() - began < 15  # of the server's unending minutes

    def test_a_name_server_that_never_answers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        stopped = threading.Event()

        def never(*_args: object, **_options: object) -> list[object]:
            stopped.wait(60)
            return []

        monkeypatch.setattr(socket, "getaddrinfo", never)
        try:
            with pytest.raises(FetchFailed, match=r"no answer within 0\.3 seconds"):
                Fetcher(timeout=0.3).fetch("http://news.example/")
        finally:
            stopped.set()

    def test_endless_headers(self, site: Site) -> None:
        site.pages["/"] = answer(PAGE, X_Long="x" * 200_000)
        with pytest.raises(FetchFailed):
            PRIVATE.fetch(site.url("/"))


def test_nobody_listens() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(FetchFailed, match="could not be fetched"):
        PRIVATE.fetch(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "garbage", [b"", b"garbage\r\n\r\n", b"HTTP/9.9 xx\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"]
)
def test_what_is_no_answer(site: Site, garbage: bytes) -> None:
    site.pages["/"] = lambda request: (request.wfile.write(garbage), None)[1]
    with pytest.raises(FetchFailed):
        PRIVATE.fetch(site.url("/"))


def test_tls_to_a_server_that_has_none(site: Site) -> None:
    with pytest.raises(FetchFailed, match="could not be fetched"):
        PRIVATE.fetch(f"https://127.0.0.1:{site.port}/")


class TestProxies:
    def test_the_environments_are_not_used_unasked(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        site.pages["/"] = answer(PAGE)
        assert PRIVATE.fetch(site.url("/")).body == PAGE

    def test_asked_for_they_are(self, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        monkeypatch.setenv("http_proxy", site.url(""))
        site.pages["http://news.example:80/"] = answer(PAGE)
        assert Fetcher(environment_proxies=True, timeout=5).fetch("http://news.example/").body == PAGE
        assert site.requests[0][1]["host"] == "news.example"

    @pytest.mark.parametrize(
        "url", ["http://127.0.0.1/", "http://10.0.0.1/", "http://localhost/", "http://printer/", "http://db.internal/"]
    )
    def test_local_names_are_refused_there_too(self, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("no_proxy", "nothing.example")
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        with pytest.raises(AddressRefused):
            Fetcher(environment_proxies=True, timeout=2).fetch(url)
