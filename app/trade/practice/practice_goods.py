"""What practice sets are made of: goods of the teaching set, sellers, buyers with their ports, ships.

The goods' figures are assumptions for teaching, of the size that such goods usually have; HS codes are those
of `seed/reference/hs_teaching_set.csv`. Companies, ships and banks are invented.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Goods:
    """One article in two variants. price_usd of a piece; pieces, net_kg, gross_kg, volume_m3 of a carton."""

    name: str
    general: str
    variants: tuple[str, str]
    hs_code: str
    price_usd: Decimal
    pieces: int
    net_kg: Decimal
    gross_kg: Decimal
    volume_m3: Decimal


@dataclass(frozen=True, slots=True)
class Trader:
    """A company and, for a buyer, its port, bank and the bank's code."""

    name: str
    address: str
    country: str
    contact: str
    port: str
    bank: str
    bic: str


def _goods(name: str, general: str, variants: tuple[str, str], code: str, figures: str) -> Goods:
    price, pieces, *carton = figures.split()
    net, gross, volume = map(Decimal, carton)
    return Goods(name, general, variants, code, Decimal(price), int(pieces), net, gross, volume)


GOODS = (
    _goods("Men's knitted cotton T-shirts", "cotton T-shirts", ("white", "navy"), "6109100021",
           "4.82 50 10.50 11.50 0.120"),
    _goods("Stainless steel vacuum flasks 500 ml", "vacuum flasks", ("black", "silver"), "9617001900",
           "6.35 24 9.60 10.80 0.062"),
    _goods("Bamboo cutting boards", "bamboo kitchenware", ("large", "small"), "4419110000",
           "3.15 20 14.00 15.00 0.040"),
    _goods("Rechargeable LED desk lamps", "LED lamps", ("warm white", "cold white"), "9405219000",
           "9.70 12 8.40 9.90 0.075"),
    _goods("Nylon backpacks 25 l", "nylon backpacks", ("green", "grey"), "4202920000",
           "11.25 20 12.00 13.50 0.110"),
    _goods("Glazed porcelain tableware sets", "porcelain tableware", ("blue", "plain"), "6911101900",
           "18.60 6 16.20 18.00 0.058"),
    _goods("Wooden building blocks", "wooden toys", ("50 pieces", "100 pieces"), "9503006000",
           "7.40 16 12.80 14.20 0.070"),
    _goods("Folding camping chairs", "camping furniture", ("red", "blue"), "9401790000",
           "8.95 8 20.00 22.40 0.130"),
)  # fmt: skip
SELLERS = (
    Trader("Ningbo Haichuan Import & Export Co., Ltd.", "48 Caihong North Road\nNingbo", "CN", "Wang Lei",
           "Ningbo, China", "Bank of China, Ningbo Branch", "BKCHCNBJ92A"),
    Trader("Shanghai Linyuan Trading Co., Ltd.", "1200 Pudong Avenue\nShanghai", "CN", "Zhang Min",
           "Shanghai, China", "Bank of China, Shanghai Branch", "BKCHCNBJ300"),
    Trader("Shenzhen Yuehai Foreign Trade Co., Ltd.", "66 Shennan Road\nShenzhen", "CN", "Chen Jie",
           "Yantian, China", "Bank of China, Shenzhen Branch", "BKCHCNBJ45A"),
)  # fmt: skip
BUYERS = (
    Trader("Nordlicht Handels GmbH", "Speicherstrasse 14\n20457 Hamburg", "DE", "Anke Petersen",
           "Hamburg, Germany", "Hansebank AG, Hamburg", "HSBKDEHH"),
    Trader("Maison Tilleul SARL", "22 rue des Docks\n76600 Le Havre", "FR", "Luc Martin",
           "Le Havre, France", "Banque du Littoral, Paris", "BQLTFRPP"),
    Trader("Harbour & Vale Ltd.", "5 Quayside\nSouthampton SO14 3XB", "GB", "Jane Ford",
           "Southampton, United Kingdom", "Solent Bank plc, London", "SLNTGB2L"),
    Trader("Pacific Lane Inc.", "800 Harbor Drive\nLong Beach, CA 90802", "US", "Mark Reyes",
           "Long Beach, United States", "First Coast Bank, Los Angeles", "FCSTUS6L"),
    Trader("Comercial Andes SpA", "Avenida del Puerto 310\nValparaiso", "CL", "Paula Rojas",
           "Valparaiso, Chile", "Banco Pacifico, Santiago", "BPACCLRM"),
    Trader("Southern Cross Imports Pty Ltd", "14 Wharf Street\nFremantle WA 6160", "AU", "Tom Baker",
           "Fremantle, Australia", "Swan River Bank, Perth", "SWRVAU6S"),
)  # fmt: skip
SHIPS = (
    ("SILK HORIZON", "026W"), ("JADE MERIDIAN", "114E"), ("OCEAN LANTERN", "307N"), ("EASTERN HERON", "088S"),
)  # fmt: skip
CARRIERS = ("Haiyang Silk Line", "Blue Whale Container Line", "Dragon Bay Shipping")
# Numbers whose check digit holds (ISO 6346).
CONTAINERS = ("HYSU7261547", "MSCU6639870", "CSQU3054383")
TERMS = ("CIF", "CFR", "FOB")
