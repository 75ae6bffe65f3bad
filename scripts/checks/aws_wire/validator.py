"""One recorded call against the service models that it may belong to."""

import base64
import json
from functools import cache
from typing import Any
from urllib.parse import parse_qsl

import botocore.session
from botocore.model import OperationModel, ServiceModel
from botocore.validate import ParamValidator

from . import json_body, limits, query, rest

Call = dict[str, Any]


# Where the folder of the service's model in botocore is not named like the signing name.
FOLDERS = {
    'monitoring': ('cloudwatch',),
    'elasticloadbalancing': ('elbv2', 'elb'),
}


class Validator:
    def __init__(self) -> None:
        self._session = botocore.session.get_session()
        self._models: dict[str, list[ServiceModel]] = {}

    def errors(self, call: Call) -> list[str]:
        """What is wrong with the request; nothing where one model of its signing name accepts it."""
        models = self._of_signing_name(call['service'])
        if not models:
            return ['botocore has no model under this signing name (see FOLDERS)']
        # Services may share a signing name: the model that fits best decides.
        return min((_errors(model, call) for model in models), key=len)

    def _of_signing_name(self, name: str) -> list[ServiceModel]:
        if name not in self._models:
            folders = FOLDERS.get(name, (name,))
            known = self._session.get_available_services()
            self._models[name] = [self._session.get_service_model(folder) for folder in folders if folder in known]
        return self._models[name]


def _errors(model: ServiceModel, call: Call) -> list[str]:
    try:
        operation, params = _read(model, call)
    except (ValueError, KeyError) as error:
        return [f'{type(error).__name__}: {error}' if isinstance(error, KeyError) else str(error)]
    if operation.name != call['operation']:
        return [f'on the wire this is {operation.name}']
    if operation.input_shape is None:
        return [f'unexpected parameters: {", ".join(params)}'] if params else []
    report = ParamValidator().validate(params, operation.input_shape)
    errors = report.generate_report().splitlines() if report.has_errors() else []
    return errors + limits.check(operation.input_shape, params)


def _read(model: ServiceModel, call: Call) -> tuple[OperationModel, dict[str, Any]]:
    """The protocol is told from the request, since a service may speak several."""
    headers = {name.lower(): text for name, text in call['headers'].items()}
    call = {**call, 'headers': headers, 'body': _body(call)}
    if 'smithy-protocol' in headers:
        raise ValueError(f'protocol {headers["smithy-protocol"]} is not supported by this check')
    if 'x-amz-target' in headers:
        return _read_json(model, call)
    if model.protocol in ('rest-xml', 'rest-json'):
        return _read_rest(model, call)
    return _read_query(model, call)


def _body(call: Call) -> str:
    if call['bodyEncoding'] == 'base64':
        # Bytes travel in payloads that the models call blobs, so any text of them will do.
        return base64.b64decode(call['body']).decode('latin-1')
    return call['body']


def _read_json(model: ServiceModel, call: Call) -> tuple[OperationModel, dict[str, Any]]:
    target, _, name = call['headers']['x-amz-target'].rpartition('.')
    if target != model.metadata.get('targetPrefix'):
        raise ValueError(f'x-amz-target starts with {target}, not {model.metadata.get("targetPrefix")}')
    version = model.metadata.get('jsonVersion')
    kind = call['headers'].get('content-type', '')
    if version is not None and kind != f'application/x-amz-json-{version}':
        raise ValueError(f'content-type is {kind!r}, the service speaks JSON {version}')
    if call['method'] != 'POST' or call['path'] != '/':
        raise ValueError(f'sent as {call["method"]} {call["path"]}, not POST /')
    operation = _operation(model, name)
    body = json.loads(call['body'] or '{}')
    return operation, json_body.parse(operation.input_shape, body) if operation.input_shape else body


def _read_query(model: ServiceModel, call: Call) -> tuple[OperationModel, dict[str, Any]]:
    if model.protocol not in ('query', 'ec2'):
        raise ValueError(f'sent without x-amz-target to a service that speaks {model.protocol}')
    if not call['headers'].get('content-type', '').startswith('application/x-www-form-urlencoded'):
        raise ValueError('not sent as a form')
    fields = query.tree(parse_qsl(call['body'], keep_blank_values=True, strict_parsing=True))
    version = fields.pop('Version', None)
    if version != model.metadata['apiVersion']:
        raise ValueError(f'Version is {version}, the model is of {model.metadata["apiVersion"]}')
    operation = _operation(model, str(fields.pop('Action', None)))
    if operation.input_shape is None:
        return operation, fields
    return operation, query.parse(operation.input_shape, fields, model.protocol == 'ec2')


def _read_rest(model: ServiceModel, call: Call) -> tuple[OperationModel, dict[str, Any]]:
    names = rest.match(model, call['method'], call['path'])
    if not names:
        raise ValueError(f'no operation has the route {call["method"]} {call["path"].partition("?")[0]}')
    operation = _operation(model, call['operation'] if call['operation'] in names else names[0])
    return operation, rest.parse(operation, call)


@cache
def _operation(model: ServiceModel, name: str) -> OperationModel:
    if name not in model.operation_names:
        raise ValueError(f'{model.service_id} has no operation {name}')
    return model.operation_model(name)
