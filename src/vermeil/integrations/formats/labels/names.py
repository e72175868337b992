"""Names of files that lead nowhere but into their folder, each once."""

from pathlib import PurePosixPath

from vermeil.integrations.formats.labels.record import Lost

UNSAFE = str.maketrans(dict.fromkeys('\\:*?"<>|', "_") | {chr(code): "_" for code in range(32)})
TAKEN = "the name of its file: another one has it (but for the ending), so a number is added"
CHANGED = "parts of a name that a file cannot have"


class Names:
    """Gives each item a name of its own for a file, which every file system takes."""

    def __init__(self, lost: Lost) -> None:
        self._lost = lost
        self._taken: set[str] = set()

    def safe(self, name: str) -> str:
        """A relative path; the same as `name` where that is safe."""
        parts = [part.translate(UNSAFE) for part in name.split("/") if part not in ("", ".", "..")]
        path = PurePosixPath("/".join(parts) or "unnamed")
        self._lost.add(CHANGED, count=int(path.as_posix() != name))
        found, number = path, 1
        while (stem := found.with_suffix("").as_posix().casefold()) in self._taken:
            number += 1
            found = path.with_stem(f"{path.stem}-{number}")
        self._lost.add(TAKEN, count=int(number > 1))
        self._taken.add(stem)
        return found.as_posix()
