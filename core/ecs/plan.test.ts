import { expect, test } from 'vitest'
import { type PlanFacts, planRollout } from './plan.ts'

const facts: PlanFacts = {
  liveIsWanted: false,
  rollout: rollout('SUCCESSFUL', { id: 'last' }),
  desiredCount: { live: 2, wanted: undefined },
  forceNewDeployment: false,
}

interface Sides {
  id?: string
  target?: boolean
  rollback?: boolean
  failing?: boolean
}

function rollout(status: string, sides: Sides = {}): PlanFacts['rollout'] {
  const { id = 'open', target = false, rollback = false, failing = false } = sides
  const view = { id, status, breakerTriggered: failing, triggeredAlarms: [] }
  return { view, targetIsWanted: target, rollbackIsWanted: rollback }
}

test.each<[string, Partial<PlanFacts>, object]>([
  ['a new release starts', {}, { kind: 'start', force: false, supersedes: undefined }],
  ['the release that runs is unchanged', { liveIsWanted: true }, { kind: 'unchanged' }],
  ['so it is where no rollout is known', { liveIsWanted: true, rollout: undefined }, { kind: 'unchanged' }],
  [
    'and where ECS rolled back to it',
    { liveIsWanted: true, rollout: rollout('ROLLBACK_SUCCESSFUL') },
    { kind: 'unchanged' },
  ],
  ['forced, it starts anyway', { liveIsWanted: true, forceNewDeployment: true }, { kind: 'start', force: true }],
  [
    'a rollout of it that was stopped half-way starts again, forced',
    { liveIsWanted: true, rollout: rollout('STOPPED') },
    { kind: 'start', force: true },
  ],
  [
    'one under way for it is attached to',
    { liveIsWanted: true, rollout: rollout('IN_PROGRESS', { target: true }) },
    { kind: 'attach', rollout: 'open', toward: 'target' },
  ],
  [
    'even forced, since a killed run may have forced it',
    { liveIsWanted: true, forceNewDeployment: true, rollout: rollout('PENDING', { target: true }) },
    { kind: 'attach', rollout: 'open', toward: 'target' },
  ],
  [
    'one that fails and goes back is attached to, not tried again at once',
    { rollout: rollout('ROLLBACK_IN_PROGRESS', { target: true, failing: true }) },
    { kind: 'attach', rollout: 'open', toward: 'target' },
  ],
  [
    'one that goes back because its run was cancelled is started anew',
    { rollout: rollout('ROLLBACK_IN_PROGRESS', { target: true }) },
    { kind: 'start', force: false, supersedes: 'open' },
  ],
  [
    'one that goes back to it is attached to, toward its rollback',
    { liveIsWanted: true, rollout: rollout('ROLLBACK_IN_PROGRESS', { rollback: true }) },
    { kind: 'attach', rollout: 'open', toward: 'rollback' },
  ],
  [
    'one of another release is superseded',
    { rollout: rollout('IN_PROGRESS') },
    { kind: 'start', force: false, supersedes: 'open' },
  ],
  [
    'another number of tasks only scales',
    { liveIsWanted: true, desiredCount: { live: 2, wanted: 3 } },
    { kind: 'scale' },
  ],
  ['the same number is unchanged', { liveIsWanted: true, desiredCount: { live: 2, wanted: 2 } }, { kind: 'unchanged' }],
])('%s', (_, changes, plan) => {
  expect(planRollout({ ...facts, ...changes })).toMatchObject(plan)
})
