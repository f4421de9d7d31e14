"""How the server answers what is no HTTP request, such as a line beyond 64 kB: in Vietnamese, before any application is asked."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from scheduler.words import say


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol but for that one sentence."""

    def send_400_response(self, msg: str) -> None:
        """Answer and hang up; msg: uvicorn's own words, which say nothing to whoever opened the address."""
        said = f"{say('web', 'page', 'no-request')}\n".encode()
        head = f"content-type: text/plain; charset=utf-8\r\ncontent-length: {len(said)}\r\nconnection: close\r\n\r\n"
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n" + head.encode() + said)
        self.transport.close()
