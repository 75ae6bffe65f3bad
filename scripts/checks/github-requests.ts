/** Every GitHub request of the rehearsals, and every answer, against GitHub's OpenAPI description. */
import { type Check, type Finding, failed, passed } from './lib/check.ts'
import type { GitHubDescription } from './lib/github-description.ts'
import { recordings } from './lib/recordings.ts'
import { faultLines, openDescription, validateFiles } from './validate-github-requests.ts'

export const githubRequests: Check = {
  name: 'github-requests',
  async run() {
    const description = await openDescription()
    return [selfTest(description), ...(await judge(description))]
  },
}

/** Wrong requests and answers, each with a word of what must be found. */
const wrong: [string, string, string, number, string, string][] = [
  ['POST', '/repos/o/r/deployments', '{"reff":"main"}', 201, '', 'reff is unknown'],
  ['POST', '/repos/o/r/deployments', '{"ref":1}', 201, '', 'must be string'],
  ['POST', '/repos/o/r/deployments', '{"ref":"main"}', 201, '{"id":"1"}', 'must be integer'],
  ['POST', '/repos/o/r/deployments', '{"ref":"main"}', 204, '', 'does not answer with 204'],
  ['GET', '/repos/o/r/deployments?perpage=100', '', 200, '', 'perpage is unknown'],
  ['GET', '/repos/o/r/actions/runs/first', '', 200, '', 'must be integer'],
  ['GET', '/repos/o/r/deployment', '', 200, '', 'GitHub has no GET'],
]

function selfTest(description: GitHubDescription): Finding {
  const missed = wrong.filter(([method, path, body, status, reply, expected]) => {
    const { errors } = description.judge({ method, path, body, status, reply })
    return !errors.some((error) => error.includes(expected))
  })
  if (missed.length === 0)
    return passed('the OpenAPI description objects', `to ${wrong.length} wrong requests and answers`)
  return failed(
    'the OpenAPI description objects',
    'it missed',
    missed.map(([method, path]) => `${method} ${path}`).join('\n'),
  )
}

async function judge(description: GitHubDescription): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, github } of await recordings()) {
    const verdict = await validateFiles(description, [github])
    const title = `GitHub requests of ${name}, by GitHub's OpenAPI description`
    const detail = `${verdict.requests} requests, ${verdict.operations.size} operations, ${verdict.faults.size} faults`
    const right = verdict.faults.size === 0 && verdict.requests > 0
    findings.push(right ? passed(title, detail) : failed(title, detail, faultLines(verdict).join('\n')))
  }
  return findings
}
