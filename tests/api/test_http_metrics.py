"""Figures for Prometheus, read as Prometheus reads them."""

import re
from pathlib import Path

from calling import Caller, House, answered
from prometheus_client.parser import text_string_to_metric_families

from vermeil.store import campaigns, certificates, ledger

PAGE = Path(__file__).parents[2] / "docs/reference/metrics.md"
Figures = dict[tuple[str, str], float]


def figures(admin: Caller) -> Figures:
    """(name, the values of its labels in order) -> value."""
    told = admin.request("GET", "/metrics")
    assert told.headers["content-type"].startswith("text/plain")
    families = text_string_to_metric_families(told.text)
    return {
        (s.name, ",".join(s.labels[name] for name in sorted(s.labels))): s.value
        for family in families
        for s in family.samples
    }


def later(house: House, milliseconds: int) -> None:
    """Let time pass."""
    store = house.app.state.house.store
    now = store._clock()
    store._clock = lambda: now + milliseconds


def test_the_queue(both: House) -> None:
    project, first, second = both.project("a", "b", "c", "d"), both.people["annotator"], both.people["second"]
    later(both, 7_000)
    answered(first, project, "cat")
    held = first.made(f"/projects/{project}/tasks/next")
    later(both, 601_000)
    found = figures(both.people["admin"])
    assert found["vermeil_tasks", "open"] == 2
    assert found["vermeil_tasks", "held"] == found["vermeil_leases_expired", ""] == 1
    assert found["vermeil_leases_total", "first"] == found["vermeil_task_wait_seconds_count", ""] == 2
    assert (
        found["vermeil_task_wait_seconds_bucket", "5.0"],
        found["vermeil_task_wait_seconds_bucket", "15.0"],
    ) == (0, 2)
    again = second.made(f"/projects/{project}/tasks/next")
    assert again["id"] == held["id"]
    for said in ({"skip": "too dark"}, {"ambiguous": True}):
        assert (
            second.post(f"/tasks/{again['id']}/answers", {"lease": again["lease"]} | said).status_code == 201
        )
        again = second.made(f"/projects/{project}/tasks/next")
    found = figures(both.people["admin"])
    assert found["vermeil_leases_total", "again"] == 1
    assert found["vermeil_leases_expired", ""] == 0
    assert [found["vermeil_answers_total", kind] for kind in ("value", "skip", "ambiguous")] == [1, 1, 1]
    route = "POST,/api/v1/projects/{project}/tasks/next,200"
    assert found["vermeil_http_request_duration_seconds_count", route] == 5


def test_campaigns(both: House) -> None:
    admin, manager = both.people["admin"], both.people["manager"]
    project = both.project("a")
    run = manager.made(f"/projects/{project}/campaigns", {})["id"]
    with both.app.state.house.store.begin() as tx:
        lines = [("setup", {}), ("train", {"labelers": ["a", "b"], "round": 1})]
        lines += [
            ("trained", {"labeler": name, "seconds": s}) for name, s in (("a", 1.5), ("b", 0.25), ("a", 2.0))
        ]
        for seq, (kind, payload) in enumerate(lines):
            campaigns.append(tx, run, seq=seq, kind=kind, payload=payload)
        about = {"project_id": project, "campaign_id": run, "currency": "EUR"}
        ledger.pay(tx, **about, kind="label", amount_micros=40_000, ref="x")
        certificates.add(tx, campaign_id=run, project_id=project, body={"error_upper": 0.04})
    found = figures(admin)
    assert found["vermeil_jobs", "campaign,ready"] == found["vermeil_campaigns", "running"] == 1
    assert found["vermeil_campaign_rounds_total", ""] == 1
    assert (found["vermeil_training_seconds_total", "a"], found["vermeil_training_seconds_total", "b"]) == (
        3.5,
        0.25,
    )
    assert found["vermeil_spent_total", "EUR,label"] == 0.04
    assert found["vermeil_audit_error_upper_ratio", str(project)] == 0.04


def test_every_figure_is_described(admin: Caller) -> None:
    told = set(re.findall(r"^# TYPE (\S+)", admin.request("GET", "/metrics").text, re.MULTILINE))
    assert told - {name for name in told if name.endswith("_created")} == set(
        re.findall(r"^\| `(\w+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    )
