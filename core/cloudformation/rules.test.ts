import { type ResourceChange, type StackEvent, StackStatus } from '@aws-sdk/client-cloudformation'
import { describe, expect, test } from 'vitest'
import { saysNoChanges } from './change-set.ts'
import { stackNeeds } from './configured-stacks.ts'
import { decide } from './decide.ts'
import { whereInTemplate } from './explain.ts'
import { checkParameters, type GivenParameters } from './parameters.ts'
import { rootCause } from './root-cause.ts'
import { stackStates, stateOf } from './stack-state.ts'
import { parseTemplate } from './template-file.ts'

const template = parseTemplate(
  'cloudformation/notes.yml',
  `Parameters:
  Environment: { Type: String }
  Size: { Type: Number, Default: 1, MinValue: 1, MaxValue: 4 }
  Mode: { Type: String, Default: small, AllowedValues: [small, full] }
  Subnets: { Type: CommaDelimitedList, AllowedPattern: 'subnet-[a-z]+' }
  Password: { Type: String, NoEcho: true, Default: '', MaxLength: 8 }
Resources:
  Table:
    Type: AWS::DynamoDB::Table
  TableAlarm:
    Type: AWS::CloudWatch::Alarm
`,
)

describe('parameters', () => {
  const good: GivenParameters = {
    component: 'notes',
    values: { Environment: 'dev', Subnets: ['subnet-a', 'subnet-b'] },
  }

  test('values, then facts, then what the stack has, then defaults', () => {
    const given = {
      component: 'notes',
      values: { Size: 2, Subnets: ['subnet-a'] },
      facts: { Environment: 'dev' },
      kept: ['Mode'],
    }

    expect(checkParameters(template, given)).toEqual([
      { ParameterKey: 'Environment', ParameterValue: 'dev' },
      { ParameterKey: 'Size', ParameterValue: '2' },
      { ParameterKey: 'Mode', UsePreviousValue: true },
      { ParameterKey: 'Subnets', ParameterValue: 'subnet-a' },
      { ParameterKey: 'Password', ParameterValue: '' },
    ])
  })

  test.each<[string, Record<string, string | number>, RegExp, number]>([
    ['an unknown one', { Sise: 2 }, /"Sise", which .* does not declare; legal are Environment, Size/, 12],
    ['not a number', { Size: 'two' }, /"two" is not a number/, 12],
    ['too large', { Size: 5 }, /"5" is more than 4/, 12],
    ['not allowed', { Mode: 'huge' }, /"huge" is not allowed; legal are small, full/, 12],
    ['one item of a list', { Subnets: 'subnet-a,vpc-b' }, /does not match subnet-/, 12],
    ['hidden', { Password: 'correct horse' }, /its value is longer than 8/, 12],
  ])('%s is named with its line', (_, values, message, line) => {
    const given = {
      ...good,
      values: { ...good.values, ...values },
      whereIs: () => ({ file: 'environments/dev.yml', line }),
    }

    expect(() => checkParameters(template, given)).toThrow(message)
    expect(() => checkParameters(template, given)).toThrow(/^environments\/dev\.yml:12: /)
  })

  test('a missing one is named with its line in the template; all problems at once', () => {
    expect(() => checkParameters(template, { component: 'notes', values: {} })).toThrow(
      /^cloudformation\/notes\.yml:2: .*"Environment".*\ncloudformation\/notes\.yml:5: .*"Subnets"/,
    )
  })

  test('a value of the contract is left to AWS', () => {
    const values = { Environment: 'dev', Subnets: '${ssm:network/subnets}' }

    expect(() => checkParameters(template, { component: 'notes', values })).not.toThrow()
  })
})

test('every status that AWS knows is in the table, and an unknown one is not touched', () => {
  expect(Object.keys(stackStates).toSorted()).toEqual(Object.values(StackStatus).toSorted())
  expect(stateOf(undefined)).toEqual({ may: 'create' })
  expect(stateOf({ StackStatus: 'SOMETHING_NEW' as never })).toEqual({ may: 'nothing', because: 'repair-by-hand' })
})

