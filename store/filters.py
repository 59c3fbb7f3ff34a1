"""Questions with optional conditions, put together from fixed pieces of SQL; values are always bound."""

from __future__ import annotations

from collections.abc import Sequence


def narrowed(
    select: str, conditions: Sequence[tuple[str, object]], order: str, limit: int | None
) -> tuple[str, list[object]]:
    """`select` with those conditions whose value is not None, ordered and cut; the SQL and its values.

    A `limit` of None is none.
    """
    given = [(sql, value) for sql, value in conditions if value is not None]
    where = " AND ".join(sql for sql, _ in given) or "1"
    sql = " ".join((select, "WHERE", where, "ORDER BY", order, "LIMIT ?"))
    return sql, [*(value for _, value in given), -1 if limit is None else limit]
