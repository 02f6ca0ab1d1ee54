"""Corpora for the tests: invented reports, and the files that hold them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_PLACES = ("Lovrana", "Ostrel", "Miravec", "Tolna", "Keresh", "Vadu", "Porto Salin", "Brankovo", "Esterhal", "Dunmarsh")
_BODIES = ("the Transport Ministry", "the rail union", "the city council", "the water board", "the fire brigade")
_THINGS = ("the bridge", "the tunnel", "the harbour", "the power station", "the reservoir", "the hospital")


def report(number: int) -> str:
    """The text of an invented report; every number has another."""
    place, body = _PLACES[number % 10], _BODIES[number // 2 % 5]
    thing, other = _THINGS[number // 3 % 6], _BODIES[number // 5 % 5]
    return (
        f"{place.upper()} — Work on {thing} in {place} stopped on Friday after {number + 2} people were hurt.\n\n"
        f"{body.capitalize()} said the site would stay closed for {number % 9 + 2} weeks. "
        f"“Nobody was warned,” said Ana Brom, who lives beside {thing}. "
        f"A spokesman for {other} denied that there had been any complaint numbered {number}.\n"
    )


def page(text: str, title: str = "A report") -> str:
    """A web page of a report."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
    return f"<!DOCTYPE html><html lang='en'>{head}<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"


FOREIGN = (
    "Le ministère des Transports a déclaré vendredi que le pont resterait fermé pendant trois semaines après "
    "l'accident. « Nous n'avons pas été prévenus », a dit une habitante qui vit près du pont avec sa famille. "
    "Un porte-parole de la ville a ajouté que les travaux allaient reprendre dès que possible dans le quartier."
)


def capture(
    body: bytes,
    *,
    url: str = "https://news.example/a",
    status: str = "200 OK",
    media_type: str = "text/html; charset=utf-8",
    kind: str = "response",
    more: str = "",
) -> bytes:
    """A WARC record of one page."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}Content-Length: {len(body)}\r\n\r\n".encode()
    block = head + body if kind in ("response", "revisit") else body
    block_type = "application/http; msgtype=response" if kind in ("response", "revisit") else media_type
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):032x}>\r\n"
        f"WARC-Date: 2031-03-14T00:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {block_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def warcinfo() -> bytes:
    """The record a WARC begins with."""
    body = b"software: a test\r\n"
    head = "WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2031-03-14T00:00:00Z\r\n"
    head += f"Content-Type: application/warc-fields\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def reports_warc(count: int) -> list[bytes]:
    """The records of a WARC of as many reports."""
    pages = (page(report(n), f"Report {n}").encode() for n in range(count))
    return [warcinfo(), *(capture(body, url=f"https://news.example/{n}") for n, body in enumerate(pages))]


def packed(records: Iterable[bytes]) -> bytes:
    """The records each in a gzip member of its own, as Common Crawl packs them."""
    return b"".join(gzip.compress(record, 6, mtime=0) for record in records)


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> Path:
    """A JSON Lines file."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def rows(count: int, first: int = 0) -> list[dict[str, Any]]:
    """Rows of a table of reports."""
    return [
        {
            "id": f"r{n}",
            "headline": f"Report {n}",
            "body": report(n),
            "publisher": ("The Meridian", "Karpress", "The Courier")[n % 3],
            "date": f"2031-03-{n % 28 + 1:02}",
            "link": f"https://news.example/{n}",
        }
        for n in range(first, first + count)
    ]


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return into.getvalue()


def feed(entries: Iterable[str], *, title: str = "The Meridian") -> bytes:
    """An RSS feed."""
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{title}</title>"
        f"{''.join(f'<item>{entry}</item>' for entry in entries)}</channel></rss>"
    ).encode()
