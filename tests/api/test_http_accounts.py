"""First run, sign-in, sessions, tokens, users."""

import statistics
import time
from pathlib import Path
from typing import Any

import pytest
from calling import API, PASSWORD, Caller, House
from starlette.testclient import TestClient

from vermeil.app import create_app
from vermeil.settings import Settings


def sign_in(house: House, name: str = "manager", password: str = PASSWORD) -> dict[str, str]:
    """The CSRF header of a new session, whose cookie the client keeps."""
    answer = house.client.post(f"{API}/session", json={"name": name, "password": password})
    assert answer.status_code == 200, answer.text
    return {"X-CSRF-Token": answer.json()["csrf"]}


def test_first_run(settings: Settings) -> None:
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        assert client.get(f"{API}/status").json()["needs_setup"] is True
        made = client.post(f"{API}/setup", json={"name": "ada", "password": PASSWORD})
        assert made.status_code == 201
        assert made.json()["user"] == {"id": 1, "name": "ada", "role": "admin"}
        assert client.get(f"{API}/status").json()["needs_setup"] is False
        assert client.get(f"{API}/users").status_code == 200
        again = client.post(f"{API}/setup", json={"name": "eve", "password": PASSWORD})
        assert again.status_code == 409


def test_beyond_loopback_the_first_user_needs_the_code(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"host": "0.0.0.0"}))
    with TestClient(app, base_url="http://127.0.0.1") as client:
        body = {"name": "ada", "password": PASSWORD}
        assert client.post(f"{API}/setup", json=body).status_code == 403
        assert client.post(f"{API}/setup", json=body | {"code": "guess"}).status_code == 403
        right = body | {"code": app.state.house.setup_code}
        assert client.post(f"{API}/setup", json=right).status_code == 201


def test_a_proxy_in_front_asks_for_the_code_too(settings: Settings) -> None:
    assert create_app(settings).state.house.setup_code is None
    proxied = settings.model_copy(update={"hosts": ("label.example",)})
    assert create_app(proxied).state.house.setup_code is not None


