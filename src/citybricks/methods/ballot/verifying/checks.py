"""What is checked of an election, by identifier, in English and in simplified Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Check:
    """A check, and what it says when it is passed."""

    id: str
    en: str
    zh: str


def _all(*rows: tuple[str, str, str]) -> Mapping[str, Check]:
    return {row[0]: Check(*row) for row in rows}


CHECKS: Mapping[str, Check] = _all(
    (
        "A1",
        "Every byte of the file is as the format demands.",
        "文件的每个字节都符合格式要求。",
    ),
    (
        "A2",
        "Every record is named by the hash of its content.",
        "每条记录都以其内容的哈希命名。",
    ),
    (
        "A3",
        "The events are one unbroken chain of parents and heights.",
        "所有事件按父哈希和高度连成一条完整的链。",
    ),
    (
        "A4",
        "The events follow in the order of an election, each with its own data.",
        "事件按选举流程依次出现，且各有其数据。",
    ),
    (
        "S1",
        "Protocol, group and questions are of known kinds.",
        "协议版本、群和题型均为已知。",
    ),
    (
        "S2",
        "Every trustee has proved to know the secret half of its key.",
        "每位受托人都证明了自己掌握密钥的秘密部分。",
    ),
    (
        "S3",
        "Certificates, commitments and keys of the threshold ceremony fit together.",
        "门限密钥仪式的证书、承诺和密钥相互吻合。",
    ),
    (
        "S4",
        "The key of the election is the product of the trustees' keys.",
        "选举公钥等于各受托人公钥之积。",
    ),
    (
        "S5",
        "Credentials are different from each other and in the group.",
        "所有凭证互不相同且属于该群。",
    ),
    (
        "S6",
        "Questions can be answered and counted as they are put.",
        "题目的设置可以作答和计票。",
    ),
    (
        "S7",
        "There are as many credentials, of the same weight, as voters on the roll that was fixed.",
        "凭证的数量和总权重与已固定的选民名册一致。",
    ),
    (
        "B1",
        "Every ballot is in its one canonical form.",
        "每张选票都是唯一的规范写法。",
    ),
    (
        "B2",
        "Every ballot is for this election.",
        "每张选票都属于本次选举。",
    ),
    (
        "B3",
        "Every ballot was cast with a published credential.",
        "每张选票都由已公布的凭证投出。",
    ),
    (
        "B4",
        "Every ballot is signed with its credential.",
        "每张选票都由其凭证签名。",
    ),
    (
        "B5",
        "Every number in a ballot is in the group.",
        "选票中的每个元素都属于该群。",
    ),
    (
        "B6",
        "Every choice is proved to be marked once or not; every ranking to be known to its voter.",
        "每个选项都证明为已选或未选；每份排序都证明为投票人所知。",
    ),
    (
        "B7",
        "Every answer is proved to have an allowed number of marks, or to be blank.",
        "每份答案都证明所选数量合规，或为空白票。",
    ),
    (
        "B8",
        "No ballot was recorded twice.",
        "没有选票被重复记录。",
    ),
    (
        "B9",
        "No two ballots share an encrypted choice or its randomness.",
        "没有两张选票共用同一密文或随机数。",
    ),
    (
        "T1",
        "The encrypted tally is made of the last ballot of each credential.",
        "加密计票结果由每个凭证的最后一张选票构成。",
    ),
    (
        "T2",
        "Number and weight of the counted ballots are as stated.",
        "计入的选票数和总权重与声明一致。",
    ),
    (
        "M1",
        "Rankings were shuffled by two or more different trustees.",
        "排序选票经两位或以上不同的受托人混洗。",
    ),
    (
        "M2",
        "Every shuffle is proved to have changed no ballot.",
        "每次混洗都证明没有改动选票。",
    ),
    (
        "D1",
        "Every partial decryption is proved to be correct.",
        "每份部分解密都证明正确。",
    ),
    (
        "D2",
        "All trustees that are needed have decrypted, each once.",
        "所需的受托人均已解密，且各一次。",
    ),
    (
        "R1",
        "There is one result, and it is what the decryptions give.",
        "结果唯一，且与解密所得一致。",
    ),
    (
        "P1",
        "What was on the board before is still on it, unchanged.",
        "公告板先前的内容仍在，且未改动。",
    ),
    (
        "H1",
        "The board is the one whose heads were signed and witnessed.",
        "公告板与经签名和见证的板头一致。",
    ),
    (
        "X1",
        "The ballot of the tracker is on the board.",
        "该追踪码对应的选票在公告板上。",
    ),
)
"""All checks, in the order of a report."""


@dataclass
class Refused(Exception):  # noqa: N818 - what the board answers with
    """Something on a board, or on its way there, that does not pass a check.

    Parameters
    ----------
    check_id
        Which one.
    en, zh
        What is wrong, in English and in simplified Chinese.
    evidence
        Where: ``height``, ``hash``, ``credential``, ``owner``, ``byte`` and the like.
    """

    check_id: str
    en: str
    zh: str
    evidence: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Be told by its English words where nobody catches it."""
        super().__init__(self.check_id, self.en, self.zh, self.evidence)

    def __str__(self) -> str:
        """Return check and reason."""
        return f"{self.check_id}: {self.en}"

    def at(self, **evidence: Any) -> Refused:
        """Return the same with more evidence."""
        return Refused(self.check_id, self.en, self.zh, {**evidence, **self.evidence})
