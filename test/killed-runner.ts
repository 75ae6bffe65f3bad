/**
 * The runner is lost by SIGKILL at one AWS call of the deploy job, and the job is run again. Shared by the test files
 * that each take a part of the calls.
 */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { parse, stringify } from 'yaml'
import type { RecordedCall } from '#rehearsal/aws/kernel/types.ts'
import {
  branchState,
  defaultSystem,
  deploy,
  discard,
  edit,
  effective,
  otherImage,
  releaseOtherImage,
  stageOf,
  temporaryState,
} from './support.ts'

export interface Killing {
  directory: string
  base: string
  /** The calls of the deploy job in an undisturbed run, in order. */
  calls: Pick<RecordedCall, 'service' | 'operation'>[]
}

/** A system with one environment that runs a first release, and the next release in its folder. */
export async function prepare(): Promise<Killing> {
  const directory = await defaultSystem()
  const base = await temporaryState()
  await edit(join(directory, 'environments', 'system.yml'), (text) => text.replace('[dev, qa, uat, prod]', '[dev]'))
  for (const name of ['qa', 'uat', 'prod']) await rm(join(directory, 'environments', `${name}.yml`))
  const first = await stageOf({ directory, state: base })
  expect((await deploy(first)).result.problems).toEqual([])
  await first.save()
  await first.close()
  // Another image, and a stack that is updated; of each kind of component one, so that the loop stays short.
  await releaseOtherImage(directory)
  await keepComponents(directory, ['compute', 'schema', 'backend', 'cdn'])
  await edit(
    join(directory, 'environments', 'dev.yml'),
    (text) => `${text}  compute:\n    parameters: { LogRetentionDays: 14 }\n`,
  )

  const state = await branchState(base)
  const undisturbed = await stageOf({ directory, state })
  expect((await deploy(undisturbed)).result.problems).toEqual([])
  const calls = undisturbed.aws.calls.filter(byDeployJob)
  await undisturbed.close()
  await discard(state)
  return { directory, base, calls }
}

/** The stacks of the other components stay as they are; nobody deploys them any more. */
async function keepComponents(directory: string, kept: readonly string[]): Promise<void> {
  const file = (name: string) => join(directory, 'environments', name)
  await edit(file('system.yml'), (text) => {
    const system = parse(text) as { components: Record<string, { needs?: string[] }> }
    const components = Object.entries(system.components).filter(([id]) => kept.includes(id))
    for (const [, component] of components)
      component.needs = component.needs?.filter((need) => kept.includes(need)) ?? []
    return stringify({ ...system, components: Object.fromEntries(components) })
  })
  await edit(file('dev.yml'), (text) => {
    const environment = parse(text) as { components: Record<string, unknown> }
    const components = Object.entries(environment.components).filter(([id]) => kept.includes(id))
    return stringify({ ...environment, components: Object.fromEntries(components) })
  })
}

export async function dispose({ directory, base }: Killing): Promise<void> {
  await discard(directory, base)
}

/**
 * Before each call takes effect. A lost machine remembers nothing, so after one call, with its answer lost, is the same
 * as before the next.
 */
export function killPoints({ calls }: Killing): { index: number; name: string }[] {
  return calls.map(({ service, operation }, index) => ({ index, name: `before ${index + 1}: ${service}:${operation}` }))
}

/** Kills at that call, runs again, and expects the release to be there, rolled out once. */
export async function killAndRunAgain(
  { directory, base }: Killing,
  point: { index: number; name: string },
): Promise<void> {
  const state = await branchState(base)
  let seen = -1
  let killed = false
  const stage = await stageOf({
    directory,
    state,
    async onCall(call, phase) {
      if (killed || phase === 'after' || !byDeployJob(call)) return undefined
      seen++
      if (seen !== point.index) return undefined
      killed = true
      await stage.killRunner()
      return 'drop'
    },
  })
  try {
    const lost = await deploy(stage)
    expect(killed, point.name).toBe(true)
    expect(lost.conclusion, point.name).toBe('failure')

    const again = await deploy(stage)

    expect(again.result.problems, point.name).toEqual([])
    expect(again.result.environments[0]?.running, point.name).toEqual([otherImage.split('@')[1]])
    expect(effective(stage, 'UpdateService'), point.name).toBe(1)
    expect(effective(stage, 'RegisterTaskDefinition'), point.name).toBe(1)
  } finally {
    await stage.close()
    await discard(state)
  }
}

function byDeployJob(call: Pick<RecordedCall, 'caller'>): boolean {
  return /assumed-role\/[\w-]+-deploy\//.test(call.caller)
}
