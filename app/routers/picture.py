"""Pictures, served under their digests: what an address gives never changes, so browsers keep it for good."""

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from app.core.picture_store import FULL, MEDIA_TYPES, SMALL, PictureStore
from app.queries.catalogue.picture import is_own_picture, is_public_picture
from app.routers.deps import Asking, Database, actor_of
from app.routers.one_thread import OneThread
from app.trade.refusal import Absent

router = APIRouter(tags=["market"], route_class=OneThread)
_FOR_GOOD = "max-age=31536000, immutable"


@router.get("/pictures/{digest}", response_class=FileResponse)
def picture(request: Request, digest: str, session: Database, who: Asking) -> Response:
    """A picture, at most 2,000 pixels a side, as JPEG."""
    return _send(request, session, who, digest, FULL)


@router.get("/pictures/{digest}/small", response_class=FileResponse)
def small_picture(request: Request, digest: str, session: Database, who: Asking) -> Response:
    """A picture's small one, at most 480 pixels a side, as WebP."""
    return _send(request, session, who, digest, SMALL)


def _send(request: Request, session: Database, who: Asking, digest: str, ending: str) -> Response:
    path = PictureStore.of(request.app.state.settings.data_folder).find(digest, ending)
    if path is None:
        raise Absent
    is_public = is_public_picture(session, digest)
    if not is_public and not is_own_picture(session, actor_of(who), digest):
        raise Absent
    kept = f"{'public' if is_public else 'private'}, {_FOR_GOOD}"
    return FileResponse(path, media_type=MEDIA_TYPES[ending], headers={"cache-control": kept})
