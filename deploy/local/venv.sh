#!/bin/sh
# Builds the virtual environment that the Makefile works in.
#   venv.sh FOLDER LOCK    everything of the lock, by hash, and this project on top (editable)
# One sentence and a non-zero exit when the machine lacks something; nothing else is printed on success.
set -eu
folder=$1 lock=$2
log=$folder/install.log

stop() { echo "phoihop: $*" >&2; exit 1; }

# A name on PATH proves nothing (a version manager's stub may stand behind it): each candidate must run.
newest_python() {
    for candidate in python3.13 python3.12 python3.11 python3; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}

# Debian cuts ensurepip out of its Python; without it `python -m venv` leaves a folder without pip.
need_ensurepip() {
    "$python" -c 'import ensurepip' 2>/dev/null && return
    version=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "phoihop: installing Debian's $version"
        apt-get -qq update >/dev/null 2>&1 || true
        DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$version" >/dev/null 2>&1 || true
    fi
    "$python" -c 'import ensurepip' 2>/dev/null ||
        stop "$python cannot make a virtual environment: install Debian's package $version (apt-get install $version), then run make again."
}

if ! "$folder/bin/python" -m pip --version >/dev/null 2>&1; then
    python=$(newest_python) || stop "no Python 3.11 or newer was found: install Debian's packages python3 and python3-venv, then run make again."
    need_ensurepip
    rm -rf "$folder"
    "$python" -m venv "$folder" || stop "$python could not make the virtual environment $folder."
fi

echo "phoihop: installing the libraries of $lock into $folder"
pip() { "$folder/bin/python" -m pip --disable-pip-version-check "$@" >>"$log" 2>&1; }
: >"$log"
# Wheels only: building a source package would bring in build tools that no hash vouches for.
if ! pip install --require-hashes --only-binary :all: -r "$lock" ||
    ! pip install --no-deps --no-build-isolation --no-index -e .; then
    grep -v '^WARNING' "$log" | tail -n 15 >&2
    stop "the libraries could not be installed; the whole story is in $log."
fi
