"""Answers as they come over a connection: whole, in pieces, without an end, and what is none."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as some

from bot.line.connections import LONGEST_HEAD, BadHttp, Connections, Heard, Hearing

MOST = 1_000
OK = b"HTTP/1.1 200 OK\r\n"
PLAIN = OK + b"Content-Length: 2\r\nX-Line-Request-Id: r1\r\n\r\n{}"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n1;of=two\r\n{\r\n1\r\n}\r\n0\r\n\r\n"
TRAILED = OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Late: yes\r\n\r\n"
LATER = b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + PLAIN


def heard(sent: bytes, ended: bool, most: int) -> Heard | None:
    """The answer in these bytes; None while it is not whole."""
    hearing = Hearing(most)
    return hearing.feed(sent) or (hearing.end() if ended else None)


@pytest.mark.parametrize("sent", [PLAIN, CHUNKED, TRAILED, LATER])
def test_an_answer_in_pieces_is_the_same(sent: bytes) -> None:
    hearing = Hearing(MOST)
    pieces = [hearing.feed(bytes([byte])) for byte in sent]
    assert pieces[:-1] == [None] * (len(sent) - 1) and pieces[-1] == heard(sent, False, MOST)


@pytest.mark.parametrize("sent", [PLAIN, CHUNKED, TRAILED, LATER])
def test_an_answer_is_heard_once_it_is_whole_and_not_before(sent: bytes) -> None:
    for length in range(len(sent)):
        assert heard(sent[:length], False, MOST) is None
    whole = heard(sent, False, MOST)
    assert whole is not None and (whole.status, whole.body, whole.goes_on) == (200, b"{}", True)


def test_header_names_are_in_lower_case() -> None:
    whole = heard(PLAIN, False, MOST)
    assert whole is not None and whole.headers["x-line-request-id"] == "r1"


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (OK + b"Connection: close\r\nContent-Length: 2\r\n\r\n{}", b"{}"),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}", b"{}"),
        (PLAIN + b"HTTP/1.1 200 OK\r\n", b"{}"),
        (OK + b"Content-Length: 5000\r\n\r\n" + b"x" * 1_001, b"x" * MOST),
        (OK + b"\r\n" + b"x" * 1_001, b"x" * MOST),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n" + b"2\r\nxx\r\n" * 600, None),
    ],
)
def test_a_connection_that_may_hold_something_else_is_not_used_again(sent: bytes, body: bytes | None) -> None:
    whole = heard(sent, False, MOST)
    assert whole is not None and not whole.goes_on
    assert body is None or whole.body == body


def test_without_a_length_it_ends_with_the_connection() -> None:
    sent = OK + b"\r\n{}"
    assert heard(sent, False, MOST) is None
    assert heard(sent, True, MOST) == Heard(200, {}, b"{}", False)


def test_nothing_is_waited_for_after_an_answer_without_a_body() -> None:
    whole = heard(b"HTTP/1.1 204 No Content\r\n\r\n", False, MOST)
    assert whole is not None and whole.body == b"" and whole.goes_on


@pytest.mark.parametrize(
    ("sent", "ended"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", False),
        (b"HTTP/1.1 OK\r\n\r\n", False),
        (b"HTTP/1.1 2\xb2\xb2 OK\r\n\r\n", False),
        (OK + b"Content-Length: two\r\n\r\n{}", False),
        (OK + b"Content-Length: -2\r\n\r\n{}", False),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n", False),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n", False),
        (OK + b"X-Long: " + b"x" * LONGEST_HEAD, False),
        (OK + b"Content-Length: 3\r\n\r\n{}", True),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", True),
        (OK, True),
    ],
)
def test_what_is_no_answer_is_refused(sent: bytes, ended: bool) -> None:
    with pytest.raises(BadHttp):
        heard(sent, ended, MOST)


@given(some.binary(max_size=200), some.booleans(), some.sampled_from([b"", OK, OK + b"\r\n", CHUNKED[:60]]))
def test_whatever_comes_it_is_an_answer_or_refused(sent: bytes, ended: bool, before: bytes) -> None:
    try:
        whole = heard(before + sent, ended, MOST)
    except BadHttp:
        return
    assert whole is not None or not ended


# Over a connection


def served(answers: Sequence[bytes], call: Callable[[Connections], object]) -> list[int]:
    """What `call` does with a server that answers each request on a connection with the next of these.

    Returns which connection each request came over.
    """
    over: list[int] = []
    accepted = 0

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal accepted
        accepted += 1
        mine = accepted
        while await reader.readuntil(b"\r\n\r\n"):
            over.append(mine)
            writer.write(answers[len(over) - 1])
            if len(over) == len(answers) or not answers[len(over) - 1]:
                break
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        connections = Connections(f"http://127.0.0.1:{port}/prefix", {}, 20.0, MOST)
        await call(connections)  # type: ignore[misc]
        connections.close()
        server.close()
        await asyncio.sleep(0.05)

    asyncio.run(run())
    return over


async def ask(connections: Connections, wait: float = 5.0) -> Heard:
    return await connections.call("GET", "/info", {}, b"", 5.0, wait)


def test_one_connection_serves_one_call_after_another_and_two_serve_two_at_once() -> None:
    async def calls(connections: Connections) -> None:
        assert (await ask(connections)).body == (await ask(connections)).body == b"{}"
        both = await asyncio.gather(ask(connections), ask(connections))
        assert [it.status for it in both] == [200, 200]

    assert sorted(served([PLAIN] * 5, calls)) == [1, 1, 1, 2]


def test_a_call_that_takes_too_long_leaves_no_connection_for_the_next() -> None:
    async def calls(connections: Connections) -> None:
        with pytest.raises(TimeoutError):
            await ask(connections, wait=0.05)
        assert (await ask(connections)).status == 200

    assert served([OK, PLAIN, b""], calls) == [1, 2]


def test_what_comes_unasked_ends_the_connection() -> None:
    async def calls(connections: Connections) -> None:
        await ask(connections)
        await asyncio.sleep(0.05)
        assert (await ask(connections)).status == 200

    late = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
    assert served([PLAIN + late, PLAIN, b""], calls) == [1, 2]


def test_a_connection_that_ends_without_a_word_is_told_from_an_answer() -> None:
    async def calls(connections: Connections) -> None:
        with pytest.raises(ConnectionResetError):
            await ask(connections)

    assert served([b""], calls) == [1]


def test_a_server_that_cannot_prove_its_name_is_not_spoken_to(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    since = datetime(2024, 1, 1, tzinfo=UTC)
    own = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, since, since.replace(year=2124))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "own.pem"
    file.write_bytes(
        own.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    heard_by_it: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard_by_it.append(await reader.read())
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(serve, "localhost", 0, ssl=context)
        port = server.sockets[0].getsockname()[1]
        connections = Connections(f"https://localhost:{port}", {"Authorization": "Bearer secret"}, 20.0, MOST)
        with pytest.raises(ssl.SSLCertVerificationError):
            await ask(connections)
        server.close()

    asyncio.run(run())
    assert heard_by_it in ([], [b""])
