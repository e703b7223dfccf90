"""The secretariat signs in by the one door that has lock-out and second factor."""

import pytest
from django.test import Client

from citybricks.network.members.models import User


@pytest.mark.django_db
def test_the_desk_has_no_door_of_its_own() -> None:
    answer = Client().get("/secretariat/login/?next=/secretariat/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


@pytest.mark.django_db
def test_a_password_sent_to_the_desk_signs_nobody_in() -> None:
    User.objects.create_superuser("desk@example.org", "a long enough password")
    client = Client()
    said = {"username": "desk@example.org", "password": "a long enough password"}
    client.post("/secretariat/login/", said)
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["designer/design", "jobs/job", "members/user", "members/member"])
def test_the_history_of_what_no_row_is_called_is_not_found(table: str) -> None:
    chief = User.objects.create_superuser("desk@example.org", "a long enough password")
    client = Client()
    client.force_login(chief)
    for number in ("none", "0x1", "%F0"):
        address = f"/secretariat/{table}/{number}/history/"
        assert client.get(address).status_code == 404
