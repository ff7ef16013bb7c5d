"""Drawings of things to play and ride with."""

import math

from seed.packs.drawings.colour import falling, ramp, rounded, tone
from seed.packs.drawings.scenes import Tint
from seed.packs.drawings.stage import Point, Stage, smooth

_WHITE = (255, 255, 255)
_STEEL = (196, 200, 206)
_TYRE = (38, 39, 43)

# fmt: off


def controller(stage: Stage, tint: Tint) -> None:
    """A game controller from the front."""
    stage.shadow(500, 770, 290, depth=0.14, dark=80)
    body = smooth([(330, 330), (500, 346), (670, 330), (782, 382), (846, 560), (850, 712), (780, 752),
            (708, 690), (620, 600), (500, 590), (380, 600), (292, 690), (220, 752), (150, 712), (154,
            560), (218, 382)], closed=True)
    for side in (-1, 1):
        x = 500 + side * 206
        stage.panel((x - 74, 312, x + 74, 370), 26, rounded(tone(tint.main, 0.5), 0.3), across=True)
    stage.shape(body, falling(tint.main, 1.22, 0.7))
    stage.folds(body, [[(170, 660), (200, 500), (300, 380)], [(700, 350), (780, 420)]], _WHITE,
            width=30, strength=70)
    for x, y in ((398, 548), (602, 548)):
        stage.ellipse((x - 66, y - 60, x + 66, y + 66), falling(tone(tint.main, 0.55), 0.8, 1.2))
        stage.ellipse((x - 50, y - 54, x + 50, y + 44), falling((60, 62, 68), 1.3, 0.6))
        stage.ellipse((x - 34, y - 42, x + 34, y + 24), falling((44, 46, 50), 0.8, 1.3))
    for box in ((256, 438, 340, 464), (285, 409, 311, 493)):
        stage.panel(box, 7, falling((52, 54, 60), 1.3, 0.8))
    keys = ((702, 400, "#e0574f"), (752, 448, "#4fa3d8"), (702, 496, "#63b96b"), (652, 448, "#e3b341"))
    for x, y, colour in keys:
        shade = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
        stage.ellipse((x - 25, y - 25, x + 25, y + 25), falling(shade, 1.3, 0.75))  # type: ignore[arg-type]
    for x in (430, 570):
        stage.panel((x - 16, 412, x + 16, 428), 8, tint.accent)
    stage.ellipse((478, 430, 522, 474), rounded(tint.accent, 0.5), across=True)


def drone(stage: Stage, tint: Tint) -> None:
    """A small toy drone with four guarded rotors, in the air."""
    stage.glow((250, 780, 750, 840), (30, 30, 40), 80, 30)
    for x, y, r in ((280, 370, 116), (720, 370, 116), (214, 560, 150), (786, 560, 150)):
        stage.line([(500, 480), (x, y)], 34, tone(tint.main, 0.8))
        stage.ellipse((x - r, y - r * 0.42, x + r, y + r * 0.42), tone(tint.accent, 0.9))
        stage.ellipse((x - r + 14, y - r * 0.42 + 9, x + r - 14, y + r * 0.42 - 7), (214, 220, 226))
        stage.curve([(x - r * 0.8, y - 8), (x, y - 14), (x + r * 0.8, y + 6), (x, y + 8)],
                tone(tint.main, 0.45))
        stage.ellipse((x - 20, y - 22, x + 20, y + 16), rounded(tone(tint.main, 0.6), 0.5), across=True)
    stage.curve([(392, 470), (430, 406), (500, 390), (570, 406), (608, 470), (590, 580), (500, 622),
            (410, 580)], rounded(tint.main, 0.35), across=True)
    stage.curve([(430, 470), (460, 424), (540, 424), (570, 470), (500, 500)], falling(tint.accent, 1.3,
                0.8))
    stage.ellipse((456, 540, 544, 622), rounded((44, 46, 52), 0.4), across=True)
    stage.ellipse((476, 558, 524, 606), ramp((0, (90, 130, 170)), (1, (20, 26, 40))))
    stage.ellipse((484, 564, 500, 580), _WHITE)


