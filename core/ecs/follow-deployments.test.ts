import type { Deployment, Service } from '@aws-sdk/client-ecs'
import { expect, test } from 'vitest'
import { deploymentsView } from './follow-deployments.ts'

const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }

function entry(id: string, status: string, more: Deployment = {}): Deployment {
  return { id, status, taskDefinition: id === 'ours' ? 'web:2' : 'web:1', rolloutState: 'IN_PROGRESS', ...more }
}

const completed = { rolloutState: 'COMPLETED' } as const
const failed = { rolloutState: 'FAILED' } as const

test.each<[string, Service, string, boolean?]>([
  ['under way', { deployments: [entry('ours', 'PRIMARY'), entry('old', 'ACTIVE')] }, 'IN_PROGRESS'],
  ['completed', { deployments: [entry('ours', 'PRIMARY', completed)] }, 'SUCCESSFUL'],
  [
    'failed, rolled back by ECS soon',
    { deployments: [entry('ours', 'PRIMARY', failed)], deploymentConfiguration: breaker },
    'ROLLBACK_IN_PROGRESS',
  ],
  ['failed for good', { deployments: [entry('ours', 'PRIMARY', failed)] }, 'STOPPED'],
  [
    'going back',
    { deployments: [entry('old', 'PRIMARY'), entry('ours', 'ACTIVE', failed)], deploymentConfiguration: breaker },
    'ROLLBACK_IN_PROGRESS',
  ],
  [
    'gone back',
    { deployments: [entry('old', 'PRIMARY', completed)], deploymentConfiguration: breaker },
    'ROLLBACK_SUCCESSFUL',
  ],
  [
    'failed to go back',
    { deployments: [entry('old', 'PRIMARY', failed)], deploymentConfiguration: breaker },
    'ROLLBACK_FAILED',
  ],
  [
    'replaced by another',
    {
      deployments: [entry('new', 'PRIMARY', { taskDefinition: 'web:3' }), entry('ours', 'ACTIVE')],
      deploymentConfiguration: breaker,
    },
    'STOPPED',
    true,
  ],
])('%s', (_, service, status, replaced) => {
  expect(deploymentsView(service, 'ours', 'web:1')).toMatchObject({ id: 'ours', status, ...(replaced && { replaced }) })
})

test.each([
  ['all run', { runningCount: 2, pendingCount: 0, desiredCount: 2 }, 'SUCCESSFUL'],
  ['one is missing', { runningCount: 1, pendingCount: 1, desiredCount: 2 }, 'IN_PROGRESS'],
])('without rolloutState the counts decide: %s', (_, counts, status) => {
  const ours: Deployment = { id: 'ours', status: 'PRIMARY', ...counts }

  expect(deploymentsView({ deployments: [ours] })?.status).toBe(status)
})
