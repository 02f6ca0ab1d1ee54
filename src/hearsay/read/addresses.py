"""Where a URL leads, and whether this reader goes there.

A URL comes from whoever wrote the text it stood in. So that nobody can have this machine fetch from the network
it stands in, only public addresses are connected to, in their plain spelling, and the address checked is the
address used (see `hearsay.read.url`).
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

import idna

from hearsay.errors import AddressRefused, ConfigError
from hearsay.read.lists import read_table

_LONGEST = 4_000
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\^`{|}<>\"]|\s")
_NUMERIC_LABEL = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?")
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_ISATAP = (0x00005EFE, 0x02005EFE)
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart: ``host`` in ASCII, without brackets; ``address`` where the host is one, else None."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    address: IPv4Address | IPv6Address | None

    @property
    def authority(self) -> str:
        """The host as a ``Host`` header gives it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def parse_target(url: str, *, allow_private: bool, where: str) -> Target:
    """``url`` taken apart.

    Raises `AddressRefused` where it is not plain http or https, names a user, or spells an address in a way that
    only serves to hide it (decimal, octal, hexadecimal, shortened); ``allow_private`` admits the last.
    """
    if len(url) > _LONGEST or _FORBIDDEN.search(url):
        raise AddressRefused("the URL is too long or holds characters no URL may hold", where=where)
    parts, port = _split(url, where)
    if parts.scheme not in _PORTS:
        raise AddressRefused(f"only http and https are fetched, not {parts.scheme or 'this'}", where=where)
    if "@" in parts.netloc:
        raise AddressRefused("URLs with a user name in them are not fetched", where=where)
    host = _ascii_host(parts.hostname or "", where)
    address = _literal(host, "[" in parts.netloc, allow_private, where)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    target = f"{path}?{query}" if query else path
    return Target(url, parts.scheme, str(address or host), port or _PORTS[parts.scheme], target, address)


def _split(url: str, where: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"the URL is malformed: {error}", where=where) from error
    if port == 0:
        raise AddressRefused("the URL is malformed: port 0", where=where)
    return parts, port


def _ascii_host(host: str, where: str) -> str:
    """The host in ASCII and lower case, without a closing dot; look-alike digits and dots become plain ones."""
    if ":" in host:
        return host
    try:
        plain = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise AddressRefused(f"the URL's host name is malformed: {error}", where=where) from error
    plain = plain.lower().removesuffix(".")
    if len(plain) > 253 or not _HOST.fullmatch(plain) or ".." in plain:
        raise AddressRefused("the URL's host name is malformed", where=where)
    return plain


def _literal(host: str, bracketed: bool, allow_private: bool, where: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is, None for a name."""
    if bracketed or ":" in host:
        try:
            return IPv6Address(host)
        except ValueError as error:
            raise AddressRefused(f"the URL's address is malformed: {error}", where=where) from error
    if not _NUMERIC_LABEL.fullmatch(host.rsplit(".", 1)[-1]):
        return None
    try:
        return IPv4Address(host)
    except ValueError:
        pass
    if not allow_private:
        raise AddressRefused(f"{host} is an address in an unusual spelling", where=where)
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError as error:
        raise AddressRefused(f"{host} is no address", where=where) from error


@lru_cache(maxsize=1)
def _blocks() -> tuple[tuple[object, str], ...]:
    try:
        return tuple((ip_network(row["cidr"]), row["what"]) for row in read_table("addresses.toml")["block"])
    except (KeyError, TypeError, ValueError) as error:
        raise ConfigError(f"the data file addresses.toml lacks or misuses {error}") from error


@lru_cache(maxsize=1)
def local_names() -> tuple[str, ...]:
    """Endings of host names that only a local network knows."""
    return tuple(read_table("addresses.toml").get("local_names", ()))


def refusal(address: str | IPv4Address | IPv6Address) -> str | None:
    """Why an address is not connected to, None where it may be: it is public and plain."""
    try:
        checked = ip_address(address) if isinstance(address, str) else address
    except ValueError:
        return "not an address"
    for network, what in _blocks():
        if checked in network:  # type: ignore[operator]
            return what
    if isinstance(checked, IPv6Address):
        if checked not in _GLOBAL_UNICAST:
            return "outside the public part of IPv6 (RFC 4291)"
        if (int(checked) >> 32) & 0xFFFFFFFF in _ISATAP:
            return "an IPv4 address behind ISATAP (RFC 5214)"
    return None if checked.is_global else "not public"
