"""Fetching a page from a URL that somebody else may have chosen.

The host is resolved once, every address it has is checked, and the connection goes to a checked address with the
name kept for TLS and the ``Host`` header, so that a second, different answer of the name server changes nothing.
Each redirect starts over. Time, bytes on the wire and unpacked bytes are bounded as they arrive.
"""

from __future__ import annotations

import os
import queue
import socket
import ssl
import threading
import time
import typing
import urllib.request
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

import brotli  # type: ignore[import-untyped]
import httpcore

from hearsay.errors import AddressRefused, FetchFailed, NotText, TooLarge
from hearsay.read.addresses import Target, local_names, parse_target, refusal

Resolver = Callable[[str, int], Sequence[str]]
"""From a host name and a port to its addresses in their text form; raises `OSError` where there is none."""

MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536
_TRANSPORT_FAULTS = (httpcore.ProxyError, httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol)
_HEADERS = [
    (b"User-Agent", b"Mozilla/5.0 (compatible; hearsay; reads one article at a user's request)"),
    (b"Accept", b"text/html, application/xhtml+xml, text/plain;q=0.8"),
    (b"Accept-Language", b"en"),
    (b"Accept-Encoding", b"gzip, deflate, br"),
    (b"Connection", b"close"),
]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: where it was found in the end, its unpacked bytes, its media type and charset if named."""

    url: str
    body: bytes
    media_type: str | None
    charset: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """How pages are fetched. It holds no connection and may be shared between threads.

    ``timeout`` is seconds for the whole fetch, redirects included. ``max_download`` and ``max_page`` are bytes on
    the wire and unpacked. ``allow_private`` admits any address. Proxies named by the environment are used only
    with ``environment_proxies``; a proxy resolves names itself, so that then only literal addresses and local
    names are refused here. ``media_types`` are what a server may name; one that names none is believed.
    """

    timeout: float = 20.0
    max_download: int = 10_000_000
    max_page: int = 10_000_000
    max_redirects: int = 5
    allow_private: bool = False
    environment_proxies: bool = False
    media_types: frozenset[str] = MEDIA_TYPES
    resolver: Resolver | None = None

    def fetch(self, url: str) -> Fetched:
        """The page at ``url``.

        Raises `AddressRefused`, `FetchFailed`, `TooLarge`, or `NotText` for media types that are not a page's.
        """
        deadline = _Deadline(self.timeout)
        here = url
        for _ in range(self.max_redirects + 1):
            target = parse_target(here, allow_private=self.allow_private, where=_where(url, here))
            found = self._get(target, deadline, url)
            if isinstance(found, Fetched):
                return found
            here = urljoin(here, found)
        raise FetchFailed(f"redirected more than {self.max_redirects} times", where=url)

    def _get(self, target: Target, deadline: _Deadline, asked: str) -> Fetched | str:
        """The page, or the location it is redirected to."""
        where = _where(asked, target.url)
        try:
            proxy = _proxy_for(target) if self.environment_proxies else None
            addresses = [] if proxy else self._addresses(target, deadline, where)
            if proxy:
                self._check_name(target, where)
            return self._request(target, addresses, proxy, deadline, where)
        except httpcore.TimeoutException as error:
            raise FetchFailed(f"no answer within {self.timeout:g} seconds", where=where) from error
        except _TRANSPORT_FAULTS as error:
            raise FetchFailed(f"could not be fetched: {error or type(error).__name__}", where=where) from error
        except (OSError, ssl.SSLError, RuntimeError, ValueError) as error:
            raise FetchFailed(f"could not be fetched: {error}", where=where) from error

    def _addresses(self, target: Target, deadline: _Deadline, where: str) -> list[str]:
        """The target's addresses, all of them checked: one private address among public ones refuses them all."""
        if target.address is not None:
            addresses = [str(target.address)]
        else:
            addresses = list(self._resolve(target, deadline, where))
        if not addresses:
            raise FetchFailed(f"{target.host} has no address", where=where)
        if self.allow_private:
            return addresses
        for address in addresses:
            if reason := refusal(address):
                raise AddressRefused(f"{target.host} is at {address}: {reason}", where=where)
        return addresses

    def _resolve(self, target: Target, deadline: _Deadline, where: str) -> Sequence[str]:
        try:
            return (self.resolver or deadline.resolve)(target.host, target.port)
        except (OSError, UnicodeError) as error:
            raise FetchFailed(f"{target.host} cannot be resolved: {error}", where=where) from error

    def _check_name(self, target: Target, where: str) -> None:
        """Behind a proxy, where names are not resolved here: refuses literal private addresses and local names."""
        if self.allow_private:
            return
        reason = refusal(target.address) if target.address is not None else None
        local = target.address is None and ("." not in target.host or target.host.endswith(local_names()))
        if reason or local:
            raise AddressRefused(f"{target.host}: {reason or 'a local name'}", where=where)

    def _request(
        self, target: Target, addresses: list[str], proxy: httpcore.Proxy | None, deadline: _Deadline, where: str
    ) -> Fetched | str:
        url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
        headers = [(b"Host", target.authority.encode("ascii")), *_HEADERS]
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self.timeout)
        backend = _Backend(addresses, deadline)
        with (
            httpcore.ConnectionPool(network_backend=backend, proxy=proxy, max_connections=1) as pool,
            pool.stream("GET", url, headers=headers, extensions={"timeout": timeout}) as response,
        ):
            location = _header(response, b"location")
            if response.status in _REDIRECTS and location:
                return location
            if not 200 <= response.status < 300:
                raise FetchFailed(f"the server answered with status {response.status}", where=where)
            media_type, charset = _content_type(_header(response, b"content-type"))
            if media_type is not None and media_type not in self.media_types:
                raise NotText(f"not a page: its type is {media_type}", where=where)
            return Fetched(target.url, self._body(response, where), media_type, charset)

    def _body(self, response: httpcore.Response, where: str) -> bytes:
        """The unpacked body, refused as soon as it passes a limit."""
        declared = _header(response, b"content-length") or ""
        if declared.isdigit() and int(declared) > self.max_download:
            raise TooLarge(f"the page has {int(declared):,} bytes; the limit is {self.max_download:,}", where=where)
        chunks = _counted(response.iter_stream(), self.max_download, where)
        body = bytearray()
        for piece in _unpacked(chunks, (_header(response, b"content-encoding") or "identity").lower(), where):
            body += piece
            if len(body) > self.max_page:
                raise TooLarge(f"the page unpacks to more than {self.max_page:,} bytes", where=where)
        return bytes(body)


