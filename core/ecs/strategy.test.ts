import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import { expect, test } from 'vitest'
import { deploymentConfiguration } from './strategy.ts'

const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }

test.each([
  ['rolling', { minimumHealthyPercent: 100, maximumPercent: 200 }, undefined],
  ['rolling', { minimumHealthyPercent: 50, maximumPercent: 100 }, undefined],
  ['rolling', { minimumHealthyPercent: 0, maximumPercent: 100 }, { minimumHealthyPercent: 100, maximumPercent: 200 }],
  [
    'all-at-once',
    { minimumHealthyPercent: 100, maximumPercent: 200 },
    { minimumHealthyPercent: 0, maximumPercent: 200 },
  ],
  ['all-at-once', { minimumHealthyPercent: 0, maximumPercent: 200 }, undefined],
  [undefined, { strategy: 'BLUE_GREEN' }, undefined],
] as const)('%s on %o changes %o', (strategy, live, change) => {
  const configuration = { ...breaker, ...live } as DeploymentConfiguration

  const result = deploymentConfiguration({ deploymentConfiguration: configuration }, strategy)

  expect(result).toEqual(change && { ...configuration, ...change })
})

test('a daemon service keeps its percentages', () => {
  const service = { schedulingStrategy: 'DAEMON' as const, deploymentConfiguration: { minimumHealthyPercent: 0 } }

  expect(deploymentConfiguration(service, 'rolling')).toBeUndefined()
})

test('a strategy that the service is not set up for is refused, and says what is live', () => {
  const service = { deploymentConfiguration: { strategy: 'BLUE_GREEN' as const } }

  expect(() => deploymentConfiguration(service, 'rolling')).toThrow(
    '"rolling" is asked for, but the service is set up for BLUE_GREEN',
  )
})
