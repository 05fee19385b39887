"""The table of commands, and how each of them fails: in one sentence, with a number that is not 0."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click
from eventsourcing.persistence import PersistenceError

from services import VERSION
from services.console import COMMANDS
from shared.mechanism.settings import SettingsError


class Program(click.Group):
    """Loads a command when it is called, and turns what an official can mend into a sentence."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"services.console.{_module(cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Lệnh"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS:
            ctx.fail(f"Không có lệnh {args[0]!r}. Các lệnh: {', '.join(COMMANDS)}.")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (SettingsError, PersistenceError, OSError) as failure:
            raise click.ClickException(str(failure) or type(failure).__name__) from failure


def run(words: Sequence[str]) -> int:
    """Run a command; gives the program's exit code. A failure is one sentence on stderr, in Vietnamese."""
    try:
        code = program.main(args=list(words), prog_name="phoihop", standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except click.exceptions.Exit as exit:
        return exit.exit_code
    except click.UsageError as failure:
        if failure.ctx is not None:
            click.echo(failure.ctx.get_usage(), err=True)
        click.echo(f"phoihop: {failure.format_message()}", err=True)
        return 2
    except click.ClickException as failure:
        click.echo(f"phoihop: {failure.format_message()}", err=True)
        return failure.exit_code
    return code if isinstance(code, int) else 0


def _module(name: str) -> str:
    return {"import": "importing", "year": "year.command"}.get(name, name)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="phoihop")
def program() -> None:
    """phoihop: phối hợp cải cách hành chính cấp tỉnh theo Quyết định 1669/QĐ-UBND."""
