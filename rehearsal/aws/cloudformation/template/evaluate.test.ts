import { expect, test } from 'vitest'
import { evaluateConditions, resourcesUnder } from './conditions.ts'
import { evaluate } from './evaluate.ts'
import type { Value } from './model.ts'
import { parseText } from './parse.ts'
import { readTemplate } from './read.ts'
import { afterApply, type Scope } from './scope.ts'

const scope: Scope = {
  account: '111122223333',
  region: 'us-west-1',
  stackName: 'shop-dev-network',
  stackId: 'arn:aws:cloudformation:us-west-1:111122223333:stack/shop-dev-network/1',
  template: {
    Parameters: {},
    Mappings: { Sizes: { dev: { cpu: '256' } } },
    Resources: { Vpc: { Type: 'AWS::EC2::VPC' }, New: { Type: 'AWS::EC2::VPC' } },
  },
  parameters: { Name: 'shop', Zones: ['a', 'b'], Empty: '' },
  conditions: { Holds: true, Fails: false },
  resource: (id) =>
    id === 'Vpc' ? { physicalId: 'vpc-1', attributes: { CidrBlock: '10.0.0.0/16', 'A.B': 'dotted' } } : undefined,
  exported: (name) => (name === 'shared-vpc' ? 'vpc-9' : undefined),
  output: (stack, name, region) => (stack === 'edge' && name === 'Arn' && region === 'us-east-1' ? 'arn:x' : undefined),
}

test.each<[template: string, value: Value | undefined]>([
  ['!Ref Name', 'shop'],
  ['!Ref Zones', ['a', 'b']],
  ['!Ref Vpc', 'vpc-1'],
  ['!Ref New', afterApply],
  ['!Ref AWS::AccountId', '111122223333'],
  ['!Ref AWS::NoValue', undefined],
  ['!GetAtt Vpc.CidrBlock', '10.0.0.0/16'],
  ['!GetAtt Vpc.A.B', 'dotted'],
  ['!GetAtt [Vpc, CidrBlock]', '10.0.0.0/16'],
  ['!GetAtt New.Arn', afterApply],
  ['!Sub "${Name}-${Vpc}-${Vpc.CidrBlock}-${!Literal}-${AWS::Region}"', 'shop-vpc-1-10.0.0.0/16-${Literal}-us-west-1'],
  ['!Sub ["${Own}/${Name}", {Own: !Ref Vpc}]', 'vpc-1/shop'],
  ['!Sub "${New}/x"', afterApply],
  ['!Join ["-", [a, !Ref Name, 3]]', 'a-shop-3'],
  ['!Join ["-", [a, !If [Fails, b, !Ref AWS::NoValue]]]', 'a'],
  ['!Join [",", !Ref Zones]', 'a,b'],
  ['!Join ["-", [a, !Ref New]]', afterApply],
  ['!Split ["|", "a|b|c"]', ['a', 'b', 'c']],
  ['!Select [1, !Split ["/", "x/y"]]', 'y'],
  ['!Select ["0", !GetAZs ""]', 'us-west-1a'],
  ['!GetAZs us-west-2', ['us-west-2a', 'us-west-2b', 'us-west-2c']],
  ['!Cidr [10.0.0.0/16, 2, 8]', ['10.0.0.0/24', '10.0.1.0/24']],
  ['!Select [255, !Cidr [!GetAtt Vpc.CidrBlock, 256, 8]]', '10.0.255.0/24'],
  ['!Base64 hello', 'aGVsbG8='],
  ['!FindInMap [Sizes, dev, cpu]', '256'],
  ['!FindInMap [Sizes, prod, cpu, {DefaultValue: "512"}]', '512'],
  ['!If [Holds, {A: 1}, {B: 2}]', { A: 1 }],
  ['{A: !If [Fails, x, !Ref AWS::NoValue], B: [!If [Fails, x, !Ref AWS::NoValue], y]}', { B: ['y'] }],
  ['!ImportValue shared-vpc', 'vpc-9'],
  ['{"Fn::GetStackOutput": {StackName: edge, OutputName: Arn, Region: us-east-1}}', 'arn:x'],
  ['2012-10-17', '2012-10-17'],
])('%s', (template, value) => {
  expect(evaluate(parseText(template), scope)).toEqual(value)
})

