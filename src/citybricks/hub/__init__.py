"""The one Django project: settings, addresses, lab, jobs, OGC API."""
