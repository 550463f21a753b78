"""Nobody but the person at this machine sees or changes anything."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator

import pytest

from service.web.gate import HEADERS, LONGEST_FORM, Keys
from service.web.serve import HOST, serving
from tests.service.web.visitor import Visitor, desk_of
from tests.story.test_main_job import confirmed
from tests.story.world import World

READ = ["/", "/applications/1", "/reading", "/reading/corrections.jsonl", "/policy", "/letters"]
CHANGED = [
    "/undo",
    "/policy",
    "/policy/preview",
    "/letters",
    "/letters/preview",
    "/applications/1/notes",
    "/applications/1/do/stop",
    "/applications/1/not-mine",
]


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keys]:
    """A page that runs; nothing here changes what it shows."""
    with World(tmp_path_factory.mktemp("gate"), "2026-03-02 16:00") as world:
        confirmed(world)
        with serving(desk_of(world)) as found:
            yield found


@pytest.fixture
def stranger(keys: Keys) -> Iterator[Visitor]:
    """Somebody who reached the port and knows no link."""
    visitor = Visitor(keys)
    with visitor.http:
        yield visitor


@pytest.fixture
def person(stranger: Visitor) -> Visitor:
    """The person, by the link that the program printed."""
    stranger.starts()
    return stranger


def raw(visitor: Visitor, method: str, path: str, host: str, cookie: str = "") -> int:
    """A request with any Host, as a browser sends it to a name that leads to loopback."""
    connection = http.client.HTTPConnection(HOST, visitor.keys.port, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host)
        if cookie:
            connection.putheader("Cookie", cookie)
        connection.endheaders()
        return connection.getresponse().status
    finally:
        connection.close()


def test_it_listens_on_loopback_only(stranger: Visitor) -> None:
    with socket.create_connection((HOST, stranger.keys.port), timeout=5) as connection:
        assert connection.getpeername()[0] == "127.0.0.1"
    with pytest.raises(OSError, match=r"."):
        socket.create_connection(("127.0.0.2", stranger.keys.port), timeout=5)


@pytest.mark.parametrize("path", READ)
def test_without_the_link_no_page_is_shown(stranger: Visitor, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 403
    assert "afterword web" in answer.text
    assert "Initech" not in answer.text


@pytest.mark.parametrize("path", CHANGED)
def test_without_the_link_nothing_is_changed(stranger: Visitor, path: str) -> None:
    assert stranger.post(path).status_code == 403


def test_the_link_sets_a_cookie_that_no_script_and_no_other_site_gets(stranger: Visitor) -> None:
    answer = stranger.get(stranger.keys.start_link.removeprefix(stranger.address))
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert stranger.keys.token not in cookie
    assert answer.headers["Location"] == "/"
    assert stranger.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", "\u00e9"])
def test_a_guessed_link_opens_nothing(stranger: Visitor, token: str) -> None:
    assert stranger.get(f"/start?token={token}").status_code == 403
    assert not stranger.http.cookies


def test_each_start_has_other_keys(world: World) -> None:
    with serving(desk_of(world)) as one, serving(desk_of(world)) as other:
        assert len({one.token, one.session, one.form, other.token, other.session, other.form}) == 6
        assert min(map(len, (one.token, one.session, one.form))) >= 40
        for secret in (one.token, one.session, one.form):
            assert secret not in repr(one)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "0.0.0.0:{port}", ""]
)
@pytest.mark.parametrize("path", ["/", "/start", "/static/page.css"])
def test_another_name_for_this_machine_is_refused(person: Visitor, host: str, path: str) -> None:
    """DNS rebinding: the browser sends the page's own name, whatever it leads to."""
    keys = person.keys
    cookie = f"{keys.cookie}={keys.session}"
    named = host.format(port=keys.port)
    assert raw(person, "GET", path, named, cookie) == 421
    assert raw(person, "GET", "/", f"127.0.0.1:{keys.port}", cookie) == 200
    assert raw(person, "GET", "/", f"localhost:{keys.port}", cookie) == 200


@pytest.mark.parametrize("path", CHANGED)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(
    person: Visitor, path: str, headers: dict[str, str]
) -> None:
    assert person.post(path, None, **headers).status_code == 403


@pytest.mark.parametrize("path", CHANGED)
@pytest.mark.parametrize("key", ["", "wrong"])
def test_a_form_without_the_pages_own_key_is_refused(person: Visitor, path: str, key: str) -> None:
    assert person.post(path, {"form_key": key}).status_code == 403


def test_only_forms_of_a_bearable_length_are_read(person: Visitor) -> None:
    path = "/applications/1/notes"
    long = person.post(path, {"text": "x" * (LONGEST_FORM + 1)})
    assert long.status_code == 413
    other = person.post(path, Content_Type="application/json")
    assert other.status_code == 415
    many = person.post(path, dict.fromkeys(map(str, range(300)), "x"))
    assert many.status_code == 400
    assert person.http.put(person.address + "/", timeout=10).status_code == 405


@pytest.mark.parametrize("path", [*READ, "/nowhere", "/static/page.css", "/static/htmx.min.js"])
def test_every_answer_carries_the_headers(person: Visitor, path: str) -> None:
    answer = person.get(path)
    for name, text in HEADERS.items():
        assert answer.headers[name] == text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_a_refusal_carries_them_too(stranger: Visitor) -> None:
    assert stranger.get("/").headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", READ)
def test_no_page_has_script_or_style_of_its_own_or_from_elsewhere(
    person: Visitor, path: str
) -> None:
    page = person.get(path).text
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script src="/static/htmx.min.js" defer></script>')
    assert 'src="http' not in page
    assert "@import" not in page


def test_static_files_stay_in_their_folder(person: Visitor) -> None:
    assert raw(person, "GET", "/static/../app.py", f"127.0.0.1:{person.keys.port}") == 404
    assert raw(person, "GET", "/static/%2e%2e/app.py", f"127.0.0.1:{person.keys.port}") == 404
