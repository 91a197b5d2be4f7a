"""What to ask the data files for names: SPARQL over what is written, nothing derived."""

from __future__ import annotations

from servanda.prefixes import PREFIXES

__all__ = ["ACTS", "EXITS", "HEAD", "INSTRUMENTS", "KINDS", "PARTIES", "SOURCES"]

HEAD = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("sv", "skos", "rdfs"))
PARTIES = """
SELECT ?thing ?type ?name WHERE {
  VALUES ?type { sv:State sv:Organisation sv:Territory }
  ?thing a ?type ;
    skos:prefLabel|skos:altLabel|skos:hiddenLabel|skos:exactMatch|sv:isoAlpha3|sv:isoAlpha2|sv:acronym
      ?name .
}
"""
INSTRUMENTS = """
SELECT ?thing ?series ?number ?opened ?named WHERE {
  ?class rdfs:subClassOf* sv:Instrument .
  ?thing a ?class .
  OPTIONAL { ?thing sv:number ?number }
  OPTIONAL { ?thing sv:series ?series }
  OPTIONAL { ?thing sv:openedOn ?opened }
  OPTIONAL { ?thing skos:prefLabel|skos:altLabel|sv:unRegistration ?named }
}
"""
KINDS = """
SELECT ?kind ?above ?name WHERE {
  ?kind rdfs:subClassOf* sv:TreatyAct ; rdfs:subClassOf* ?above .
  OPTIONAL { ?kind skos:prefLabel|skos:altLabel|skos:hiddenLabel ?name }
}
"""
EXITS = """
SELECT ?instrument ?kind WHERE { ?c a sv:ExitClause ; sv:governs ?instrument ; sv:appliesTo ?kind }
"""
ACTS = """
SELECT ?act ?kind ?state ?instrument ?on WHERE {
  ?act a ?kind ; sv:instrument ?instrument ; sv:by ?state .
  OPTIONAL { ?act sv:doneOn|sv:receivedOn ?on }
}
"""
SOURCES = """
SELECT ?source ?name WHERE { ?source a sv:Source ; skos:prefLabel|skos:altLabel|sv:url ?name }
"""
