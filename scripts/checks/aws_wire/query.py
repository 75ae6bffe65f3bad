"""Form fields (query, ec2) to parameters: `Parameters.member.1.ParameterKey=…`."""

from typing import Any

from botocore.model import Shape

from . import scalars

Tree = dict[str, Any]


def tree(fields: list[tuple[str, str]]) -> Tree:
    """Dotted names as a tree. A field given twice, or both as a value and as a folder, is an error."""
    root: Tree = {}
    for name, text in fields:
        *folders, last = name.split('.')
        node = root
        for folder in folders:
            node = node.setdefault(folder, {})
            if not isinstance(node, dict):
                raise ValueError(f'{name} is below a field that has a value')
        if last in node:
            raise ValueError(f'{name} is given twice')
        node[last] = text
    return root


def parse(shape: Shape, node: Any, ec2: bool = False) -> Any:
    kind = shape.type_name
    if kind == 'structure' and isinstance(node, dict):
        return _structure(shape, node, ec2)
    if kind == 'list':
        return _list(shape, node, ec2)
    if kind == 'map' and isinstance(node, dict):
        return _map(shape, node, ec2)
    if isinstance(node, str):
        return scalars.from_text(shape, node)
    return node


def _structure(shape: Shape, node: Tree, ec2: bool) -> dict[str, Any]:
    names = {_wire_name(name, member, ec2): name for name, member in shape.members.items()}
    parsed: dict[str, Any] = {}
    for key, item in node.items():
        name = names.get(key)
        parsed[name or key] = item if name is None else parse(shape.members[name], item, ec2)
    return parsed


def _wire_name(name: str, member: Shape, ec2: bool) -> str:
    if ec2:
        if 'queryName' in member.serialization:
            return member.serialization['queryName']
        given = member.serialization.get('name', name)
        return given[0].upper() + given[1:]
    if member.type_name == 'list' and member.serialization.get('flattened'):
        return member.member.serialization.get('name', name)
    return member.serialization.get('name', name)


def _list(shape: Shape, node: Any, ec2: bool) -> Any:
    # An empty list travels as an empty field, in the query protocol only.
    if node == '':
        return []
    if not isinstance(node, dict):
        return node
    if not ec2 and not shape.serialization.get('flattened'):
        element = shape.member.serialization.get('name', 'member')
        if set(node) != {element}:
            return node
        node = node[element]
    return [parse(shape.member, item, ec2) for item in _in_order(node)]


def _map(shape: Shape, node: Tree, ec2: bool) -> Any:
    entries = node if shape.serialization.get('flattened') else node.get('entry')
    if not isinstance(entries, dict):
        return node
    key_name = shape.key.serialization.get('name', 'key')
    value_name = shape.value.serialization.get('name', 'value')
    return {entry[key_name]: parse(shape.value, entry.get(value_name), ec2) for entry in _in_order(entries)}


def _in_order(node: Tree) -> list[Any]:
    if sorted(node, key=_position) != [str(index + 1) for index in range(len(node))]:
        raise ValueError(f'list positions are {", ".join(node)}, not 1 to {len(node)}')
    return [node[str(index + 1)] for index in range(len(node))]


def _position(text: str) -> int:
    return int(text) if text.isdigit() else -1
