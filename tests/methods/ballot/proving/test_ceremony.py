"""A threshold of trustees holds the key; whoever cheats in the ceremony is caught and named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import pytest

from citybricks.methods.ballot.documents import SignedMessage, write_commitments
from citybricks.methods.ballot.groups import by_name
from citybricks.methods.ballot.proving.ceremony import Ceremony, CeremonyError, Contribution
from citybricks.methods.ballot.proving.channels import ChannelError, seal
from citybricks.methods.ballot.proving.keys import new_seed
from citybricks.methods.ballot.proving.member import Keys, Member, private_key
from citybricks.methods.ballot.proving.proofs import sign
from citybricks.methods.ballot.proving.tallying import lagrange
from citybricks.methods.ballot.proving.trustees import key_of

GROUP = by_name("Ed25519")


@dataclass
class Held:
    """A ceremony of which every message is known."""

    size: int = 3
    threshold: int = 2
    ceremony: Ceremony = field(init=False)
    seeds: list[str] = field(init=False)
    members: list[Member] = field(init=False)
    certificates: list[SignedMessage] = field(init=False)
    given: list[Contribution] = field(init=False)

    def __post_init__(self) -> None:
        self.ceremony = Ceremony(GROUP, self.size, self.threshold)
        self.seeds = [new_seed() for _ in range(self.size)]
        self.members = [
            Member(self.ceremony, index, seed) for index, seed in enumerate(self.seeds, 1)
        ]
        self.certificates = [member.certificate() for member in self.members]
        self.given = [member.contribution(self.certificates) for member in self.members]

    def keys(self, member: Member, given: Sequence[Contribution] | None = None) -> Keys:
        """Return what a trustee makes of what it receives."""
        given = self.given if given is None else given
        return member.keys(
            self.certificates,
            [one.coefexps for one in given],
            [one.signature for one in given],
            [one.secrets[member.index - 1] for one in given],
        )

    def changed(self, index: int, change: Callable[[Contribution], Contribution]) -> Keys:
        """Return what the last trustee makes of it when one contribution is another."""
        given = [
            change(one) if number == index else one for number, one in enumerate(self.given, 1)
        ]
        return self.keys(self.members[-1], given)


@pytest.fixture(scope="module")
def held() -> Held:
    return Held()


def test_any_threshold_of_trustees_has_the_key_of_the_election(held: Held) -> None:
    keys = [held.keys(member) for member in held.members]
    public = [key.public_key for key in keys]
    whole = key_of(GROUP, held.ceremony.assembled(held.certificates, held.given, public))
    for chosen in combinations((1, 2, 3), 2):
        parts = (
            lagrange(GROUP.order, chosen, index) * keys[index - 1].private_key for index in chosen
        )
        assert GROUP.generator_power(sum(parts)) == whole
    assert GROUP.generator_power(keys[0].private_key) != whole


def test_a_private_key_comes_back_from_the_seed_and_what_the_server_keeps(held: Held) -> None:
    keys = held.keys(held.members[0])
    assert private_key(GROUP, held.seeds[0], keys.sealed) == keys.private_key
    with pytest.raises(ChannelError, match="changed on its way or is for another"):
        private_key(GROUP, held.seeds[1], keys.sealed)


def test_a_share_that_does_not_fit_its_commitments_is_named(held: Held) -> None:
    sender, recipient = held.members[1], held.members[2]
    encryption = GROUP.generator_power(recipient.encryption_key)
    wrong = seal(GROUP, sender.signing_key, encryption, '{"secret":"12345"}')
    with pytest.raises(CeremonyError, match="trustee 2: its share for trustee 3 does not fit"):
        held.changed(2, lambda one: replace(one, secrets=(*one.secrets[:2], wrong)))


def test_a_share_that_was_changed_on_its_way_is_named(held: Held) -> None:
    def change(one: Contribution) -> Contribution:
        sealed = one.secrets[2]
        data = bytes([sealed.data[0] ^ 1]) + sealed.data[1:]
        return replace(one, secrets=(*one.secrets[:2], replace(sealed, data=data)))

    with pytest.raises(CeremonyError, match="trustee 1: its message for trustee 3 cannot be taken"):
        held.changed(1, change)


def test_a_share_meant_for_another_trustee_is_named(held: Held) -> None:
    sender, recipient = held.members[0], held.members[2]
    encryption = GROUP.generator_power(recipient.encryption_key)
    forged = seal(GROUP, recipient.signing_key, encryption, '{"secret":"1"}')
    with pytest.raises(CeremonyError, match=f"trustee {sender.index}: .* not signed by its sender"):
        held.changed(1, lambda one: replace(one, secrets=(*one.secrets[:2], forged)))
    swapped = lambda one: replace(one, secrets=one.secrets[::-1])  # noqa: E731
    with pytest.raises(CeremonyError, match=r"trustee 1: .* for another recipient"):
        held.changed(1, swapped)


def test_other_commitments_than_those_signed_are_named(held: Held) -> None:
    signer = held.members[1]
    message = write_commitments((GROUP.generator, GROUP.generator), GROUP)
    other = SignedMessage(message, sign(GROUP, signer.signing_key, message))
    with pytest.raises(CeremonyError, match="trustee 2: has not signed these certificates"):
        held.changed(2, lambda one: replace(one, coefexps=other))
    forged = SignedMessage(message, held.given[1].coefexps.signature)
    with pytest.raises(CeremonyError, match="trustee 2: the commitments are not signed"):
        held.changed(2, lambda one: replace(one, coefexps=forged))


def test_more_commitments_than_the_threshold_are_named(held: Held) -> None:
    signer = held.members[0]
    message = write_commitments((GROUP.generator,) * 3, GROUP)
    longer = SignedMessage(message, sign(GROUP, signer.signing_key, message))
    with pytest.raises(CeremonyError, match="trustee 1: 3 commitments, should be 2"):
        held.changed(1, lambda one: replace(one, coefexps=longer))


def test_a_server_that_shows_other_certificates_to_others_is_found_out(held: Held) -> None:
    spy = Member(held.ceremony, 1, new_seed()).certificate()
    shown = [spy, *held.certificates[1:]]
    misled = held.members[1].contribution(shown)
    given = [held.given[0], misled, held.given[2]]
    with pytest.raises(CeremonyError, match="trustee 2: has not signed these certificates"):
        held.keys(held.members[2], given)


def test_a_certificate_of_another_ceremony_is_named(held: Held) -> None:
    other = Member(Ceremony(GROUP, 3, 3), 2, held.seeds[1]).certificate()
    replayed = [held.certificates[0], other, held.certificates[2]]
    with pytest.raises(CeremonyError, match=r"trustee 2: .* made for another ceremony"):
        held.members[0].contribution(replayed)
    moved = [held.certificates[0], held.certificates[2], held.certificates[1]]
    with pytest.raises(CeremonyError, match=r"trustee 2: .* another trustee's place"):
        held.members[0].contribution(moved)


def test_ones_own_certificate_of_an_earlier_ceremony_is_recognised(held: Held) -> None:
    earlier = Held()
    replayed = [held.certificates[0], earlier.certificates[1], held.certificates[2]]
    with pytest.raises(CeremonyError, match=r"trustee 2: .* not the one you made"):
        held.members[1].contribution(replayed)


def test_a_certificate_with_a_bad_signature_is_named(held: Held) -> None:
    bad = replace(held.certificates[2], signature=held.certificates[1].signature)
    with pytest.raises(CeremonyError, match="trustee 3: the certificate is not signed"):
        held.ceremony.certificates([*held.certificates[:2], bad])


def test_one_trustee_in_two_places_is_named(held: Held) -> None:
    twin = Member(held.ceremony, 3, held.seeds[0]).certificate()
    with pytest.raises(CeremonyError, match=r"trustee 3: .* keys of another one"):
        held.ceremony.certificates([*held.certificates[:2], twin])


def test_a_missing_certificate_is_named(held: Held) -> None:
    with pytest.raises(CeremonyError, match="trustee 3: 2 certificates for 3 trustees"):
        held.ceremony.certificates(held.certificates[:2])


def test_a_key_that_does_not_follow_is_named(held: Held) -> None:
    keys = [held.keys(member).public_key for member in held.members]
    with pytest.raises(CeremonyError, match="trustee 1: the key does not follow"):
        held.ceremony.assembled(held.certificates, held.given, [keys[1], keys[0], keys[2]])
    unsigned = replace(keys[1], signature=None)
    with pytest.raises(CeremonyError, match="trustee 2: the key is not signed"):
        held.ceremony.assembled(held.certificates, held.given, [keys[0], unsigned, keys[2]])
    unproved = replace(keys[2], pok=keys[0].pok)
    with pytest.raises(CeremonyError, match="trustee 3: the key comes without proof"):
        held.ceremony.assembled(held.certificates, held.given, [*keys[:2], unproved])


@pytest.mark.parametrize("threshold", [0, 4])
def test_a_threshold_that_cannot_be_met_is_refused(threshold: int) -> None:
    with pytest.raises(ValueError, match=f"threshold {threshold} of 3: from 1 to 3"):
        Ceremony(GROUP, 3, threshold)


def test_a_refusal_says_why_in_chinese_too(held: Held) -> None:
    with pytest.raises(CeremonyError) as refused:
        held.ceremony.certificates(held.certificates[::-1])
    assert "证书属于另一场仪式" in refused.value.zh
