"""Handlers that wait for a disk run in a thread, so that nobody else waits for them."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import anyio

P = ParamSpec("P")
T = TypeVar("T")


def threaded(function: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """The function as one to be awaited, each call in a thread of its own.

    Litestar's own ``sync_to_thread`` wraps a handler of several paths once for each, and then awaits it once.
    """

    @functools.wraps(function)
    async def inner(*given: P.args, **named: P.kwargs) -> T:
        return await anyio.to_thread.run_sync(functools.partial(function, *given, **named))

    return inner
