"""What is no request is answered in Vietnamese, and the next one is served as ever."""

import socket
import threading
import time

import uvicorn
from starlette.applications import Starlette

from scheduler.web.protocol import Protocol
from tests.support.office import free_port


def said(port: int, octets: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(octets)
        return b"".join(iter(lambda: line.recv(65536), b""))


def test_a_line_that_is_too_long_is_answered_in_vietnamese() -> None:
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(Starlette(), port=port, http=Protocol, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        answer = said(port, b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 400 ") and "địa chỉ quá dài" in answer.decode()
        assert said(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 404 ")
    finally:
        server.should_exit = True
        thread.join()
