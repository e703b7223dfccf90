"""Forms of calls: the one place where what is given is checked."""

from citybricks.network.gatherings.calls.forms.call import CallForm, initial_of
from citybricks.network.gatherings.calls.forms.proposal import (
    ProposalForm,
    SpeakerForm,
    TalkForm,
    speakers_form,
    talks_form,
)
from citybricks.network.gatherings.calls.forms.review import LetterForm, ReviewForm

__all__ = [
    "CallForm",
    "LetterForm",
    "ProposalForm",
    "ReviewForm",
    "SpeakerForm",
    "TalkForm",
    "initial_of",
    "speakers_form",
    "talks_form",
]
