"""A model on the package label-studio-ml itself, run by the Python that has it: `real_backend.py PORT`.

`make peers` makes an environment that has it, and runs the test.
"""

import sys
from typing import Any

from label_studio_ml.api import init_app  # type: ignore[import-not-found]
from label_studio_ml.model import LabelStudioMLBase  # type: ignore[import-not-found]


class Dogs(LabelStudioMLBase):  # type: ignore[misc]
    def predict(self, tasks: list[dict[str, Any]], **_: Any) -> list[dict[str, Any]]:
        [(name, control)] = self.parsed_label_config.items()
        [shown] = control["inputs"]
        said = ("dog" if "dog" in task["data"][shown["value"]] else "cat" for task in tasks)
        about = {"from_name": name, "to_name": control["to_name"][0], "type": control["type"].lower()}
        return [{"result": [about | {"value": {"choices": [one]}}], "score": 0.75} for one in said]


if __name__ == "__main__":
    init_app(model_class=Dogs).run("127.0.0.1", int(sys.argv[1]))
