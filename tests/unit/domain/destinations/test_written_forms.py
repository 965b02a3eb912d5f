"""Email addresses and URIs as Gleap's fields check them (facts.md, section 6a)."""

import pytest

from sprig_tui.domain.destinations.written_forms import is_email, is_uri


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("laura@shop.example", True),
        ("a.b+tag@sub.shop.example", True),
        ("O'Neil_1@a-b.example", True),
        ("laura@localhost", False),
        ("laura", False),
        ("@shop.example", False),
        ("laura@", False),
        ("laura@.example", False),
        ("laura@shop..example", False),
        ("laura.@shop.example", False),
        ("la ura@shop.example", False),
        ("laura@-shop.example", False),
        ("laura@shop-.example", False),
        ("laura@shöp.example", False),
        ("a@b@shop.example", False),
        ("", False),
        ("a" * 100_000, False),
    ],
)
def test_an_email_address(text: str, valid: bool) -> None:
    """«Gleap also refuses an email that is not one»."""
    assert is_email(text) is valid


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("https://shop.example/pricing?plan=pro#top", True),
        ("https://user@shop.example:8443/", True),
        ("http://[::1]:3000/a%20b", True),
        ("app:home", True),
        ("file:///a", True),
        ("/pricing", False),
        ("shop.example/pricing", False),
        ("https://shop.example/a b", False),
        ("https://shop.example/%zz", False),
        ("https://shop.example/ü", False),
        ("https://shop.example:port/", False),
        ("https://shop.example/#a#b", False),
        ("1http://shop.example", False),
        ("https://shop.example/" + "%41" * 30_000 + "%", False),
        ("", False),
    ],
)
def test_a_uri(text: str, valid: bool) -> None:
    """«… a page URL that is not a URI»."""
    assert is_uri(text) is valid
