"""The pictures of the documents and the pages that show them."""

import re
from pathlib import Path
from tempfile import gettempdir
from typing import Final

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.gallery.drawing import draw
from tests.gallery.looks import looks_of
from tests.gallery.page import screens_page
from tests.gallery.scenes import SCENES

ROOT: Final = Path(__file__).resolve().parent.parent
IMAGES: Final = sorted((ROOT / "docs" / "images").iterdir())
PAGES: Final = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MOST_BYTES: Final = 6_000_000


def test_every_picture_is_used_by_a_page() -> None:
    used = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"\]\(([^)#]+\.svg)\)", page.read_text(encoding="utf-8"))
    }
    assert {path.name for path in IMAGES} == {path.name for path in used}


def test_the_page_of_screens_is_that_of_the_scenes() -> None:
    """`make screens` writes it anew."""
    assert (ROOT / "docs" / "screens.md").read_text(encoding="utf-8") == screens_page()


def test_every_scene_is_pictured_in_its_looks() -> None:
    wanted = {
        f"{scene.name}{look.suffix}.svg" for scene in SCENES for look in looks_of(main=scene.main)
    }
    assert wanted <= {path.name for path in IMAGES}


def test_the_first_day_is_shown_in_its_order() -> None:
    page = (ROOT / "docs" / "first-run.md").read_text(encoding="utf-8")
    shown = re.findall(r"images/(newcomer-\d\d\.svg)", page)
    assert shown == [path.name for path in IMAGES if path.name.startswith("newcomer-")]


@pytest.mark.parametrize("path", IMAGES, ids=lambda path: path.name)
def test_a_picture_stands_alone_and_tells_nothing_of_the_machine(path: Path) -> None:
    """Whoever looks at it fetches nothing, and no folder or key of where it was taken is on it."""
    svg = path.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"'<&]+", svg.split(">", 1)[0])) == {
        "http://www.w3.org/2000/svg"
    }
    assert re.search(r"@import|href|url\(|newcomer-key", svg) is None
    here = (Path(__file__).resolve().parents[1], Path.home(), Path(gettempdir()))
    assert not [place for place in here if f"{place}/" in svg]


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in IMAGES) <= MOST_BYTES


class _Screen(App[None]):
    """Two lines of text."""

    def compose(self) -> ComposeResult:
        yield Static("[bold]port 54321[/bold]  │ 大 & <b> │")


async def test_text_is_drawn_where_it_stands() -> None:
    """Also behind what was rewritten and behind wide characters; nothing of it is markup."""
    app = _Screen()
    async with app.run_test(size=(40, 4)):
        svg = draw(app, [(re.compile("54321"), lambda _match: "8765")])
    drawn = re.findall(r'x="(\d+)" y="15" textLength="(\d+)"[^>]*>([^<]*)<', svg)
    assert drawn[0] == ("0", "90", "port 8765")
    assert [text for _x, _length, text in drawn[1:]] == ["│", "大 &amp; &lt;b&gt;", "│"]
    places = [int(x) for x, _length, _text in drawn[1:]]
    assert places == [120, 140, 140 + 10 * (cell_len("大 & <b>") + 1)]
