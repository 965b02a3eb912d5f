r"""The search language over the log: the same on every screen, in every verb and export.

    checkout -is:rejected type:track,page event:"Order Completed" (why:unmapped OR tries:>1)
    since:10m properties.plan:pro event:/^Order/i @problems

A word, or a text in double quotes (`\"` and `\\` inside it), is looked for in the name, the ids,
the reason, the detail and the type, whatever the case. Terms beside each other must all hold, OR
is weaker; NOT and a minus before a term turn it around. docs/filters.md tells it all.
"""

from sprig_tui.domain.query.compiling import Query, parse_query
from sprig_tui.domain.query.completing import Completion, complete
from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.finishing import finish_query
from sprig_tui.domain.query.keys import KEYS, STATES
from sprig_tui.domain.query.parsing import parse_tree
from sprig_tui.domain.query.printing import query_text

__all__ = [
    "KEYS",
    "STATES",
    "Completion",
    "Query",
    "QueryError",
    "complete",
    "finish_query",
    "parse_query",
    "parse_tree",
    "query_text",
]
