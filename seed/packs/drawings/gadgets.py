"""Drawings of small electronics."""

import math

from seed.packs.drawings.colour import falling, ramp, rounded, tone
from seed.packs.drawings.scenes import Tint
from seed.packs.drawings.stage import Stage, panel_points, smooth, turned_by

_WHITE, _BLACK = (255, 255, 255), (24, 25, 29)
_STEEL = (198, 202, 208)

# fmt: off


def cable(stage: Stage, tint: Tint) -> None:
    """A braided cable in a coil with two metal plugs and a strap."""
    stage.shadow(500, 742, 300, depth=0.3, dark=70)
    for ring in range(4):
        r = 268 - ring * 30
        coil = [(500 + r * math.cos(t / 16 * math.tau),
                520 + ring * 10 + r * 0.74 * math.sin(t / 16 * math.tau)) for t in range(17)]
        stage.tube(coil, 24, tone(tint.main, 1 - ring * 0.05))
    for side, tip in ((-1, (250, 262)), (1, (752, 262))):
        stage.tube([(500 - side * 40, 716), (500 + side * 210, 640), (500 + side * 300, 440), (tip[0],
                tip[1] + 120)], 24, tint.main)
        x, y = tip
        stage.panel((x - 16, y - 62, x + 16, y - 8), 8, rounded(_STEEL, 0.6), across=True)
        stage.panel((x - 28, y - 14, x + 28, y + 92), 14, rounded(tint.accent, 0.45), across=True)
        stage.turned([(y + 90, 17), (y + 130, 13)], x, rounded(tone(tint.main, 0.6), 0.2))
    stage.panel((462, 664, 538, 768), 10, falling(tone(tint.main, 0.5), 1.3, 0.8))
    stage.text((500, 716), "2 m", 22, (230, 230, 230))


def power_bank(stage: Stage, tint: Tint) -> None:
    """A power bank that stands, with its lamps, two ports and a matt skin."""
    stage.shadow(500, 808, 200, depth=0.12)
    stage.panel((322, 186, 690, 812), 52, falling(tone(tint.main, 0.6)))
    stage.panel((310, 182, 676, 808), 52, ramp((0, tone(tint.main, 1.3)), (0.4, tint.main), (1,
            tone(tint.main, 0.8))))
    stage.weave(panel_points((310, 182, 676, 808), 52), tone(tint.main, 0.5), 0.14)
    stage.panel((322, 194, 664, 796), 44, ramp((0, tone(tint.main, 1.16)), (1, tone(tint.main, 0.86))))
    stage.panel((350, 700, 636, 772), 20, falling(tone(tint.main, 0.45)))
    for x, width in ((390, 62), (478, 40), (556, 40)):
        stage.panel((x, 724, x + width, 750), 10, (16, 16, 18))
        stage.panel((x + 6, 732, x + width - 6, 742), 4, tint.accent)
    for lamp in range(4):
        x = 440 + lamp * 38
        stage.ellipse((x, 250, x + 14, 264), (206, 240, 255) if lamp < 3 else tone(tint.main, 0.6))
        if lamp < 3:
            stage.glow((x - 8, 242, x + 22, 272), (190, 236, 255), 90, 8)
    stage.text((493, 470), "20 000", 54, tone(tint.main, 1.55))
    stage.text((493, 520), "mAh  65 W", 26, tone(tint.main, 1.45))
    stage.glow((340, 220, 372, 660), _WHITE, 60, 16)


