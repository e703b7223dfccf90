"""The threshold ceremony after Pedersen: S3.

References
----------
.. [1] T. P. Pedersen, "A threshold cryptosystem without a trusted party", EUROCRYPT '91.
   https://doi.org/10.1007/3-540-46416-6_47
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nacl.exceptions import CryptoError

from citybricks.methods.ballot import strict_json
from citybricks.methods.ballot.documents import (
    Certificate,
    Context,
    DocumentError,
    Pedersen,
    SignedMessage,
    Trustees,
    parse_commitments,
)
from citybricks.methods.ballot.groups import Element, Group
from citybricks.methods.ballot.verifying.checks import Refused
from citybricks.methods.ballot.verifying.proofs import is_signed


def check(trustees: Trustees, group: Group) -> list[Refused]:
    """Return what is wrong with the ceremonies of trustees; warnings say so in their evidence."""
    found: list[Refused] = []
    before = 0
    for item in trustees.items:
        if isinstance(item, Pedersen):
            found += [one.at(owner=before + index) for index, one in _ceremony(item, group)]
            before += len(item.certs)
        else:
            before += 1
    return found


def commitments(item: Pedersen, group: Group) -> list[tuple[Element, ...]]:
    """Return the commitments of each trustee; none of one whose message cannot be read."""
    found: list[tuple[Element, ...]] = []
    for message in item.coefexps:
        try:
            found.append(parse_commitments(message.message, group))
        except DocumentError:
            found.append(())
    return found


def _ceremony(item: Pedersen, group: Group) -> Iterator[tuple[int, Refused]]:
    """Yield what is wrong, with the number of the trustee within the ceremony, from 1."""
    size, polynomials = len(item.certs), commitments(item, group)
    if not 1 <= item.threshold <= size:
        yield (
            1,
            _refuse(
                f"a threshold of {item.threshold} of {size} cannot be",
                f"{size} 人中的门限 {item.threshold} 不成立",
            ),
        )
        return
    for index, (cert, polynomial) in enumerate(zip(item.certs, polynomials, strict=True), 1):
        try:
            keys = Certificate.parse(cert.message, group)
        except DocumentError as error:
            yield index, _refuse(f"the certificate cannot be read: {error}", "证书无法读取")
            continue
        for refused in _member(item, group, index, keys, polynomial):
            yield index, refused
    if all(len(one) == item.threshold for one in polynomials):
        yield from _verification_keys(item, group, polynomials)
    if item.signatures is None:
        yield 1, _warn("made before Belenios 2.5.1: no signatures over all certificates")


def _member(
    item: Pedersen, group: Group, index: int, keys: Certificate, polynomial: tuple[Element, ...]
) -> Iterator[Refused]:
    """Yield what is wrong with what one trustee gave."""
    elements = [keys.verification, keys.encryption, *polynomial]
    if group.strangers(elements):
        yield _refuse("a key or a commitment is not in the group", "密钥或承诺不属于该群")
        return
    size, threshold = len(item.certs), item.threshold
    expected = Context(group.name, size, threshold, index)
    if keys.context not in {None, expected}:
        yield _refuse("the certificate is of another ceremony", "证书属于另一次仪式")
    if keys.context is None and item.signatures is not None:
        yield _refuse("the certificate does not name its ceremony", "证书未注明所属仪式")
    if not is_signed(group, keys.verification, item.certs[index - 1]):
        yield _refuse("the certificate is not signed with its own key", "证书未由其自身密钥签名")
    if len(polynomial) != threshold:
        yield _refuse(
            f"{len(polynomial)} commitments, should be {threshold}",
            f"有 {len(polynomial)} 个承诺，应为 {threshold} 个",
        )
    if not is_signed(group, keys.verification, item.coefexps[index - 1]):
        yield _refuse("the commitments are not signed", "承诺未签名")
    yield from _signatures(item, group, index, keys, polynomial)


def _signatures(
    item: Pedersen, group: Group, index: int, keys: Certificate, polynomial: tuple[Element, ...]
) -> Iterator[Refused]:
    """Yield what is wrong with the signatures over all certificates and over the key."""
    own = item.verification_keys[index - 1]
    if item.signatures is not None:
        message = SignedMessage(
            _all_certificates(item, group, polynomial), item.signatures[index - 1]
        )
        if not is_signed(group, keys.verification, message):
            yield _refuse("the set of certificates is not signed", "证书集未签名")
    if own.signature is not None:
        signed = SignedMessage(group.write(own.public_key), own.signature)
        if not is_signed(group, keys.verification, signed):
            yield _refuse("the key is not signed by its owner", "密钥未由其持有人签名")


def _all_certificates(item: Pedersen, group: Group, polynomial: tuple[Element, ...]) -> str:
    shown = strict_json.dumps(
        {
            "certs": [one.json() for one in item.certs],
            "coefexps": [group.write(one) for one in polynomial],
        }
    )
    return f"certs_sig|{shown.decode()}"


def _verification_keys(
    item: Pedersen, group: Group, polynomials: Sequence[tuple[Element, ...]]
) -> Iterator[tuple[int, Refused]]:
    """Yield the trustees whose key is not what all polynomials give at their number."""
    try:
        sums = [group.product(coefficients) for coefficients in zip(*polynomials, strict=True)]
        for index, key in enumerate(item.verification_keys, 1):
            powers = [group.power(one, index**k) for k, one in enumerate(sums)]
            if group.product(powers) != key.public_key:
                yield (
                    index,
                    _refuse("the key does not follow from the commitments", "密钥与承诺不符"),
                )
    except CryptoError:
        return  # what is no point is named by the check of each member


def _refuse(en: str, zh: str) -> Refused:
    return Refused("S3", f"Threshold ceremony: {en}.", f"门限密钥仪式：{zh}。")


def _warn(en: str) -> Refused:
    zh = "由 2.5.1 之前的 Belenios 生成：没有对全部证书的签名"
    return Refused("S3", f"Threshold ceremony: {en}.", f"门限密钥仪式：{zh}。", {"warning": True})
