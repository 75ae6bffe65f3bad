"""What the models say of values and botocore's own validator leaves to the service: enums, maxima, patterns."""

import re
from typing import Any

from botocore.model import Shape


def check(shape: Shape, value: Any, path: str = '') -> list[str]:
    kind = shape.type_name
    if kind == 'structure' and isinstance(value, dict) and not shape.is_document_type:
        return [
            error
            for name, item in value.items()
            if name in shape.members
            for error in check(shape.members[name], item, f'{path}.{name}')
        ]
    errors = _maximum(shape, value, path)
    if kind == 'list' and isinstance(value, list):
        for index, item in enumerate(value):
            errors += check(shape.member, item, f'{path}[{index}]')
    elif kind == 'map' and isinstance(value, dict):
        for key, item in value.items():
            errors += check(shape.key, key, f'{path} key {key}') + check(shape.value, item, f'{path}.{key}')
    elif kind == 'string' and isinstance(value, str):
        errors += _text(shape, value, path)
    return errors


def _maximum(shape: Shape, value: Any, path: str) -> list[str]:
    most = shape.metadata.get('max')
    if most is None or isinstance(value, bool):
        return []
    size = value if isinstance(value, (int, float)) else len(value) if hasattr(value, '__len__') else None
    if size is None or size <= float(most):
        return []
    return [f'{path} is {size}, the most is {most}']


def _text(shape: Shape, text: str, path: str) -> list[str]:
    allowed = shape.metadata.get('enum')
    if allowed and text not in allowed:
        return [f'{path} is {text!r}, not one of {", ".join(allowed)}']
    pattern = _compiled(shape.metadata.get('pattern'))
    if pattern is not None and not pattern.search(text):
        return [f'{path} is {text!r}, which {shape.metadata["pattern"]} does not match']
    return []


_patterns: dict[str, re.Pattern[str] | None] = {}


def _compiled(source: str | None) -> re.Pattern[str] | None:
    """None where there is no pattern, or where it uses classes that Python's `re` lacks, such as \\p{L}."""
    if source is None:
        return None
    if source not in _patterns:
        try:
            _patterns[source] = re.compile(source)
        except re.error:
            _patterns[source] = None
    return _patterns[source]
