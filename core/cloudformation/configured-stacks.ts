/** The stacks of an environment, as environments/ and the release describe them; checked before any call to AWS. */
import { relative } from 'node:path'
import type { ActionHost } from '../action/host.ts'
import type { AwsSession } from '../aws/session.ts'
import type { StackComponent } from '../config/components.ts'
import { componentsOf } from '../config/components-of.ts'
import { resolveContract } from '../config/contract.ts'
import type { ConfigLocation, Environment } from '../config/load.ts'
import { asError, FairwayError, userError } from '../errors.ts'
import type { Manifest } from '../release/manifest.ts'
import { templatePath } from '../release/template-path.ts'
import type { Item } from '../rollout/in-order.ts'
import { checkParameters } from './parameters.ts'
import type { StackTarget } from './stack-target.ts'
import { readTemplate, type Template } from './template-file.ts'
import { type WhereIs, whereParametersAre } from './where-parameters-are.ts'

export interface ConfiguredStack {
  component: string
  settings: StackComponent
  template: Template
  whereIs: WhereIs
}

export interface Configuration {
  host: Pick<ActionHost, 'workspace' | 'toolkit'>
  location: ConfigLocation
  environment: Environment
  manifest: Manifest
}

/** Throws one error that names what is wrong with any of the stacks. */
export async function configuredStacks(configuration: Configuration): Promise<Item<ConfiguredStack>[]> {
  const { environment, location } = configuration
  const where = await whereParametersAre(location, environment.name)
  const problems: Error[] = []
  const items: Item<ConfiguredStack>[] = []
  for (const [component, settings] of componentsOf(environment, 'stack')) {
    try {
      const template = await releasedTemplate(configuration, component, settings)
      const stack = { component, settings, template, whereIs: where(component) }
      checkParameters(template, { component, values: settings.parameters, ...given(environment, stack) })
      items.push({ id: component, needs: stackNeeds(environment, component), value: stack })
    } catch (thrown) {
      problems.push(asError(thrown))
    }
  }
  const [first] = problems
  if (first === undefined) return items
  if (problems.length === 1 || !(first instanceof FairwayError)) throw first
  throw userError({
    code: first.code,
    message: problems.map(({ message }) => message).join('\n'),
    ...(first.location && { location: first.location }),
    ...(first.cure !== undefined && { cure: first.cure }),
  })
}

/** The stack as it is to become; reads `${ssm:…}` parameters, so it is asked when the stacks before are there. */
export async function stackTarget(
  session: AwsSession,
  environment: Environment,
  stack: ConfiguredStack,
  bucket: string | undefined,
): Promise<StackTarget> {
  const { component, settings, template } = stack
  const values = await resolveContract(session, environment, settings.parameters)
  return {
    component,
    environment: environment.name,
    stackName: settings.stackName ?? `${environment.system}-${environment.name}-${component}`,
    template,
    parameters: { values, ...given(environment, stack) },
    keepParameters: false,
    tags: { ...environment.tags, ...settings.tags, Environment: environment.name, Component: component },
    capabilities: settings.capabilities,
    roleArn: environment.roles.cloudformation,
    allowReplacement: settings.allowReplacement,
    timeoutMinutes: settings.timeoutMinutes,
    bucket: async () => {
      if (bucket !== undefined) return bucket
      // Loaded only here, with the client of Systems Manager: few templates are too large for a request.
      const { contractBucket } = await import('./contract-bucket.ts')
      return await contractBucket(session, environment.system, environment.name)
    },
  }
}

function given(environment: Environment, { whereIs }: Pick<ConfiguredStack, 'whereIs'>) {
  return { facts: { System: environment.system, Environment: environment.name }, whereIs }
}

async function releasedTemplate(
  { host, manifest }: Configuration,
  component: string,
  { template }: StackComponent,
): Promise<Template> {
  const released =
    manifest.templates[component] ?? Object.values(manifest.templates).find(({ file }) => file === template)
  if (released === undefined) {
    throw userError({
      code: 'template-not-released',
      message: `release ${manifest.id} has no template for the component "${component}"`,
      cure: 'Create the release from the commit that has this component.',
    })
  }
  const path = templatePath(host, template)
  const shown = relative(host.workspace, path)
  return await readTemplate({
    path,
    file: shown.startsWith('..') ? template : shown,
    sha256: released.sha256,
    release: manifest.id,
  })
}

/** The stacks that have to be there first, also where a component of another kind stands between. */
export function stackNeeds(environment: Pick<Environment, 'components'>, component: string): string[] {
  const found = new Set<string>()
  const visit = (id: string): void => {
    for (const need of environment.components[id]?.needs ?? []) {
      if (found.has(need)) continue
      found.add(need)
      visit(need)
    }
  }
  visit(component)
  return [...found].filter((id) => environment.components[id]?.type === 'stack')
}
