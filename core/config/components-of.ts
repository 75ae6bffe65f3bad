/** In a file of its own: with plain inputs an action loads neither the reader of YAML nor the schemas of load.ts. */
import type { Component, ComponentType } from './components.ts'
import type { Environment } from './load.ts'

/** The components of one type, in order of their needs. */
export function componentsOf<T extends ComponentType>(
  environment: Environment,
  type: T,
): [string, Extract<Component, { type: T }>][] {
  return Object.entries(environment.components).filter(
    (entry): entry is [string, Extract<Component, { type: T }>] => entry[1].type === type,
  )
}