class _Deadline:
    """A moment by which a fetch must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Seconds left, at most ``most``. Raises `httpcore.ReadTimeout` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left if most is None else min(left, most)

    def resolve(self, host: str, port: int) -> list[str]:
        """The host's addresses from the system's resolver, which itself knows no time limit."""
        answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

        def ask() -> None:
            try:
                found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True, name="hearsay-resolve").start()
        try:
            answer = answers.get(timeout=self.left())
        except queue.Empty:
            raise httpcore.ConnectTimeout("out of time") from None
        if isinstance(answer, Exception):
            raise answer
        return answer


class _Backend(httpcore.NetworkBackend):
    """Connects to the checked addresses, whatever host is asked for; to the host asked for where there are none."""

    def __init__(self, addresses: list[str], deadline: _Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream whose every operation ends by the deadline."""
        error: Exception = httpcore.ConnectError("no address")
        for address in (self._addresses or [host])[:4]:
            try:
                left = self._deadline.left(timeout)
                stream = self._sockets.connect_tcp(address, port, left, local_address, socket_options)
                return _Stream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error


class _Stream(httpcore.NetworkStream):
    """A network stream with one deadline for all it does: a server that drips bytes gains nothing by it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to ``max_bytes`` bytes."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends ``buffer``."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The stream under TLS, the server's certificate checked against its name."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> typing.Any:
        """What the stream beneath knows."""
        return self._stream.get_extra_info(info)


def _where(asked: str, here: str) -> str:
    return asked if asked == here else f"{asked} (redirected to {here[:200]})"


def _header(response: httpcore.Response, name: bytes) -> str | None:
    return next((value.decode("latin-1").strip() for key, value in response.headers if key.lower() == name), None)


def _content_type(header: str | None) -> tuple[str | None, str | None]:
    """The media type and the charset a Content-Type header names."""
    if not header:
        return None, None
    kind, *parameters = header.split(";")
    charsets = (p.partition("=")[2].strip(" '\"") for p in parameters if p.strip().lower().startswith("charset"))
    return kind.strip().lower() or None, next((c for c in charsets if c), None)


def _counted(chunks: Iterable[bytes], limit: int, where: str) -> Iterable[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limit:
            raise TooLarge(f"the page has more than {limit:,} bytes", where=where)
        yield chunk


def _unpacked(chunks: Iterable[bytes], encoding: str, where: str) -> Iterable[bytes]:
    """The chunks unpacked, in pieces of bounded size however much a chunk expands to."""
    if encoding in ("identity", ""):
        return chunks
    if encoding in ("gzip", "x-gzip"):
        return _inflated(chunks, 16 + zlib.MAX_WBITS, where)
    if encoding == "deflate":
        return _inflated(chunks, None, where)
    if encoding == "br":
        return _unbrotlied(chunks, where)
    raise FetchFailed(f"the page is packed in an unknown way: {encoding[:60]}", where=where)


def _inflated(chunks: Iterable[bytes], window: int | None, where: str) -> Iterable[bytes]:
    """gzip (members one after another too), or deflate with or without zlib's head, as servers differ."""
    unpacker = None
    try:
        for chunk in chunks:
            while chunk:
                if unpacker is None or unpacker.eof:
                    unpacker = zlib.decompressobj(window if window is not None else _deflate_window(chunk))
                yield unpacker.decompress(chunk, _CHUNK)
                chunk = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error as error:
        raise FetchFailed(f"the page's packing is damaged: {error}", where=where) from error
    if unpacker is not None and not unpacker.eof:
        raise FetchFailed("the page's packing is cut short", where=where)


def _deflate_window(chunk: bytes) -> int:
    has_head = len(chunk) > 1 and chunk[0] & 0x0F == 8 and (chunk[0] << 8 | chunk[1]) % 31 == 0
    return zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS


def _unbrotlied(chunks: Iterable[bytes], where: str) -> Iterable[bytes]:
    unpacker = brotli.Decompressor()
    try:
        for chunk in chunks:
            yield unpacker.process(chunk, output_buffer_limit=_CHUNK)
            while not unpacker.can_accept_more_data():
                yield unpacker.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error as error:
        raise FetchFailed(f"the page's packing is damaged: {error}", where=where) from error
    if not unpacker.is_finished():
        raise FetchFailed("the page's packing is cut short", where=where)


def _proxy_for(target: Target) -> httpcore.Proxy | None:
    """The proxy the environment names for a target (``HTTPS_PROXY`` and its kin, ``NO_PROXY``), if any."""
    if urllib.request.proxy_bypass(target.host):
        return None
    address = urllib.request.getproxies().get(target.scheme) or os.environ.get("ALL_PROXY")
    return httpcore.Proxy(address) if address else None
