"""A model behind Label Studio's protocol for ML backends, asked as Label Studio itself asks it.

with Backend(url, Outbound().transport()) as backend:
    version = backend.set_up("7.1700000000", configuration)
    results = backend.predict("7.1700000000", configuration, tasks, version)
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

from vermeil.core.errors import LabelerFailed
from vermeil.integrations.labelers.llm.endpoint import BUSY, FIRST_PAUSE, SHOWN

Json = dict[str, Any]


class Faulty(LabelerFailed):
    """The backend is there, and answers with an error."""


@dataclass(slots=True, eq=False)
class Backend:
    """One backend; LabelerFailed, with the reason in words, where it does not answer as it should."""

    url: str
    transport: httpx.BaseTransport
    timeout: float = 60.0  #: seconds
    tries: int = 3
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self._client = httpx.Client(
            base_url=self.url.rstrip("/"), transport=self.transport, timeout=self.timeout
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def set_up(self, project: str, config: str) -> str | None:
        """See that it lives, and tell it what is asked; the version of its model, if it has one."""
        self._call("GET", "/health")
        # It cannot sign in here: it gets no token, and all it needs comes with the tasks.
        about = {"project": project, "schema": config, "hostname": "", "access_token": ""}
        told = self._call("POST", "/setup", about)
        version = told.get("model_version") if isinstance(told, Mapping) else None
        return None if version is None else str(version)

    def predict(
        self, project: str, config: str, tasks: Sequence[Json], version: str | None
    ) -> list[Json | None]:
        """What it says of each task, in their order; None: nothing. Faulty where it answers with an error."""
        body = {"tasks": list(tasks), "project": project, "label_config": config, "model_version": version}
        told = self._call("POST", "/predict", body | {"params": {"context": None}})
        results = told.get("results") if isinstance(told, Mapping) else None
        if not isinstance(results, list) or len(results) != len(tasks):
            raise LabelerFailed(
                f"The backend {self.url} did not answer with a list of one result for each of "
                f"{len(tasks)} tasks."
            )
        return [one if isinstance(one, dict) and one else None for one in results]

    def _call(self, method: str, path: str, body: Json | None = None) -> Any:  # noqa: ANN401 - whatever JSON came
        why, kind = "", LabelerFailed
        for number in range(self.tries):
            time.sleep(FIRST_PAUSE * 2 ** (number - 1) if number else 0)
            try:
                answer = self._client.request(method, path, json=body)
                if answer.is_success:
                    return answer.json()
                why, kind = f"it answered {answer.status_code}: {answer.text[:SHOWN]}", Faulty
                if answer.status_code not in BUSY and answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                    break
            except httpx.HTTPError as wrong:
                why, kind = f"{type(wrong).__name__}: {wrong}", LabelerFailed
            except (ValueError, RecursionError) as wrong:
                why, kind = f"what it answered is no JSON: {wrong}", Faulty
        raise kind(f"The backend {self.url} gave no answer to {path}: {why}".rstrip(".") + ".")
