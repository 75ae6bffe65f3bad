import { expect, test } from 'vitest'
import { type Definition, registrable, sameDefinition, withImages } from './task-definition.ts'

const given: Definition = {
  family: 'web',
  networkMode: 'awsvpc',
  cpu: '1 vCPU',
  memory: '2 GB',
  requiresCompatibilities: ['FARGATE'],
  containerDefinitions: [
    {
      name: 'app',
      image: 'app@sha256:1',
      portMappings: [{ containerPort: 80 }],
      environment: [
        { name: 'B', value: '' },
        { name: 'A', value: '1' },
      ],
      command: ['serve', '--fast'],
      healthCheck: { command: ['CMD', 'true'] },
    },
    { name: 'proxy', image: 'proxy:2', essential: false },
  ],
}

/** As AWS answers it: defaults filled in, units counted, its own fields added. */
const described = {
  ...given,
  taskDefinitionArn: 'arn:aws:ecs:eu-west-1:1:task-definition/web:7',
  revision: 7,
  status: 'ACTIVE',
  registeredAt: 1_700_000_000,
  requiresAttributes: [{ name: 'ecs.capability.task-eni' }],
  compatibilities: ['EC2', 'FARGATE'],
  cpu: '1024',
  memory: '2048',
  volumes: [],
  placementConstraints: [],
  containerDefinitions: [
    {
      ...given.containerDefinitions[0],
      cpu: 0,
      essential: true,
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '' },
      ],
      portMappings: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }],
      healthCheck: { command: ['CMD', 'true'], interval: 30, timeout: 5, retries: 3 },
      mountPoints: [],
      volumesFrom: [],
      systemControls: [],
    },
    { name: 'proxy', image: 'proxy:2', essential: false, cpu: 0, portMappings: [], environment: [] },
  ],
}

test('what AWS fills in is no difference', () => {
  expect(sameDefinition(given, described as unknown as Definition)).toBe(true)
})

const [app, proxy] = given.containerDefinitions as [Definition['containerDefinitions'][0], never]

test.each<[string, Partial<Definition>]>([
  ['an image', { containerDefinitions: [{ ...app, image: 'app@sha256:2' }, proxy] }],
  ['the order of a command', { containerDefinitions: [{ ...app, command: ['--fast', 'serve'] }, proxy] }],
  ['a variable', { containerDefinitions: [{ ...app, environment: [{ name: 'A', value: '2' }] }, proxy] }],
  ['what is essential', { containerDefinitions: [{ ...app, essential: false }, proxy] }],
  ['a container more', { containerDefinitions: [app, proxy, { name: 'x', image: 'x' }] }],
  ['memory', { memory: '4096' }],
  ['the platform', { runtimePlatform: { cpuArchitecture: 'ARM64' } }],
  ['the family', { family: 'other' }],
  ['a field that is not known here', { newFeature: { level: 3 } }],
])('%s is a difference', (_, change) => {
  expect(sameDefinition(given, { ...given, ...change })).toBe(false)
})

test('tags are none, and neither is the default platform', () => {
  const other = { ...given, tags: [{ key: 'a', value: 'b' }], runtimePlatform: { operatingSystemFamily: 'LINUX' } }

  expect(sameDefinition(given, other)).toBe(true)
})

test('registering again leaves out what AWS added, and the tags that are AWS’s own', () => {
  const tags = [
    { key: 'aws:cloudformation:stack-name', value: 's' },
    { key: 'Owner', value: 'platform' },
  ]

  const result = registrable({ ...described, later: { unknown: [] } }, tags)

  expect(result).not.toHaveProperty('revision')
  expect(result).toMatchObject({ later: { unknown: [] }, volumes: [], tags: [{ key: 'Owner', value: 'platform' }] })
})

test('images go into the containers that are named; an unknown container is refused with the legal ones', () => {
  const result = withImages(given, { proxy: { reference: 'proxy@sha256:9' } })

  expect(result.containerDefinitions.map(({ image }) => image)).toEqual(['app@sha256:1', 'proxy@sha256:9'])
  expect(() => withImages(given, { worker: { reference: 'x' } })).toThrow('no container "worker"; legal are app, proxy')
})
