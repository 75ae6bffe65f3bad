import { expect, test } from 'vitest'
import type { RunEvent } from '#rehearsal/runner/events.ts'
import type { RehearsalResult } from '../rehearse/result.ts'
import { Story } from '../rehearse/story.ts'
import { renderMarkdown } from './markdown.ts'
import { renderReport } from './report.ts'

const evil = `"><script>alert('1')</script><img src=x onerror=alert(1)>`

/** A failed run in which everything that comes from elsewhere is hostile. */
function hostileRun(): { result: RehearsalResult; story: Story } {
  const story = new Story([evil])
  const job = { path: 'deploy', name: `deploy / ${evil} / deploy`, recordId: 1 }
  const step = { id: 'a', name: `Step ${evil}`, number: 1 }
  const events: Partial<RunEvent>[] = [
    { kind: 'run-started', workflow: evil, title: evil },
    { kind: 'approval-waiting', job, environment: evil, reviewers: 1, waitMinutes: 0 },
    { kind: 'approval-decided', job, environment: evil, decision: 'approved', by: evil },
    { kind: 'job-started', job },
    { kind: 'step-started', job, step },
    ...[
      'backend: failed',
      `  reason: ${evil}`,
      `  Last log lines of ${evil}:`,
      `    ${evil}`,
      `  next step: ${evil}`,
    ].map((line) => ({ kind: 'log', job, step, line, group: 0, debug: false }) as const),
    {
      kind: 'summary',
      job,
      step,
      markdown: `### ${evil}\n\n${evil}\n\n[a](javascript:alert(1)) ![b](https://b.example/c.png)`,
    },
    { kind: 'step-completed', job, step, conclusion: 'failure', outcome: 'failure' },
    { kind: 'job-completed', job, conclusion: 'failure', outputs: {} },
    { kind: 'run-completed', conclusion: 'failure' },
  ]
  for (const [index, event] of events.entries()) story.tell({ at: index * 1000, runId: 1, ...event } as RunEvent)
  const place = { account: evil, region: evil, environment: evil, service: evil }
  story.observe({ at: 1, ...place, kind: 'rollout', subject: evil, text: `${evil}: rollout begins` })
  story.observe({ at: 2, ...place, kind: 'target', subject: evil, text: 'task 11111111 is healthy' })
  story.observe({ at: 2, ...place, kind: 'stack', subject: evil, text: `CREATE_IN_PROGRESS: ${evil}` })
  story.observe({ at: 3, ...place, kind: 'resource', subject: evil, text: `${evil} CREATE_FAILED: ${evil}` })
  const result: RehearsalResult = {
    system: evil,
    conclusion: 'failure',
    release: evil,
    commit: evil,
    seed: evil,
    environments: [
      {
        name: evil,
        account: evil,
        region: evil,
        outcome: evil,
        verified: false,
        release: evil,
        running: [evil],
        seconds: 1,
        waitedSeconds: 1,
      },
    ],
    problems: [
      { phase: evil, job: 'deploy', step: step.name, message: 'backend failed', file: evil, line: 1 },
      { phase: evil, job: 'deploy', step: undefined, message: evil, file: undefined, line: undefined },
    ],
    virtualSeconds: 1,
    realSeconds: 1,
    awsCalls: 1,
    githubCalls: 1,
  }
  return { result, story }
}

test('Nothing that comes from elsewhere becomes markup, leaves an attribute or loads anything', () => {
  const report = renderReport(hostileRun())

  const tags = [...report.matchAll(/<([a-z0-9]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/gi)]
  const bare = tags.reduceRight(
    (text, { 0: tag, index }) => text.slice(0, index) + text.slice(index + tag.length),
    report,
  )
  expect(bare.replaceAll(/<\/[a-z0-9]+>|<!doctype html>|<rect [^<>]*\/>|<line [^<>]*\/>/g, '')).not.toMatch(
    /[<>](?!style)/,
  )
  expect(report).not.toMatch(/<(script|img|iframe|object|link)\b/i)
  expect(tags.filter(([, , attributes]) => /\bon[a-z]+=|javascript:/i.test(attributes ?? ''))).toEqual([])
  expect(report.split('&lt;script&gt;').length).toBeGreaterThan(20)
})

test.each([
  ['a table', '| a | b |\n| --- | --- |\n| `1` | 2 |', '<td><code>1</code></td>'],
  [
    'details',
    '<details open><summary>More</summary>\n\n```\n<b>\n```\n\n</details>',
    '<details open><summary>More</summary>',
  ],
  ['code as it is', '`<script>`', '<code>&lt;script&gt;</code>'],
  ['a tag that is not allowed', 'a <script>b</script>', 'a &lt;script&gt;b&lt;/script&gt;'],
  ['an attribute', '<details ontoggle="x">', '&lt;details ontoggle=&quot;x&quot;&gt;'],
  ['an end without a beginning', 'a\n\n</details>\n\n</section>', '&lt;/details&gt;'],
  ['a beginning without an end', '<details>\n\na', '</details>'],
  ['a link to the web', '[a](https://a.example/?b&c)', '<a href="https://a.example/?b&amp;c">a</a>'],
  ['a link to a script', '[a](javascript:alert(1))', '<p>a</p>'],
  ['a picture', '![a](https://a.example/b.png)', '<a href="https://a.example/b.png">a</a>'],
])('Markdown: %s', (_, markdown, expected) => {
  expect(renderMarkdown(markdown)).toContain(expected)
})
