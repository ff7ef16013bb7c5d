"""The lifecycle of every word that has one. Buttons, diagrams and tests read these tables."""

from app.trade.lifecycle import Lifecycle, lifecycle

COURSE = lifecycle("course", start="open", archive="open -> archived", reopen="archived -> open")

PACK = lifecycle(
    "pack",
    start="checked",
    import_rows="checked -> imported",
    discard="checked -> discarded",
    supersede="imported -> superseded",
)

PARTNERSHIP = lifecycle(
    "partnership",
    start="applied",
    accept="applied -> accepted",
    decline="applied -> declined",
    end="accepted -> ended",
)

LISTING = lifecycle(
    "listing", start="draft", publish="draft withdrawn -> published", withdraw="published -> withdrawn"
)

# `waiting`: the buyer waits for an answer; `answered`: the team waits for the buyer.
INQUIRY = lifecycle(
    "inquiry",
    start="waiting",
    reply="waiting answered -> answered",
    ask="waiting answered -> waiting",
    win="waiting answered -> won",
    lose="waiting answered -> lost",
    decline="waiting answered -> declined",
)

# Pieces that a buyer asks to see: the team names its terms, sends them by courier, and the buyer judges.
SAMPLE = lifecycle(
    "sample",
    start="asked",
    offer="asked -> offered",
    decline="asked -> declined",
    accept="offered -> agreed",
    refuse="offered -> refused",
    send="agreed -> sent",
    depart="sent -> sent",
    deliver="sent -> delivered",
    judge="delivered -> judged",
    lapse="asked agreed -> lapsed",
)

# `asked`: the team would like to speak; `arranged`: both know the hour; `live`: somebody is on the line.
CALL = lifecycle(
    "call",
    start="asked",
    arrange="asked -> arranged",
    open="arranged -> live",
    say="live -> live",
    answer="live -> live",
    wait="live -> live",
    hang_up="live -> ended",
    end="live -> ended",
    miss="arranged -> missed",
    drop="asked arranged -> dropped",
    decline="arranged -> dropped",
)

QUOTATION = lifecycle(
    "quotation",
    start="draft",
    send="draft -> sent",
    counter="sent -> countered",
    accept="sent -> accepted",
    reject="sent countered -> rejected",
    replace="sent countered -> replaced",
    withdraw="draft sent countered -> withdrawn",
    lapse="sent countered -> lapsed",
)

# The proforma invoice is drafted and issued by the team and confirmed by the buyer.
ORDER = lifecycle(
    "order",
    start="drafted",
    issue="drafted -> issued",
    ask_changes="issued -> drafted",
    confirm="issued -> confirmed",
    deposit="confirmed -> deposit_received",
    ship="deposit_received -> shipped",
    deliver="shipped -> delivered",
    perish="shipped -> perished",
    complete="delivered perished -> completed",
    cancel="drafted issued confirmed -> cancelled",
)

# A letter that asks to pay to an account; its truth comes out some days after the team has decided.
INSTRUCTION = lifecycle(
    "instruction",
    start="open",
    check="open -> checking",
    call_back="checking -> checked",
    pay="open checking checked -> paid",
    ask="open checked -> checking",
    answer="checking -> checked",
    withdraw="checking -> refused",
    accept="open checked -> accepted",
    refuse="open checking checked -> refused",
    lapse="open checking checked -> lapsed",
    dishonour="accepted -> over",
    expire="accepted -> over",
    uncover="paid refused lapsed accepted -> over",
)

# A business buyer's complaint after delivery, two rounds at most; then the marketplace may decide.
COMPLAINT = lifecycle(
    "complaint",
    start="lodged",
    answer="lodged -> answered",
    insist="answered -> lodged",
    accept="answered -> settled",
    leave="lodged answered -> unsettled",
    award="unsettled -> awarded",
)

PAYMENT = lifecycle(
    "payment",
    start="expected",
    remit="expected -> remitted",
    receive="remitted -> received",
    cancel="expected -> cancelled",
)

