#!/bin/sh
# Prints the path of a Python >= 3.11 that can make virtual environments. PYTHON=... names one.
# As root on Debian it installs what is missing; elsewhere it says what to do.
set -eu

fits() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_one() {
    for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if fits "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

find_one && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "No Python >= 3.11 with venv: installing python3 and python3-venv." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2 && apt-get install -qq -y --no-install-recommends python3 python3-venv >&2 </dev/null || true
    find_one && exit 0
fi

echo "MeterRound needs Python >= 3.11 with venv. On Debian: sudo apt-get install python3 python3-venv; else name one with PYTHON=/path/to/python3.11" >&2
exit 1
