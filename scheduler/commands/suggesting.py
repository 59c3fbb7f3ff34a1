"""A command that is misspelt is answered with the one that is near."""

from __future__ import annotations

from difflib import get_close_matches

import click


class Suggesting(click.Group):
    """A group of commands that says which was meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0].casefold(), self.list_commands(ctx), n=1)
            if near:
                raise click.UsageError(
                    f"No such command {args[0]!r}; did you mean {near[0]!r}?", ctx
                ) from None
            raise error