def bicycle(stage: Stage, tint: Tint) -> None:
    """A bicycle from the side: diamond frame, chain, and fat or small wheels by the style."""
    small = "child" in tint.style
    r, y = (150, 640) if small else (188, 602)
    back, front = (270, y), (738, y)
    stage.shadow(500, y + r + 4, 370, depth=0.045)
    for hub in (back, front):
        _wheel(stage, hub, r, tint)
    crank = (474, y + 8)
    seat, head, low = (410, y - 236), (656, y - 262), (676, y - 206)
    chain = tone(_STEEL, 0.5)
    stage.line([(back[0], y - 22), (crank[0], crank[1] - 42)], 4, chain)
    stage.line([(back[0], y + 22), (crank[0], crank[1] + 42)], 4, chain)
    for a, b, width in ((back, crank, 15), (back, (424, y - 190), 12), (crank, seat, 26), (crank, low,
            32), ((424, y - 190), head, 24)):
        stage.tube([a, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), b], width, tint.main)
    stage.tube([(648, y - 292), low, front], 24, tone(tint.accent, 0.85))
    stage.tube([seat, (400, y - 270), (392, y - 300)], 16, _STEEL)
    stage.curve([(316, y - 316), (400, y - 330), (470, y - 306), (400, y - 294), (330, y - 294)],
            falling((48, 46, 48)))
    stage.tube([(648, y - 292), (640, y - 330), (600, y - 342)], 15, _STEEL)
    stage.tube([(640, y - 334), (600, y - 350), (560, y - 340)], 20, _TYRE)
    stage.ellipse((crank[0] - 46, crank[1] - 46, crank[0] + 46, crank[1] + 46), tone(_STEEL, 0.62))
    stage.ellipse((crank[0] - 32, crank[1] - 32, crank[0] + 32, crank[1] + 32), tone(_STEEL, 1.2))
    stage.line([crank, (crank[0] + 30, crank[1] + 84)], 13, (60, 62, 68))
    stage.panel((crank[0] + 4, crank[1] + 76, crank[0] + 66, crank[1] + 94), 6, _TYRE)
    if small:
        stage.panel((566, y - 330, 690, y - 262), 16, falling(tint.accent, 1.2, 0.8))
        stage.curve([(176, y - 70), (190, y - 150), (270, y - 184), (352, y - 150), (330, y - 140),
                (270, y - 166), (206, y - 140)], tint.accent)


def _wheel(stage: Stage, hub: Point, r: float, tint: Tint) -> None:
    ring = [(hub[0] + r * math.cos(t / 60 * math.tau),
            hub[1] + r * math.sin(t / 60 * math.tau)) for t in range(61)]
    for spoke in range(18):
        angle = spoke / 18 * math.tau
        tip = hub[0] + (r - 16) * math.cos(angle), hub[1] + (r - 16) * math.sin(angle)
        stage.line([(hub[0] + 12 * math.cos(angle + 1.2), hub[1] + 12 * math.sin(angle + 1.2)), tip],
                2.2, tone(_STEEL, 0.8), round_ends=False)
    stage.line(ring, 30 if "child" not in tint.style else 24, _TYRE)
    inner = [(hub[0] + (x - hub[0]) * 0.9, hub[1] + (y - hub[1]) * 0.9) for x, y in ring]
    stage.line(inner, 8, tone(_STEEL, 1.1))
    stage.line([(x - 3, y - 4) for x, y in ring[32:54]], 5, (92, 94, 100))
    stage.ellipse((hub[0] - 17, hub[1] - 17, hub[0] + 17, hub[1] + 17), rounded(_STEEL, 0.4), across=True)
