"""One database and one role per department; nobody connects to another's (Điều 13 đến Điều 18 †).

``auditor`` connects to every database and can change nothing in any. Passwords are letters and digits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from deploy.roster import AUDITOR


def cluster(
    passwords: Mapping[str, str],
    databases: Iterable[str],
    *,
    roles_there: Collection[str] = (),
    databases_there: Collection[str] = (),
) -> list[str]:
    """Statements for the server as a whole, each to be run by itself, outside a transaction.

    ``roles_there`` and ``databases_there`` name what exists: its passwords are set anew, the rest is made.
    """
    databases = tuple(databases)
    statements = [
        f"{'ALTER' if role in roles_there else 'CREATE'} ROLE {role}"
        f" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '{_plain(passwords[role])}'"
        for role in (*databases, AUDITOR)
    ]
    statements.append(f"ALTER ROLE {AUDITOR} SET default_transaction_read_only = on")
    for name in databases:
        if name not in databases_there:
            statements.append(f"CREATE DATABASE {name} OWNER {name} TEMPLATE template0 ENCODING 'UTF8'")
        statements.append(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
        statements.append(f"GRANT CONNECT ON DATABASE {name} TO {AUDITOR}")
    statements += [f"REVOKE ALL ON DATABASE {name} FROM PUBLIC" for name in ("postgres", "template1")]
    return statements


def inside(database: str) -> list[str]:
    """Statements to be run while connected to that department's database."""
    return [
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"ALTER SCHEMA public OWNER TO {database}",
        f"GRANT USAGE ON SCHEMA public TO {AUDITOR}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {AUDITOR}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {database} GRANT SELECT ON TABLES TO {AUDITOR}",
        f"ALTER DEFAULT PRIVILEGES FOR ROLE {database} GRANT USAGE ON SCHEMAS TO {AUDITOR}",
    ]


def script(passwords: Mapping[str, str], databases: Iterable[str]) -> str:
    """All of it as one file for psql, for a server that holds nothing yet."""
    databases = tuple(databases)
    lines = ["\\set ON_ERROR_STOP on", *(f"{statement};" for statement in cluster(passwords, databases))]
    for name in databases:
        lines += [f"\\connect {name}", *(f"{statement};" for statement in inside(name))]
    return "\n".join(lines) + "\n"


def _plain(password: str) -> str:
    if not (password.isascii() and password.isalnum()):
        raise ValueError("a database password may hold letters and digits only")
    return password
