"""facts, section 4: the Filter Query Language."""

from pathlib import Path
from typing import Final

import pytest

from tests.factories import identify
from tests.facts.cases import FORWARD, Case, case_name, filtered, forwarded, show, uncovered

RULES: Final = {
    "and": "facts, section 4: FQL has and.",
    "or": "facts, section 4: FQL has or.",
    "!": "facts, section 4: FQL has !.",
    "parentheses": "facts, section 4: FQL has parentheses.",
    "operators": "facts, section 4: FQL has = != < <= > >=.",
    "in": "facts, section 4: FQL has in [..].",
    "paths": "facts, section 4: field paths properties.a.b.",
    "escapes": r"facts, section 4: characters outside a-z A-Z 0-9 _ - are escaped by \.",
    "quotes": "facts, section 4: strings in single or double quotes.",
    "literals": "facts, section 4: numbers, true, false, null.",
    "contains": "facts, section 4: contains(s, sub).",
    "match": "facts, section 4: match(s, glob).",
    "lowercase": "facts, section 4: lowercase.",
    "uppercase": "facts, section 4: uppercase.",
    "snakecase": "facts, section 4: snakecase.",
    "kebabcase": "facts, section 4: kebabcase.",
    "titlecase": "facts, section 4: titlecase.",
    "typeof": "facts, section 4: typeof.",
    "length": "facts, section 4: length is the bytes of a string, the items of a list.",
    "bool": "facts, section 4: bool.",
    "string": "facts, section 4: string.",
    "number": "facts, section 4: number.",
    "all": "facts, section 4: the bare word all matches every event.",
    "absent": 'facts, section 4: absent is null: x = null, x != "a" are true, x < 1 is false.',
    "semver": "facts, section 4: semver(v, op, v), up to three numeric parts.",
    "glob [^a]": "facts, section 4: glob [^a] is in the language.",
    "strict types": "facts, section 4: values of different types are never equal.",
    "< on a non-number": "facts, section 4: < on a non-number is false.",
    "null in functions": "facts, section 4: contains(null, …) and match(null, …) are false.",
    "length(null)": "facts, section 4: length(null) is 0.",
    "typeof(null)": 'facts, section 4: typeof(null) is "null".',
    "glob *": "facts, section 4: * is any run (including /).",
    "glob ?": "facts, section 4: ? is one character.",
    "glob classes": "facts, section 4: [abc] and [a-z].",
    "glob escape": r"facts, section 4: \x is literal.",
    "glob full match": "facts, section 4: a glob matches the whole text.",
    "glob case": "facts, section 4: a glob is case sensitive.",
}

EVENT: Final = identify(
    {
        "plan": "Gold Plan",
        "city": "Zürich",
        "age": 30,
        "score": 1.5,
        "zero": 0,
        "vip": True,
        "off": False,
        "none": None,
        "empty": "",
        "tags": ["a", "b", 3],
        "nobody": [],
        "address": {"zip": "8001", "street": {"no": 5}},
        "a b": 1,
        "dotted.name": 2,
        "cost$": 3,
        "naïve": 4,
        "kebab-name_1": 5,
        "quoted": 'it\'s "so"',
        "path": "/docs/a/b",
        "version": "2.10.1",
        "and": 6,
        "number": "12.5",
    }
)

