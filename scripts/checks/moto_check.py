"""The bundled actions against a moto server: deploy-ecs and invalidate-cdn, as a runner would start them.

moto has no service deployments, so this also shows that deploy-ecs follows `deployments[]` where they are missing.
Prints one line a check: `passed NAME: DETAIL` or `failed NAME: DETAIL`. Exit 1 where one failed.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# moto's services run as many tasks as this says, and a deployment is complete once that is enough.
os.environ['MOTO_ECS_SERVICE_RUNNING'] = '2'
os.environ.update(AWS_ACCESS_KEY_ID='test', AWS_SECRET_ACCESS_KEY='test', AWS_DEFAULT_REGION='us-west-1')

import boto3  # noqa: E402  (after the variables above)
import yaml  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
OLD = f'registry.example.org/backend@sha256:{"a" * 64}'
NEW = f'registry.example.org/backend@sha256:{"b" * 64}'


@dataclass
class Run:
    code: int
    outputs: dict[str, str]
    log: str


class Runner:
    """Starts an action as GitHub's runner does: INPUT_* with the defaults of action.yml, and the command files."""

    def __init__(self, node: str, endpoint: str) -> None:
        self.node = node
        self.endpoint = endpoint

    def run(self, action: str, inputs: dict[str, str]) -> Run:
        with tempfile.TemporaryDirectory(prefix='fairway-moto-') as folder:
            files = {name: Path(folder, name) for name in ('GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE')}
            for file in files.values():
                file.touch()
            environment = {
                'PATH': os.environ['PATH'],
                'AWS_ENDPOINT_URL': self.endpoint,
                'AWS_REGION': 'us-west-1',
                'AWS_ACCESS_KEY_ID': 'test',
                'AWS_SECRET_ACCESS_KEY': 'test',
                'GITHUB_WORKSPACE': folder,
                'GITHUB_REPOSITORY': 'example-org/example',
                'GITHUB_SHA': 'c' * 40,
                'GITHUB_RUN_ID': '1',
                'RUNNER_TEMP': folder,
                **{name: str(file) for name, file in files.items()},
                **self._inputs(action, inputs),
            }
            command = [self.node, str(ROOT / 'actions' / action / 'index.js')]
            ended = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=180)
            return Run(ended.returncode, _outputs(files['GITHUB_OUTPUT']), ended.stdout + ended.stderr)

    def _inputs(self, action: str, given: dict[str, str]) -> dict[str, str]:
        declared = yaml.safe_load((ROOT / 'actions' / action / 'action.yml').read_text())['inputs']
        unknown = set(given) - set(declared)
        if unknown:
            raise ValueError(f'{action} has no input {", ".join(sorted(unknown))}')
        values = {name: str(given.get(name, declaration.get('default', ''))) for name, declaration in declared.items()}
        return {f'INPUT_{name.upper()}': value for name, value in values.items()}


def _outputs(file: Path) -> dict[str, str]:
    """Reads `name<<DELIMITER`, lines, `DELIMITER`, as the toolkit writes them."""
    lines = file.read_text().splitlines()
    outputs: dict[str, str] = {}
    while lines:
        name, _, delimiter = lines.pop(0).partition('<<')
        end = lines.index(delimiter)
        outputs[name] = '\n'.join(lines[:end])
        del lines[: end + 1]
    return outputs


def expect(actual: Any, expected: Any, what: str) -> None:
    if actual != expected:
        raise AssertionError(f'{what} is {actual!r}, not {expected!r}')


def prepare_service(ecs: Any) -> None:
    ecs.create_cluster(clusterName='main')
    container = {'name': 'backend', 'image': OLD, 'memory': 128, 'essential': True}
    family = ecs.register_task_definition(family='backend', containerDefinitions=[container])
    revision = family['taskDefinition']['taskDefinitionArn']
    ecs.create_service(cluster='main', serviceName='backend', taskDefinition=revision, desiredCount=2)


def service_and_image(ecs: Any) -> tuple[str, str]:
    service = ecs.describe_services(cluster='main', services=['backend'])['services'][0]
    revision = service['taskDefinition']
    definition = ecs.describe_task_definition(taskDefinition=revision)['taskDefinition']
    return revision.rsplit('/', 1)[-1], definition['containerDefinitions'][0]['image']


ECS_INPUTS = {'cluster': 'main', 'service': 'backend', 'images': f'backend={NEW}'}


