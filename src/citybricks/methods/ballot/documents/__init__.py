"""Documents of the protocol, version 1: read strictly, written in their one canonical form.

Elements are read into the group, exponents into integers. Whether elements are members of the
subgroup, and whether proofs hold, is for the verifier to find out.
"""

from citybricks.methods.ballot.documents.ballots import (
    Answer,
    Ballot,
    Credential,
    HomomorphicAnswer,
    NonHomomorphicAnswer,
    Signature,
    parse_credentials,
    write_credentials,
)
from citybricks.methods.ballot.documents.elections import (
    Election,
    HomomorphicQuestion,
    NonHomomorphicQuestion,
    Question,
)
from citybricks.methods.ballot.documents.proofs import Ciphertext, Proof, SignedMessage
from citybricks.methods.ballot.documents.reading import DocumentError, UnsupportedError
from citybricks.methods.ballot.documents.tallies import (
    EncryptedTally,
    Owned,
    PartialDecryption,
    Result,
    SetupData,
    Shuffle,
    ShuffleProof,
    Sized,
)
from citybricks.methods.ballot.documents.trustees import (
    Certificate,
    Context,
    Pedersen,
    Single,
    Trustee,
    TrusteeKey,
    Trustees,
    parse_commitments,
    write_commitments,
)

__all__ = [
    "Answer",
    "Ballot",
    "Certificate",
    "Ciphertext",
    "Context",
    "Credential",
    "DocumentError",
    "Election",
    "EncryptedTally",
    "HomomorphicAnswer",
    "HomomorphicQuestion",
    "NonHomomorphicAnswer",
    "NonHomomorphicQuestion",
    "Owned",
    "PartialDecryption",
    "Pedersen",
    "Proof",
    "Question",
    "Result",
    "SetupData",
    "Shuffle",
    "ShuffleProof",
    "Signature",
    "SignedMessage",
    "Single",
    "Sized",
    "Trustee",
    "TrusteeKey",
    "Trustees",
    "UnsupportedError",
    "parse_commitments",
    "parse_credentials",
    "write_commitments",
    "write_credentials",
]
