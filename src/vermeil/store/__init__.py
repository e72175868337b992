"""The only SQL: one module of questions per noun, each taking a transaction first."""

from vermeil.store.database import Store
from vermeil.store.transaction import Transaction

__all__ = ["Store", "Transaction"]
