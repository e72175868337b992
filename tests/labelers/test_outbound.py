"""Where calls to addresses that a manager typed may go."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest

from vermeil.core.errors import BadInput, LabelerFailed
from vermeil.integrations.outbound import Outbound, guarded

NEVER = (
    "http://169.254.169.254/latest",
    "http://[fe80::1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fd00:ec2::254]/",
    "http://100.100.100.200/",
    "http://0.0.0.0/",
    "http://224.0.0.1/",
    "ftp://example.org/",
    "http://name:word@example.org/",
    "http://example.org/?key=1",
    "http://example.org:port/",
    "http:///x",
    "http://[::1",
)
PRIVATE = ("http://10.0.0.1", "http://127.0.0.1:9090", "http://[::1]:9090", "http://192.168.1.5/v1")


@pytest.mark.parametrize("url", NEVER)
def test_some_addresses_are_never_called(url: str) -> None:
    with pytest.raises(BadInput):
        Outbound(private=True).check(url)


@pytest.mark.parametrize("url", PRIVATE)
def test_private_addresses_are_called_where_that_is_allowed(url: str) -> None:
    Outbound(private=True).check(url)
    with pytest.raises(BadInput, match="VERMEIL_PRIVATE_BACKENDS"):
        Outbound().check(url)


def test_public_addresses_and_names_are_fine() -> None:
    for url in ("https://example.org/v1", "http://8.8.8.8:9090", "https://[2606:4700::1111]/"):
        Outbound().check(url)


@contextmanager
def serving(**headers: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302 if "Location" in headers else 200)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(b"x" * 1_000)

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()
        thread.join()


def client(rules: Outbound) -> httpx.Client:
    return httpx.Client(transport=guarded.Guarded(rules))


def test_a_name_is_looked_up_before_it_is_called() -> None:
    with serving() as url, client(Outbound()) as no, client(Outbound(private=True)) as yes:
        with pytest.raises(LabelerFailed, match="localhost may not be called"):
            no.get(url)
        assert yes.get(url).status_code == 200


def test_nothing_is_followed() -> None:
    with serving(Location="http://169.254.169.254/") as url, client(Outbound(private=True)) as calls:
        assert calls.get(url).status_code == 302


def test_an_answer_is_no_longer_than_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "LONGEST", 500)
    with serving() as url, client(Outbound(private=True)) as calls, pytest.raises(httpx.ReadError):
        calls.get(url)


def test_a_packed_answer_is_not_unpacked() -> None:
    packed = serving(**{"Content-Encoding": "gzip"})
    with packed as url, client(Outbound(private=True)) as calls, pytest.raises(httpx.ReadError):
        calls.get(url)


def test_the_key_is_for_one_endpoint_and_is_shown_to_nobody() -> None:
    rules = Outbound(llm_url="https://a.example/v1/", llm_key="secret")
    assert rules.key("https://a.example/v1") == "secret"
    assert rules.key("https://a.example.evil/v1") == rules.key("http://a.example/v1") == ""
    assert "secret" not in repr(rules)
