"""A config file as it may be shown."""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


def spelled(value: str, how: str) -> str:
    """A TOML string that means `value`."""
    escaped = json.dumps(value, ensure_ascii=True)
    if how == "codes":
        return '"' + "".join(f"\\U{ord(character):08X}" for character in value) + '"'
    if how == "literal":
        return f"'{value}'" if "'" not in value and value.isprintable() else escaped
    if how == "lines":
        return '"""\n' + escaped[1:-1].replace("a", "\\\n  a") + '"""'
    return escaped


ODD = st.text(st.sampled_from("/@?#:%[]'\"\\ \t\n\u00e9=,{}&~"), max_size=6)


@given(
    before=ODD, after=ODD, user=st.sampled_from(["me", "", "a.b", "x@y"]),
    how=st.sampled_from(["basic", "codes", "literal", "lines"]),
    place=st.sampled_from(["[destination]\nendpoint = %s\nmode = 'live'\n",
                           "destination.endpoint = %s # the old one\n",
                           "destination = { mode = 'live', endpoint = %s }\n",
                           "[plugin]\nproxy = %s\n"]),
    scheme=st.sampled_from(["https://", "HTTP://"]),
)  # fmt: skip
def test_no_login_is_shown_however_it_is_spelled(
    before: str, after: str, user: str, how: str, place: str, scheme: str
) -> None:
    """Whatever stands in the password and however TOML writes it; the host stays to be seen."""
    password = f"{before}canary{after}canary"
    text = place % spelled(f"{scheme}{user}:{password}@host.example", how)
    tomllib.loads(text)
    shown = masked(text)
    assert "\\U0000006" not in shown
    assert "host.example" in shown or "{" in place
    tail = f"# it was {password}\n"
    if "\n" not in password:
        masked(text, tail)


@pytest.mark.parametrize(
    "line",
    [
        '# endpoint = "https://me:ca/nary@a.example"',
        '#endpoint = "https://canary@a.example"',
        "# https://me:canary?#c@nary@a.example was it",
        '[destination] # https://me:canary/#@a.example"',
        'version = 1 # endpoint = "me:canary@a.example"',
        '# endpoint = "https\\u003a//me:canary\\u0040a.example"',
    ],
)
def test_a_login_in_a_comment_is_masked(line: str) -> None:
    assert "canary" not in masked(line + "\n")


def test_a_page_of_somebody_is_no_login() -> None:
    """A page URL may hold a port and an @."""
    text = '[[page_urls]]\nurl = "https://shop.example:8080/@me"  # https://a.example/@b\n'
    assert masked(text) == text
