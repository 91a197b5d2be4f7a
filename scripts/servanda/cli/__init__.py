"""The command line: one small file for each command, loaded when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from servanda import __version__
from servanda.errors import ServandaError

__all__ = ["COMMANDS", "main", "program", "run"]

COMMANDS = {
    "obligations": "What a State is bound to do, by which article, since when and until when.",
    "status": "Whether a State is a Party, on a day, and what decides it.",
    "why": "Why a State is bound, or not: the proof, down to acts, clauses and sources.",
    "why-not": "What is missing for a State to be bound, or to be free.",
    "suppose": "What would change if an act were done that is not recorded.",
    "diff": "What changed between two days, or two versions of the data, and why.",
    "calendar": "What is coming: ends of notice, entries into force, ends of terms, vacancies.",
    "timeline": "Draw acts, statuses and events of a State, as text, SVG or PNG.",
    "ask": "Ask one of the stored questions.",
    "verdicts": "Which published statements are so, and on what grounds.",
    "disputes": "Where sources disagree on a date, and whether another pick changes an answer.",
    "query": "Ask anything, in SPARQL (read-only).",
    "rules": "List the rules that derive what is not written in the files, in order.",
    "derive": "Run the rules and show what each one added.",
    "check": "Check a contribution: form, spelling, rules, agreement with the data, and effect.",
    "explain": "Tell a rule of check: what it asks, why, and examples.",
    "new": "Write a new act, visit, report, membership, claim or instrument, with your answers.",
    "validate": "Check data files, and say where and how to put them right.",
    "audit": "Look for what should not be in the graph.",
    "coverage": "Write a page of what is held of what is known, from which sources, as of when.",
    "load": "Bring a SPARQL server up to date.",
    "import": "Turn downloaded tables of treaty acts into data files.",
    "export": "Write the graph as Turtle, JSON-LD, N-Triples, TriG or RDF/XML.",
    "format": "Rewrite Turtle files in the canonical form.",
    "completion": "Print the completion script for a shell.",
}

HELP = """Say what a State is bound to do, by which article, since when, until when, owed to whom.

\b
servanda obligations RUS ETS-126
servanda obligations "Russian Federation" ECPT --on 2026-10-01
servanda status RUS 126 --format json"""

EPILOG = """\b
Exit codes:
  0  all right
  1  findings, or a data, shape or rule file that is not right, or a server that fails
  2  misuse: unknown name, impossible date, malformed or refused query
  3  an error of servanda itself (SERVANDA_DEBUG=1 shows where)
  4  a limit of time, memory or size was reached

\b
Environment:
  SERVANDA_CACHE   folder for what is derived (default: the user's cache folder)
  SERVANDA_ENDPOINT_USER, SERVANDA_ENDPOINT_PASSWORD   for --endpoint
  SERVANDA_ENDPOINT_TIMEOUT   seconds for one answer of a server (default: 300)
  SERVANDA_FORMAT  format of answers where --format is not given
  SERVANDA_HOME    folder with ontology/, shapes/, data/ and queries/
  NO_COLOR         no colours

Answers go to stdout, remarks to stderr. Where stdout is not a terminal, the default format is
tsv."""


class _Late(click.Group):
    """A group that loads the file of a command only when that command is meant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command called *cmd_name*, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"servanda.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which ones are near."""
        from servanda.names import did_you_mean

        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], COMMANDS) or "servanda --help lists them"
            raise click.UsageError(f"no command {args[0]!r} ({hint})", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Late,
    help=HELP,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def program() -> None:
    """Run one of the commands."""


def main() -> None:
    """Run the program on the words of the command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(words: list[str]) -> int:
    """Run the program on *words*; return the exit code. What a person does gives no traceback."""
    try:
        code = program.main(words, prog_name="servanda", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except click.ClickException as error:
        error.show()
        code = 2
    except ServandaError as error:
        code = _told(str(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort):
        code = _told("stopped", 130)
    except (MemoryError, RecursionError) as error:
        code = _told(f"{type(error).__name__}: too large or too deep", 4)
    except SystemExit:
        raise
    except BaseException as error:  # an engine that panics raises no Exception
        code = _told(f"internal error: {type(error).__name__}: {error}", 3)
    return code if isinstance(code, int) else 0


def _told(text: str, code: int) -> int:
    """Say *text* on stderr in one line, and return *code*."""
    if os.environ.get("SERVANDA_DEBUG"):
        import traceback

        traceback.print_exc()
    print(f"servanda: {' '.join(text.split())}", file=sys.stderr)
    return code
