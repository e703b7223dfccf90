import pytest
from citybricks.hub.jobs.domain import queue
from citybricks.hub.jobs.models import Job
from tests.property.test_job_state_machine import Queue, run_state_machine_as_test, settings
@pytest.mark.django_db
def test_m():
    queue._mine=lambda j,w,a: Job.objects.filter(pk=j,status='running',worker=w)
    run_state_machine_as_test(Queue, settings=settings(deadline=None, stateful_step_count=30, max_examples=200))
