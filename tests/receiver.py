"""A program that is told by webhooks, as a real HTTP server on loopback: it keeps what came, and answers as it is told to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import trustme


@dataclass
class Receiver:
    """What came, as (headers, body). `answers` are given first, one a request: a status, or None for an answer that never comes.

    One that `drips` sends a byte of its answer now and then, and never comes to an end.
    """

    url: str = ""
    ca_file: str = ""
    drips: bool = False
    came: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int | None] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.came]


@contextmanager
def receiver(certificates: Path | None = None) -> Iterator[Receiver]:
    """A receiver that says 204 to everything; over https as `localhost`, where there is a folder for its certificates."""
    kept = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            kept.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            while kept.drips and not kept.released.wait(0.1):
                self.wfile.write(b"H")
            status = kept.answers.pop(0) if kept.answers else 204
            if status is None:
                kept.released.wait(10)
                return
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("location", kept.url + "/elsewhere")
            self.end_headers()

        def do_GET(self) -> None:
            kept.came.append(({"webhook-id": "followed a redirect"}, b""))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.url = f"http://127.0.0.1:{server.server_port}/hook"
    if certificates:
        authority, context = trustme.CA(), SSLContext(PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(context)
        kept.ca_file = str(certificates / "receivers-ca.pem")
        authority.cert_pem.write_to_path(kept.ca_file)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        kept.url = f"https://localhost:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield kept
    finally:
        kept.released.set()
        server.shutdown()
        thread.join(5)
        server.server_close()
