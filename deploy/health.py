"""python -m deploy.health SERVICE: does that service say that it is well? docker-compose.yml asks."""

from __future__ import annotations

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen

from services import PLACES


def port_of(service: str, portal: int) -> int:
    """Where the service listens, given the portal's port."""
    return portal + PLACES[service]


def main(service: str) -> int:
    address = f"http://127.0.0.1:{port_of(service, int(os.environ.get('PORT', '8000')))}/health"
    try:
        with urlopen(address, timeout=5) as answer:  # raises for any status that is not a success
            answer.read()
    except (URLError, OSError) as error:
        print(f"{address}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