PURCHASE = lifecycle(
    "purchase",
    start="placed",
    confirm="placed -> in_production",
    decline="placed -> declined",
    delay="in_production -> in_production",
    finish="in_production -> ready",
    rework="ready -> in_production",
    collect="ready -> collected",
)

INSPECTION = lifecycle(
    "inspection",
    start="ordered",
    pass_lot="ordered -> passed",  # noqa: S106 (no password)
    fail_lot="ordered -> failed",
)

# A test that the team has made of a product: the laboratory quotes, is paid, and reports.
LABORATORY_TEST = lifecycle(
    "laboratory_test",
    start="asked",
    quote="asked -> quoted",
    order="quoted -> ordered",
    lapse="quoted -> lapsed",
    approve="ordered -> passed",
    fail="ordered -> failed",
)

SHIPMENT = lifecycle(
    "shipment",
    start="booked",
    roll="booked -> booked",
    load="booked -> loaded",
    depart="loaded -> in_transit",
    delay="in_transit -> in_transit",
    arrive="in_transit -> arrived",
    clear="arrived -> cleared",
    deliver="cleared -> delivered",
    perish="in_transit -> perished",
    cancel="booked -> cancelled",
)

DOCUMENT = lifecycle("document", start="draft", issue="draft -> issued", amend="issued -> draft")

DECLARATION = lifecycle(
    "declaration",
    start="draft",
    file="draft queried refused -> filed",
    query="filed -> queried",
    inspect="filed -> inspecting",
    release="filed inspecting -> released",
    refuse="filed inspecting -> refused",
)

REFUND_CLAIM = lifecycle(
    "refund",
    start="claimed",
    grant="claimed -> granted",
    refuse="claimed -> refused",
    claim_again="refused -> claimed",
    pay="granted -> paid",
)

INSURANCE_CLAIM = lifecycle(
    "insurance_claim",
    start="filed",
    query="filed -> queried",
    add_papers="queried -> filed",
    accept="filed -> accepted",
    refuse="filed queried -> refused",
    pay="accepted -> paid",
)

CONSUMER_ORDER = lifecycle(
    "consumer_order",
    start="paid",
    pack="paid -> packed",
    list_for_customs="packed -> listed",
    return_list="listed -> packed",
    dispatch="listed -> dispatched",
    deliver="dispatched -> delivered",
    release="delivered -> released",
    cancel="paid packed -> cancelled",
)

# A consumer's request to give goods back; the market ends what the two do not.
PARCEL_RETURN = lifecycle(
    "parcel_return",
    start="asked",
    answer="asked -> answered",
    take="answered -> closed",
    insist="answered -> disputed",
    decide="asked disputed -> closed",
    send_back="answered disputed -> sending",
    arrive="sending -> closed",
)

# An override of a reference rate is never changed: a newer one takes its place, or it is withdrawn.
RATE = lifecycle("rate", start="in_force", withdraw="in_force -> withdrawn")

# An event of the world is told before it bites; lifted, it ends on the day; called off, it never comes.
WORLD_EVENT = lifecycle(
    "world_event",
    start="planned",
    announce="planned -> announced",
    lift="announced -> announced",
    cancel="planned announced -> cancelled",
)

ALL: tuple[Lifecycle, ...] = (
    COURSE,
    PACK,
    PARTNERSHIP,
    LISTING,
    INQUIRY,
    SAMPLE,
    CALL,
    QUOTATION,
    ORDER,
    COMPLAINT,
    INSTRUCTION,
    PAYMENT,
    PURCHASE,
    INSPECTION,
    LABORATORY_TEST,
    SHIPMENT,
    DOCUMENT,
    DECLARATION,
    REFUND_CLAIM,
    INSURANCE_CLAIM,
    CONSUMER_ORDER,
    PARCEL_RETURN,
    RATE,
    WORLD_EVENT,
)
