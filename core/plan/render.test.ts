import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parseTemplate } from '../cloudformation/template-file.ts'
import { compareImages } from './ecs-plan.ts'
import { againstRelease, destructiveStatements, migrationPlan } from './migration-plan.ts'
import { hasChanges, type Plan, unchanged, unknown } from './model.ts'
import { planMarker, renderComment, renderPlan } from './render-comment.ts'
import { renderTerminal } from './render-terminal.ts'
import { templateDifferences } from './stack-plan.ts'

const plan: Plan = {
  release: 'r-0123456789ab',
  commit: 'a'.repeat(40),
  environments: ['dev', 'prod'].map((environment) => ({
    environment,
    release: 'r-0123456789ab',
    basis: 'account',
    notes: environment === 'prod' ? ['the ledger could not be read'] : [],
    components: [
      unchanged('network', 'stack'),
      {
        component: 'database',
        kind: 'stack',
        change: 'update',
        summary: '1 resource replaced',
        warnings: environment === 'prod' ? ['replaces Instance <b>'] : [],
        details: ['± Instance (AWS::RDS::DBInstance)', '    Engine: ```postgres'],
      },
      unknown('backend', 'ecs', 'a | b'),
    ],
  })),
}
const summaryUrl = 'https://github.com/example-org/fargate/actions/runs/9'

describe('the comment', () => {
  test('has the marker first, warnings before the table, a row for each component, details folded', () => {
    const body = renderComment(plan, { summaryUrl })

    expect(body.startsWith(`${planMarker}\n`)).toBe(true)
    expect(body.indexOf('> [!CAUTION]')).toBeGreaterThan(0)
    expect(body.indexOf('> [!CAUTION]')).toBeLessThan(body.indexOf('| environment |'))
    expect(body).toContain('> - **prod** `database` replaces Instance &lt;b&gt;')
    expect(body.match(/^\| (dev|prod) \|/gm)).toHaveLength(6)
    expect(body).toContain('❔ a \\| b')
    expect(body.match(/<details>/g)).toHaveLength(2)
    // The fence is longer than what is inside it.
    expect(body).toContain('````\n± Instance')
  })

  test.each([700, 900, 1200])('at %d characters it leaves details out whole and says where they are', (limit) => {
    const long = structuredClone(plan)
    for (const { components } of long.environments) components[1]?.details.push('x'.repeat(300))

    const body = renderComment(long, { summaryUrl, limit })

    expect(body.length).toBeLessThanOrEqual(limit)
    expect(body).toContain(planMarker)
    expect(body).toContain(`[job summary](${summaryUrl})`)
    expect(body.match(/<details>/g)?.length ?? 0).toBe(body.match(/<\/details>/g)?.length ?? 0)
    expect(renderPlan(long).match(/<details>/g)).toHaveLength(2)
  })
})

test('the terminal shows the same, in colour only where it is asked for', () => {
  const plain = renderTerminal(plan, { colour: false }).join('\n')
  const colour = renderTerminal(plan, { colour: true }).join('\n')

  expect(plain).toContain('  ~ database  1 resource replaced\n      ! replaces Instance <b>')
  expect(plain).not.toContain('\u001b')
  expect(stripVTControlCharacters(colour)).toBe(plain)
})

test('what could not be found out counts as a change', () => {
  const of = (component: ReturnType<typeof unchanged>): Plan => ({
    ...plan,
    environments: [{ ...(plan.environments[0] as Plan['environments'][0]), components: [component] }],
  })

  expect(hasChanges(of(unchanged('a', 'stack')))).toBe(false)
  expect(hasChanges(of(unknown('a', 'stack', 'no access')))).toBe(true)
})

test.each([
  ['the same', { app: 'a@sha256:1' }, 'none', /no change/],
  ['another digest', { app: `a@sha256:${'1'.repeat(64)}` }, 'update', /^image a → 1{12}$/],
  ['a container that is not there', { web: 'a' }, 'unknown', /has no container web; it has app$/],
])('images: %s', (_, released: Record<string, string>, change, summary) => {
  const result = compareImages('backend', { app: 'a@sha256:1' }, released)

  expect(result.change).toBe(change)
  if (change !== 'update') expect(result.summary).toMatch(summary)
})

describe('migrations', () => {
  const file = (id: string, sha = '0', phase: 'expand' | 'contract' = 'expand') => ({
    id,
    file: `migrations/${id}${phase === 'contract' ? '.contract' : ''}.sql`,
    sha256: sha.repeat(64),
    phase,
  })
  const base = { migrations: [file('0001_a')], source: 'release r-1' }

  test.each([
    ['nothing new', [file('0001_a')], 'none', /no change/],
    ['a new one', [file('0001_a'), file('0002_b', '0', 'contract')], 'update', /^1 migration to apply: 0002_b$/],
    ['one that was changed after it was applied', [file('0001_a', '1')], 'unknown', /^will be refused/],
  ])('%s', async (_, released, change, summary) => {
    const against = againstRelease(released, base, 'r-2')
    const result = await migrationPlan({ component: 'schema', released, against, sqlOf: async () => undefined })

    expect(result.change).toBe(change)
    expect(result.summary).toMatch(summary)
  })

  test.each([
    ['alter table a drop   column b; -- drop table c', ['DROP COLUMN']],
    ["insert into a values ('drop table b')", []],
    ['/* truncate */ delete from a; DROP TABLE b; drop table c', ['DELETE FROM', 'DROP TABLE']],
  ])('%j removes data by %j', (sql, expected) => {
    expect(destructiveStatements(sql)).toEqual(expected)
  })
})

test('templates by name: added, removed, of another type', () => {
  const before = parseTemplate('a.yml', 'Resources: { A: { Type: T1 }, B: { Type: T1 }, D: { Type: T1 } }')
  const after = parseTemplate('a.yml', 'Resources: { A: { Type: T1 }, B: { Type: T2 }, C: { Type: T1 } }')

  expect(templateDifferences(before, after)).toEqual(['± B (T1 → T2)', '- D (T1)', '+ C (T1)'])
})
