"""Text on the wire to the Python value that botocore's validator expects. A text that does not fit stays a text,
so that the validator names it."""

import base64
import binascii
from datetime import datetime, timezone
from typing import Any

from botocore.model import Shape
from botocore.utils import parse_timestamp


def from_text(shape: Shape, text: str) -> Any:
    """For query strings, form fields, headers and XML, where everything is text."""
    kind = shape.type_name
    if kind == 'boolean':
        return {'true': True, 'false': False}.get(text, text)
    if kind in ('integer', 'long'):
        return int(text) if text.lstrip('-').isdigit() else text
    if kind in ('float', 'double'):
        return _number(text)
    if kind == 'timestamp':
        return _timestamp(text)
    if kind == 'blob':
        return _blob(text)
    return text


def from_json(shape: Shape, value: Any) -> Any:
    """For JSON, which has types of its own: only times and bytes need a translation."""
    if shape.type_name == 'timestamp':
        if isinstance(value, bool):
            return value
        if isinstance(value, (int, float)):
            return datetime.fromtimestamp(value, timezone.utc)
        # The JSON protocols send seconds since the epoch unless the model asks for another form.
        asked = shape.serialization.get('timestampFormat') in ('iso8601', 'rfc822')
        return _timestamp(value) if asked and isinstance(value, str) else [value]
    if shape.type_name == 'blob':
        return _blob(value) if isinstance(value, str) else [value]
    return value


def _number(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return text


def _timestamp(text: str) -> Any:
    try:
        return parse_timestamp(text)
    except (ValueError, TypeError, OverflowError):
        # A list is no timestamp in any reading, so the validator reports it.
        return [text]


def _blob(text: str) -> Any:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return [text]
