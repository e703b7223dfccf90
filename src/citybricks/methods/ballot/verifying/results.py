"""The result: R1."""

from __future__ import annotations

from collections.abc import Sequence

from citybricks.methods.ballot.documents import (
    DocumentError,
    Election,
    HomomorphicQuestion,
    Result,
)
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.decryption import Elements
from citybricks.methods.ballot.verifying.proofs import is_too_long


def check(election: Election, plain: Elements, raw: bytes, most: int) -> Result:
    """Return a result that is what was opened.

    Parameters
    ----------
    election
        What was asked.
    plain
        From `opened`.
    raw
        The document.
    most
        Weight of all ballots: no choice has more marks.

    Raises
    ------
    Refused
        When it is not canonical or says something else: R1.
    """
    if is_too_long(raw, sum(len(one) for one in plain)):
        raise Refused("R1", "The result is longer than one of this tally.", "结果超出应有长度。")
    try:
        result = Result.parse(raw, election)
    except DocumentError as error:
        raise Refused("R1", f"Result: {error}.", f"结果：{error.where} {error.zh}。") from None
    whole = zip(election.questions, plain, result.result, strict=True)
    for number, (question, elements, stated) in enumerate(whole, 1):
        if isinstance(question, HomomorphicQuestion):
            held = _counts(election.group, elements, stated, most)
        else:
            count = len(question.answers)
            opened_ones = tuple(ranking(election.group, one, count) for one in elements)
            held = opened_ones == stated
        if not held:
            raise Refused(
                "R1",
                f"The result of question {number} is not what the decryptions give.",
                f"第 {number} 题的结果与解密所得不一致。",
                {"question": number},
            )
    return result


def _counts(group: Group, elements: Sequence[Element], stated: Sequence[object], most: int) -> bool:
    """Say whether each count is the logarithm of an element: raised to it, not looked for."""
    return len(stated) == len(elements) and all(
        isinstance(count, int) and count <= most and group.generator_power(count) == element
        for count, element in zip(stated, elements, strict=True)
    )


def ranking(group: Group, element: Element, count: int) -> tuple[int, ...]:
    """Return the numbers in an opened answer: the last ones, or zeros before fewer."""
    try:
        values = group.extract(element)
    except ValueError:
        values = []
    return tuple(([0] * count + values)[-count:])
