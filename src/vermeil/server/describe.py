"""The OpenAPI description: what FastAPI finds in the routes, and what holds for all of them."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from vermeil.server.schemas.base import Problem, problems

#: What needs no sign-in, by operation id; everything else does.
OPEN = frozenset({"status", "setup", "sign_in", "alive", "ready"})
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
TAGS = {
    "accounts": "First run, sign-in, people, tokens",
    "projects": "Projects and their members",
    "ingest": "Items in",
    "plan": "Forecasts and campaigns",
    "ask": "Tasks out, answers in",
    "judge": "Items with their labels and answers",
    "certify": "What the audit proved",
    "export": "Labels and releases out",
    "monitor": "Live updates, health, figures",
}
SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "A token from POST /tokens"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "vermeil_session",
        "description": "Set by POST /session; orders also need the header X-CSRF-Token",
    },
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole description of `app`, made once."""
    if app.openapi_schema is None:
        tags = [{"name": name, "description": words} for name, words in TAGS.items()]
        found = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            tags=tags,
        )
        _complete(found)
        app.openapi_schema = found
    return app.openapi_schema


def _complete(found: dict[str, Any]) -> None:
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {}) | {"Problem": problem}
    found["components"]["securitySchemes"] = SCHEMES
    for operation in _operations(found):
        _complete_operation(operation)


def _operations(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in found["paths"].values():
        yield from (operation for method, operation in path.items() if method in METHODS)


def _complete_operation(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    common = [400]
    if operation["operationId"] not in OPEN:
        operation["security"] = [{name: []} for name in SCHEMES]
        common += [401, 403]
    if "422" in answers:
        common.append(422)
        answers.pop("422")
    if "requestBody" in operation:
        common += [413, 422]
    for status, refusal in problems(*common).items():
        answers.setdefault(str(status), refusal)
