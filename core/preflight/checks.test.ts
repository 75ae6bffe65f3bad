import { expect, test } from 'vitest'
import { type PreflightFacts, preflightRefusals } from './checks.ts'

const good: PreflightFacts = {
  environment: 'uat',
  release: 'r-0123456789ab',
  task: 'deploy',
  now: Date.parse('2026-11-21T12:00:00Z'),
  freezes: [],
  previous: { name: 'qa', verified: true },
  hold: undefined,
  liftHold: false,
  order: 'ahead',
  deployedCommit: 'a'.repeat(40),
}
const freeze = { from: '2026-11-21T00:00:00Z', to: '2026-11-22T00:00:00Z', reason: 'stocktaking' }
const hold = { since: '2026-11-20T10:00:00Z', by: 'octocat', left: 'r-bbbbbbbbbbbb' }

test.each<[string, Partial<PreflightFacts>, string[]]>([
  ['all is well', {}, []],
  ['nothing deployed yet', { order: 'nothing-deployed', deployedCommit: undefined }, []],
  ['the same again', { order: 'same' }, []],
  ['the first environment', { previous: undefined }, []],
  ['inside a freeze', { freezes: [freeze] }, ['frozen']],
  ['at the end of a freeze', { freezes: [freeze], now: Date.parse(freeze.to) }, []],
  ['a rollback inside a freeze', { freezes: [freeze], task: 'rollback' }, ['frozen']],
  ['not verified before', { previous: { name: 'qa', verified: false } }, ['not-verified-before']],
  ['held', { hold }, ['held']],
  ['held, and lifted', { hold, liftHold: true }, []],
  ['older than what runs', { order: 'behind' }, ['out-of-order']],
  ['another branch', { order: 'diverged' }, []],
  [
    'a rollback is older, held and unverified',
    { task: 'rollback', order: 'behind', hold, previous: { name: 'qa', verified: false } },
    [],
  ],
  [
    'everything at once',
    { order: 'behind', hold, freezes: [freeze], previous: { name: 'qa', verified: false } },
    ['frozen', 'not-verified-before', 'held', 'out-of-order'],
  ],
])('%s', (_, facts, codes) => {
  const refusals = preflightRefusals({ ...good, ...facts })

  expect(refusals.map(({ code }) => code)).toEqual(codes)
})
