"""What is seen of an edit before it is saved."""

from sprig_tui.domain.config_edits import SetKey
from sprig_tui.services.change_review import Review, masked_diff, review_states
from tests.fakes.config import MemoryConfigRepository

FILE = """\
[destination.api_keys]
production = "canary-key-9876"

[listener]
webhook_secret = "canary-hook"
write_keys = [
  "canary-write",
]
[[triggered_events]]
event = "A"
"""


async def test_the_lines_and_the_rules_of_both_states() -> None:
    """With the numbers of the lines, and secrets around them masked."""
    repository = MemoryConfigRepository(FILE)
    before = await repository.load()
    after = await repository.draft(FILE.replace('"A"', '"B"'), before)
    review = await review_states(repository, before, after)
    assert [(one.sign, one.old, one.new, one.text) for one in review.lines[-2:]] == [
        ("-", 10, None, 'event = "A"'),
        ("+", None, 10, 'event = "B"'),
    ]
    assert (review.path, review.added, review.removed) == ("/config/sprig.toml", 1, 1)
    assert review.before is not None
    assert review.after is not None
    assert review.before.triggered_events[0].event == "A"
    assert review.after.triggered_events[0].event == "B"
    assert "canary" not in repr(review.lines)
    assert "***" in repr(review.lines)


async def test_a_secret_that_changes_shows_as_two_masks() -> None:
    repository = MemoryConfigRepository(FILE)
    base = await repository.load()
    edits = [SetKey(("destination", "api_keys", "production"), "canary-new-key")]
    after = await repository.preview(edits, base)
    lines = await masked_diff(repository, base.text, after.text)
    assert "canary" not in repr(lines)
    shown = [one.text for one in lines if one.sign in "+-"]
    assert shown == ["production = ***", "production = ***"]


async def test_a_login_that_is_taken_out_is_masked_on_both_sides() -> None:
    """Wherever else the password stands too."""
    old = '[destination]\nendpoint = "https://me:ca/na@ry@a.example"\n'
    new = '[destination]\nendpoint = "https://a.example"  # no ca/na@ry any more\n'
    lines = await masked_diff(MemoryConfigRepository(old), old, new)
    assert [(one.sign, one.text) for one in lines if one.sign in "+-"] == [
        ("-", 'endpoint = "https://***@a.example"'),
        ("+", 'endpoint = "https://a.example"  # no *** any more'),
    ]


def test_a_review_tells_nothing_of_the_rules_by_accident() -> None:
    assert repr(Review("/c", ())) == "Review(path='/c', lines=())"
