"""Every way a request can be refused, in words for the user (by default, the docstring)."""

import inspect


class VermeilError(Exception):
    """Something went wrong."""

    def __init__(self, message: str | None = None, **facts: object) -> None:
        """A refusal with `message` (default: the class's docstring) and machine-readable `facts`."""
        super().__init__(message or inspect.cleandoc(type(self).__doc__ or ""))
        self.facts = facts


class BadInput(VermeilError):
    """The input cannot be used as it is."""


class LabelerFailed(VermeilError):
    """A labeler could not do its work; the campaign goes on without it."""

    def __init__(self, message: str, paid: float = 0.0) -> None:
        """Why, in words, and what had been paid to it until then, in the currency of the prices."""
        super().__init__(message)
        self.paid = paid


class NotFound(VermeilError):
    """There is no such thing here, or you may not see it."""


class NotSignedIn(VermeilError):
    """Sign in, or send a token: `Authorization: Bearer <token>`."""


class NotAllowed(VermeilError):
    """Your role does not allow this."""


class Conflict(VermeilError):
    """The thing has changed since you read it."""


class Outdated(Conflict):
    """It was changed by somebody else since you read it: read it again, then repeat your change."""


class TooMuch(VermeilError):
    """That is more than is accepted at once."""


class TooOften(VermeilError):
    """Too many attempts: wait a little. `facts["seconds"]` says how long."""
