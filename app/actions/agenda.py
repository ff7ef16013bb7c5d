"""The verb of an agenda entry that led to nothing: somebody looked, and there was nothing to do."""

from app.actions.act import Act
from app.actions.policies import party
from app.actions.registry import Facts, Nothing, action
from app.models.agenda import AgendaEntry


@action("agenda.look", AgendaEntry, Nothing, allow=party("clock"))
def look(act: Act, entry: AgendaEntry, given: Nothing) -> Facts:
    """Note that an entry fell due and nobody had anything to do."""
    return {"kind": entry.kind}