def speaker(stage: Stage, tint: Tint) -> None:
    """A cylinder speaker in cloth, with a light ring, keys and a strap."""
    stage.shadow(500, 800, 215)
    stage.tube([(690, 300), (768, 330), (786, 440), (716, 500)], 22, tint.accent)
    stage.turned([(268, 203), (300, 213), (740, 213), (770, 205)], 500, rounded(tint.main, 0.24), flat=0.2)
    stage.weave([(288, 290), (712, 290), (712, 760), (500, 796), (288, 760)], tone(tint.main, 0.3), 0.5)
    for row in range(24):
        y = 318 + row * 18
        dots = [(x, y + 0.00042 * (40000 - (x - 500) ** 2)) for x in range(292, 712, 10)]
        stage.line(dots, 2, tone(tint.main, 0.72))
    stage.turned([(764, 206), (800, 192)], 500, rounded(tone(tint.main, 0.45), 0.4), flat=0.18)
    stage.disc(500, 268, 202, rounded(tone(tint.main, 0.5), 0.5), flat=0.2)
    stage.disc(500, 266, 182, ramp((0, tint.accent), (0.5, tone(tint.accent, 1.5)), (1, tint.accent)),
            flat=0.19)
    stage.disc(500, 266, 170, ramp((0, (44, 45, 50)), (1, (24, 25, 28))), flat=0.19)
    for x, sign in ((420, "-"), (500, "o"), (580, "+")):
        stage.text((x, 262), sign, 34, (222, 224, 228))
    stage.panel((436, 540, 564, 590), 12, tone(tint.main, 0.42))
    stage.text((500, 565), "MIRO", 26, (236, 236, 236))


def headphones(stage: Stage, tint: Tint) -> None:
    """Headphones over the ear, upright, turned a little."""
    stage.shadow(500, 806, 290, depth=0.08)
    stage.tube([(268, 560), (262, 360), (340, 226), (500, 180), (660, 226), (738, 360), (732, 560)],
            54, tint.main)
    stage.tube([(290, 430), (318, 310), (400, 238), (500, 216), (600, 238), (682, 310), (710, 430)],
            34, tone(tint.accent, 0.8))
    for side in (-1, 1):
        x = 500 + side * 232
        stage.panel((x - 16, 430, x + 16, 600), 12, rounded(_STEEL, 0.6), across=True)
        inner = x - side * 48
        stage.panel((inner - 42, 494, inner + 42, 792), 42, rounded(tone(tint.accent, 0.7), 0.2),
                    across=True)
        stage.panel((x - 52 + side * 14, 478, x + 52 + side * 14, 806), 52, rounded(tint.main, 0.36),
                across=True)
        cup = x + side * 32
        stage.panel((cup - 24, 520, cup + 24, 766), 24, rounded(tone(tint.main, 1.12), 0.4), across=True)
        stage.ellipse((cup - 8, 726, cup + 8, 742), tint.accent)


def earbuds(stage: Stage, tint: Tint) -> None:
    """An open charging case with two earbuds above it."""
    stage.shadow(500, 800, 250, depth=0.14)
    stage.curve([(286, 470), (300, 300), (500, 262), (700, 300), (714, 470), (500, 500)], ramp((0,
            tone(tint.main, 1.2)), (1, tone(tint.main, 0.7))))
    stage.curve([(312, 466), (326, 330), (500, 298), (674, 330), (688, 466), (500, 486)],
            tone(tint.main, 0.62))
    for side in (-1, 1):
        x = 500 + side * 84
        stage.panel((x - 21, 396, x + 21, 600), 20, rounded(tint.accent, 0.5), across=True)
        stage.ellipse((x - 58 + side * 10, 300, x + 58 + side * 10, 424), rounded(tint.accent, 0.55),
                across=True)
        tip = x - side * 38
        stage.ellipse((tip - 27, 334, tip + 27, 408), rounded((68, 70, 76), 0.3), across=True)
        stage.ellipse((x + side * 30 - 9, 340, x + side * 30 + 9, 372), (40, 42, 46))
    case = smooth([(282, 506), (400, 522), (500, 526), (600, 522), (718, 506), (726, 640), (690, 760),
            (500, 800), (310, 760), (274, 640)], closed=True)
    stage.shape(case, rounded(tint.main, 0.4), across=True)
    stage.curve([(282, 510), (500, 490), (718, 510), (500, 534)], falling(tone(tint.main, 0.8)))
    stage.ellipse((493, 610, 507, 624), (140, 230, 170))
    stage.glow((480, 598, 520, 638), (150, 240, 180), 100, 9)
    stage.glow((320, 550, 350, 720), _WHITE, 120, 12)


