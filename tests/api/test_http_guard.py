"""What holds for every request: names, origins, sizes, headers, words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from calling import API, Caller, House
from starlette.testclient import TestClient

from vermeil.app import create_app
from vermeil.server.guard import name_of
from vermeil.server.pages import Pages
from vermeil.settings import Settings


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "LOCALHOST:1", "[::1]:8000"])
def test_the_machine_has_its_own_names(house: House, host: str) -> None:
    assert house.client.get(f"{API}/status", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "", "[::2]", "0.0.0.0"])
def test_a_foreign_name_that_points_here_is_refused(house: House, host: str) -> None:
    answer = house.client.get(f"{API}/status", headers={"Host": host})
    assert answer.status_code == 400
    assert "VERMEIL_HOSTS" in answer.json()["detail"]


def test_names_can_be_given(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"hosts": ("label.example",)}))
    with TestClient(app, base_url="http://label.example:8443") as client:
        assert client.get(f"{API}/status").status_code == 200
        assert client.get(f"{API}/status", headers={"Host": "other.example"}).status_code == 400


def test_a_server_for_all_answers_to_every_name(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"host": "0.0.0.0"}))
    with TestClient(app, base_url="http://whatever.example") as client:
        assert client.get(f"{API}/status").status_code == 200


def test_names_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERMEIL_HOSTS", "label.example, Other.example")
    assert Settings().hosts == ("label.example", "other.example")
    assert name_of("[::1]:8000") == "::1"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:9999", "127.0.0.1"])
def test_orders_from_other_pages_are_refused(house: House, origin: str) -> None:
    body = {"name": "manager", "password": "x"}
    answer = house.client.post(f"{API}/session", json=body, headers={"Origin": origin})
    assert answer.status_code == 403


def test_orders_from_the_own_page_are_taken(house: House) -> None:
    answer = house.client.post(
        f"{API}/session",
        json={"name": "manager", "password": "correct horse battery"},
        headers={"Origin": "http://127.0.0.1"},
    )
    assert answer.status_code == 200


def test_a_large_body_is_refused_before_it_comes(manager: Caller) -> None:
    headers = {"Content-Length": str(3 * 2**20), "Content-Type": "application/json"}
    answer = manager.call("POST", "/projects", content=b"{}", headers=headers)
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"


def test_a_large_body_without_a_length_is_refused_while_it_comes(manager: Caller) -> None:
    body: Iterator[bytes] = (b" " * 2**20 for _ in range(8))
    answer = manager.call("POST", "/projects", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
    assert "2 MB" in answer.json()["detail"]


def test_an_upload_has_a_limit_of_its_own(settings: Settings, house: House, manager: Caller) -> None:
    project = house.project()
    large = b'["' + b"x " * 2**20 + b'"]'
    headers = {"Content-Type": "application/json"}
    path = f"/projects/{project}/items"
    assert manager.call("POST", path, content=large, headers=headers).status_code != 413
    small = create_app(settings.model_copy(update={"max_upload_mb": 1}))
    with TestClient(small, base_url="http://127.0.0.1") as client:
        caller = Caller(client, manager.id, "manager", manager.token)
        assert caller.call("POST", path, content=large, headers=headers).status_code == 413


def test_every_answer_carries_what_keeps_browsers_safe(house: House, manager: Caller) -> None:
    for path in ("/", f"{API}/status", f"{API}/nowhere", f"{API}/projects", "/openapi.json", "/healthz"):
        headers = house.client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert "'unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["x-request-id"]
    assert manager.get("/projects").headers["cache-control"] == "no-store"


def test_request_numbers_differ(house: House) -> None:
    numbers = {house.client.get("/healthz").headers["x-request-id"] for _ in range(10)}
    assert len(numbers) == 10


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("POST", "/nowhere", 404),
        ("GET", "/projects/1/nowhere", 404),
        ("DELETE", "/projects", 405),
        ("PATCH", "/status", 405),
    ],
)
def test_unknown_addresses_are_told_in_words(manager: Caller, method: str, path: str, status: int) -> None:
    answer = manager.call(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    if status == 405:
        assert answer.headers["allow"]


def test_a_broken_form_is_told_fault_by_fault(manager: Caller) -> None:
    answer = manager.post("/projects", {"name": "", "schema": [], "nmae": 1})
    assert answer.status_code == 422
    problem = answer.json()
    assert [fault["where"] for fault in problem["errors"]] == [
        "body.name",
        "body.schema",
        "body.nmae",
    ]
    assert problem["errors"][0]["message"] == "is empty"
    assert "Value error" not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b'{"name": "\\ud800", "schema": {"classes": ["a", "b"]}}',
        b"[" * 100_000,
        b"NaN",
    ],
)
def test_what_is_no_json_is_refused(manager: Caller, body: bytes) -> None:
    answer = manager.call("POST", "/projects", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_mistake_of_the_server_tells_no_secrets(settings: Settings) -> None:
    app = create_app(settings)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        app.state.house.store.begin = None  # whatever it is that breaks
        answer = client.post(f"{API}/setup", json={"name": "ada", "password": "correct horse"})
    assert answer.status_code == 500
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "Error" not in answer.json()["detail"]
    assert "NoneType" not in answer.text


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    """The page's files alone."""
    (tmp_path / "static/assets").mkdir(parents=True)
    (tmp_path / "static/index.html").write_text("the page")
    (tmp_path / "static/assets/app-1a2b.js").write_text("code")
    (tmp_path / "secret.txt").write_text("secret")
    return TestClient(Pages(tmp_path / "static"))


def test_every_other_address_is_the_page(page: TestClient) -> None:
    for path in ("/", "/projects/7/annotate", "/a/b/c"):
        answer = page.get(path)
        assert (answer.status_code, answer.text) == (200, "the page")
        assert answer.headers["cache-control"] == "no-cache"


def test_hashed_files_are_kept_for_a_year(page: TestClient) -> None:
    answer = page.get("/assets/app-1a2b.js")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "javascript" in answer.headers["content-type"]


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/%00"]
)
def test_nothing_outside_of_the_page_is_served(page: TestClient, path: str) -> None:
    assert page.get(path).text == "the page"


def test_a_page_that_is_not_built_says_so(tmp_path: Path) -> None:
    answer = TestClient(Pages(tmp_path)).get("/")
    assert answer.status_code == 503
    assert "make setup" in answer.text


def test_health(house: House) -> None:
    assert house.client.get("/healthz").text == "ok\n"
    assert house.client.get("/readyz").status_code == 200


def test_a_database_that_is_gone_is_told(house: House) -> None:
    database = Path(house.app.state.house.settings.database.removeprefix("sqlite:///"))
    house.app.state.house.store._reader.dispose()
    database.write_bytes(b"this is no database" * 100)
    for beside in database.parent.glob(f"{database.name}-*al"):
        beside.unlink()
    assert house.client.get("/healthz").status_code == 200
    answer = house.client.get("/readyz")
    assert answer.status_code == 503
    assert "database" in answer.json()["detail"]
