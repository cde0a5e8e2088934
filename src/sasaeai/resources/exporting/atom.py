"""What changed lately among the public resources, as Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from sasaeai.resources.exporting.public import PublicRecord

_ATOM = "http://www.w3.org/2005/Atom"


def atom_text(
    records: Sequence[PublicRecord], *, title: str, address: str, made_at: datetime
) -> bytes:
    """A feed, the newest first.

    :param address: of the feed itself, which names it; empty for a file
    """
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "ja"})
    _put(feed, "title", title)
    _put(feed, "id", address or f"urn:sasaeai:{title}")
    if address:
        SubElement(feed, "link", {"rel": "self", "href": address})
    newest = max((r.resource.changed_at for r in records), default=made_at)
    _put(feed, "updated", newest.isoformat())
    _put(SubElement(feed, "author"), "name", title)
    for record in sorted(records, key=lambda r: r.resource.changed_at, reverse=True):
        _entry(feed, record)
    body: str = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode()


def _entry(feed: Element, record: PublicRecord) -> None:
    told, entry = record.columns, SubElement(feed, "entry")
    state = "" if told["state"] == "活動中" else f"（{told['state']}）"
    _put(entry, "title", f"{told['name']}{state}")
    _put(entry, "id", f"urn:uuid:{told['public_id']}")
    _put(entry, "updated", record.resource.changed_at.isoformat())
    words = [told.get(name) for name in ("times", "venue", "address", "fee", "description")]
    _put(entry, "summary", "\n".join(str(w) for w in words if w) or str(told["name"]))
    if told.get("url"):
        SubElement(entry, "link", {"rel": "related", "href": str(told["url"])})


def _put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = "".join(c for c in text if c in "\n\t" or ord(c) >= 32)