test.each<[template: string, error: RegExp]>([
  ['!Select [7, [a]]', /nonexistent value at index 7/],
  ['!FindInMap [Sizes, prod, cpu]', /Unable to get mapping for Sizes::prod::cpu/],
  ['!GetAtt Vpc.Missing', /Attribute 'Missing' of Vpc/],
  ['!ImportValue nowhere', /No export named nowhere found/],
  ['!Cidr [10.0.0.0/24, 9, 8]', /has no room/],
  ['!Join ["-", text]', /Fn::Join requires a list/],
  ['{"Fn::Transform": {Name: Macro}}', /no transforms and macros/],
  ['!Length [a]', /does not know Fn::Length/],
])('%s is refused', (template, error) => {
  expect(() => evaluate(parseText(template), scope)).toThrow(error)
})

test('conditions decide which resources exist and which branches make dependencies', () => {
  const template = readTemplate(`
Parameters: {Size: {Type: String}, Zone: {Type: String}}
Conditions:
  Large: !Equals [!Ref Size, large]
  Small: !Not [!Condition Large]
  Both: !And [!Condition Large, !Or [!Condition Small, !Equals [!Ref Zone, b]]]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Condition: Large}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !If [Both, !GetAtt Vpc.CidrBlock, 10.0.0.0/16]}}
`)

  const large = evaluateConditions(template, { ...scope, template, parameters: { Size: 'large', Zone: 'b' } })
  const small = evaluateConditions(template, { ...scope, template, parameters: { Size: 'small', Zone: 'b' } })

  expect(large).toEqual({ Large: true, Small: false, Both: true })
  expect(Object.keys(resourcesUnder(template, small))).toEqual(['Other'])
  expect(resourcesUnder(template, small).Other?.Properties).toEqual({ CidrBlock: '10.0.0.0/16' })
})

const vpc = 'Type: AWS::EC2::VPC'

test.each<[what: string, template: string, error: RegExp]>([
  ['no YAML', 'Resources:\n  A: {Type: AWS::EC2::VPC\n', /not well-formed. \(line 3, column 1\)/],
  ['an alias', `Resources:\n  A: &a {${vpc}}\n  B: *a\n`, /aliases are not allowed .*line 3/],
  ['an unknown tag', `Resources: {A: {${vpc}, Properties: {X: !Foo y}}}`, /unknown tag !Foo \(line 1\)/],
  [
    'an unknown section',
    `Resource: {}\nResources: {A: {${vpc}}}`,
    /Invalid template property or properties \[Resource\]/,
  ],
  ['no resources', 'Resources: {}', /At least one Resources member/],
  ['no type', 'Resources: {A: {Properties: {}}}', /\/Resources\/A\] Every Resources object must contain a Type/],
  ['a misspelt attribute', `Resources: {A: {${vpc}, DependOn: B}}`, /'DependOn' in resource A/],
  [
    'an unknown name',
    `Resources: {A: {${vpc}, Properties: {CidrBlock: !Ref Nope}}}`,
    /dependencies \[Nope\] in the Resources block/,
  ],
  [
    'an unknown name in Sub',
    `Resources: {A: {${vpc}, Properties: {CidrBlock: !Sub "\${Nope.Arn}"}}}`,
    /dependencies \[Nope\]/,
  ],
  ['an unknown condition', `Resources: {A: {${vpc}, Condition: Nope}}`, /condition dependency Nope/],
  [
    'a circle',
    `Resources: {A: {${vpc}, DependsOn: B}, B: {${vpc}, DependsOn: C}, C: {${vpc}, DependsOn: B}}`,
    /resources: \[B, C\]/,
  ],
  ['a transform', `Transform: AWS::Serverless-2016-10-31\nResources: {A: {${vpc}}}`, /no transforms and macros/],
  ['a wrong policy', `Resources: {A: {${vpc}, DeletionPolicy: Keep}}`, /DeletionPolicy of resource A must be one of/],
])('a template with %s is refused', (_what, template, error) => {
  expect(() => readTemplate(template)).toThrow(error)
})
