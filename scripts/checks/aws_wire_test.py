"""Wrong requests that the validator must find, beside the right ones that it must let pass. Run by `--self-test`."""

import json
from typing import Any

from aws_wire.validator import Validator

FORM = {'content-type': 'application/x-www-form-urlencoded'}


def request(service: str, operation: str, body: str = '', **more: Any) -> dict[str, Any]:
    call = {'service': service, 'operation': operation, 'method': 'POST', 'path': '/', 'headers': {}}
    return {**call, 'body': body, 'bodyEncoding': 'utf8', **more}


def ecs(operation: str, body: dict[str, Any], target: str = 'AmazonEC2ContainerServiceV20141113') -> dict[str, Any]:
    headers = {'X-Amz-Target': f'{target}.{operation}', 'Content-Type': 'application/x-amz-json-1.1'}
    return request('ecs', operation, json.dumps(body), headers=headers)


def form(service: str, operation: str, fields: str) -> dict[str, Any]:
    return request(service, operation, f'Action={operation}&{fields}', headers=FORM)


STACKS = 'Version=2010-05-15'
TAG = 'Tags.member.1.Key=Owner&Tags.member.1.Value=team'
CHANGE_SET = f'{STACKS}&StackName=a&ChangeSetName=b&ChangeSetType=UPDATE&{TAG}&Capabilities.member.1=CAPABILITY_IAM'
BATCH = (
    '<InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Paths><Quantity>1</Quantity>'
    '<Items><Path>/a</Path></Items></Paths><CallerReference>r</CallerReference></InvalidationBatch>'
)
INVALIDATION = '/2020-05-31/distribution/E1/invalidation'

CASES: list[tuple[str, dict[str, Any], str | None]] = [
    ('json', ecs('UpdateService', {'service': 's', 'desiredCount': 2}), None),
    ('required', ecs('UpdateService', {'cluster': 'c'}), 'Missing required parameter'),
    ('unknown', ecs('UpdateService', {'service': 's', 'desiredCuont': 2}), 'Unknown parameter'),
    ('type', ecs('UpdateService', {'service': 's', 'desiredCount': '2'}), 'Invalid type'),
    ('enum', ecs('ListTasks', {'desiredStatus': 'running'}), 'not one of'),
    ('operation', ecs('UpdateServices', {'service': 's'}), 'has no operation'),
    ('target', ecs('UpdateService', {'service': 's'}, 'AmazonECS'), 'x-amz-target starts with'),
    ('query', form('cloudformation', 'CreateChangeSet', CHANGE_SET), None),
    ('query version', form('cloudformation', 'DeleteStack', 'Version=2010-05-16&StackName=a'), 'Version is'),
    ('query unknown', form('cloudformation', 'DeleteStack', f'{STACKS}&StackName=a&Force=1'), 'Unknown parameter'),
    ('query list', form('cloudformation', 'CreateChangeSet', CHANGE_SET.replace('.1.', '.2.')), 'list positions'),
    ('query enum', form('cloudformation', 'CreateChangeSet', CHANGE_SET.replace('_IAM', '_ALL')), 'not one of'),
    ('rest-xml', request('cloudfront', 'CreateInvalidation', BATCH, path=INVALIDATION), None),
    ('xml required', request('cloudfront', 'CreateInvalidation', BATCH.replace('CallerReference', 'Caller'),
                             path=INVALIDATION), 'Missing required parameter'),
    ('route', request('cloudfront', 'CreateInvalidation', BATCH, path='/2020-05-31/invalidation'), 'no operation has'),
    ('s3', request('s3', 'GetObject', method='GET', path='/bucket/a/b?x-id=GetObject&versionId=1'), None),
    ('s3 list', request('s3', 'ListObjectsV2', method='GET', path='/bucket?list-type=2&prefix=a'), None),
    ('s3 query', request('s3', 'GetObject', method='GET', path='/bucket/a?version=1'), 'Unknown parameter'),
    ('s3 header', request('s3', 'PutObject', 'x', method='PUT', path='/bucket/a',
                          headers={'x-amz-server-side-encription': 'aws:kms'}), 'Unknown parameter'),
    ('s3 name', request('s3', 'HeadObject', method='GET', path='/bucket/a'), 'on the wire this is GetObject'),
    ('service', request('nothing', 'Do'), 'no model'),
]


def self_test() -> int:
    validator = Validator()
    wrong = 0
    for name, call, expected in CASES:
        errors = validator.errors(call)
        found = ' / '.join(errors)
        right = not errors if expected is None else expected in found
        if not right:
            wrong += 1
            print(f'{name}: expected {expected or "no error"}, found {found or "no error"}')
    print(f'self-test: {len(CASES) - wrong} passed, {wrong} failed')
    return 1 if wrong else 0
