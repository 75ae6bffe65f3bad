/** In which file and line a stack's parameter was written: the environment's own file, or system.yml below it. */
import { readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type ConfigLocation, loadSystem } from '../config/load.ts'
import { parseYaml, type YamlFile } from '../config/yaml-file.ts'
import type { Location } from '../errors.ts'

export type WhereIs = (parameter: string) => Location | undefined

export async function whereParametersAre(
  location: ConfigLocation,
  environment: string,
): Promise<(component: string) => WhereIs> {
  const path = join(location.workspace, location.directory, `${environment}.yml`)
  const own = parseYaml(relative(location.workspace, path), await readFile(path, 'utf8'))
  const files = [own, (await loadSystem(location)).file]
  return (component) => (parameter) => {
    const steps = ['components', component, 'parameters', parameter]
    const file = files.find((yaml) => has(yaml, steps))
    return file && { file: file.file, line: file.lineOf(steps) }
  }
}

function has(yaml: YamlFile, steps: readonly string[]): boolean {
  let value: unknown = yaml.value
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !(step in value)) return false
    value = (value as Record<string, unknown>)[step]
  }
  return true
}
