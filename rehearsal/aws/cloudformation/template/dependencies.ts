/** Which resource needs which, and whether everything that a template names is there. */
import { callOf, type Fields, invalid, isFields, type ResourceDeclaration, type Template, type Value } from './model.ts'
import { splitAttribute } from './parse.ts'

interface Mentions {
  refs: Set<string>
  attributes: Map<string, Set<string>>
  conditions: Set<string>
}

/** Everything that a value names with Ref, Fn::GetAtt, Fn::Sub, Fn::If and Condition. */
export function mentionsOf(value: Value | undefined): Mentions {
  const mentions: Mentions = { refs: new Set(), attributes: new Map(), conditions: new Set() }
  collect(value, mentions)
  return mentions
}

function collect(value: Value | undefined, mentions: Mentions): void {
  const call = callOf(value)
  if (call) {
    const [name, argument] = call
    if (name === 'Ref' && typeof argument === 'string') mentions.refs.add(argument)
    if (name === 'Condition' && typeof argument === 'string') mentions.conditions.add(argument)
    if (name === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
      mentions.conditions.add(argument[0])
    }
    if (name === 'Fn::GetAtt') mentionAttribute(argument, mentions)
    if (name === 'Fn::Sub') collectSub(argument, mentions)
    if (name !== 'Ref' && name !== 'Condition') collectInside(argument, mentions)
    return
  }
  collectInside(value, mentions)
}

function collectInside(value: Value | undefined, mentions: Mentions): void {
  if (Array.isArray(value)) for (const item of value) collect(item, mentions)
  else if (isFields(value)) for (const field of Object.values(value)) collect(field, mentions)
}

function mentionAttribute(argument: Value, mentions: Mentions): void {
  const [resource, attribute] = typeof argument === 'string' ? splitAttribute(argument) : (argument as Value[])
  if (typeof resource !== 'string')
    throw invalid('Template error: every Fn::GetAtt object requires two non-empty parameters')
  const known = mentions.attributes.get(resource) ?? new Set()
  mentions.attributes.set(resource, typeof attribute === 'string' ? known.add(attribute) : known)
}

function collectSub(argument: Value, mentions: Mentions): void {
  const [text, own] = Array.isArray(argument) ? argument : [argument]
  if (typeof text !== 'string')
    throw invalid("Template error: One or more Fn::Sub intrinsic functions don't specify expected arguments.")
  for (const name of variablesOf(text)) {
    if (isFields(own) && own[name] !== undefined) continue
    if (name.includes('.')) mentionAttribute(name, mentions)
    else mentions.refs.add(name)
  }
}

/** The names in ${…} of a Fn::Sub text; ${!Literal} is none. */
function variablesOf(text: string): string[] {
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => (match[1] ?? '').trim())
}

/** The logical ids of other resources that must be there first. `resource` has only the branches that apply. */
export function dependenciesOf(resource: ResourceDeclaration, among: (logicalId: string) => boolean): string[] {
  const mentions = mentionsOf([resource.Properties ?? {}, resource.Metadata ?? null])
  const explicit = resource.DependsOn === undefined ? [] : [resource.DependsOn].flat()
  return [...new Set([...mentions.refs, ...mentions.attributes.keys(), ...explicit])].filter(among)
}

/** Refuses names of things that are not in the template, and circles. */
export function checkReferences(template: Template): void {
  const { Parameters, Resources, Conditions, Outputs } = template
  const known = (name: string) => name.startsWith('AWS::') || name in Parameters || name in Resources
  check('Conditions', Conditions, (name) => name.startsWith('AWS::') || name in Parameters)
  check('Resources', Resources as unknown as Fields, known)
  check('Outputs', Outputs as unknown as Fields, known)
  for (const [id, resource] of Object.entries(Resources)) {
    const missing = [resource.DependsOn ?? []].flat().filter((name) => !(name in Resources))
    if (missing.length > 0) throw unresolved(missing, `Resources block: DependsOn of ${id}`)
    requireConditions(template, [resource.Condition ?? []].flat(), `resource ${id}`)
  }
  for (const output of Object.values(Outputs)) requireConditions(template, [output.Condition ?? []].flat(), 'Outputs')
  requireConditions(template, mentionsOf([Conditions, Resources as never, Outputs as never]).conditions, 'the template')
  const circle = circleOf(Object.keys(Resources), (id) =>
    dependenciesOf(Resources[id] as ResourceDeclaration, (name) => name in Resources),
  )
  if (circle.length > 0) throw invalid(`Circular dependency between resources: [${circle.join(', ')}]`)
}

function check(block: string, fields: Fields, known: (name: string) => boolean): void {
  const { refs, attributes } = mentionsOf(fields)
  const missing = [...refs, ...attributes.keys()].filter((name) => !known(name))
  if (missing.length > 0) throw unresolved([...new Set(missing)], `${block} block`)
}

function unresolved(names: string[], where: string): Error {
  return invalid(
    `Template format error: Unresolved resource dependencies [${names.join(', ')}] in the ${where} of the template`,
  )
}

function requireConditions(template: Template, names: Iterable<string>, where: string): void {
  const missing = [...names].filter((name) => !(name in template.Conditions))
  if (missing.length > 0) {
    throw invalid(`Template format error: Unresolved condition dependency ${missing[0]} in ${where}`)
  }
}

/** The members of a circle, sorted, or none. */
function circleOf(names: string[], needs: (name: string) => string[]): string[] {
  const left = new Map(names.map((name) => [name, new Set(needs(name))]))
  for (let free = freeOf(left); free.length > 0; free = freeOf(left)) {
    for (const name of free) left.delete(name)
    for (const needed of left.values()) for (const name of free) needed.delete(name)
  }
  // What is left is in a circle or needs one; those that nothing left needs are not in it.
  for (let outer = outerOf(left); outer.length > 0; outer = outerOf(left)) for (const name of outer) left.delete(name)
  return [...left.keys()].sort()
}

function freeOf(left: Map<string, Set<string>>): string[] {
  return [...left].filter(([, needed]) => ![...needed].some((name) => left.has(name))).map(([name]) => name)
}

function outerOf(left: Map<string, Set<string>>): string[] {
  const needed = new Set([...left.values()].flatMap((names) => [...names]))
  return [...left.keys()].filter((name) => !needed.has(name))
}
