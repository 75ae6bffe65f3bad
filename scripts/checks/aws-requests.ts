/** Every AWS request of the rehearsals against botocore's service models (validate_aws_requests.py). */
import path from 'node:path'
import { type Check, type Finding, failed, passed } from './lib/check.ts'
import { lastLines, run } from './lib/command.ts'
import { recordings } from './lib/recordings.ts'
import { pythonTools, root } from './lib/tools.ts'

const script = path.join(root, 'scripts/checks/validate_aws_requests.py')

export const awsRequests: Check = {
  name: 'aws-requests',
  run: async () => [await selfTest(), ...(await judge())],
}

/** The validator must find wrong requests. */
async function selfTest(): Promise<Finding> {
  const { code, stdout, stderr } = await python(['--self-test'])
  const detail = lastLines(stdout, 1)
  return code === 0 ? passed('botocore objects', detail) : failed('botocore objects', detail, stdout + stderr)
}

async function judge(): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, aws } of await recordings()) {
    const { code, stdout, stderr } = await python([aws])
    const detail = lastLines(stdout, 1)
    const title = `AWS requests of ${name}, by botocore's models`
    findings.push(code === 0 ? passed(title, detail) : failed(title, detail, stdout + stderr))
  }
  return findings
}

async function python(parameters: string[]) {
  return run(path.join(await pythonTools(), 'python'), [script, ...parameters], {
    env: { PYTHONDONTWRITEBYTECODE: '1' },
  })
}
