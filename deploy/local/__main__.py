"""python -m deploy.local down|forget FOLDER: ends what ``phoihop up --local`` left running there."""

from __future__ import annotations

import sys
from pathlib import Path

from deploy.local.servers import LocalFailure, forget_all, stop_all


def main(arguments: list[str]) -> int:
    match arguments:
        case ["down", folder]:
            stopped = stop_all(folder)
            said = f"stopped {', '.join(stopped)}" if stopped else f"no server runs in {folder}"
            print(f"phoihop: {said}")
        case ["forget", folder]:
            if Path(folder).exists():
                forget_all(folder)
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except LocalFailure as failure:
        sys.exit(f"phoihop: {failure}")
