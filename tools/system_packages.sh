#!/bin/sh
# Install what is needed beside Python. With `print`: what makes PDF, which the hub can do without
# when it may not install. Else all that the tests need: a browser, PostgreSQL, gettext; and
# belenios-tool, beside which ballots are tested where there is a package of it.
set -eu
missing=""
ldconfig -p 2>/dev/null | grep -q libpangoft2 || missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
fc-list 2>/dev/null | grep -q "Noto Serif CJK" || missing="$missing fonts-noto-cjk"
if [ "${1:-}" = print ]; then
    [ -z "$missing" ] || "$(dirname "$0")/apt.sh" $missing fontconfig ||
        echo "without these packages there is no PDF: $missing" >&2
    exit 0
fi
command -v chromium >/dev/null || missing="$missing chromium"
command -v msgfmt >/dev/null || missing="$missing gettext"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] || "$(dirname "$0")/apt.sh" $missing fontconfig
command -v belenios-tool >/dev/null || "$(dirname "$0")/apt.sh" belenios-tool ||
    echo "without belenios-tool the tests beside it are skipped" >&2
