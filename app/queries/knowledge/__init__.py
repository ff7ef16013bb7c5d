"""The HS finder, the rules of trade, the glossary and the Incoterms map."""
