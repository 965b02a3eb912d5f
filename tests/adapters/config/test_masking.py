"""A config file as it may be shown."""

import pytest

from sprig_tui.adapters.config.masking import mask_texts

KEY = "canary-key-9876"


def masked(text: str, *others: str) -> str:
    """The text as shown, which must keep its lines and no canary."""
    shown = mask_texts([text, *others])
    assert "canary" not in "".join(shown)
    assert shown[0].count("\n") == text.count("\n")
    return shown[0]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f'[destination.api_keys]\nproduction = "{KEY}" # old: canary', "production = ***"),
        (f"destination.api_keys.development = '{KEY}'\n", "destination.api_keys.development = ***"),
        (f'destination = {{ mode = "live", api_keys = {{ production = "{KEY}" }} }}', "= ***"),
        (f'[destination]\napi_keys = {{ production = "{KEY}" }}\n', "api_keys = ***"),
        (f'[listener]\nwebhook_secret = """\n{KEY}\ncanary"""\n', "webhook_secret = ***\n***\n***"),
        (
            f'[listener]\nwrite_keys = [\n  "{KEY}", # canary a\n  "canary-2",\n]\nport = 1\n',
            "write_keys = ***\n***\n***\n***\nport = 1\n",
        ),
        ('[plugin]\n"my token" = "canary"\nnumber = 1\n', '"my token" = ***\nnumber = 1'),
        ('[[plugin.api-keys]]\nvalue = { a = ["canary"] }\n', "value = ***"),
        (f'# production = "{KEY}"\n', "# production = ***"),
        (f"#webhook_secret: {KEY}", "#webhook_secret: ***"),
        ('[destination.api_keys]\nproduction = "\\u0063anary-key"  # a\n', "production = ***"),
    ],
)
def test_a_secret_is_masked_where_it_stands(text: str, shown: str) -> None:
    """In every way that TOML writes it, over as many lines as it takes."""
    assert shown in masked(text)


def test_a_secret_is_masked_wherever_else_it_stands() -> None:
    """In a note, in a comment, and in the other state of the file."""
    text = f'[destination.api_keys]\nproduction = "{KEY}"\n# was {KEY}\n[x]\nnote = "{KEY}!"\n'
    shown = masked(text, f'[[page_urls]]\nurl = "https://a.example/{KEY}"\n')
    assert shown == '[destination.api_keys]\nproduction = ***\n# was ***\n[x]\nnote = "***!"\n'


@pytest.mark.parametrize(
    "text",
    [
        '[destination.api_keys]\nproduction = ""   # none yet\n',
        "[listener]\nwrite_keys = []\nwebhook_secret = ''\n",
        '# production = ""\n# the key = \n',
        '[ui.keys]\n"app.quit" = "ctrl+q"\n',
        '[[triggered_events]]\nevent = "API key made"\nnote = "a"\n',
        '\ufeff[destination]\r\nmode = "live"\r\n',
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    """An empty key is one that is not there, which may be seen."""
    assert masked(text) == text


def test_a_secret_of_a_letter_or_two_is_not_looked_for_in_words() -> None:
    """It would leave nothing of the text."""
    shown = masked('[listener]\nwrite_keys = ["a"]\n[[triggered_events]]\nevent = "aa"\n')
    assert 'event = "aa"' in shown
    assert "write_keys = ***" in shown


def test_what_else_is_known_is_masked() -> None:
    """The key of the environment may stand in a comment."""
    assert mask_texts(["# canary-9\n"], known=["canary-9", ""]) == ["# ***\n"]


def test_a_secret_is_masked_as_a_toml_text_writes_it() -> None:
    """With its quotation marks and backslashes escaped, in a comment and in a note."""
    text = '[listener]\nwebhook_secret = \'canary"\\x\'\n# canary\\"\\\\x\n# canary"\\x\n'
    assert masked(text) == "[listener]\nwebhook_secret = ***\n# ***\n# ***\n"


def test_the_login_of_an_endpoint_is_masked() -> None:
    """The rest of the address stays, and so does one without a login."""
    shown = masked('[destination]\nendpoint = "https://me:canary@a.example:1"\n# http://b@c:1\n')
    assert shown == '[destination]\nendpoint = "https://***@a.example:1"\n# http://b@c:1\n'
