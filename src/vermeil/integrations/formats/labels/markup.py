"""XML from outside, without entities and without whatever else can make a small file large."""

from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from vermeil.core.errors import BadInput
from vermeil.integrations.formats.entries import Entry
from vermeil.integrations.formats.labels.record import Source
from vermeil.integrations.formats.labels.source import whole

#: What XML 1.0 cannot hold, in no spelling.
_UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")


def writable(text: str) -> str:
    """The text with a replacement character for what XML cannot hold."""
    return text.translate(_UNWRITABLE)


def parsed(entry: Entry, source: Source) -> Element:
    """The root of a file; BadInput where it is no XML, or declares entities."""
    text = whole(entry, source.limits.line_bytes)
    try:
        found: Element = fromstring(text)
    except ParseError as error:
        raise BadInput(f"{entry.where} is no XML that can be read: {error}.") from error
    except (DefusedXmlException, ValueError) as error:
        raise BadInput(
            f"{entry.where} declares entities, which is not allowed: remove its DOCTYPE."
        ) from error
    return found