TRUE: Final[dict[str, list[str]]] = {
    "and": ['type = "identify" and userId = "u-1"', "true and true and true"],
    "or": ["type = 'page' or userId = 'u-1'", "true or false and false", "false and false or true"],
    "!": ["!false", "!!true", "!contains(traits.plan, 'Silver')", "!(type = 'track')",
          "!traits.plan", "!(true and false)", "!false and true"],
    "parentheses": ["(type = 'identify')", "((true))", "(true or false) and (false or (true))",
                    "!((type = 'track') or (type = 'page'))"],
    "operators": ["traits.age = 30", "traits.age != 31", "traits.age < 30.5", "traits.age <= 30",
                  "traits.age > 29", "traits.age >= 30", "30 = traits.age", "1<2"],
    "in": ["traits.age in [1, 30]", 'type in ["track", "identify"]', "traits.none in [null]",
           "traits.vip in [1, true]", "'b' in traits.tags", "traits.age in [traits.zero, 30]"],
    "paths": ["traits.address.street.no = 5", "traits.address.zip = '8001'",
              "traits.kebab-name_1 = 5"],
    "escapes": [r"traits.a\ b = 1", r"traits.dotted\.name = 2", r"traits.cost\$ = 3",
                r"traits.na\ïve = 4", r"\traits.age = 30", r"traits.\and = 6"],
    "quotes": ["""traits.quoted = 'it\\'s "so"'""", '''traits.quoted = "it's \\"so\\""''',
               """'a' = "a" """, "traits.city = 'Zürich'", r"'\u00fc' = 'ü'"],
    "literals": ["traits.zero > -1.5", "1e2 = 100",
                 "traits.age = 30.0", "traits.score = 1.5", "traits.zero = -0",
                 "traits.vip = true", "traits.off = false", "traits.none = null"],
    "contains": ["contains(traits.plan, 'old P')", "contains(traits.plan, '')"],
    "match": ["match(traits.plan, 'Gold*')", "match(traits.plan, 'Gold Plan')"],
    "lowercase": ["lowercase(traits.plan) = 'gold plan'", "lowercase(traits.age) = null"],
    "uppercase": ["uppercase(traits.city) = 'ZÜRICH'"],
    "snakecase": ["snakecase(traits.plan) = 'Gold_Plan'"],
    "kebabcase": ["kebabcase(traits.plan) = 'Gold-Plan'"],
    "titlecase": ["titlecase('test string') = 'Test String'"],
    "typeof": ["typeof(traits.plan) = 'string'", "typeof(traits.age) = 'number'",
               "typeof(traits.vip) = 'bool'", "typeof(traits.tags) = 'list'",
               "typeof(traits.address) = 'object'"],
    "length": ["length(traits.city) = 7", "length('abc') = 3", "length(traits.tags) = 3",
               "length(traits.nobody) = 0", "length(traits.empty) = 0"],
    "bool": ["bool(traits.vip)", "bool(traits.age)", "bool('true')", "!bool('false')",
             "!bool(traits.zero)", "!bool(traits.none)", "!bool(traits.empty)"],
    "string": ["string(traits.age) = '30'", "string(true) = 'true'", "string(1.0) = '1'"],
    "number": ["number(traits.number) = 12.5", "number('x') = null", "number(traits.age) > 29"],
    "all": ["all", "(all)", "all and true"],
    "absent": ["traits.nothing = null", 'traits.nothing != "a"', "!(traits.nothing < 1)",
               "!(traits.nothing >= 0)", "nothing.at.all = null", "traits.age.deeper = null",
               "traits.tags.deeper = null"],
    "semver": ["semver(traits.version, '>', '2.9')", "semver(traits.version, '>=', '2.10.1')",
               "semver('1', '=', '1.0.0')", "semver('1.2', '<', '1.2.1')",
               "semver('1.2', '!=', '1.3')", "semver('2', '<=', '10')"],
    "glob [^a]": ["match(traits.city, '[^A-Y]ürich')", "match('b', '[^a]')"],
    "strict types": ["traits.address.zip != 8001", "traits.number != 12.5", "traits.vip != 'true'",
                     "traits.zero != false", "traits.none != ''", "traits.empty != null",
                     "traits.zero != ''", "traits.vip != 1"],
    "< on a non-number": ["!(traits.plan < 'Z')", "!(traits.number < 13)", "!(traits.vip < 2)",
                          "!(traits.none <= 0)", "!('a' < 'b')"],
    "null in functions": ["!contains(null, 'a')", "!contains(traits.none, '')",
                          "!match(null, '*')", "!match(traits.nothing, '*')"],
    "length(null)": ["length(null) = 0", "length(traits.nothing) = 0"],
    "typeof(null)": ["typeof(null) = 'null'", "typeof(traits.nothing) = 'null'"],
    "glob *": ["match(traits.path, '/docs/*')", "match(traits.path, '*')", "match('', '*')",
               "match(traits.path, '*/a/*')", "match('ab', 'a*b')"],
    "glob ?": ["match(traits.city, 'Z?rich')", "match('a/b', 'a?b')"],
    "glob classes": ["match('b', '[abc]')", "match('q', '[a-z]')", "match('-', '[a\\-z]')",
                     "match('7', '[a-z0-9]')"],
    "glob escape": [r"match('a*', 'a\*')", r"match('a?b', 'a\?b')", r"match('[x]', '\[x\]')",
                    r"match('ax', 'a\x')"],
    "glob full match": ["match('abc', 'abc')", "match('abc', '*b*')"],
    "glob case": ["match('ABC', 'A*')"],
}  # fmt: skip

