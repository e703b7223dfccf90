#!/bin/sh
# Install what the tests need beside Python: a browser, Chinese fonts, PostgreSQL, gettext.
set -eu
missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v msgfmt >/dev/null || missing="$missing gettext"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
fc-list 2>/dev/null | grep -q "Noto Serif CJK" || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] || "$(dirname "$0")/apt.sh" $missing fontconfig
