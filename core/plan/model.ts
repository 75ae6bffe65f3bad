/** What a deploy of a release would change in an environment. */

/** `unknown`: it could not be found out, and `summary` says why. */
export type Change = 'none' | 'create' | 'update' | 'unknown'

export interface ComponentPlan {
  component: string
  kind: 'stack' | 'migration' | 'ecs' | 'cdn'
  change: Change
  /** One line for the table. */
  summary: string
  /** What would be destroyed or replaced, one line each; shown before everything else. */
  warnings: string[]
  /** Lines in the order in which they are read. */
  details: string[]
}

export interface EnvironmentPlan {
  environment: string
  release: string
  /** What the release was compared with: the live account, or only what the repository and the ledger say. */
  basis: 'account' | 'repository'
  /** In the order of the components' needs. */
  components: ComponentPlan[]
  /** What a reader has to know about how this plan came about. */
  notes: string[]
}

export interface Plan {
  release: string
  commit: string
  environments: EnvironmentPlan[]
}

export function hasChanges(plan: Plan): boolean {
  return plan.environments.some(({ components }) => components.some(({ change }) => change !== 'none'))
}

export function unchanged(component: string, kind: ComponentPlan['kind'], summary = 'no change'): ComponentPlan {
  return { component, kind, change: 'none', summary, warnings: [], details: [] }
}

export function unknown(
  component: string,
  kind: ComponentPlan['kind'],
  why: string,
  details: string[] = [],
): ComponentPlan {
  return { component, kind, change: 'unknown', summary: why, warnings: [], details }
}
