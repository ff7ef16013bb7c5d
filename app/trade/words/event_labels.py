"""English words for kinds of events; templates translate them."""

from app.trade.words.labels import N_

EVENT_KINDS: dict[str, str] = {
    "port_strike": N_("Port strike"),
    "canal_closure": N_("Canal closed"),
    "freight_spike": N_("Freight rises"),
    "duty_change": N_("Additional duty"),
    "currency_move": N_("Currency moves"),
    "factory_stop": N_("Factories stand still"),
    "viral_product": N_("A product goes viral"),
    "peak_season": N_("Peak season"),
    "customs_campaign": N_("Customs campaign"),
    "bank_stop": N_("Banks stand still"),
}
MODES: dict[str, str] = {
    "sea": N_("sea"),
    "air": N_("air"),
    "rail": N_("rail"),
    "courier": N_("courier"),
    "post": N_("parcel line"),
}
REASONS: dict[str, str] = {"power_rationing": N_("power rationing"), "holiday": N_("factory holiday")}
SEASONS: dict[str, str] = {
    "christmas_shipping": N_("goods for Christmas"),
    "singles_day": N_("Singles' Day"),
    "black_friday": N_("Black Friday"),
}
# Whether an event is still to come, in force, over, not yet told, or called off.
STANDINGS: dict[str, tuple[str, str]] = {
    "now": ("red", N_("Happening now")),
    "coming": ("yellow", N_("Announced")),
    "past": ("secondary", N_("Over")),
    "planned": ("azure", N_("Not announced yet")),
    "cancelled": ("secondary", N_("Called off")),
}
FIGURE_LABELS: dict[str, str] = {
    "port": N_("Port"),
    "canal": N_("Canal"),
    "modes": N_("Ways of carriage"),
    "lanes": N_("Lanes"),
    "freight_percent": N_("Freight, percent more"),
    "destination": N_("Destination"),
    "hs_prefix": N_("HS code begins with"),
    "duty_percent": N_("Additional duty, percent"),
    "currency": N_("Currency"),
    "currency_percent": N_("Percent that it is worth more; below zero: less"),
    "enterprise": N_("Factory"),
    "reason": N_("Reason"),
    "words": N_("Words in category or name"),
    "markets": N_("Markets"),
    "demand_percent": N_("Demand, percent more"),
    "season": N_("Season"),
    "inspection_percent": N_("Percent of declarations opened besides"),
}