def charger(stage: Stage, tint: Tint) -> None:
    """A wall charger with two prongs behind and three ports in front."""
    stage.shadow(500, 800, 220, depth=0.16)
    for x in (676, 676):
        for y in (420, 560):
            stage.panel((x, y, x + 118, y + 30), 12, falling(_STEEL, 1.3, 0.7))
    stage.panel((330, 262, 712, 806), 66, falling(tone(tint.main, 0.66)))
    stage.panel((300, 250, 676, 802), 66, ramp((0, tone(tint.main, 1.3)), (0.5, tint.main), (1,
            tone(tint.main, 0.86))))
    stage.panel((328, 282, 648, 770), 44, falling(tone(tint.main, 0.96), 1.06, 0.92))
    for row, name in enumerate(("C1  65W", "C2  30W", "A")):
        y = 360 + row * 128
        width = 66 if row < 2 else 84
        stage.panel((430 - width, y, 430 + width - 20, y + 44), 20 if row < 2 else 7, falling((52, 54,
                60), 1.2, 0.6))
        stage.panel((430 - width + 16, y + 15, 430 + width - 36, y + 29), 6, tint.accent)
        stage.text((578, y + 22), name, 24, tone(tint.main, 0.55))
    stage.ellipse((590, 742, 604, 756), (120, 214, 160))
    stage.glow((318, 300, 350, 720), _WHITE, 120, 14)


def fan(stage: Stage, tint: Tint) -> None:
    """A desk fan: cage, five blades, a stem and a round foot."""
    stage.shadow(500, 806, 190)
    stage.turned([(776, 176), (796, 184), (806, 180)], 500, rounded(tint.main, 0.3), flat=0.2)
    stage.disc(500, 774, 176, rounded(tone(tint.main, 1.1), 0.3), flat=0.2)
    stage.ellipse((470, 762, 530, 782), rounded(tint.accent, 0.4), across=True)
    stage.turned([(600, 26), (770, 32)], 500, rounded(tone(tint.main, 0.96), 0.4))
    stage.ellipse((232, 132, 768, 668), tone(tint.main, 0.84))
    stage.ellipse((254, 154, 746, 646), ramp((0, (58, 60, 66)), (1, (92, 95, 102))))
    for blade in range(5):
        shape = smooth([(486, 400), (440, 300), (470, 196), (560, 176), (610, 236), (570, 320), (518,
                396)], closed=True)
        stage.shape(turned_by(shape, blade * 72, (500, 400)), ramp((0, tone(tint.accent, 1.3)), (1,
                tint.accent)), across=True)
    for wire in range(48):
        angle = wire / 48 * math.tau
        ends = [(500 + r * math.cos(angle + turn), 400 + r * math.sin(angle + turn)) for r,
                turn in ((62, 0), (256, 0.3))]
        stage.line(ends, 3.4, tone(tint.main, 1.1), round_ends=False)
    for r in (120, 190):
        ring = [(500 + r * math.cos(t / 36 * math.tau),
                400 + r * math.sin(t / 36 * math.tau)) for t in range(37)]
        stage.line(ring, 3.4, tone(tint.main, 1.1), round_ends=False)
    ring = [(500 + 257 * math.cos(t / 48 * math.tau),
            400 + 257 * math.sin(t / 48 * math.tau)) for t in range(49)]
    stage.line(ring, 20, tint.main)
    stage.ellipse((432, 332, 568, 468), rounded(tint.main, 0.4), across=True)


def humidifier(stage: Stage, tint: Tint) -> None:
    """An egg-shaped humidifier with a wooden foot and a plume of mist."""
    wood = (178, 132, 88)
    stage.shadow(500, 806, 200)
    for x, y, r, strength in ((500, 150, 60, 120), (530, 96, 76, 80), (470, 190, 40, 150), (556, 40, 84,
                              50)):
        stage.glow((x - r, y - r * 0.8, x + r, y + r * 0.8), _WHITE, strength, 22)
    stage.turned([(262, 20), (276, 84), (350, 168), (500, 214), (640, 206), (716, 188)], 500,
            rounded(tint.main, 0.4))
    stage.turned([(718, 190), (780, 196), (806, 188)], 500, rounded(wood, 0.25), flat=0.17)
    stage.disc(500, 264, 24, (70, 72, 78), flat=0.4)
    stage.glow((300, 690, 700, 722), (255, 224, 160), 120, 10)
    stage.ellipse((488, 750, 512, 774), (250, 244, 232))
    stage.glow((344, 420, 384, 660), _WHITE, 130, 16)
    for drop in range(3):
        stage.line([(640, 520 + drop * 36), (664, 520 + drop * 36)], 4, tone(tint.main, 0.66))
