"""The certificate: made from the campaign's log, kept, shown."""

from typing import TYPE_CHECKING, Any

from vermeil.core.errors import NotFound
from vermeil.flow.clock import rfc3339
from vermeil.store import Transaction, campaigns, certificates

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vermeil.core.plan.state import State
    from vermeil.core.tasks.code import Code


def certificate_of(tx: Transaction, *, campaign: int) -> dict[str, Any]:
    """The certificate's body, which `vermeil verify` recomputes; NotFound until there is one."""
    found = certificates.of_campaign(tx, campaign)
    if found is None:
        raise NotFound("There is no certificate yet: it is written when the campaign has finished.")
    return found.body


def certify(
    tx: Transaction, campaign: campaigns.Campaign, code: "Code", state: "State", ids: "NDArray[np.int64]"
) -> int:
    """Keep the certificate of a finished campaign; its id. `ids` (n_items,) are the items by index."""
    from vermeil.core.certify import certificate  # noqa: PLC0415 - scipy, which the server does without

    facts = {name: campaign.config[name] for name in ("schema", "schema_version", "guideline_version")}
    facts |= {"classes": list(code.names), "project": campaign.project_id, "campaign": campaign.id}
    body = certificate.of(state, ids.tolist(), issued=rfc3339(tx.now_ms), **facts).to_dict()
    return certificates.add(tx, campaign_id=campaign.id, project_id=campaign.project_id, body=body)
