"""What others do with a sample: the courier carries it, the buyer judges it or gives it up."""

from typing import Any

from pydantic import Field

from app.actions.act import Act
from app.actions.given import BuyersLetter, Day, Note, words
from app.actions.policies import party
from app.actions.registry import Facts, Given, Nothing, action
from app.actions.sample_talk import go_on, say
from app.core.clock import home_time
from app.models.buyer import Buyer
from app.models.inquiry import Inquiry
from app.models.sample import Sample
from app.trade.lifecycles import INQUIRY, SAMPLE


class Depart(Given):
    """The day on which the courier will deliver it."""

    arrives_on: Day


@action("sample.depart", Sample, Depart, allow=party("carrier"))
def depart(act: Act, sample: Sample, given: Depart) -> Facts:
    """Take the parcel along.

    Raises: NotOpenNow("sample.not_open").
    """
    sample.state, sample.arrives_on = SAMPLE.after(sample.state, "depart"), given.arrives_on
    name = f"{sample.stable_name}:arrive"
    act.later(home_time(given.arrives_on), "sample.arrive", sample.id, {"stable_name": name})
    return {"days": (given.arrives_on - act.today).days}


@action("sample.deliver", Sample, Nothing, allow=party("carrier"))
def deliver(act: Act, sample: Sample, given: Nothing) -> Facts:
    """Hand the sample to the buyer, who looks at it in their own time.

    Raises: NotOpenNow("sample.not_open").
    """
    sample.state, sample.delivered_at = SAMPLE.after(sample.state, "deliver"), act.now
    buyer = act.find(Buyer, sample.buyer_id)
    name = f"{sample.stable_name}:judge"
    act.later(buyer.answers_at(act.now), "sample.examine", sample.id, {"stable_name": name})
    return {"days_from_asking": (act.now - sample.asked_at).days}


class Judge(BuyersLetter):
    """What the buyer found, and how it changes what they would pay: that stays hidden until the end."""

    opinion: dict[str, Any]
    need: dict[str, Any] = Field(default_factory=dict, json_schema_extra={"mark": "hidden"})


@action("sample.judge", Sample, Judge, allow=party("buyer"))
def judge(act: Act, sample: Sample, given: Judge) -> Facts:
    """Judge the sample, and go on warmer or cooler.

    Raises: NotOpenNow("sample.not_open").
    """
    sample.state, sample.opinion = SAMPLE.after(sample.state, "judge"), given.opinion
    inquiry = act.find(Inquiry, sample.inquiry_id)
    if INQUIRY.open(inquiry.state):
        inquiry.need = given.need or inquiry.need
        say(act, inquiry, "buyer", given.body)
    go_on(act, sample)
    return {"verdict": given.opinion["verdict"], "untrue_claims": given.opinion["untrue_claims"]}


class Lapse(Given):
    """A last word, if the talk still goes on."""

    body: Note = words(default="")
    need: dict[str, Any] = Field(default_factory=dict, json_schema_extra={"mark": "hidden"})


@action("sample.lapse", Sample, Lapse, allow=party("buyer"))
def lapse(act: Act, sample: Sample, given: Lapse) -> Facts:
    """Wait no longer for a sample that was not answered, or was promised and never sent.

    Raises: NotOpenNow("sample.not_open").
    """
    was = sample.state
    sample.state = SAMPLE.after(was, "lapse")
    inquiry = act.find(Inquiry, sample.inquiry_id)
    if INQUIRY.open(inquiry.state):
        inquiry.need = given.need or inquiry.need
        say(act, inquiry, "buyer", given.body)
    go_on(act, sample)
    return {"was_agreed": was == "agreed"}
