"""Validates recorded AWS requests against botocore's service models.

    validate_aws_requests.py FILE…        JSON lines of RecordedCall (rehearsal/aws/kernel/types.ts)
    validate_aws_requests.py --self-test  wrong requests must be found

Prints one line per service and operation with a fault, at the end `N requests, N operations, N faulty`. Exit 1
where there is a fault or no request.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Iterator

from aws_wire.validator import Validator
from aws_wire_test import self_test


def read_calls(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with path.open(encoding='utf-8') as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f'{path.name}:{number}', json.loads(line)


def validate_files(paths: list[Path]) -> int:
    validator = Validator()
    requests = faulty = 0
    operations: set[str] = set()
    faults: Counter[str] = Counter()
    first: dict[str, str] = {}
    for path in paths:
        for place, call in read_calls(path):
            requests += 1
            operations.add(f'{call["service"]}:{call["operation"]}')
            errors = validator.errors(call)
            faulty += 1 if errors else 0
            for error in errors:
                fault = f'{call["service"]}:{call["operation"]}: {error}'
                faults[fault] += 1
                first.setdefault(fault, place)
    for fault, times in faults.most_common():
        print(f'{fault} ({times} times, first at {first[fault]})')
    print(f'{requests} requests, {len(operations)} operations, {faulty} faulty')
    return 1 if faulty or requests == 0 else 0


def main(arguments: list[str]) -> int:
    if arguments == ['--self-test']:
        return self_test()
    if not arguments or arguments[0].startswith('-'):
        print(__doc__, file=sys.stderr)
        return 2
    return validate_files([Path(argument) for argument in arguments])


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
