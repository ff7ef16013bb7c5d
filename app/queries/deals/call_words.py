"""Words for the codes and fields of a call."""

from app.core.words import N_

# Name of a field -> label; the first two are the inquiry's, whose questions a call takes up.
CALL_FIELDS: dict[str, str] = {
    "asked_again": N_("Asked again"),
    "asks": N_("Questions asked"),
    "ask": N_("Question"),
    "asked_by": N_("Asked for by"),
    "opens_at": N_("Line open from"),
    "outcome": N_("Outcome"),
    "said_at": N_("Said"),
    "seconds_given": N_("Time to answer (s)"),
    "shows": N_("Shows"),
    "starts_at": N_("Hour of the call"),
    "topics": N_("Topics of the call"),
    "voice": N_("Voice"),
    "voice_rate": N_("Pace of the voice"),
    "waits_until": N_("The buyer waits until"),
    "wall_page_seconds": N_("Time taken by the page (s)"),
    "wall_seconds": N_("Time taken (s)"),
}
STATES = {
    "asked": ("secondary", N_("Waiting for the buyer's hour")),
    "arranged": ("yellow", N_("Appointment")),
    "live": ("red", N_("On the line")),
    "ended": ("green", N_("Held")),
    "missed": ("red", N_("Missed")),
    "dropped": ("secondary", N_("Fell away")),
}
OUTCOMES = {
    "done": N_("The buyer summed up and said goodbye."),
    "silence": N_("The buyer hung up: there was silence on the line."),
    "rude": N_("The buyer hung up because of the tone."),
    "idle": N_("The line went dead: nobody spoke for long."),
    "hung_up": N_("The team ended the call."),
    "missed": N_("Nobody came. The buyer remembers it."),
    "declined": N_("The team called the appointment off."),
    "dropped": N_("The deal was over before the hour."),
}
KINDS = {
    "greet": N_("greeting and question"),
    "ask": N_("question"),
    "back": N_("asks back"),
    "again": N_("asks again"),
    "repeat": N_("says it more simply"),
    "end": N_("sums up"),
    "answer": N_("answer"),
    "silence": N_("silence"),
}
HEARD_AGAIN = N_("asked to hear it again")
