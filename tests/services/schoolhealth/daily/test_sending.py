"""Files that pages and programs send: who may, what they are answered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citybricks.network.members.domain.people import issue_token
from citybricks.services.schoolhealth.daily.models import ImportFile, Report
from tests.services.schoolhealth.daily import files
from tests.services.schoolhealth.scene import Scene, member

BAD = f"{files.DAY},east,1,A,30,1e300,fever,,0,1"


def _sent(content: bytes, source: str = "csv") -> dict[str, Any]:
    return {"format": source, "file": SimpleUploadedFile("day.csv", content)}


def _post(scene: Scene, token: str, content: bytes, source: str = "csv") -> Any:
    return Client(headers={"Authorization": f"Bearer {token}"}).post(
        f"/schoolhealth/{scene.city.pk}/api/reports/{source}",
        content,
        content_type="application/octet-stream",
    )


def test_a_file_is_kept_and_its_wrong_rows_are_shown(scene: Scene) -> None:
    answer = scene.post("nurse", "files/", _sent(files.table(BAD)))
    kept = ImportFile.objects.get()
    page = scene.client("nurse").get(answer["Location"]).content.decode()
    assert (kept.taken, kept.rejected, kept.reports) == (1, 1, 1)
    assert "too-many" in page
    assert 'lang="zh-Hans"' in page
    assert scene.get("nurse", f"files/{kept.pk}/content").content == files.table(BAD)


def test_a_nurse_sees_own_files_and_the_board_all(scene: Scene) -> None:
    scene.post("board", "files/", _sent(files.table()))
    kept = ImportFile.objects.get()
    assert scene.get("administrator", f"files/{kept.pk}/").status_code == 200
    assert scene.get("nurse", f"files/{kept.pk}/").status_code == 404
    assert scene.get("nurse", f"files/{kept.pk}/content").status_code == 404


@pytest.mark.parametrize(
    "role", ["teacher", "doctor", "health_centre", "epidemiologist", "secretariat", "stranger"]
)
def test_others_send_no_files(scene: Scene, role: str) -> None:
    assert scene.get(role, "files/").status_code == 404
    assert scene.post(role, "files/", _sent(files.table())).status_code == 404
    assert not ImportFile.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"format": "xls"}, {"format": "csv"}])
def test_what_is_no_file_is_refused(scene: Scene, sent: dict[str, str]) -> None:
    assert scene.post("nurse", "files/", sent).status_code == 422


def test_a_program_sends_with_a_token_and_is_told_each_finding(scene: Scene) -> None:
    token = issue_token(user=scene.people["board"], name="a program")
    answer = _post(scene, token, files.table(BAD))
    told = json.loads(answer.content)
    assert answer.status_code == 201
    assert (told["taken"], told["rejected"]) == (1, 1)
    finding = next(one for one in told["findings"] if not one["warning"])
    assert (finding["row"], finding["column"], finding["rule"]) == (3, "absent", "too-many")
    assert finding["zh"]
    assert finding["mend_en"]


@pytest.mark.parametrize("source", ["csv", "fhir", "dhis2", "adx"])
def test_a_program_that_sends_nonsense_is_answered(scene: Scene, source: str) -> None:
    token = issue_token(user=scene.people["board"], name="a program")
    answer = _post(scene, token, b"\x00nonsense", source)
    assert answer.status_code == 422
    assert json.loads(answer.content)["findings"][0]["rule"]


def test_who_has_no_token_or_no_post_sends_nothing(scene: Scene) -> None:
    stranger = issue_token(user=scene.people["stranger"], name="a program")
    secretariat = issue_token(user=scene.people["secretariat"], name="a program")
    assert _post(scene, "cb_nobody", files.table()).status_code == 401
    assert _post(scene, stranger, files.table()).status_code == 404
    assert _post(scene, secretariat, files.table()).status_code == 404
    session = scene.client("board").post(
        f"/schoolhealth/{scene.city.pk}/api/reports/csv", files.table(), content_type="text/csv"
    )
    assert session.status_code == 401
    assert not Report.objects.exists()


def test_a_token_for_another_member_reaches_nothing_here(scene: Scene) -> None:
    member(scene, "board")
    from citybricks.network.members.models import Member, Staff

    other = Member.objects.create(slug="izumo", names={"en": "Izumo"})
    Staff.objects.create(member=other, user=scene.people["board"], role=Staff.Role.ADMIN)
    token = issue_token(user=scene.people["board"], name="a program", member=other)
    assert _post(scene, token, files.table()).status_code == 404


def test_an_unknown_format_is_not_there(scene: Scene) -> None:
    token = issue_token(user=scene.people["board"], name="a program")
    assert _post(scene, token, files.table(), "xls").status_code == 404
    assert _post(scene, token, b"").status_code == 400
