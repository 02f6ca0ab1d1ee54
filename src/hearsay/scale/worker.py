"""A process that reads: ``python -m hearsay.scale.worker LOADER [MODEL]``, tasks on standard input.

It ends when standard input does, at once, whatever it is doing: then its supervisor is gone.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from pathlib import Path
from typing import BinaryIO

from hearsay.errors import HearsayError, WorkerError
from hearsay.scale.messages import Answer, At, Broken, Done, Hello, Task, receive_task, send
from hearsay.scale.work import Reader, load, read_items, reader_name


def main() -> None:
    """Read what one is told to until nobody tells one any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor ends us
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not speak to the supervisor
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    try:
        reader = _load(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
        name = reader_name(reader)
        send(answers, Hello(name))
        while True:
            send(answers, _carry_out(tasks.get(), reader, name, answers))
    except HearsayError as error:
        send(answers, Broken(error.code, error.message, error.where))


def _load(loader: str, model: str | None) -> Reader:
    try:
        return load(loader, model)
    except HearsayError:
        raise
    except Exception as error:
        raise WorkerError(f"the reader cannot be loaded: {type(error).__name__}: {error}") from error


def _listen(file: BinaryIO, tasks: queue.SimpleQueue[Task]) -> None:
    while (task := receive_task(file)) is not None:
        tasks.put(task)
    os._exit(0)


def _carry_out(task: Task, reader: Reader, name: str, answers: BinaryIO) -> Answer:
    from hearsay.store.shards import write_shard

    entries = read_items(reader, task.items, task.faults, lambda number: send(answers, At(number)))
    send(answers, At(len(task.items)))
    if name != task.reader:
        return Broken("worker", f"the code or the model changed during the run: {task.reader} is now {name}")
    return Done(write_shard(Path(task.path), entries, name))


if __name__ == "__main__":
    main()
