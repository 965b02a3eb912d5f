"""How the command palette finds commands: by their names before what is said of them."""

import re
from typing import Final

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

from sprig_tui.ui.key_names import deeds

STEP: Final = 1_000.0
"""More than any score of Textual's, which decides between commands of one rank."""


def rank(query: str, name: str, title: str) -> int:
    """How well words match a command's name, else the rest of its title; 0 for letters alone.

    A name that begins with them is the best, then one of which a word does, then one that has
    them anywhere.
    """
    sought, name = query.strip().casefold(), name.casefold()
    if name.startswith(sought):
        return 4
    if re.search(rf"\b{re.escape(sought)}", name):
        return 3
    if sought in name:
        return 2
    return int(sought in title.casefold())


class CommandSearch(SystemCommandsProvider):
    """The app's commands, the one that is most probably meant first: enter runs it unseen."""

    async def search(self, query: str) -> Hits:
        """Every command whose title has the letters of `query`."""
        matcher = self.matcher(query)
        names = {deed.title: deed.binding.description for deed in deeds(self.screen)}
        for title, help_text, run, *_ in self.app.get_system_commands(self.screen):
            score = matcher.match(title)
            if score > 0:
                score += STEP * rank(query, names.get(title, title), title)
                yield Hit(score, matcher.highlight(title), run, help=help_text)
