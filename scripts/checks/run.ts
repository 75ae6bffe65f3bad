/**
 * The third-party checks: judges that this project did not write.
 *
 *     node --import tsx scripts/checks/run.ts [NAME…]     all, or those named
 *
 * One line a finding, the totals last (also in build/checks.json); exit 1 where one failed. README.md beside this file says what they judge.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { actCheck } from './act-check.ts'
import { awsRequests } from './aws-requests.ts'
import { githubRequests } from './github-requests.ts'
import { type Finding, findingsOf, lineOf, totals } from './lib/check.ts'
import { root } from './lib/tools.ts'
import { motoCheck } from './moto.ts'
import { workflowLinters } from './workflows.ts'

const checks = [workflowLinters, awsRequests, githubRequests, motoCheck, actCheck]

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !checks.some((check) => check.name === name))
if (unknown.length > 0) {
  console.error(`no check is named ${unknown.join(', ')}; there are ${checks.map((check) => check.name).join(', ')}`)
  process.exit(2)
}

const findings: Finding[] = []
for (const check of checks.filter((candidate) => asked.length === 0 || asked.includes(candidate.name))) {
  const found = await findingsOf(check, process.env.CI === 'true')
  for (const finding of found) console.log(lineOf(finding))
  findings.push(...found)
}

const counts = totals(findings)
console.log(`third-party checks: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
await mkdir(path.join(root, 'build'), { recursive: true })
await writeFile(path.join(root, 'build/checks.json'), JSON.stringify(counts))
process.exitCode = counts.failed > 0 ? 1 : 0
