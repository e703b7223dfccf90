"""Why something is not taken in, in English and Chinese, for programs and for people."""

from __future__ import annotations

from citybricks.services.voting.refusal import RefusedError

REASONS = {
    "unknown": (
        "There is nothing here.",
        "此处没有内容。",
    ),
    "A4": (
        "The board takes no more of this: {kind} cannot follow {last}.",
        "公告板目前不接受此操作：{last} 之后不能有 {kind}。",
    ),
    "B8": (
        "This ballot is on the board already.",
        "该选票已在公告板上。",
    ),
    "spoiled": (
        "This ballot was opened for an audit and cannot be cast. Encrypt your choices again.",
        "该选票已被公开用于核查，不能再投。请重新加密您的选择。",
    ),
    "revoked": (
        "This credential was revoked. Use the one in your newer letter, or ask the registrar.",
        "此凭证已作废。请使用新信函中的凭证，或联系登记员。",
    ),
    "cast": (
        "This ballot is on the board. It must not be opened: that would reveal a vote.",
        "该选票已在公告板上，不可公开：否则会泄露投票内容。",
    ),
    "size": (
        "{size} bytes are too many; at most {most} are taken.",
        "共 {size} 字节，过大；最多接受 {most} 字节。",
    ),
    "board": (
        "The board stands still until somebody has looked at it. Nothing was taken; try later.",
        "本次选举的公告板暂停使用，待人工检查。提交内容未被接收，请稍后再试。",
    ),
    "document": (
        "This is not the document that is expected here: {reason}",
        "提交的文件不符合要求：{reason}",
    ),
    "signature": (
        "The signature is not that of the credential.",
        "签名与凭证不符。",
    ),
    "witness": (
        "The board does not know this witness; the secretariat enters witnesses with their keys.",
        "公告板不认识该见证方；见证方及其公钥由秘书处登记。",
    ),
    "head": (
        "The board has signed another head at this height.",
        "公告板在此高度签署的是另一个头部。",
    ),
    "owner": (
        "Trustee {owner} has given this already.",
        "第 {owner} 位受托人已提交过。",
    ),
}


def refused(code: str, **values: object) -> RefusedError:
    """Return a refusal for one of `REASONS`."""
    en, zh = REASONS[code]
    return RefusedError(code, en.format(**values), zh.format(**values))
