"""The core of the rules once more, as SQL on tables: a measure of what is left to gain.

Effect dates, entry into force with the n-th consent, and the intervals of Parties that leave and
come back; for acts whose days are all known and clauses of the kinds in ``acts.py``. DuckDB starts
from ready tables, in memory: no RDF, no parsing, no bounds, no proof.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from servanda.store import Store, Term

__all__ = ["intervals_in_sql", "intervals_in_store"]

_SV = "PREFIX sv: <https://w3id.org/servanda/ontology#>\n"
_ACTS = """SELECT ?treaty ?state ?what ?day WHERE {
  { ?act sv:instrument ?treaty ; sv:by ?state ; sv:doneOn ?day ; a sv:Consent BIND("consent" AS ?what) }
  UNION
  { ?act sv:instrument ?treaty ; sv:by ?state ; sv:receivedOn ?day ; a sv:Exit BIND("exit" AS ?what) }
}"""
_CLAUSES = """SELECT ?treaty ?what (COALESCE(?m, 0) AS ?months) (COALESCE(?d, 0) AS ?days) (BOUND(?r) AS ?first) (COALESCE(?n, 0) AS ?required) WHERE {
  VALUES (?kind ?what) { (sv:InstrumentEntryClause "entry") (sv:ConsentClause "consent") (sv:ExitClause "exit") }
  ?clause a ?kind ; sv:governs ?treaty ; sv:counting ?rule .
  OPTIONAL { ?rule sv:months ?m } OPTIONAL { ?rule sv:days ?d } OPTIONAL { ?rule sv:rounding ?r }
  OPTIONAL { ?clause sv:consentsRequired ?n }
}"""
_INTERVALS = """SELECT ?treaty ?state ?begin ?end WHERE {
  ?interval sv:status sv:PartyStatus ; sv:underInstrument ?treaty ; sv:ofState ?state ; sv:beginEarliest ?begin .
  OPTIONAL { ?interval sv:endEarliest ?end }
}"""
_SQL = """
CREATE TEMP TABLE counted AS
  WITH plain AS (
    SELECT a.*, CAST(day + to_months(months) + to_days(days) AS DATE) AS after, first
    FROM acts a JOIN clauses c ON c.treaty = a.treaty AND c.what = a.what)
  SELECT treaty, state, what, day, CASE WHEN first
    THEN CAST(date_trunc('month', after) + to_months(1) AS DATE) ELSE after END AS effect
  FROM plain;
CREATE TEMP TABLE force AS
  WITH firsts AS (
    SELECT treaty, state, min(day) AS day FROM acts WHERE what = 'consent' GROUP BY ALL),
  numbered AS (
    SELECT *, row_number() OVER (PARTITION BY treaty ORDER BY day) AS number FROM firsts)
  SELECT treaty, day AS trigger, CAST(day + to_months(months) + to_days(days) AS DATE) AS since
  FROM numbered JOIN clauses USING (treaty) WHERE what = 'entry' AND number = required;
CREATE TEMP TABLE begins AS
  SELECT treaty, state, day,
    CASE WHEN day <= trigger THEN since ELSE greatest(since, effect) END AS begin
  FROM counted JOIN force USING (treaty) WHERE what = 'consent';
CREATE TEMP TABLE exits AS SELECT treaty, state, day, effect FROM counted WHERE what = 'exit';
CREATE TEMP TABLE stays AS
  WITH after AS (
    SELECT b.treaty, b.state, b.day, b.begin, max(e.day) AS previous
    FROM begins b LEFT JOIN exits e ON e.treaty = b.treaty AND e.state = b.state AND e.day <= b.day
      AND EXISTS (SELECT 1 FROM begins o WHERE o.treaty = b.treaty AND o.state = b.state
        AND o.day < e.day)
    GROUP BY ALL)
  SELECT treaty, state, previous, min(day) AS opened, min(begin) AS begin FROM after GROUP BY ALL;
CREATE TEMP TABLE intervals AS
  SELECT s.treaty, s.state, s.begin, min(e.effect) AS until
  FROM stays s LEFT JOIN exits e ON e.treaty = s.treaty AND e.state = s.state
    AND e.day >= s.opened AND (s.previous IS NULL OR e.day > s.previous)
  GROUP BY s.treaty, s.state, s.previous, s.begin
  HAVING until IS NULL OR until > s.begin;
"""

Rows = set[tuple[str | None, ...]]


def intervals_in_store(store: Store) -> Rows:
    """Return the intervals that the rules derived."""
    return {tuple(_text(cell) for cell in row) for row in store.select(_SV + _INTERVALS).rows}


def intervals_in_sql(store: Store, repetitions: int) -> tuple[list[float], Rows]:
    """Return the seconds that DuckDB takes for the acts in *store*, and the intervals."""
    import duckdb

    took, rows = [], set()
    acts = [[_text(cell) for cell in row] for row in store.select(_SV + _ACTS).rows]
    clauses = [[_text(cell) for cell in row] for row in store.select(_SV + _CLAUSES).rows]
    for _ in range(repetitions):
        with duckdb.connect() as db:
            db.execute("CREATE TABLE acts (treaty TEXT, state TEXT, what TEXT, day DATE)")
            db.execute(
                "CREATE TABLE clauses (treaty TEXT, what TEXT, months INT, days INT,"
                " first BOOLEAN, required INT)"
            )
            _fill(db, "acts", acts)
            _fill(db, "clauses", clauses)
            started = perf_counter()
            db.execute(_SQL)
            took.append(perf_counter() - started)
            found = db.execute("SELECT treaty, state, begin, until FROM intervals").fetchall()
            rows = {tuple(None if cell is None else str(cell) for cell in row) for row in found}
    return took, rows


def _text(cell: Term | None) -> str | None:
    return cell.value if cell else None


def _fill(db: duckdb.DuckDBPyConnection, table: str, rows: list[list[str | None]]) -> None:
    """Put *rows* into a table by way of a file, which is much the quickest."""
    import csv
    import tempfile

    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        csv.writer(file).writerows(rows)
        file.flush()
        db.execute(
            f"INSERT INTO {table} SELECT * FROM read_csv('{file.name}', header=false, all_varchar=true)"
        )