def deploy_ecs_rolls_out(runner: Runner, ecs: Any) -> str:
    prepare_service(ecs)
    run = runner.run('deploy-ecs', ECS_INPUTS)
    expect(run.code, 0, f'exit code\n{run.log}')
    expect(run.outputs.get('outcome'), 'succeeded', 'outcome')
    expect(service_and_image(ecs), ('backend:2', NEW), 'what the service runs')
    return 'succeeded, the service runs backend:2'


def deploy_ecs_says_how_it_follows(runner: Runner, ecs: Any) -> str:
    run = runner.run('deploy-ecs', {**ECS_INPUTS, 'images': f'backend={OLD}'})
    expect(run.code, 0, f'exit code\n{run.log}')
    expect('deployments' in run.log, True, f'a word on deployments[] in the log\n{run.log}')
    expect(service_and_image(ecs)[1], OLD, 'the image that the service runs')
    return 'the log names deployments[]'


def deploy_ecs_does_nothing_twice(runner: Runner, ecs: Any) -> str:
    before = service_and_image(ecs)
    run = runner.run('deploy-ecs', {**ECS_INPUTS, 'images': f'backend={OLD}'})
    expect(run.code, 0, f'exit code\n{run.log}')
    expect(run.outputs.get('outcome'), 'unchanged', 'outcome')
    expect(service_and_image(ecs), before, 'what the service runs')
    return 'unchanged, no new revision'


def deploy_ecs_names_an_unknown_service(runner: Runner, ecs: Any) -> str:
    run = runner.run('deploy-ecs', {**ECS_INPUTS, 'service': 'nothing'})
    expect(run.code, 1, f'exit code\n{run.log}')
    expect('nothing' in run.log, True, f'the name of the service in the log\n{run.log}')
    return 'exit 1, the service is named'


def invalidate_cdn_invalidates(runner: Runner, cloudfront: Any) -> str:
    distribution = create_distribution(cloudfront)
    run = runner.run('invalidate-cdn', {'distribution-id': distribution, 'paths': '/index.html\n/assets/*'})
    expect(run.code, 0, f'exit code\n{run.log}')
    expect(run.outputs.get('outcome'), 'succeeded', 'outcome')
    batches = cloudfront.list_invalidations(DistributionId=distribution)['InvalidationList']['Items']
    expect(len(batches), 1, 'the number of invalidations')
    found = cloudfront.get_invalidation(DistributionId=distribution, Id=batches[0]['Id'])['Invalidation']
    expect(sorted(found['InvalidationBatch']['Paths']['Items']), ['/assets/*', '/index.html'], 'paths')
    return 'succeeded, one invalidation of two paths'


def create_distribution(cloudfront: Any) -> str:
    origin = {'Id': 'origin', 'DomainName': 'origin.example.org'}
    custom = {'HTTPPort': 80, 'HTTPSPort': 443, 'OriginProtocolPolicy': 'https-only'}
    behavior = {
        'TargetOriginId': 'origin',
        'ViewerProtocolPolicy': 'redirect-to-https',
        'CachePolicyId': '658327ea-f89d-4fab-a63d-7e88639e58f6',
    }
    created = cloudfront.create_distribution(
        DistributionConfig={
            'CallerReference': 'moto-check',
            'Comment': '',
            'Enabled': True,
            'Origins': {'Quantity': 1, 'Items': [{**origin, 'CustomOriginConfig': custom}]},
            'DefaultCacheBehavior': behavior,
        }
    )
    return created['Distribution']['Id']


def main(node: str) -> int:
    server = ThreadedMotoServer(ip_address='127.0.0.1', port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f'http://{host}:{port}'
        runner = Runner(node, endpoint)
        ecs = boto3.client('ecs', endpoint_url=endpoint)
        cloudfront = boto3.client('cloudfront', endpoint_url=endpoint)
        checks = [
            (deploy_ecs_rolls_out, ecs),
            (deploy_ecs_says_how_it_follows, ecs),
            (deploy_ecs_does_nothing_twice, ecs),
            (deploy_ecs_names_an_unknown_service, ecs),
            (invalidate_cdn_invalidates, cloudfront),
        ]
        failures = 0
        for check, client in checks:
            name = check.__name__.replace('_', ' ')
            try:
                print(f'passed {name}: {check(runner, client)}', flush=True)
            except Exception as error:  # noqa: BLE001  (whatever goes wrong is a failed check)
                failures += 1
                print(f'failed {name}: {type(error).__name__}: {error}', flush=True)
        return 1 if failures else 0
    finally:
        server.stop()


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
