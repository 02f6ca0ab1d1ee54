"""Charts and the map as numbers for templates to draw as SVG: seen without scripts, and on paper."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from hearsay.corroborated import Happening, Series

WIDTH, HEIGHT = 960.0, 468.0
_WIDE = 400
"""Of a chart of ranges."""


@cache
def world() -> dict[str, Any]:
    """The shapes of countries, as ``web/`` built them: ``scale``, ``x``, ``y`` of the projection, ``shapes``.

    Empty where they have not been built.
    """
    path = files("hearsay.serve.web").joinpath("static", "built", "world.json")
    found: dict[str, Any] = msgspec.json.decode(path.read_bytes()) if path.is_file() else {}
    return found


def equal_earth(lat: float, lon: float, frame: Mapping[str, float]) -> tuple[float, float]:
    """Where a point lies on the map: the Equal Earth projection (Šavrič, Patterson and Jenny 2019), areas kept."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2**3
    x = math.radians(lon) * math.cos(theta) / (math.sqrt(3) / 2 * (a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)))
    y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
    return frame["x"] + frame["scale"] * x, frame["y"] - frame["scale"] * y


def atlas(happenings: Sequence[Happening]) -> dict[str, Any]:
    """The map: countries shaded by how many happenings are known to lie somewhere in them, and dots for the others.

    A dot is as large as the place is uncertain: a town is a small full one, a division a wide ring, what is only near
    a place a dashed ring. What is known to a country alone is no dot.
    """
    shapes = world()
    countries: dict[str, list[Happening]] = {}
    dots: dict[tuple[float, float, str], list[Happening]] = {}
    for one in happenings:
        if one.lat is not None and one.lon is not None and one.precision not in (None, "country"):
            dots.setdefault((one.lat, one.lon, one.precision or "city"), []).append(one)
        elif one.country:
            countries.setdefault(one.country, []).append(one)
    return {
        "width": WIDTH, "height": HEIGHT,
        "shapes": [_shape(shape, countries.get(shape["country"], [])) for shape in shapes.get("shapes", ())],
        "outline": shapes.get("outline"),
        "dots": [_dot(at, found, shapes) for at, found in dots.items()] if shapes else [],
    }  # fmt: skip


def _shape(shape: Mapping[str, Any], found: Sequence[Happening]) -> dict[str, Any]:
    depth = 0 if not found else min(4, 1 + int(math.log2(len(found))))
    return {"d": shape["d"], "country": shape["country"], "name": shape["name"], "count": len(found), "depth": depth}


def _dot(at: tuple[float, float, str], found: Sequence[Happening], frame: Mapping[str, Any]) -> dict[str, Any]:
    x, y = equal_earth(at[0], at[1], frame)
    wide = {"feature": 3.0, "city": 3.5, "near": 8.0, "admin1": 14.0}.get(at[2], 3.5)
    size = wide + min(4.0, math.log2(len(found)))
    first = found[0]
    return {
        "x": round(x, 1), "y": round(y, 1), "r": round(size, 1), "precision": at[2], "count": len(found),
        "place": first.place, "title": first.title, "id": first.id,
    }  # fmt: skip


def months(days: Sequence[tuple[str, str, int]], most: int = 48) -> dict[str, Any]:
    """A timeline: happenings a month, the last ``most`` months that have any, as bars of a common height."""
    counted: dict[str, int] = {}
    for day, _type, count in days:
        counted[day[:7]] = counted.get(day[:7], 0) + count
    shown = sorted(counted.items())[-most:]
    top = max((count for _, count in shown), default=1)
    bars = [
        {"month": month, "count": count, "x": 20 * place, "height": round(100 * count / top, 1)}
        for place, (month, count) in enumerate(shown)
    ]
    return {"bars": bars, "width": max(20 * len(bars), 20), "top": top}


def ranges(series: Series) -> dict[str, Any]:
    """A toll's figures as ranges, one row a source in the order of its first figure, on one scale."""
    known = [value for figure in series.figures for value in (figure.low, figure.high) if value is not None]
    top = max(known, default=1.0) or 1.0
    rows: dict[str, list[dict[str, Any]]] = {}
    for figure in series.figures:
        low = figure.low if figure.low is not None else 0.0
        high = figure.high if figure.high is not None else top * 1.15
        mark = {
            "x": round(_WIDE * low / (top * 1.15), 1), "width": round(max(3.0, _WIDE * (high - low) / (top * 1.15)), 1),
            "open": figure.high is None or figure.low is None, "relation": figure.relation, "text": figure.text,
            "date": figure.date,
        }  # fmt: skip
        rows.setdefault(figure.source, []).append(mark)
    shown = [{"source": source, "marks": marks} for source, marks in rows.items()]
    return {"rows": shown, "top": top, "at": round(_WIDE / 1.15, 1)}


def graph(flows: Sequence[tuple[str, str, int]], names: Mapping[str, str]) -> dict[str, Any]:
    """Who quotes whom: origins on the left, outlets on the right, a line as thick as the documents are many."""
    known = [(by, outlet, count) for by, outlet, count in flows if by in names and names[by] != outlet]
    left = list(dict.fromkeys(by for by, _, _ in known))
    right = list(dict.fromkeys(outlet for _, outlet, _ in known))
    top = max((count for _, _, count in known), default=1)
    y_of = {("by", one): 24 + 26 * place for place, one in enumerate(left)}
    y_of |= {("to", one): 24 + 26 * place for place, one in enumerate(right)}
    lines = [
        {"from": y_of["by", by], "to": y_of["to", outlet], "width": round(1 + 6 * count / top, 1), "count": count,
         "by": names[by], "outlet": outlet, "origin": by}
        for by, outlet, count in known
    ]  # fmt: skip
    return {
        "lines": lines, "height": 40 + 26 * max(len(left), len(right), 1),
        "left": [{"y": y_of["by", one], "name": names[one], "id": one} for one in left],
        "right": [{"y": y_of["to", one], "name": one} for one in right],
    }  # fmt: skip
