r"""FQL's grammar for Lark (facts.md, section 4).

`or` binds weakest, then `and`, then one comparison, then `!`. A keyword is a keyword only as a
whole word: `order`, `null.x` and `\and` are fields. A number is a number only when no field
could go on where it ends: `2fa` is a field.
"""

from typing import Final

GRAMMAR: Final = r"""
?start: disjunction

?disjunction: conjunction (_OR conjunction)*        -> any_of
?conjunction: comparison (_AND comparison)*         -> all_of
?comparison: unary
    | unary (OPERATOR | IN) unary                   -> comparison
?unary: operand
    | _NOT unary                                    -> negation
?operand: _LPAR disjunction _RPAR
    | STRING                                        -> string
    | NUMBER                                        -> number
    | TRUE                                          -> true
    | FALSE                                         -> false
    | NULL                                          -> null
    | ALL                                           -> all
    | PATH                                          -> path
    | PATH _LPAR _arguments _RPAR                   -> call
    | _LSQB _arguments _RSQB                        -> items
_arguments: [disjunction (_COMMA disjunction)*]

OPERATOR: /!=|<=|>=|=|<|>/
IN.3: /in(?![A-Za-z0-9_\-.\\])/
_AND.3: /and(?![A-Za-z0-9_\-.\\])/
_OR.3: /or(?![A-Za-z0-9_\-.\\])/
TRUE.3: /true(?![A-Za-z0-9_\-.\\])/
FALSE.3: /false(?![A-Za-z0-9_\-.\\])/
NULL.3: /null(?![A-Za-z0-9_\-.\\])/
ALL.3: /all(?![A-Za-z0-9_\-.\\])/
NUMBER.2: /[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?(?![A-Za-z0-9_\-.\\])/
PATH.1: /([A-Za-z0-9_\-]|\\[\s\S])+(\.([A-Za-z0-9_\-]|\\[\s\S])+)*/
STRING: /"[^"\\]*(\\[\s\S][^"\\]*)*"|'[^'\\]*(\\[\s\S][^'\\]*)*'/
_NOT: "!"
_LPAR: "("
_RPAR: ")"
_LSQB: "["
_RSQB: "]"
_COMMA: ","

%ignore /[ \t\r\n\f]+/
"""
