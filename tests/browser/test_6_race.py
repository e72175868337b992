"""Who labels for the machine, said on the plan's page."""

import pytest
from browsing import Open
from playwright.sync_api import expect
from test_3_access import faults

from vermeil.client import Client

pytestmark = pytest.mark.xdist_group("browser")  # one server and one browser, in this order


def test_a_language_model_is_quoted_and_raced_beside_those_that_are_chosen(
    admin: Client, open_page: Open, axe: str
) -> None:
    project = admin.projects.create("Notes", classes=["praise", "complaint"]).id
    admin.items.add(project, [f"note {number}" for number in range(60)])
    page = open_page()
    page.goto(f"/projects/{project}/plan")
    race = page.locator("details.race")
    race.get_by_text("Who labels for the machine").press("Enter")
    expect(race.get_by_label("kernel", exact=False).first).to_be_checked()
    expect(race.get_by_label("finetuned")).to_be_disabled()
    expect(race).to_contain_text("It learns from images")
    race.get_by_label("boosted").check()
    race.get_by_label("language model").check()
    expect(race.get_by_role("alert")).to_contain_text("begins with http")
    expect(page.get_by_role("button", name="Start the campaign")).to_be_disabled()
    race.get_by_label("Its address").fill("https://model.invalid/v1")
    race.get_by_label("Its model").fill("small")
    race.get_by_label("One call").fill("0.01")
    expect(page.get_by_text("small is tried on 40 items first, for about 0.40 USD")).to_be_visible(
        timeout=60_000
    )

    assert faults(page, axe) == []
    page.reload()  # the address holds it
    expect(race.get_by_label("Its model")).to_have_value("small")
    page.get_by_role("button", name="Start the campaign").click()
    page.get_by_role("dialog").get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("A campaign is running")).to_be_visible()
    (campaign,) = admin.campaigns.list(project)
    assert campaign.labelers == ["kernel", "blend", "logistic", "boosted"]
    assert campaign.llm is not None
    assert (campaign.llm["model"], campaign.llm["price"]) == ("small", 0.01)
    admin.campaigns.cancel(campaign.id)
