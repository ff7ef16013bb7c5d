"""Copy the few browser files we use out of node_modules into a git-ignored folder."""

import hashlib
import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NM, OUT = ROOT / "node_modules", ROOT / "app/static/vendor"
FILES = {
    "tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.js": "@tabler/core/dist/js/tabler.min.js",
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "sortable.js": "@tabler/core/dist/libs/sortablejs/Sortable.min.js",
    "land.json": "world-atlas/land-110m.json",
}
missing = [src for src in FILES.values() if not (NM / src).is_file()]
if missing:
    sys.exit("assets: run npm ci first; missing " + ", ".join(missing))
OUT.mkdir(parents=True, exist_ok=True)
manifest = {}
for name, src in FILES.items():
    shutil.copyfile(NM / src, OUT / name)
    manifest[name] = hashlib.sha256((OUT / name).read_bytes()).hexdigest()[:10]
(OUT / "manifest.json").write_text(json.dumps(manifest, indent=1))
print(f"assets: {len(FILES)} files, {sum((OUT / n).stat().st_size for n in FILES) / 1e6:.1f} MB")
