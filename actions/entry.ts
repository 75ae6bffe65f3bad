/** The one entry of the bundle: each action is loaded when it is asked for, so that what they share is stored once. */
import { resolve } from 'node:path'
import type { ActionHost } from '#core/action/host.ts'
import { reportFailure, runnerHost } from '#core/action/runner-host.ts'

interface Action {
  main(host: ActionHost): Promise<void>
}

const actions = {
  'create-release': () => import('./create-release/src/main.ts'),
  'deploy-stacks': () => import('./deploy-stacks/src/main.ts'),
  'db-migrate': () => import('./db-migrate/src/main.ts'),
  'deploy-ecs': () => import('./deploy-ecs/src/main.ts'),
  'invalidate-cdn': () => import('./invalidate-cdn/src/main.ts'),
  plan: () => import('./plan/src/main.ts'),
  preflight: () => import('./preflight/src/main.ts'),
  record: () => import('./record/src/main.ts'),
  rollback: () => import('./rollback/src/main.ts'),
  verify: () => import('./verify/src/main.ts'),
} satisfies Record<string, () => Promise<Action>>

export type ActionName = keyof typeof actions

/** `directory` is the action's own folder, `actions/<name>`, wherever the runner has put this repository. */
export async function run(name: ActionName, directory: string): Promise<void> {
  const host = runnerHost(resolve(directory, '../..'))
  try {
    // A schema asks how it is to check when it is made, so this comes before any action.
    await import('#core/action/interpret-schemas.ts')
    const action: Action = await actions[name]()
    await action.main(host)
  } catch (thrown) {
    reportFailure(host, thrown)
  }
}
