"""Routes, query strings, headers and payloads (rest-xml, rest-json) to parameters."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl, unquote

from botocore.model import OperationModel, ServiceModel, Shape

from . import json_body, scalars, xml_body

# Headers of signing, checksums and the SDK itself, which no operation's model lists.
PLUMBING = re.compile(
    r'x-amz-(date|security-token|content-sha256|user-agent|api-version|trailer|decoded-content-length'
    r'|checksum-[a-z0-9]+|sdk-checksum-algorithm)'
)


def match(service: ServiceModel, method: str, path: str) -> list[str]:
    """The operations whose method, path and fixed query this request has; only the most specific ones."""
    plain, _, query = path.partition('?')
    given = parse_qsl(query, keep_blank_values=True)
    found: list[tuple[int, str]] = []
    for name in service.operation_names:
        http = service.operation_model(name).http
        template, _, fixed_query = http['requestUri'].partition('?')
        fixed = parse_qsl(fixed_query, keep_blank_values=True)
        if http['method'] == method and all(pair in given for pair in fixed) and _route(template).fullmatch(plain):
            found.append((len(fixed), name))
    most = max((count for count, _ in found), default=0)
    return [name for count, name in found if count == most]


def parse(operation: OperationModel, call: dict[str, Any]) -> dict[str, Any]:
    shape = operation.input_shape
    path, _, query = call['path'].partition('?')
    params = _labels(operation, path)
    if shape is None:
        return params
    params.update(_query(operation, parse_qsl(query, keep_blank_values=True)))
    params.update(_headers(shape, call['headers']))
    params.update(_payload(operation, shape, call))
    return params


def _route(template: str) -> re.Pattern[str]:
    """A label takes one path segment, a greedy one ({Key+}) the rest. A final slash is optional."""
    parts = re.split(r'(\{[^}]+\})', template.rstrip('/'))
    pattern = ''
    for part in parts:
        if not part.startswith('{'):
            pattern += re.escape(part)
            continue
        name = part.strip('{}')
        pattern += f'(?P<{name.rstrip("+")}>{".+" if name.endswith("+") else "[^/]+"})'
    return re.compile(f'{pattern}/?')


def _labels(operation: OperationModel, path: str) -> dict[str, Any]:
    found = _route(operation.http['requestUri'].partition('?')[0]).fullmatch(path)
    if found is None or operation.input_shape is None:
        return {}
    members = operation.input_shape.members
    by_label = {
        member.serialization.get('name', name): name
        for name, member in members.items()
        if member.serialization.get('location') == 'uri'
    }
    return {
        by_label[label]: scalars.from_text(members[by_label[label]], unquote(text))
        for label, text in found.groupdict().items()
    }


def _query(operation: OperationModel, given: list[tuple[str, str]]) -> dict[str, Any]:
    shape = operation.input_shape
    fixed = parse_qsl(operation.http['requestUri'].partition('?')[2], keep_blank_values=True)
    by_key = {
        member.serialization.get('name', name): (name, member)
        for name, member in shape.members.items()
        if member.serialization.get('location') == 'querystring'
    }
    params: dict[str, Any] = {}
    for key, text in given:
        if (key, text) in fixed:
            continue
        # The JavaScript SDK adds the operation's name to S3 requests.
        if key == 'x-id':
            if text != operation.name:
                raise ValueError(f'x-id is {text}')
            continue
        if key not in by_key:
            params[f'?{key}'] = text
            continue
        name, member = by_key[key]
        if member.type_name == 'list':
            params.setdefault(name, []).append(scalars.from_text(member.member, text))
        else:
            params[name] = scalars.from_text(member, text)
    return params


def _headers(shape: Shape, headers: dict[str, str]) -> dict[str, Any]:
    lower = {name.lower(): text for name, text in headers.items()}
    params: dict[str, Any] = {}
    known: set[str] = set()
    for name, member in shape.members.items():
        location = member.serialization.get('location')
        wire = member.serialization.get('name', name).lower()
        if location == 'header':
            known.add(wire)
            if wire in lower:
                params[name] = scalars.from_text(member, lower[wire])
        elif location == 'headers':
            given = {key[len(wire) :]: text for key, text in lower.items() if key.startswith(wire)}
            known.update(wire + key for key in given)
            if given:
                params[name] = given
    for header, text in lower.items():
        if header.startswith('x-amz-') and header not in known and not PLUMBING.fullmatch(header):
            params[f'header {header}'] = text
    return params


def _payload(operation: OperationModel, shape: Shape, call: dict[str, Any]) -> dict[str, Any]:
    payload_name = shape.serialization.get('payload')
    if payload_name is not None:
        member = shape.members[payload_name]
        if member.type_name in ('blob', 'string'):
            return {payload_name: call['body']} if call['body'] else {}
        if not call['body']:
            return {}
        return {payload_name: _document(operation, member, call['body'], member.serialization.get('name'))}
    if not call['body']:
        return {}
    root = shape.serialization.get('locationName') or (operation.input_shape.serialization.get('name'))
    return _document(operation, shape, call['body'], root)


def _document(operation: OperationModel, shape: Shape, body: str, root: str | None) -> Any:
    if operation.service_model.protocol == 'rest-xml':
        return xml_body.parse_document(shape, body, root)
    return json_body.parse(shape, json.loads(body))
