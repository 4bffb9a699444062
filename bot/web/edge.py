"""The webhook in front of Flask: nine of ten requests are LINE's, and need nothing of a framework.

The app's own route stays, for whatever comes in another shape than LINE's (no length, a body too long) and
for all other methods. https://developers.line.biz/en/reference/messaging-api/#webhooks
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def before(
    application: Application,
    receive: Callable[[bytes, str], tuple[str, int]],
    headers: Mapping[str, str],
    longest: int,
) -> Application:
    """The application with `POST /callback` taken by `receive(body, signature)`.

    headers  go with every answer
    longest  bytes of a body that are read
    """
    fixed = [("Content-Type", "text/html; charset=utf-8"), *headers.items()]
    lines = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != "/callback" or environ.get("REQUEST_METHOD") != "POST":
            return application(environ, start_response)
        length = environ.get("CONTENT_LENGTH", "")
        if not length.isdecimal() or not 0 < int(length) <= longest or "HTTP_TRANSFER_ENCODING" in environ:
            return application(environ, start_response)
        body = environ["wsgi.input"].read(int(length))
        text, status = receive(body, environ.get("HTTP_X_LINE_SIGNATURE", ""))
        said = text.encode()
        start_response(lines[status], [*fixed, ("Content-Length", str(len(said)))])
        return [said]

    return answer
