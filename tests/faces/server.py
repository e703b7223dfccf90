"""A web server on this machine that answers as badly as any."""

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BOMB = gzip.compress(bytes(100_000_000), 1)
"""A few hundred kilobytes that unpack to a hundred megabytes."""
CSV = b"name,lon,lat\na,1,2\n"


class Answers(BaseHTTPRequestHandler):
    """One kind of answer for each path."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        with_query = self.path.partition("?")
        name = with_query[0].strip("/").partition(".")[0].replace("-", "_")
        getattr(self, f"answer_{name}", self.answer_missing)(with_query[2])

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def reply(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(content))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def answer_stops(self, _: str) -> None:
        self.reply(CSV, Content_Type="text/csv; charset=utf-8")

    def answer_table(self, _: str) -> None:
        self.reply(CSV, Content_Type="Text/CSV")

    def answer_host(self, _: str) -> None:
        self.reply(self.headers["Host"].encode(), Content_Type="text/plain")

    def answer_part(self, _: str) -> None:
        start, last = map(int, self.headers["Range"].removeprefix("bytes=").split("-"))
        part = CSV[start : last + 1]
        if part:
            said = f"bytes {start}-{start + len(part) - 1}/{len(CSV)}"
            self.reply(part, 206, Content_Range=said)
        else:
            self.reply(b"", 416)

    def answer_elsewhere(self, _: str) -> None:
        self.reply(CSV[1:], 206, Content_Range=f"bytes 1-{len(CSV) - 1}/{len(CSV)}")

    def answer_missing(self, _: str) -> None:
        self.reply(b"no", 404)

    def answer_broken(self, _: str) -> None:
        self.reply(b"oops", 500)

    def answer_to(self, where: str) -> None:
        self.reply(b"", 302, Location=where)

    def answer_round(self, _: str) -> None:
        self.reply(b"", 302, Location="/round")

    def answer_large(self, _: str) -> None:
        self.reply(b"x" * 2_000_000)

    def answer_endless(self, _: str) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65_536)

    def answer_bomb(self, _: str) -> None:
        self.reply(BOMB, Content_Encoding="gzip")

    def answer_packed(self, _: str) -> None:
        self.reply(gzip.compress(CSV), Content_Encoding="gzip", Content_Type="text/csv")

    def answer_garbled(self, _: str) -> None:
        self.reply(b"not gzip", Content_Encoding="gzip")

    def answer_slow(self, _: str) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.trickle()

    def answer_stalled(self, _: str) -> None:
        time.sleep(5)

    def answer_dribbled(self, _: str) -> None:
        """Send a header that never ends, a letter at a time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        self.trickle()

    def answer_short(self, _: str) -> None:
        self.reply(b"half", Content_Length="100")
        self.close_connection = True

    def answer_gibberish(self, _: str) -> None:
        self.wfile.write(b"\x00\x01\x02 not HTTP\r\n\r\n")
        self.close_connection = True

    def trickle(self) -> None:
        for _ in range(50):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)


class Quiet(ThreadingHTTPServer):
    """A server that does not mind when its guests leave."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing when a guest leaves early: that is what is tested."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the answers; yield the address."""
    server = Quiet(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
