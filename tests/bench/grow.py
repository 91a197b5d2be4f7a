"""Derive everything from so many made-up triples, or from the register at hand; print one line.

A process of its own for each size, so that the peak of memory is that of the size.
"""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.acts import write_acts
from servanda.build import assembled, data_files

REGISTER = Path("/work/shared/sources/un/mtdsg_acts.csv")
"""Where the register is on the machine of those who have it; nothing needs it."""
_KINDS = {
    "signature": "Signature",
    "ratification": "Ratification",
    "accession": "Accession",
    "acceptance": "Acceptance",
    "approval": "Approval",
    "succession": "Succession",
    "definitive_signature": "DefinitiveSignature",
    "consent_to_be_bound": "Consent",
    "provisional_application": "ProvisionalApplication",
}


def main() -> None:
    """Write the files, derive, and print acts, triples, time and memory."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        asked = sys.argv[1]
        acts = _register(folder) if asked == "register" else write_acts(folder, int(asked))
        if not acts:
            print("not at hand")
            return
        files = data_files(folder)
        started, worked = perf_counter(), process_time()
        store, _ = assembled(files, counted=False)
        took, worked = perf_counter() - started, process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counted = "SELECT (COUNT(*) - 2 * COUNT(?g) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    derived = int(store.select(counted).column("n")[0] or 0)
    print(
        f"{asked:>10}{acts:9}{derived:10}{took:9.1f}{worked:9.1f}"
        f"{worked / acts * 1e6:8.0f}{peak:7.0f}"
    )


def _register(folder: Path) -> int:
    """Write the acts of the register as Turtle; return how many, none if it is not there."""
    if not REGISTER.is_file():
        return 0
    texts: dict[str, list[str]] = {}
    base, number = "https://w3id.org/servanda/", 0
    with REGISTER.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number += 1
            kind = _KINDS.get(row["act_kind"], "Act")
            state = row["iso3"] or "organisation"
            treaty = f"{base}instrument/un-{row['mtdsg_no']}"
            day = {10: "date", 7: "gYearMonth", 4: "gYear"}[len(row["date"])]
            texts.setdefault(row["mtdsg_no"], []).append(
                f"<{base}act/{number}> a sv:{kind} ; sv:by <{base}state/{state}> ;"
                f' sv:instrument <{treaty}> ; sv:doneOn "{row["date"]}"^^xsd:{day} .\n'
            )
    prefixes = (
        "PREFIX sv: <https://w3id.org/servanda/ontology#>\n"
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
    )
    for key, lines in texts.items():
        head = (
            f"<{base}instrument/un-{key}> a sv:Convention ; sv:consentsRecord sv:PartialRecord .\n"
        )
        (folder / f"{key}.ttl").write_text(prefixes + head + "".join(lines), encoding="utf-8")
    return number


if __name__ == "__main__":
    main()
