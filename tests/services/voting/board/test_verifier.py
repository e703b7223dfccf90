"""The verifier is one file that runs with gmpy2 and PyNaCl alone."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from django.test import Client

from citybricks.methods.ballot.documents import HomomorphicQuestion
from citybricks.methods.ballot.proving.assembling import Made, Plan, Voter
from citybricks.services.voting.board.domain import verifier

ALONE = """
import sys, runpy
for name in ("django", "pydantic", "numpy", "pandas", "cryptography"):
    sys.modules[name] = None  # as if it were not installed
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def ran(program: Path, archive: Path) -> subprocess.CompletedProcess[str]:
    """Run the file as a voter would: with no code of ours on the path."""
    command = [sys.executable, "-I", "-c", ALONE, str(program), str(archive), "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_verifies_and_refuses_with_gmpy2_and_pynacl_alone(tmp_path: Path) -> None:
    program, archive = tmp_path / verifier.NAME, tmp_path / "vote.bel"
    program.write_bytes(Client().get(f"/voting/{verifier.NAME}").content)
    question = HomomorphicQuestion("Which?", ("A", "B"), 1, 1)
    voters = [Voter([[[1, 0]]]), Voter([[[0, 1]]]), Voter([[[1, 0]]])]
    buffer = io.BytesIO()
    Made(Plan([question], voters, group="Ed25519")).write(buffer)
    archive.write_bytes(buffer.getvalue())
    honest = ran(program, archive)
    assert (honest.returncode, honest.stderr) == (0, "")
    assert "VERIFIED" in honest.stdout
    archive.write_bytes(buffer.getvalue().replace(b'"result":[[2,1]]', b'"result":[[1,2]]'))
    assert ran(program, archive).returncode == 2


def test_its_digest_is_the_same_whenever_it_is_made() -> None:
    first = verifier.program()
    verifier.program.cache_clear()
    assert verifier.program() == first
    assert verifier.digest() == hashlib.sha256(first).hexdigest()


def test_nothing_of_a_prover_or_of_the_hub_is_in_it() -> None:
    names = ZipFile(io.BytesIO(verifier.program())).namelist()
    assert "citybricks/methods/ballot/verifying/verification.py" in names
    assert not [name for name in names if "proving" in name or "services" in name]
