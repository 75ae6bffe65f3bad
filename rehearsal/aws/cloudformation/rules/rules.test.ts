import { expect, test } from 'vitest'
import { rooms } from '../../rooms.ts'
import { conform } from './conform.ts'
import { rulesOf } from './rules.ts'

test('every type that the simulated account creates has rules', () => {
  const types = rooms.flatMap((room) => room.resources ?? []).map((handler) => handler.type)

  // A missing one goes into the list of scripts/generate-replacement-rules.mjs.
  expect(types.filter((type) => rulesOf(type) === undefined)).toEqual([])
})

test.each<[type: string, given: object, conformed: object]>([
  ['AWS::EC2::VPC', { EnableDnsSupport: 'true' }, { EnableDnsSupport: true }],
  ['AWS::ECS::Service', { DesiredCount: '2' }, { DesiredCount: 2 }],
  ['AWS::SSM::Parameter', { Type: 'String', Value: 8000 }, { Type: 'String', Value: '8000' }],
  ['AWS::RDS::DBCluster', { AssociatedRoles: { RoleArn: 'arn' } }, { AssociatedRoles: { RoleArn: 'arn' } }],
  [
    'AWS::EC2::SecurityGroup',
    { GroupDescription: 'x', Tags: [{ Key: 'a', Value: 1 }] },
    { GroupDescription: 'x', Tags: [{ Key: 'a', Value: '1' }] },
  ],
])('%s %j', (type, given, conformed) => {
  expect(conform(type, 'R', given as never).properties).toEqual(conformed)
})

test.each<[type: string, given: object, path: string, message: RegExp]>([
  ['AWS::EC2::VPC', { CidrBlok: 'x' }, '/Resources/R/Properties/CidrBlok', /Encountered unsupported property CidrBlok/],
  ['AWS::EC2::SecurityGroup', {}, '/Resources/R/Properties', /required key \[GroupDescription\] not found/],
  [
    'AWS::EC2::VPC',
    { EnableDnsSupport: 'maybe' },
    '/Resources/R/Properties/EnableDnsSupport',
    /expected type: boolean/,
  ],
  [
    'AWS::S3::Bucket',
    { VersioningConfiguration: { Stat: 'Enabled' } },
    '/Resources/R/Properties/VersioningConfiguration',
    /required key \[Status\]/,
  ],
])('%s %j is refused at %s', (type, given, path, message) => {
  expect(conform(type, 'R', given as never).problems).toContainEqual({ path, message: expect.stringMatching(message) })
})
