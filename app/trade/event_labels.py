"""English words for kinds of events; templates translate them."""

from app.trade.labels import N_

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
