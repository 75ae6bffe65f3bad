/** Brings the judges to this machine: Python tools, Go tools and GitHub's OpenAPI description, each pinned. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { MissingProgram } from './check.ts'
import { isInstalled, runOrThrow } from './command.ts'

export const root = fileURLToPath(new URL('../../../', import.meta.url))
const requirements = path.join(root, 'scripts/checks/requirements.txt')
const environment = path.join(root, '.venv')
const tools = path.join(root, '.tools')

/** GitHub's REST description as its SDK team publishes it. Too large (29 MB packed) for a dependency of everybody. */
const description = {
  name: '@octokit/openapi',
  version: '23.0.2',
  integrity: 'sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==',
}

export const goTools = {
  actionlint: 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12',
  act: 'github.com/nektos/act@v0.2.87',
}

/** @returns the folder of the virtual environment's programs. */
export function pythonTools(): Promise<string> {
  return once('python', async () => {
    const programs = path.join(environment, 'bin')
    const stamp = path.join(environment, 'requirements.sha256')
    const wanted = createHash('sha256')
      .update(await readFile(requirements))
      .digest('hex')
    if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return programs
    if (!(await isInstalled('python3'))) throw new MissingProgram('there is no python3')
    await rm(environment, { recursive: true, force: true })
    await runOrThrow('python3', ['-m', 'venv', environment])
    const install = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--only-binary',
      ':all:',
      '-r',
      requirements,
    ]
    await twice(() => runOrThrow(path.join(programs, 'python'), install))
    await writeFile(stamp, wanted)
    return programs
  })
}

/** @returns the program's path. */
export function goTool(name: keyof typeof goTools): Promise<string> {
  return once(name, async () => {
    const module = goTools[name]
    const folder = path.join(tools, `${name}${module.slice(module.indexOf('@'))}`)
    const program = path.join(folder, name)
    if (existsSync(program)) return program
    if (!(await isInstalled('go', 'version'))) throw new MissingProgram('there is no go')
    await mkdir(folder, { recursive: true })
    await twice(() => runOrThrow('go', ['install', module], { env: { GOBIN: folder, GOFLAGS: '-trimpath' } }))
    return program
  })
}

/** @returns the path of api.github.com.json. */
export function githubDescription(): Promise<string> {
  return once('description', async () => {
    const folder = path.join(tools, `openapi@${description.version}`)
    const file = path.join(folder, 'api.github.com.json')
    if (existsSync(file)) return file
    await mkdir(folder, { recursive: true })
    const pack = ['pack', '--silent', '--pack-destination', folder, `${description.name}@${description.version}`]
    const { stdout } = await twice(() => runOrThrow('npm', pack))
    const archive = path.join(folder, stdout.trim())
    const integrity = `sha512-${createHash('sha512')
      .update(await readFile(archive))
      .digest('base64')}`
    if (integrity !== description.integrity)
      throw new Error(`${archive} has integrity ${integrity}, not the pinned one`)
    await runOrThrow('tar', ['-xzf', archive, '-C', folder, 'package/generated/api.github.com.json'])
    await rename(path.join(folder, 'package/generated/api.github.com.json'), file)
    await rm(archive)
    await rm(path.join(folder, 'package'), { recursive: true })
    return file
  })
}

const installed = new Map<string, Promise<string>>()

/** Checks may ask for the same tool; it is installed once a run. */
function once(name: string, install: () => Promise<string>): Promise<string> {
  const known = installed.get(name) ?? install()
  installed.set(name, known)
  return known
}

/** A registry may be slow to answer for a moment; a second refusal is its answer. */
async function twice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch {
    return await work()
  }
}
