"""Every way to label a data set that is compared here, each tuned in its own favour (see its docstring)."""

from collections.abc import Callable

from benchmarks.cost.methods import hindsight, hosted, mcal, oracle_al, pac, people, tbal, vermeil
from benchmarks.cost.world import Ending, Frozen, World

Method = Callable[[World], Frozen | Ending]

METHODS: dict[str, Method] = {
    "vermeil": vermeil.run,
    "vermeil_verify": vermeil.verifying,
    "vermeil_hasty": vermeil.hasty,
    "people": people.run,
    "mcal": mcal.run,
    "hindsight": hindsight.run,
    "oracle_al": oracle_al.run,
    "tbal": tbal.run,
    "tbal_colander": tbal.run_colander,
    "pac": pac.run,
    "hosted": hosted.run,
}
