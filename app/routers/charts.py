"""Server-side SVG: radar, sparkline, sea-route map. No JavaScript, testable, printable."""

import json
import math
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape

VENDOR = Path(__file__).parent / "static/vendor"


def _pt(cx, cy, r, i, n):
    a = -math.pi / 2 + 2 * math.pi * i / n
    return cx + r * math.cos(a), cy + r * math.sin(a)


def radar(labels, series, top=5, size=420, title=""):
    """series: [(name, css_class, [values])]; the table twin is the caller's job."""
    w, h = size + 160, size
    cx, cy, R, n = w / 2, h / 2 + 4, size / 2 - 52, len(labels)
    out = [
        f'<svg viewBox="0 0 {w} {h}" role="img" class="radar" aria-label="{escape(title)}"><title>{escape(title)}</title>'
    ]
    for k in range(1, top + 1):
        pts = " ".join("%.1f,%.1f" % _pt(cx, cy, R * k / top, i, n) for i in range(n))
        out.append(f'<polygon class="grid{" edge" if k == top else ""}" points="{pts}"/>')
        if k < top:
            out.append(f'<text class="tick" x="{cx + 5:.0f}" y="{cy - R * k / top + 12:.1f}">{k}</text>')
    for i, lab in enumerate(labels):
        x, y = _pt(cx, cy, R, i, n)
        out.append(f'<line class="grid" x1="{cx}" y1="{cy}" x2="{x:.1f}" y2="{y:.1f}"/>')
        x, y = _pt(cx, cy, R + 18, i, n)
        anchor = "middle" if abs(x - cx) < 12 else ("start" if x > cx else "end")
        out.append(
            f'<text class="lab" text-anchor="{anchor}" x="{x:.1f}" y="{y + 5:.1f}">{escape(lab)}</text>'
        )
    for name, css, vals in series:
        P = [_pt(cx, cy, R * v / top, i, n) for i, v in enumerate(vals)]
        out.append(
            f'<polygon class="{css}" points="{" ".join("%.1f,%.1f" % p for p in P)}"><title>{escape(name)}</title></polygon>'
        )
        out += [
            f'<circle class="{css}-dot" r="3.5" cx="{x:.1f}" cy="{y:.1f}"><title>{escape(name)} · {escape(labels[i])}: {vals[i]}</title></circle>'
            for i, (x, y) in enumerate(P)
        ]
    return Markup("".join(out) + "</svg>")


def spark(vals, w=120, h=36):
    lo, hi = min(vals), max(vals)
    step = w / (len(vals) - 1)
    P = [(i * step, h - 3 - (v - lo) / ((hi - lo) or 1) * (h - 6)) for i, v in enumerate(vals)]
    line = " ".join("%.1f,%.1f" % p for p in P)
    return Markup(
        f'<svg class="spark" viewBox="0 0 {w} {h}" preserveAspectRatio="none" aria-hidden="true">'
        f'<polygon points="0,{h} {line} {w},{h}"/><polyline points="{line}"/></svg>'
    )


LON0 = 150  # Pacific-centred: China in the middle-left, Americas right


def _x(lon, w):
    return ((lon - LON0 + 540) % 360) / 360 * w


@lru_cache
def land_path(w=960, h=400, north=74, south=-50):
    t = json.loads((VENDOR / "land.json").read_text())
    (sx, sy), (tx, ty) = t["transform"]["scale"], t["transform"]["translate"]
    arcs = []
    for arc in t["arcs"]:
        x = y = 0
        pts = []
        for dx, dy in arc:
            x += dx
            y += dy
            pts.append((x * sx + tx, y * sy + ty))
        arcs.append(pts)
    d = []
    for geom in t["objects"]["land"]["geometries"]:
        polys = [geom["arcs"]] if geom["type"] == "Polygon" else geom["arcs"]
        for poly in polys:
            for ring in poly:
                pts = []
                for a in ring:
                    seg = arcs[a] if a >= 0 else arcs[~a][::-1]
                    pts += seg[1:] if pts else seg
                prev, cmd = None, "M"
                for lon, lat in pts:
                    px, py = _x(lon, w), (north - lat) / (north - south) * h
                    if prev is not None and abs(px - prev) > w / 2:
                        cmd = "M"  # the cut at the map's edge
                    d.append(f"{cmd}{px:.1f} {py:.1f}")
                    prev, cmd = px, "L"
    return "".join(d)


def route_map(routes, w=960, h=400, title=""):
    """routes: [(label, [(lon, lat), ...], progress 0..1, css)]"""
    Y = lambda lat: (74 - lat) / 124 * h
    out = [
        f'<svg viewBox="0 0 {w} {h}" role="img" class="routemap" aria-label="{escape(title)}"><title>{escape(title)}</title>',
        f'<path class="land" d="{land_path(w, h)}"/>',
    ]
    for label, way, prog, css in routes:
        P = [(_x(lo, w), Y(la)) for lo, la in way]
        seg = [math.dist(a, b) for a, b in zip(P, P[1:])]
        goal, done = sum(seg) * prog, [P[0]]
        for (a, b), s in zip(zip(P, P[1:]), seg):
            if goal <= s:
                f = goal / s
                done.append((a[0] + (b[0] - a[0]) * f, a[1] + (b[1] - a[1]) * f))
                break
            goal -= s
            done.append(b)
        fmt = lambda q: " ".join("%.1f,%.1f" % p for p in q)
        sx, sy = done[-1]
        out.append(
            f'<polyline class="way" points="{fmt(P)}"/><polyline class="done {css}" points="{fmt(done)}"/>'
            f'<circle class="port" r="4" cx="{P[0][0]:.1f}" cy="{P[0][1]:.1f}"/><circle class="port" r="4" cx="{P[-1][0]:.1f}" cy="{P[-1][1]:.1f}"/>'
            f'<circle class="ship {css}" r="6" cx="{sx:.1f}" cy="{sy:.1f}"><title>{escape(label)}</title></circle>'
            f'<text x="{P[-1][0]:.1f}" y="{P[-1][1] - 10:.1f}" text-anchor="middle">{escape(label)}</text>'
        )
    return Markup("".join(out) + "</svg>")
