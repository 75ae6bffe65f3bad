"""XML documents (rest-xml) to parameters."""

from typing import Any
from xml.etree import ElementTree

from botocore.model import Shape

from . import scalars


def parse_document(shape: Shape, text: str, expected_name: str | None) -> Any:
    root = ElementTree.fromstring(text)
    if expected_name is not None and _local(root.tag) != expected_name:
        raise ValueError(f'the document is {_local(root.tag)}, not {expected_name}')
    return _parse(shape, root)


def _parse(shape: Shape, element: ElementTree.Element) -> Any:
    kind = shape.type_name
    if kind == 'structure':
        return _structure(shape, element)
    if kind == 'list':
        item_name = shape.member.serialization.get('name', 'member')
        return [_item(shape.member, child, item_name) for child in element]
    if kind == 'map':
        return _map(shape, element)
    return scalars.from_text(shape, element.text or '')


def _item(shape: Shape, element: ElementTree.Element, expected_name: str) -> Any:
    if _local(element.tag) != expected_name:
        raise ValueError(f'a list item is {_local(element.tag)}, not {expected_name}')
    return _parse(shape, element)


def _structure(shape: Shape, element: ElementTree.Element) -> dict[str, Any]:
    names: dict[str, str] = {}
    for name, member in shape.members.items():
        if 'location' in member.serialization or member.serialization.get('xmlAttribute'):
            continue
        names[_wire_name(name, member)] = name
    parsed: dict[str, Any] = {}
    for child in element:
        tag = _local(child.tag)
        name = names.get(tag)
        if name is None:
            parsed[tag] = child.text
        elif shape.members[name].serialization.get('flattened'):
            parsed.setdefault(name, []).append(_parse(shape.members[name].member, child))
        else:
            parsed[name] = _parse(shape.members[name], child)
    for name, member in shape.members.items():
        if member.serialization.get('xmlAttribute'):
            parsed.update(_attribute(name, member, element))
    return parsed


def _wire_name(name: str, member: Shape) -> str:
    if member.type_name == 'list' and member.serialization.get('flattened'):
        return member.serialization.get('name') or member.member.serialization.get('name', name)
    return member.serialization.get('name', name)


def _attribute(name: str, member: Shape, element: ElementTree.Element) -> dict[str, Any]:
    wanted = member.serialization['name'].split(':')[-1]
    for attribute, text in element.attrib.items():
        if _local(attribute) == wanted:
            return {name: scalars.from_text(member, text)}
    return {}


def _map(shape: Shape, element: ElementTree.Element) -> dict[str, Any]:
    key_name = shape.key.serialization.get('name', 'key')
    value_name = shape.value.serialization.get('name', 'value')
    parsed = {}
    for entry in element:
        fields = {_local(child.tag): child for child in entry}
        parsed[fields[key_name].text or ''] = _parse(shape.value, fields[value_name])
    return parsed


def _local(tag: str) -> str:
    return tag.rsplit('}', 1)[-1]