test.each([
  ["The submitted information didn't contain changes. Submit different information to create a change set.", true],
  ['No updates are to be performed.', true],
  ['Transform AWS::Serverless-2016-10-31 failed with: No updates are to be performed.', false],
  ["Hook failed: The submitted information didn't contain changes.", false],
  ['Parameters: [ssm:/nope] cannot be found.', false],
  [undefined, false],
])('%j means no changes: %s', (reason, expected) => {
  expect(saysNoChanges(reason)).toBe(expected)
})

describe('what holds data', () => {
  const table: ResourceChange = { LogicalResourceId: 'Table', ResourceType: 'AWS::DynamoDB::Table' }

  test.each<[string, ResourceChange, 'execute' | 'refuse']>([
    ['is added', { ...table, Action: 'Add' }, 'execute'],
    ['is changed in place', { ...table, Action: 'Modify', Replacement: 'False' }, 'execute'],
    ['is replaced', { ...table, Action: 'Modify', Replacement: 'True' }, 'refuse'],
    [
      'is replaced, the old one kept',
      { ...table, Action: 'Modify', Replacement: 'True', PolicyAction: 'ReplaceAndRetain' },
      'refuse',
    ],
    ['may be replaced', { ...table, Action: 'Modify', Replacement: 'Conditional' }, 'refuse'],
    ['is removed', { ...table, Action: 'Remove', PolicyAction: 'Delete' }, 'refuse'],
    ['is removed after a snapshot', { ...table, Action: 'Remove', PolicyAction: 'Snapshot' }, 'refuse'],
    ['is removed from the stack and kept', { ...table, Action: 'Remove', PolicyAction: 'Retain' }, 'execute'],
    ['is something else', { ...table, ResourceType: 'AWS::CloudWatch::Alarm', Action: 'Remove' }, 'execute'],
  ])('%s', (_, change, expected) => {
    expect(decide([change], []).kind).toBe(expected)
    expect(decide([change], ['Table']).kind).toBe('execute')
  })
})

describe('the root cause', () => {
  const stackId = 'arn:aws:cloudformation:us-west-1:111122223333:stack/notes/1'
  const event = (id: string, status: string, reason?: string): StackEvent =>
    ({
      LogicalResourceId: id,
      ResourceType: 'AWS::X::Y',
      ResourceStatus: status,
      ResourceStatusReason: reason,
      PhysicalResourceId: id === 'notes' ? stackId : id,
    }) as StackEvent

  test.each<[string, StackEvent[], string | undefined, number | undefined]>([
    [
      'is what failed first, not what was cancelled for it',
      [
        event('TableAlarm', 'CREATE_FAILED', 'Resource creation cancelled'),
        event('Table', 'CREATE_FAILED', 'limit'),
        event('Other', 'CREATE_FAILED', 'later'),
      ],
      'Table',
      8,
    ],
    [
      'is the stack itself where no resource failed',
      [event('Table', 'UPDATE_COMPLETE'), event('notes', 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated')],
      'notes',
      undefined,
    ],
    ['is unknown where nothing failed', [event('Table', 'CREATE_COMPLETE')], undefined, undefined],
  ])('%s', (_, events, logicalId, line) => {
    const cause = rootCause(events, stackId, template)

    expect([cause?.logicalId, cause?.line]).toEqual([logicalId, line])
  })
})

test.each([
  ['Circular dependency between resources: [TableAlarm, Table]', 10],
  ['Parameters: [Subnets] must have values', 5],
  ['Something else', undefined],
])('%j is about line %s', (message, line) => {
  expect(whereInTemplate(message, template).line).toBe(line)
})

test('a stack needs those before it, also where a component of another kind stands between', () => {
  const components = {
    network: { type: 'stack', needs: [] },
    schema: { type: 'migration', needs: ['network'] },
    compute: { type: 'stack', needs: ['schema'] },
  } as never

  expect(stackNeeds({ components }, 'compute')).toEqual(['network'])
})
