"""People, sessions, tokens, projects and their members."""

import pytest
from house import House

from clock import Clock
from vermeil.core.errors import Conflict, Outdated
from vermeil.store import Store, accounts, projects
from vermeil.store.accounts import User


def add(store: Store, name: str, role: str = "annotator") -> User:
    with store.begin() as tx:
        return accounts.add_user(tx, name=name, password_hash="hash", role=role)


def test_the_first_user(store: Store) -> None:
    with store.read() as tx:
        assert not accounts.any_user(tx)
    ada = add(store, "Ada", "admin")
    with store.read() as tx:
        assert accounts.any_user(tx)
        assert accounts.user_by_name(tx, "aDA") == ada == accounts.user_by_id(tx, ada.id)
        assert accounts.user_by_name(tx, "eve") is None


@pytest.mark.parametrize("again", ["straße", "STRASSE"])
def test_a_name_is_taken_in_whatever_case(store: Store, again: str) -> None:
    add(store, "Straße")
    with pytest.raises(Conflict, match=again):
        add(store, again)


def test_users_are_changed_and_disabled(store: Store, clock: Clock) -> None:
    ada, bob = add(store, "ada", "admin"), add(store, "bob")
    with store.begin() as tx:
        accounts.update_user(tx, bob.id, role="admin", password_hash="new")
        assert accounts.active_admins(tx) == 2
        accounts.disable_user(tx, ada.id, disabled=True)
        assert accounts.active_admins(tx) == 1
        users = accounts.users(tx)
    assert [(u.name, u.role, u.password_hash, u.disabled_ms) for u in users] == [
        ("ada", "admin", "hash", clock.now_ms),
        ("bob", "admin", "new", None),
    ]


def test_a_session_lasts_until_it_ends(store: Store, clock: Clock) -> None:
    ada = add(store, "ada")

    def start(name: str) -> None:
        with store.begin() as tx:
            accounts.start_session(tx, id_hash=name, user_id=ada.id, csrf="c", expires_ms=clock.now_ms + 1000)

    def alive(name: str) -> bool:
        with store.read() as tx:
            found = accounts.session_of(tx, name)
        assert found is None or (found[0].csrf, found[1].id) == ("c", ada.id)
        return found is not None

    start("one"), start("two")
    assert alive("one")
    with store.begin() as tx:
        accounts.end_session(tx, "one")
    assert (alive("one"), alive("two")) == (False, True)
    clock.pass_ms(1000)
    assert not alive("two")
    start("three")
    with store.begin() as tx:
        accounts.update_user(tx, ada.id, password_hash="new")
    assert not alive("three")
    start("four")
    with store.begin() as tx:
        accounts.disable_user(tx, ada.id, disabled=True)
    start("five")
    assert (alive("four"), alive("five")) == (False, False)


def test_a_token_is_valid_until_it_expires_or_is_revoked(store: Store, clock: Clock) -> None:
    ada = add(store, "ada")
    with store.begin() as tx:
        forever = accounts.add_token(tx, user_id=ada.id, name="ci", prefix="vml_1", token_hash="h1")
        accounts.add_token(
            tx, user_id=ada.id, name="short", prefix="vml_2", token_hash="h2", expires_ms=clock.now_ms + 5
        )
        assert [token.name for token in accounts.tokens(tx, ada.id)] == ["short", "ci"]
        assert accounts.tokens(tx, ada.id + 1) == []
        found = accounts.token_of(tx, "h1")
        assert found is not None
        assert (found[0], found[1].name) == (forever, "ada")
        assert accounts.token_of(tx, "h2") is not None
    clock.pass_ms(5)
    with store.begin() as tx:
        assert accounts.token_of(tx, "h2") is None
        assert accounts.touch_due(forever, tx.now_ms)
        accounts.touch_token(tx, forever.id)
        used = accounts.token_by_id(tx, forever.id)
        assert used is not None
        assert used.last_used_ms == tx.now_ms
        assert not accounts.touch_due(used, tx.now_ms + 1000)
        accounts.revoke_token(tx, forever.id)
        assert accounts.token_of(tx, "h1") is None


def test_a_disabled_user_has_no_valid_token(store: Store) -> None:
    ada = add(store, "ada")
    with store.begin() as tx:
        accounts.add_token(tx, user_id=ada.id, name="ci", prefix="vml_1", token_hash="h1")
        accounts.disable_user(tx, ada.id, disabled=True)
        assert accounts.token_of(tx, "h1") is None


def test_a_project_has_its_newest_schema_and_guideline(house: House) -> None:
    with house.store.begin() as tx:
        assert projects.put_schema(tx, house.project, {"classes": ["a", "b", "c"]}, house.boss) == 2
        assert projects.put_guideline(tx, house.project, "By its shape.", house.boss) == 2
        found = projects.get(tx, house.project)
        assert found is not None
        assert (found.schema_version, found.schema) == (2, {"classes": ["a", "b", "c"]})
        assert (found.guideline_version, found.guideline) == (2, "By its shape.")
        assert [v.body for v in projects.guidelines(tx, house.project)] == ["By its shape.", ""]
        assert [v.version for v in projects.schemas(tx, house.project)] == [2, 1]
        assert projects.get(tx, house.project + 1) is None


def test_an_edit_of_what_has_changed_since_is_refused(house: House) -> None:
    with house.store.begin() as tx:
        projects.edit(tx, house.project, expected=1, name="New")
    with pytest.raises(Outdated), house.store.begin() as tx:
        projects.edit(tx, house.project, expected=1, name="Newer")
    with house.store.read() as tx:
        found = projects.get(tx, house.project)
    assert found is not None
    assert (found.name, found.edit) == ("New", 2)


def test_members_see_their_projects_and_no_others(house: House, clock: Clock) -> None:
    (ann,) = house.people(1)
    eve = add(house.store, "eve")

    def seen(user: int | None) -> list[str]:
        with house.store.read() as tx:
            return [project.name for project in projects.visible(tx, user)]

    assert (seen(house.boss), seen(ann), seen(eve.id), seen(None)) == (["P"], ["P"], [], ["P"])
    with house.store.begin() as tx:
        assert projects.role(tx, house.project, eve.id) is None
        projects.put_member(tx, house.project, ann, "reviewer")
        assert projects.role(tx, house.project, ann) == "reviewer"
        assert [(m.name, m.role) for m in projects.members(tx, house.project)] == [
            ("boss", "manager"),
            ("person 0", "reviewer"),
        ]
        assert projects.drop_member(tx, house.project, ann)
        assert not projects.drop_member(tx, house.project, ann)
        projects.edit(tx, house.project, archived_ms=clock.now_ms)
    assert (seen(ann), seen(house.boss)) == ([], [])