def test_the_cookie_is_out_of_reach_of_scripts(house: House) -> None:
    answer = house.client.post(f"{API}/session", json={"name": "Manager", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    secret = house.client.cookies["vermeil_session"]
    with house.app.state.house.store.read() as tx:
        kept = list(tx.connection.exec_driver_sql("SELECT * FROM session"))
    assert secret not in str(kept)


def test_the_cookie_is_secure_over_https(settings: Settings) -> None:
    with TestClient(create_app(settings), base_url="https://127.0.0.1") as client:
        made = client.post(f"{API}/setup", json={"name": "ada", "password": PASSWORD})
        assert "secure" in made.headers["set-cookie"].lower()


def test_orders_signed_by_a_cookie_need_the_csrf_token(house: House) -> None:
    headers = sign_in(house)
    body = {"name": "pets", "schema": {"classes": ["cat", "dog"]}}
    for wrong in ({}, {"X-CSRF-Token": "guess"}, {"X-CSRF-Token": "é".encode()}):
        assert house.client.post(f"{API}/projects", json=body, headers=wrong).status_code == 403
    assert house.client.post(f"{API}/projects", json=body, headers=headers).status_code == 201
    assert house.client.get(f"{API}/session").json()["csrf"] == headers["X-CSRF-Token"]


def test_signing_out_ends_the_session_at_once(house: House) -> None:
    headers = sign_in(house)
    secret = house.client.cookies["vermeil_session"]
    assert house.client.get(f"{API}/session").status_code == 200
    assert house.client.delete(f"{API}/session", headers=headers).status_code == 204
    house.client.cookies.set("vermeil_session", secret)
    assert house.client.get(f"{API}/session").status_code == 401


def test_a_session_ends_in_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(house)
    assert house.client.get(f"{API}/session").status_code == 200
    store = house.app.state.house.store
    later = time.time_ns() // 1_000_000 + 15 * 86_400_000
    monkeypatch.setattr(store, "_clock", lambda: later)
    monkeypatch.setattr("vermeil.server.doors.now_ms", lambda: later)
    assert house.client.get(f"{API}/session").status_code == 401


@pytest.mark.parametrize("name", ["manager", "nobody"])
def test_wrong_passwords_are_refused_in_the_same_words(house: House, name: str) -> None:
    answer = house.client.post(f"{API}/session", json={"name": name, "password": "wrong" * 3})
    assert answer.status_code == 401
    assert answer.json()["detail"] == "The name or the password is wrong."


def test_an_unknown_name_takes_as_long_as_a_wrong_password(house: House) -> None:
    def seconds(name: str) -> float:
        began = time.perf_counter()
        house.client.post(f"{API}/session", json={"name": name, "password": "wrong" * 3})
        return time.perf_counter() - began

    pairs = [(seconds("manager"), seconds(f"nobody {n}")) for n in range(7)]
    known, unknown = (statistics.median(times) for times in zip(*pairs, strict=True))
    assert unknown > known / 2  # without the hash it would be a twentieth


def test_guessing_is_slowed_down_by_name(house: House) -> None:
    guess = {"name": "MANAGER", "password": "wrong" * 3}
    answers = [house.client.post(f"{API}/session", json=guess) for _ in range(11)]
    assert [a.status_code for a in answers] == [401] * 10 + [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 301
    right = {"name": "manager", "password": PASSWORD}
    assert house.client.post(f"{API}/session", json=right).status_code == 429
    assert house.client.post(f"{API}/session", json=right | {"name": "admin"}).status_code == 200


def test_guessing_is_slowed_down_by_address(house: House) -> None:
    patience = house.app.state.house.addresses
    for _ in range(100):
        patience.failed("testclient")
    answer = house.client.post(f"{API}/session", json={"name": "admin", "password": PASSWORD})
    assert answer.status_code == 429


def test_disabled_users_are_locked_out_at_once(house: House, admin: Caller, annotator: Caller) -> None:
    sign_in(house, "annotator")
    cookie = dict(house.client.cookies)
    assert annotator.get("/session").status_code == 200
    path = f"/users/{annotator.id}"
    assert admin.call("PATCH", path, json={"disabled": True}).json()["disabled"] is True
    assert annotator.get("/session").status_code == 401
    house.client.cookies.update(cookie)
    assert house.client.get(f"{API}/session").status_code == 401
    body = {"name": "annotator", "password": PASSWORD}
    assert house.client.post(f"{API}/session", json=body).status_code == 401
    assert admin.call("PATCH", path, json={"disabled": False}).status_code == 200
    assert house.client.post(f"{API}/session", json=body).status_code == 200


def test_a_change_of_role_counts_at_once(admin: Caller, manager: Caller) -> None:
    assert manager.get("/users").status_code == 200
    admin.call("PATCH", f"/users/{manager.id}", json={"role": "reviewer"})
    assert manager.get("/users").status_code == 403


def test_a_new_password_ends_the_sessions(house: House, admin: Caller, manager: Caller) -> None:
    sign_in(house)
    cookies = dict(house.client.cookies)
    changed = admin.call("PATCH", f"/users/{manager.id}", json={"password": "another pass phrase"})
    assert changed.status_code == 200
    house.client.cookies.update(cookies)
    assert house.client.get(f"{API}/session").status_code == 401
    sign_in(house, "manager", "another pass phrase")


NEW = "another pass phrase"


def change(house: House, headers: dict[str, str], old: str, new: str = NEW) -> Any:
    return house.client.put(f"{API}/session/password", json={"old": old, "new": new}, headers=headers)


def test_ones_own_new_password_ends_ones_other_sessions(house: House, annotator: Caller) -> None:
    sign_in(house, "annotator")
    elsewhere = dict(house.client.cookies)
    house.client.cookies.clear()
    headers = sign_in(house, "annotator")
    assert change(house, headers, PASSWORD).status_code == 204
    assert house.client.get(f"{API}/session").status_code == 200
    house.client.cookies.clear()
    house.client.cookies.update(elsewhere)
    assert house.client.get(f"{API}/session").status_code == 401
    assert annotator.get("/session").status_code == 200  # a token is no session
    refused = house.client.post(f"{API}/session", json={"name": "annotator", "password": PASSWORD})
    assert refused.status_code == 401
    sign_in(house, "annotator", NEW)


def test_a_new_password_needs_the_old_one(house: House) -> None:
    headers = sign_in(house, "annotator")
    refused = change(house, headers, "wrong" * 3)
    assert refused.status_code == 403
    assert (refused.json()["detail"], refused.json()["about"]) == ("The old password is wrong.", "old")
    assert change(house, headers, PASSWORD, "short").status_code == 422
    assert change(house, {}, PASSWORD).status_code == 403  # the order of another page
    sign_in(house, "annotator")


def test_guessing_the_old_password_is_slowed_down(house: House) -> None:
    headers = sign_in(house, "annotator")
    answers = [change(house, headers, "wrong" * 3).status_code for _ in range(11)]
    assert answers == [403] * 10 + [429]
    assert change(house, headers, PASSWORD).status_code == 429
    assert sign_in(house, "second")


def test_who_has_only_a_token_changes_the_password_too(house: House, annotator: Caller) -> None:
    sign_in(house, "annotator")
    session = dict(house.client.cookies)
    body = {"old": PASSWORD, "new": NEW}
    assert annotator.call("PUT", "/session/password", json=body).status_code == 204
    house.client.cookies.update(session)
    assert house.client.get(f"{API}/session").status_code == 401


def test_the_last_admin_stays(admin: Caller) -> None:
    for change in ({"role": "annotator"}, {"disabled": True}):
        refused = admin.call("PATCH", f"/users/{admin.id}", json=change)
        assert refused.status_code == 409, change
    assert admin.get("/users").status_code == 200


def test_a_name_is_taken_in_whatever_case(admin: Caller) -> None:
    body = {"name": "ManaGer", "password": PASSWORD}
    assert admin.post("/users", body).status_code == 409


def test_a_token_is_shown_once_and_kept_hashed(house: House, manager: Caller) -> None:
    made = manager.made("/tokens", {"name": "nightly", "expires_in_days": 7})
    assert made["token"].startswith("vml_")
    listed = manager.seen("/tokens")["items"]
    assert made["id"] in [token["id"] for token in listed]
    assert made["token"] not in str(listed)
    database = Path(house.app.state.house.settings.database.removeprefix("sqlite:///"))
    kept = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert made["token"].encode() not in kept


def test_a_revoked_token_opens_nothing(house: House, manager: Caller) -> None:
    made = manager.made("/tokens", {"name": "nightly"})
    holder = Caller(house.client, manager.id, "manager", made["token"])
    assert holder.get("/session").status_code == 200
    assert manager.call("DELETE", f"/tokens/{made['id']}").status_code == 204
    assert holder.get("/session").status_code == 401


def test_an_expired_token_opens_nothing(
    house: House, manager: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = manager.made("/tokens", {"name": "nightly", "expires_in_days": 1})
    holder = Caller(house.client, manager.id, "manager", made["token"])
    assert holder.get("/session").status_code == 200
    later = time.time_ns() // 1_000_000 + 2 * 86_400_000
    monkeypatch.setattr(house.app.state.house.store, "_clock", lambda: later)
    monkeypatch.setattr("vermeil.server.doors.now_ms", lambda: later)
    assert holder.get("/session").status_code == 401


def test_tokens_of_others_are_for_admins(admin: Caller, manager: Caller, annotator: Caller) -> None:
    assert manager.post("/tokens", {"name": "x", "user_id": annotator.id}).status_code == 403
    made = admin.made("/tokens", {"name": "x", "user_id": annotator.id})
    assert made["user_id"] == annotator.id
    assert manager.call("DELETE", f"/tokens/{made['id']}").status_code == 404
    assert made["id"] not in [token["id"] for token in manager.seen("/tokens")["items"]]
    assert made["id"] in [token["id"] for token in admin.seen("/tokens")["items"]]


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer  ", "Basic YTpi", "Bearer vml_guess", "x", "Bearer \xff"]
)
def test_broken_credentials_are_no_credentials(house: House, header: str) -> None:
    answer = house.client.get(f"{API}/session", headers={"Authorization": header.encode("latin-1")})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"