FALSE: Final[dict[str, list[str]]] = {
    "and": ["true and false", "type = 'identify' and userId = 'u-2'"],
    "or": ["false or false", "(true or true) and false"],
    "!": ["!true", "!all"],
    "parentheses": ["(true or false) and false"],
    "operators": ["traits.age < 30", "traits.age > 30", "traits.age != 30", "traits.age = 31"],
    "in": ["traits.age in [1, 2]", "traits.age in []", "'30' in [traits.age]", "traits.age in 30"],
    "strict types": ["traits.age = '30'", "traits.vip = 1", "traits.zero = false",
                     "traits.none = ''", "traits.zero = null", "traits.age in ['30']"],
    "contains": ["contains(traits.plan, 'gold')", "contains(traits.tags, 'a')"],
    "semver": ["semver('1.2.3', '=', '1.2.4')", "semver(traits.plan, '=', '1')",
               "semver(traits.none, '=', '1')"],
    "all": ["all and false"],
    "glob [^a]": ["match('a', '[^a]')", "match('', '[^a]')"],
    "glob ?": ["match('', '?')", "match('ab', '?')"],
    "glob classes": ["match('d', '[abc]')", "match('Q', '[a-z]')", "match('-', '[a-z]')"],
    "glob escape": [r"match('ab', 'a\*')", r"match('xx', '\?x')"],
    "glob full match": ["match('abc', 'b')", "match('abc', 'ab')", "match('abc', 'bc')"],
    "glob case": ["match('ABC', 'a*')", "match('abc', '[A-Z]*')"],
    "bool": ["traits.age", "'true'"],
}  # fmt: skip

ERRORS: Final[dict[str, list[tuple[str, str]]]] = {
    "operators": [("type == 'a'", "line 1, column 7: expected a field, a value or a function"),
                  ("type =\n\n ~", "line 3, column 2")],
    "!": [("not all", "write `!`")],
    "and": [("all AND all", "write `and`"), ("all && all", "write `and`"),
            ("all and", "column 8: expected a field, a value or a function, found the end")],
    "parentheses": [("(all", "`(` has no `)`"), ("all)", "nothing is open")],
    "in": [("type in ['a'", "`[` has no `]`")],
    "quotes": [("type = 'a", "no closing quote"), ("type = track shoe", "quotes")],
    "escapes": [("traits.$a = 1", r"\$")],
    "contains": [("contain(type, 'a')", "did you mean `contains`?"),
                 ("contains(type)", "takes 2 arguments, found 1")],
    "titlecase": [("titleCase(type) = 'a'", "did you mean `titlecase`?")],
    "semver": [("semver(type, '~', '1')", 'one of "="'), ("semver(type, '=', '1.2.3.4')", "up to")],
    "glob classes": [("match(type, '[a')", "`[` has no `]`")],
}  # fmt: skip


def config(expression: str) -> str:
    """One filter that drops what the expression matches."""
    return f"{FORWARD}[[filters]]\nif = '''{expression}'''\n"


MATCHED, PASSED = filtered("destination_filter"), forwarded("identify")
CASES: Final = [
    *(
        Case(expression, rule, [EVENT], [MATCHED], config(expression))
        for rule, expressions in TRUE.items()
        for expression in expressions
    ),
    *(
        Case(expression, rule, [EVENT], [PASSED], config(expression))
        for rule, expressions in FALSE.items()
        for expression in expressions
    ),
    *(
        Case(text, rule, [EVENT], [filtered("invalid_filter", said)], config(text))
        for rule, errors in ERRORS.items()
        for text, said in errors
    ),
]


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_rule_is_kept(case: Case, tmp_path: Path) -> None:
    show(case, RULES, tmp_path)


def test_every_rule_has_a_case() -> None:
    assert uncovered(RULES, CASES) == set()
