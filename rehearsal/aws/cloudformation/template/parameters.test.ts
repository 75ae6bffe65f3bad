import { expect, test } from 'vitest'
import type { ParameterDeclaration, Template } from './model.ts'
import { parameterValues, resolveParameters } from './parameters.ts'

function templateWith(declaration: ParameterDeclaration): Template {
  return { Parameters: { P: declaration }, Mappings: {}, Conditions: {}, Resources: {}, Outputs: {} }
}

const store: Record<string, string> = {
  '/dev/vpc': 'vpc-0123456789abcdef0',
  '/dev/subnets': 'subnet-0123456789abcdef0,subnet-0123456789abcdef1',
}
const lookup = async (names: string[]) =>
  Object.fromEntries(names.flatMap((name) => (store[name] === undefined ? [] : [[name, store[name]]])))

async function resolvedValue(declaration: ParameterDeclaration, value?: string) {
  const template = templateWith(declaration)
  const given = value === undefined ? [] : [{ ParameterKey: 'P', ParameterValue: value }]
  return parameterValues(template, await resolveParameters(template, given, [], lookup)).P
}

test.each<[declaration: ParameterDeclaration, given: string | undefined, value: string | string[]]>([
  [{ Type: 'String', Default: 'x' }, undefined, 'x'],
  [{ Type: 'String', Default: 'x' }, '', ''],
  [{ Type: 'Number', Default: 8000 }, undefined, '8000'],
  [{ Type: 'CommaDelimitedList' }, 'a, b', ['a', 'b']],
  [{ Type: 'List<Number>' }, '1,2', ['1', '2']],
  [{ Type: 'AWS::EC2::VPC::Id' }, 'vpc-0123456789abcdef0', 'vpc-0123456789abcdef0'],
  [{ Type: 'AWS::SSM::Parameter::Value<AWS::EC2::VPC::Id>' }, '/dev/vpc', 'vpc-0123456789abcdef0'],
  [
    { Type: 'AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>' },
    '/dev/subnets',
    ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  ],
])('%j given %j', async (declaration, given, value) => {
  expect(await resolvedValue(declaration, given)).toEqual(value)
})

test.each<[declaration: ParameterDeclaration, given: string | undefined, error: RegExp]>([
  [{ Type: 'String' }, undefined, /Parameters: \[P\] must have values/],
  [{ Type: 'String', AllowedValues: ['a'] }, 'b', /'P' must be one of AllowedValues/],
  [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'a1', /'P' must match pattern \[a-z\]\+/],
  [
    { Type: 'String', MinLength: 3, ConstraintDescription: 'too short' },
    'ab',
    /failed to satisfy constraint: too short/,
  ],
  [{ Type: 'Number', MaxValue: 5 }, '6', /not greater than 5/],
  [{ Type: 'Number' }, 'six', /must be a number/],
  [{ Type: 'AWS::EC2::VPC::Id' }, 'subnet-1', /parameter value subnet-1 for parameter name P does not exist/],
  [{ Type: 'AWS::SSM::Parameter::Value<String>' }, '/dev/none', /Parameters: \[\/dev\/none\] cannot be found/],
  [{ Type: 'Text' }, 'x', /Unrecognized parameter type: Text/],
])('%j given %j is refused', async (declaration, given, error) => {
  await expect(resolvedValue(declaration, given)).rejects.toThrow(error)
})

test('a parameter that the template does not have is refused', async () => {
  const given = [{ ParameterKey: 'Extra', ParameterValue: 'x' }]

  const refused = resolveParameters(templateWith({ Type: 'String', Default: '' }), given, [], lookup)

  await expect(refused).rejects.toThrow('Parameters: [Extra] do not exist in the template')
})

test('a previous value stands unless it is given anew', async () => {
  const template = templateWith({ Type: 'String', Default: 'default' })
  const previous = [{ key: 'P', value: 'before', noEcho: false }]

  const kept = await resolveParameters(template, [{ ParameterKey: 'P', UsePreviousValue: true }], previous, lookup)
  const dropped = await resolveParameters(template, [], previous, lookup)

  expect(kept[0]?.value).toBe('before')
  expect(dropped[0]?.value).toBe('default')
})
