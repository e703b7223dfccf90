"""``citybricks-trustee``: what a trustee does, on the trustee's own machine.

The key stays in its file. Before anything is shuffled or decrypted, the archive is read and
checked by the verifier, as a program of its own. A key opens one tally only: two that differ in
a ballot would tell what is in it. Which one, stands beside the key file in ``KEY.opened``.
"""

from __future__ import annotations

import argparse
import getpass
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from citybricks.methods.ballot.digests import sha256_hex
from citybricks.methods.ballot.groups import NAMES
from citybricks.methods.ballot.proving import keys
from citybricks.methods.ballot.proving.answering import Trustee
from citybricks.methods.ballot.proving.board import Board
from citybricks.methods.ballot.proving.remote import Remote
from citybricks.methods.ballot.proving.words import LANGUAGES

PASSPHRASE, TOKEN = "CITYBRICKS_TRUSTEE_PASSPHRASE", "CITYBRICKS_TRUSTEE_TOKEN"
"""Variables of the environment that are read in place of asking."""
_VERIFIER = "citybricks.methods.ballot.verifying.command"
_TRUSTED = (0, 3)
"""What the verifier ends in when all is well, or all is well so far."""
_PAUSE = 10.0
"""Between two looks for a task. [s]"""
_SHORTEST = 12
"""Characters of a passphrase."""


