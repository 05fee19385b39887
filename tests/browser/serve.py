"""The portal in a process of its own, over the made round, on the web server that nameko uses.

``python -m tests.browser.serve`` prints its address; each line on its standard input lets the round go on:
``next`` takes one fact, ``all`` takes the rest. It ends with its standard input. The first argument is where the round
stands at the start: ``empty``, ``half`` or ``all``; the second is the port.
"""

from __future__ import annotations

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402
from datetime import timedelta  # noqa: E402

import eventlet.tpool  # noqa: E402
import eventlet.wsgi  # noqa: E402

from services.portal.web import create_app  # noqa: E402
from tests.browser.made_round import Maker, MemoryDesk  # noqa: E402


def main() -> None:
    maker = Maker()
    desk = MemoryDesk()
    start = sys.argv[1] if len(sys.argv) > 1 else "half"
    if start != "empty":
        desk.take(*maker.half())
        desk.ahead = timedelta(days=2)
    coming = maker.rest() if start != "empty" else maker.half()
    if start == "all":
        desk.take(*coming)
    socket = eventlet.listen(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0))
    app = create_app(desk)
    eventlet.spawn(eventlet.wsgi.server, socket, app, log_output=False, debug=False)
    print(f"http://127.0.0.1:{socket.getsockname()[1]}", flush=True)
    while line := eventlet.tpool.execute(sys.stdin.readline):
        match line.strip():
            case "next":
                desk.take(next(coming))
            case "all":
                desk.take(*coming)
        print("done", flush=True)


if __name__ == "__main__":
    main()
