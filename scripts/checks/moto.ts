/** The bundles of deploy-ecs and invalidate-cdn against a moto server (moto_check.py). */
import path from 'node:path'
import { type Check, type Finding, failed, passed } from './lib/check.ts'
import { run } from './lib/command.ts'
import { pythonTools, root } from './lib/tools.ts'

const script = path.join(root, 'scripts/checks/moto_check.py')

export const motoCheck: Check = {
  name: 'moto',
  async run() {
    const python = path.join(await pythonTools(), 'python')
    const { stdout, stderr } = await run(python, [script, process.execPath], { env: { PYTHONDONTWRITEBYTECODE: '1' } })
    const found = readLines(stdout)
    return found.length > 0 ? found : [failed('moto', 'no check ran', stdout + stderr)]
  },
}

/** `passed NAME: DETAIL` begins a finding; what follows a failed one is its output. */
function readLines(stdout: string): Finding[] {
  const blocks = stdout.split(/^(?=passed |failed )/m).filter((block) => /^(passed|failed) /.test(block))
  return blocks.map((block) => {
    const [line = '', ...output] = block.trimEnd().split('\n')
    const [, state, name = '', detail = ''] = /^(passed|failed) ([^:]+): (.*)$/.exec(line) ?? []
    return state === 'passed' ? passed(`moto: ${name}`, detail) : failed(`moto: ${name}`, detail, output.join('\n'))
  })
}