class UsageError(ValueError):
    """What cannot be done as it was asked for."""

    def __init__(self, en: str, zh: str) -> None:
        self.en, self.zh = en, zh
        super().__init__(en)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0, or 2 with the reason on standard error."""
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except (ValueError, OSError) as error:  # all that is refused is a ValueError
        sys.stderr.write(f"{_of(error)}\n")
        return 2
    return 0


def _of(error: Exception) -> str:
    """Return what an error says, in the language of the terminal."""
    texts = getattr(error, "en", None), getattr(error, "zh", None)
    who = f"{_text('trustee', '受托人')} {error.trustee}: " if hasattr(error, "trustee") else ""
    place = getattr(error, "where", "")
    where = f"{place}: " if place else ""
    return who + where + _text(*texts) if texts[0] and texts[1] else str(error)


def _text(en: str | None, zh: str | None) -> str:
    spoken = next((os.environ[name] for name in ("LC_ALL", "LANG") if os.environ.get(name)), "")
    return (zh if spoken.startswith("zh") else en) or ""


def _say(en: str, zh: str) -> None:
    sys.stderr.write(_text(en, zh) + "\n")


# --- what there is to do -------------------------------------------------------------------------
def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("citybricks-trustee", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(run: Callable[[argparse.Namespace], None], name: str, said: str) -> Any:
        command = commands.add_parser(name, help=said, description=said)
        command.add_argument("key", type=Path, help="key file, such as key.enc.json")
        command.set_defaults(run=run)
        return command

    new = add(_new, "new", "make a key, seal it in a file, and print its recovery words")
    recover = add(_recover, "recover", "make the file of a key again, from its recovery words")
    for one in (new, recover):
        one.add_argument("--note", default="", help="for whom and what the key is")
    new.add_argument("--words", choices=LANGUAGES, default=_text("en", "zh"))
    public = add(_public, "public", "print the public key of a trustee who shares it with nobody")
    public.add_argument("--group", choices=NAMES, default="BELENIOS-2048")
    part = add(_part, "part", "do what the hub asks for: take part, shuffle, decrypt")
    part.add_argument("address", help="https://HUB/voting/api/elections/UUID/trustees/NUMBER")
    part.add_argument("--wait", action="store_true", help="go on until all is done")
    task = add(_task, "task", "answer a task from a file")
    task.add_argument("task", type=Path, help='{"step": …, "data": …}')
    task.add_argument("--archive", type=Path, help="UUID.bel, to shuffle or decrypt")
    shuffle = add(_shuffle, "shuffle", "shuffle the rankings of an archive")
    decrypt = add(_decrypt, "decrypt", "make this trustee's share of the decryption of an archive")
    for one in (shuffle, decrypt):
        one.add_argument("archive", type=Path, help="UUID.bel")
    decrypt.add_argument("--sealed", type=Path, help="private key from a ceremony, sealed")
    for one in (public, task, shuffle, decrypt):
        one.add_argument("-o", "--output", type=Path, help="file to write; standard output if none")
    return parser


def _new(given: argparse.Namespace) -> None:
    seed = keys.new_seed()
    _seal(given, seed)
    _say(
        "Write these words on paper; they are shown once. Whoever has them has the key.",
        "请将以下词语抄在纸上，只显示一次。持有这些词语者即持有密钥。",
    )
    for number, word in enumerate(keys.recovery_words(seed, given.words), 1):
        sys.stdout.write(f"{number:2} {word}\n")


def _recover(given: argparse.Namespace) -> None:
    _say("Recovery words:", "恢复词语：")
    _seal(given, keys.recovered(sys.stdin.readline()))


def _seal(given: argparse.Namespace, seed: str) -> None:
    """Write the key file, readable by its owner alone; never over another one."""
    passphrase = _passphrase(twice=True)
    if len(passphrase) < _SHORTEST:
        raise UsageError(
            f"the passphrase has {len(passphrase)} characters, at least {_SHORTEST} are needed",
            f"口令有 {len(passphrase)} 个字符，至少需要 {_SHORTEST} 个",
        )
    raw = keys.sealed(seed, passphrase, given.note)
    with os.fdopen(os.open(given.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(raw)


def _public(given: argparse.Namespace) -> None:
    _write(given, _trustee(given).answer("key", {"group": given.group}, _nothing))


def _task(given: argparse.Namespace) -> None:
    try:
        task = json.loads(given.task.read_bytes())
        step, data = str(task["step"]), task["data"]
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{given.task} is not a task", f"{given.task} 不是任务文件") from None

    def board() -> Board:
        if given.archive is None:
            raise UsageError(f"{step} needs --archive", f"{step} 需要 --archive")
        return _once(given.key, step, _verified(given.archive))

    _write(given, _trustee(given).answer(step, data, board))


def _shuffle(given: argparse.Namespace) -> None:
    _write(given, _trustee(given).answer("shuffle", {}, lambda: _verified(given.archive)))


def _decrypt(given: argparse.Namespace) -> None:
    data = {"private_key": json.loads(given.sealed.read_bytes())} if given.sealed else {}

    def board() -> Board:
        return _once(given.key, "decrypt", _verified(given.archive))

    _write(given, _trustee(given).answer("decrypt", data, board))


def _part(given: argparse.Namespace) -> None:
    """Answer what is asked for, until nothing is, or until all is done."""
    token = os.environ.get(TOKEN) or getpass.getpass(_text("Token: ", "令牌："))
    remote, trustee = Remote(given.address, token), _trustee(given)
    while True:
        step, data = remote.task()
        if step == "done" or (step == "wait" and not given.wait):
            _say(f"Nothing to do: {step}.", f"现在无事可做：{step}。")
            return
        if step == "wait":
            time.sleep(_PAUSE)
            continue
        answer = trustee.answer(step, data, partial(_fetched, given.key, step, remote))
        remote.answer(step, answer)
        _say(f"Done: {step}.", f"已完成：{step}。")


# --- what it takes -------------------------------------------------------------------------------
def _trustee(given: argparse.Namespace) -> Trustee:
    return Trustee(keys.opened(given.key.read_bytes().strip(), _passphrase()))


def _passphrase(*, twice: bool = False) -> str:
    said = os.environ.get(PASSPHRASE)
    if said is not None:
        return said
    said = getpass.getpass(_text("Passphrase: ", "口令："))
    if twice and getpass.getpass(_text("Once more: ", "再输入一次：")) != said:
        raise UsageError("the two passphrases differ", "两次输入的口令不同")
    return said


def _nothing() -> Board:
    raise UsageError("no archive is needed here", "此处不需要档案")


def _fetched(key: Path, step: str, remote: Remote) -> Board:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "board.bel"
        remote.archive(path)
        return _once(key, step, _verified(path))


def _once(key: Path, step: str, board: Board) -> Board:
    """Let a key open one tally; what it opens is noted before it does."""
    if step != "decrypt":
        return board
    noted = key.with_name(f"{key.name}.opened")
    tally = sha256_hex(board.to_decrypt().write(board.setting.group))
    if noted.exists() and noted.read_text("ascii").strip() != tally:
        raise UsageError(
            f"this key has opened another tally already, see {noted}; your key was not used",
            f"此密钥已开启过另一份计票，见 {noted}；您的密钥未被使用",
        )
    noted.write_text(f"{tally}\n", "ascii")
    return board


def _verified(path: Path) -> Board:
    """Read an archive after the verifier has passed it, in a process of its own."""
    _say(f"The verifier reads {path.name} …", f"验证程序正在检查 {path.name} …")
    command = [sys.executable, "-m", _VERIFIER, str(path)]
    done = subprocess.run(  # noqa: S603 - our own verifier
        command, check=False, capture_output=True, text=True
    )
    if done.returncode not in _TRUSTED:
        sys.stderr.write(done.stdout + done.stderr)
        raise UsageError(
            "the verifier refuses this board; your key was not used",
            "验证程序不接受该公告板；您的密钥未被使用",
        )
    with path.open("rb") as stream:
        board = Board.read(stream)
    name, urn = board.setting.election.name, board.urn
    _say(
        f"{name}: {urn.count} voters with the weight {urn.weight}; last event {board.state}.",
        f"{name}：{urn.count} 位选民，权重 {urn.weight}；最后事件 {board.state}。",
    )
    return board


def _write(given: argparse.Namespace, raw: bytes) -> None:
    if given.output is None:
        sys.stdout.write(raw.decode() + "\n")
    else:
        given.output.write_bytes(raw)


if __name__ == "__main__":
    sys.exit(main())
