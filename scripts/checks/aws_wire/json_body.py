"""JSON documents (json 1.0 and 1.1, rest-json) to parameters."""

from typing import Any

from botocore.model import Shape

from . import scalars


def parse(shape: Shape, value: Any) -> Any:
    """Names that the model does not know are kept as they are: botocore's validator reports them."""
    if value is None:
        return None
    kind = shape.type_name
    if kind == 'structure' and isinstance(value, dict):
        if shape.is_document_type:
            return value
        return _structure(shape, value)
    if kind == 'list' and isinstance(value, list):
        return [parse(shape.member, item) for item in value]
    if kind == 'map' and isinstance(value, dict):
        return {key: parse(shape.value, item) for key, item in value.items()}
    return scalars.from_json(shape, value)


def _structure(shape: Shape, value: dict[str, Any]) -> dict[str, Any]:
    by_wire_name = {
        member.serialization.get('name', name): (name, member)
        for name, member in shape.members.items()
        if 'location' not in member.serialization
    }
    parsed: dict[str, Any] = {}
    for key, item in value.items():
        if key not in by_wire_name:
            parsed[key] = item
            continue
        name, member = by_wire_name[key]
        if item is not None:
            parsed[name] = parse(member, item)
    return parsed
