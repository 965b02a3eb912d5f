"""docs/screens.md, written from the list of scenes."""

from typing import Final

from tests.gallery.looks import USUAL, looks_of
from tests.gallery.scenes import SCENES, Scene

HEAD: Final = """\
# Screens

Every view of the terminal, on sample traffic.
`make screens` takes these pictures from the program and writes this page.
Each is shown at 120 x 36; the links lead to other sizes and looks.
How they come one after the other on a first day is in [first run](first-run.md).
"""


def screens_page() -> str:
    """The page's text."""
    return HEAD + "".join(_section(scene) for scene in SCENES)


def _section(scene: Scene) -> str:
    links = [
        f"[{look.words}](images/{scene.name}{look.suffix}.svg)"
        for look in looks_of(main=scene.main)
        if look is not USUAL
    ]
    picture = f"![{scene.title}](images/{scene.name}.svg)"
    return f"\n## {scene.title}\n\n{scene.words}\n\n{picture}\n\n{' · '.join(links)}\n"
