/** The command line of `fairway`, parsed once into closed types. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Fault, type FaultName, faultOptions, faultTexts } from '#rehearsal/faults/faults.ts'

export class UsageError extends Error {}

export interface StageOptions {
  /** The folder whose environments/ are rehearsed, absolute. */
  directory: string
  configDirectory: string
  faults: Fault[]
  seed: string
  /** Where the simulated accounts are kept between runs; undefined: nowhere. */
  state: string | undefined
  /** Virtual seconds that pass in a real one; undefined: as fast as it goes. */
  speed: number | undefined
}

export interface ViewOptions {
  json: boolean
  /** Every log line of every step. */
  verbose: boolean
  /** Where the HTML report goes; undefined: the default place. */
  report: string | undefined
}

export type Command =
  | { name: 'help'; topic: string | undefined }
  | { name: 'version' }
  | { name: 'rehearse'; stage: StageOptions; view: ViewOptions; until: string; interactive: boolean; liftHold: boolean }
  | {
      name: 'rollback'
      stage: StageOptions
      view: ViewOptions
      environment: string
      release: string
      reason: string
      interactive: boolean
    }
  | { name: 'plan'; stage: StageOptions; view: ViewOptions; pullRequest: number | undefined }

const flags = {
  config: { type: 'string', default: 'environments' },
  fail: { type: 'string', multiple: true, default: [] as string[] },
  help: { type: 'boolean', short: 'h', default: false },
  interactive: { type: 'boolean', short: 'i', default: false },
  json: { type: 'boolean', default: false },
  'lift-hold': { type: 'boolean', default: false },
  'pull-request': { type: 'string' },
  reason: { type: 'string', default: '' },
  report: { type: 'string' },
  seed: { type: 'string', default: '1' },
  speed: { type: 'string', default: 'max' },
  state: { type: 'string' },
  until: { type: 'string', default: '' },
  verbose: { type: 'boolean', default: false },
  version: { type: 'boolean', default: false },
} as const

const commands = ['rehearse', 'plan', 'rollback', 'help']

/** Which flags each command knows, beside the ones of every command. */
const common = ['config', 'fail', 'help', 'json', 'report', 'seed', 'speed', 'state', 'verbose']
const own: Record<string, string[]> = {
  rehearse: ['interactive', 'lift-hold', 'until'],
  plan: ['pull-request'],
  rollback: ['interactive', 'reason'],
}

const needsText = ['config', 'report', 'seed', 'state']

/** `defaultDirectory` is what is rehearsed where no folder is named. Throws UsageError with one line. */
export function parseCommand(argv: readonly string[], defaultDirectory: string): Command {
  const { values, positionals } = parse(argv)
  const [name = 'help', ...rest] = positionals
  if (values.version) return { name: 'version' }
  const topic = name === 'help' ? rest[0] : name
  for (const word of [name, topic ?? name]) {
    if (!commands.includes(word))
      throw new UsageError(`there is no command "${word}"; legal are ${commands.join(', ')}`)
  }
  if (values.help || name === 'help') return { name: 'help', topic }
  for (const flag of Object.keys(values).filter((flag) =>
    argv.some((argument) => argument === `--${flag}` || argument.startsWith(`--${flag}=`)),
  )) {
    if (![...common, ...(own[name] ?? [])].includes(flag)) throw new UsageError(`${name} has no flag --${flag}`)
  }
  for (const [flag, value] of Object.entries(values))
    if (value === '' && needsText.includes(flag)) throw new UsageError(`--${flag} is given without a value`)
  const view = { json: values.json, verbose: values.verbose, report: values.report && resolve(values.report) }
  const stage = (directory: string | undefined): StageOptions => ({
    directory: resolve(directory ?? defaultDirectory),
    configDirectory: values.config,
    faults: values.fail.map(parseFault),
    seed: values.seed,
    state: values.state === undefined ? undefined : resolve(values.state),
    speed: parseSpeed(values.speed),
  })
  switch (name) {
    case 'rollback': {
      const [environment, release, ...more] = rest
      if (environment === undefined || more.length > 0) throw new UsageError('rollback takes ENVIRONMENT [RELEASE]')
      if (values.state === undefined)
        throw new UsageError('rollback needs --state DIR: the rehearsed accounts to roll back in')
      return {
        name,
        stage: stage(undefined),
        view,
        environment,
        release: release ?? '',
        reason: values.reason,
        interactive: values.interactive,
      }
    }
    case 'plan':
      return { name, stage: stage(only(rest)), view, pullRequest: parsePullRequest(values['pull-request']) }
    default:
      return {
        name: 'rehearse',
        stage: stage(only(rest)),
        view,
        until: values.until,
        interactive: values.interactive,
        liftHold: values['lift-hold'],
      }
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message.split('.')[0] ?? String(error))
  }
}

function only(rest: readonly string[]): string | undefined {
  if (rest.length > 1) throw new UsageError(`one folder at most, not ${rest.join(' ')}`)
  return rest[0]
}

/** ENV:FAULT[,key=value…] */
function parseFault(text: string): Fault {
  const [, environment, name, options = ''] = /^([^:,]+):([^,]+)(?:,(.*))?$/.exec(text) ?? []
  if (environment === undefined || name === undefined)
    throw new UsageError(`--fail takes ENV:FAULT, and "${text}" is not`)
  if (!(name in faultTexts))
    throw new UsageError(`there is no fault "${name}"; legal are ${Object.keys(faultTexts).join(', ')}`)
  return {
    environment,
    name: name as FaultName,
    options: Object.fromEntries(
      options
        .split(',')
        .filter(Boolean)
        .map((pair) => parseFaultOption(name as FaultName, pair)),
    ),
  }
}

function parseFaultOption(fault: FaultName, pair: string): [string, string] {
  const [, key = pair, value = ''] = /^([^=]*)=(.*)$/.exec(pair) ?? []
  const legal: Record<string, RegExp> = faultOptions[fault]
  const form = legal[key]
  if (form?.test(value)) return [key, value]
  if (form) throw new UsageError(`the option ${key} of the fault ${fault} is not legal: "${value}"`)
  const names = Object.keys(legal)
  throw new UsageError(
    `the fault ${fault} has no option "${key}"; ${names.length > 0 ? `legal are ${names.join(', ')}` : 'it takes none'}`,
  )
}

function parseSpeed(text: string): number | undefined {
  if (text === 'max') return undefined
  const speed = Number(text)
  if (Number.isFinite(speed) && speed > 0) return speed
  throw new UsageError(`--speed takes "max" or virtual seconds for each real one, and "${text}" is neither`)
}

function parsePullRequest(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new UsageError(`--pull-request takes a number, and "${text}" is none`)
}
