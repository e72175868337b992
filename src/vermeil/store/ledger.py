"""What was paid: appended, once for each reference."""

from sqlalchemy import bindparam, func, select

from vermeil.store.dialects import ignore
from vermeil.store.tables import ledger
from vermeil.store.transaction import Transaction


def pay(
    tx: Transaction,
    *,
    project_id: int,
    campaign_id: int | None,
    kind: str,
    amount_micros: int,
    currency: str,
    ref: str,
) -> bool:
    """Write a payment down; whether it is new: what `ref` names is never paid twice."""
    new = {"project_id": project_id, "campaign_id": campaign_id, "kind": kind, "ref": ref}
    new |= {"amount_micros": amount_micros, "currency": currency, "created_ms": tx.now_ms}
    return tx.run(ignore(tx, ledger), new) > 0


_SUMS = select(ledger.c.kind, func.sum(ledger.c.amount_micros)).group_by(ledger.c.kind)
_OF_CAMPAIGN = _SUMS.where(ledger.c.campaign_id == bindparam("campaign"))


def spent(tx: Transaction, campaign_id: int) -> dict[str, int]:
    """What a campaign has paid so far, by kind, in millionths."""
    rows = tx.connection.execute(_OF_CAMPAIGN, {"campaign": campaign_id}).all()
    return {kind: int(total) for kind, total in rows}
