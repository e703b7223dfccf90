"""Members for programs: read, write the profile, import many."""

from ninja import Router

router = Router(tags=["members"])
