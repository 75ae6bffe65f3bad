/** Conditions and the resources that apply under them ("Condition functions"). */
import { evaluateText } from './evaluate.ts'
import { callOf, invalid, isFields, type ResourceDeclaration, type Template, type Value } from './model.ts'
import type { Scope } from './scope.ts'

/** The truth of every condition of a template. */
export function evaluateConditions(template: Template, scope: Scope): Record<string, boolean> {
  const known: Record<string, boolean> = {}
  const open = new Set<string>()
  const resolve = (name: string): boolean => {
    const done = known[name]
    if (done !== undefined) return done
    if (open.has(name)) throw invalid(`Template error: circular dependency between conditions: ${[...open].join(', ')}`)
    open.add(name)
    const value = truth(template.Conditions[name] as Value, resolve, scope)
    known[name] = value
    return value
  }
  for (const name of Object.keys(template.Conditions)) resolve(name)
  return known
}

function truth(value: Value, resolve: (name: string) => boolean, scope: Scope): boolean {
  const [name, argument] = callOf(value) ?? []
  const list = Array.isArray(argument) ? argument : []
  const all = () => list.map((item) => truth(item, resolve, scope))
  if (name === 'Condition') return resolve(String(argument))
  if (name === 'Fn::Equals' && list.length === 2) return plain(list[0], scope) === plain(list[1], scope)
  if (name === 'Fn::Not' && list.length === 1) return !all()[0]
  if (name === 'Fn::And' && list.length >= 2 && list.length <= 10) return all().every(Boolean)
  if (name === 'Fn::Or' && list.length >= 2 && list.length <= 10) return all().some(Boolean)
  throw invalid(
    `Template error: a condition must be Fn::And, Fn::Or, Fn::Not, Fn::Equals or Condition, not ${JSON.stringify(value)}`,
  )
}

function plain(value: Value | undefined, scope: Scope): string {
  return evaluateText(value ?? null, scope, 'an operand of Fn::Equals')
}

/** The resource with only the branches of Fn::If that apply, so that the others make no dependencies. */
function pruneResource(resource: ResourceDeclaration, conditions: Record<string, boolean>): ResourceDeclaration {
  return { ...resource, Properties: (prune(resource.Properties ?? {}, conditions) ?? {}) as Record<string, Value> }
}

function prune(value: Value, conditions: Record<string, boolean>): Value {
  const [name, argument] = callOf(value) ?? []
  if (name === 'Fn::If' && Array.isArray(argument)) {
    return prune((conditions[String(argument[0])] ? argument[1] : argument[2]) ?? null, conditions)
  }
  if (Array.isArray(value)) return value.map((item) => prune(item, conditions))
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, prune(field, conditions)]))
}

/** The resources of a template that exist under its conditions, pruned. */
export function resourcesUnder(
  template: Template,
  conditions: Record<string, boolean>,
): Record<string, ResourceDeclaration> {
  const applying = Object.entries(template.Resources)
    .filter(([, resource]) => resource.Condition === undefined || conditions[resource.Condition])
    .map(([id, resource]) => [id, pruneResource(resource, conditions)] as const)
  return Object.fromEntries(applying)
}
