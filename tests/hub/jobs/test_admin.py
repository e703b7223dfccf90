"""The secretariat's view of the queue."""

from __future__ import annotations

import pytest
from django.urls import reverse

from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Job, Status, Visibility
from tests.hub.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def job() -> Job:
    return Job.objects.create(brick="count-up", version="1.0.0", key="0" * 32)


def test_the_secretariat_changes_who_sees_a_job_and_how_urgent_it_is(cast: Cast, job: Job) -> None:
    queue.claim(worker="w", lease_seconds=60)
    address = reverse("admin:jobs_job_change", args=[job.pk])
    said = {"visibility": Visibility.PUBLIC, "priority": 7, "status": Status.FAILED}
    assert cast.client("secretariat").post(address, said).status_code == 302
    job.refresh_from_db()
    assert (job.visibility, job.priority) == (Visibility.PUBLIC, 7)
    assert (job.status, job.worker, job.attempt) == (Status.RUNNING, "w", 1)
    assert job.history.latest().history_user == cast.people["secretariat"]


def test_a_job_that_ends_while_the_secretariat_looks_at_it_stays_ended(
    cast: Cast, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clean(form: object) -> dict[str, object]:
        Job.objects.filter(pk=job.pk).update(status=Status.SUCCESSFUL)
        return form.cleaned_data  # type: ignore[attr-defined,no-any-return] # a model form

    monkeypatch.setattr("django.forms.ModelForm.clean", clean)
    address = reverse("admin:jobs_job_change", args=[job.pk])
    said = {"visibility": Visibility.PUBLIC, "priority": 0}
    assert cast.client("secretariat").post(address, said).status_code == 302
    job.refresh_from_db()
    assert (job.visibility, job.status) == (Visibility.PUBLIC, Status.SUCCESSFUL)


def test_jobs_are_not_made_by_hand(cast: Cast) -> None:
    assert cast.client("secretariat").get(reverse("admin:jobs_job_add")).status_code == 403


@pytest.mark.parametrize("role", ["visitor", "officer", "administrator"])
def test_only_the_secretariat_has_this_view(cast: Cast, job: Job, role: str) -> None:
    answer = cast.client(role).get(reverse("admin:jobs_job_change", args=[job.pk]))
    assert answer.status_code == 302
