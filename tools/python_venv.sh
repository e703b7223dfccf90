#!/bin/sh
# Make a virtual environment; on Debian, install the package that can, when it is missing.
set -eu
python="$1"
folder="$2"

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "citybricks needs Python 3.11 or newer; $python is $("$python" -V)" >&2
    exit 1
fi
if ! "$python" -m venv "$folder" 2>/dev/null; then
    rm -rf "$folder"
    "$(dirname "$0")/apt.sh" python3-venv
    "$python" -m venv "$folder"
fi
