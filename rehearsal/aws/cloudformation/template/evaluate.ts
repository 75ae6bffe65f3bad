/** The intrinsic functions ("Intrinsic function reference" in the CloudFormation User Guide), as a pure function. */
import { cidrBlocks } from './cidr.ts'
import { callOf, type Fields, invalid, isFields, type Value } from './model.ts'
import { splitAttribute } from './parse.ts'
import { unknownMacro } from './read.ts'
import { afterApply, type Scope, zonesOf } from './scope.ts'

/** The value, or undefined for AWS::NoValue. Throws ValidationError. */
export function evaluate(value: Value, scope: Scope): Value | undefined {
  const call = callOf(value)
  if (call) return evaluateCall(call[0], call[1], scope)
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope)).filter((item) => item !== undefined)
  if (!isFields(value)) return value
  const fields: Fields = {}
  for (const [key, field] of Object.entries(value)) {
    const evaluated = evaluate(field, scope)
    if (evaluated !== undefined) fields[key] = evaluated
  }
  return fields
}

/** As `evaluate`, where there has to be a value; lists within text and numbers become text. */
export function evaluateText(value: Value, scope: Scope, where: string): string {
  const evaluated = evaluate(value, scope)
  if (typeof evaluated === 'string') return evaluated
  if (typeof evaluated === 'number' || typeof evaluated === 'boolean') return String(evaluated)
  throw invalid(`Template error: ${where} must be a string, not ${JSON.stringify(evaluated ?? null)}`)
}

function evaluateCall(name: string, argument: Value, scope: Scope): Value | undefined {
  const run = functions[name]
  if (name === 'Fn::Transform') throw unknownMacro(argument)
  if (!run) throw invalid(`Template error: the simulated CloudFormation does not know ${name} here`)
  return run(argument, scope)
}

const functions: Record<string, (argument: Value, scope: Scope) => Value | undefined> = {
  Ref: (name, scope) => reference(String(name), scope),
  'Fn::GetAtt': getAttribute,
  'Fn::Sub': substitute,
  'Fn::Join'(argument, scope) {
    const [separator, values] = parts('Fn::Join', argument, 2)
    const list = evaluateList(values, scope, 'Fn::Join')
    if (list === afterApply || list.includes(afterApply)) return afterApply
    return list.map(text).join(text(separator))
  },
  'Fn::Split'(argument, scope) {
    const [separator, source] = parts('Fn::Split', argument, 2)
    const whole = evaluateText(source as Value, scope, 'the source of Fn::Split')
    return whole === afterApply ? afterApply : whole.split(text(separator))
  },
  'Fn::Select'(argument, scope) {
    const [index, values] = parts('Fn::Select', argument, 2)
    const list = evaluateList(values, scope, 'Fn::Select')
    if (list === afterApply) return afterApply
    const wanted = Number(evaluateText(index as Value, scope, 'the index of Fn::Select'))
    const chosen = list[wanted]
    if (chosen === undefined) {
      throw invalid(`Template error: Fn::Select cannot select nonexistent value at index ${wanted}`)
    }
    return chosen
  },
  'Fn::GetAZs'(argument, scope) {
    const region = evaluateText(argument, scope, 'the Region of Fn::GetAZs')
    return zonesOf(region === '' ? scope.region : region)
  },
  'Fn::Base64'(argument, scope) {
    const plain = evaluateText(argument, scope, 'the argument of Fn::Base64')
    return plain === afterApply ? afterApply : Buffer.from(plain).toString('base64')
  },
  'Fn::Cidr'(argument, scope) {
    const [block, count, bits] = parts('Fn::Cidr', argument, 2)
    const values = [block, count, bits ?? '6'].map((value) => evaluateText(value as Value, scope, 'Fn::Cidr'))
    if (values.includes(afterApply)) return afterApply
    return cidrBlocks(values[0] ?? '', Number(values[1]), Number(values[2]))
  },
  'Fn::FindInMap': findInMap,
  'Fn::If'(argument, scope) {
    const [condition, yes, no] = parts('Fn::If', argument, 3)
    const holds = scope.conditions[String(condition)]
    if (holds === undefined) throw invalid(`Template error: Fn::If names the unknown condition ${String(condition)}`)
    return evaluate((holds ? yes : no) as Value, scope)
  },
  'Fn::ImportValue'(argument, scope) {
    const name = evaluateText(argument, scope, 'the name in Fn::ImportValue')
    const value = scope.exported(name)
    if (value === undefined) throw invalid(`No export named ${name} found.`)
    return value
  },
  'Fn::GetStackOutput'(argument, scope) {
    const fields = evaluate(argument, scope)
    if (!isFields(fields)) throw invalid('Template error: Fn::GetStackOutput needs StackName and OutputName')
    const [stack, output] = [text(fields.StackName ?? ''), text(fields.OutputName ?? '')]
    const value = scope.output(stack, output, text(fields.Region ?? scope.region))
    if (value === undefined) throw invalid(`Template error: stack ${stack} has no output ${output}`)
    return value
  },
}

function reference(name: string, scope: Scope): Value | undefined {
  if (name === 'AWS::NoValue') return undefined
  const pseudo: Record<string, Value> = {
    'AWS::AccountId': scope.account,
    'AWS::Region': scope.region,
    'AWS::StackName': scope.stackName,
    'AWS::StackId': scope.stackId,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NotificationARNs': [],
  }
  const value = pseudo[name] ?? scope.parameters[name]
  if (value !== undefined) return value
  if (!(name in scope.template.Resources)) throw invalid(`Template error: Ref names the unknown ${name}`)
  return scope.resource(name)?.physicalId ?? afterApply
}

function getAttribute(argument: Value, scope: Scope): Value {
  const [logicalId, attribute] = typeof argument === 'string' ? splitAttribute(argument) : (argument as Value[])
  const name =
    typeof attribute === 'string' ? attribute : evaluateText(attribute ?? null, scope, 'the attribute of Fn::GetAtt')
  const resource = scope.resource(String(logicalId))
  if (!resource) return afterApply
  const value = resource.attributes[name]
  if (value !== undefined) return value
  const type = scope.template.Resources[String(logicalId)]?.Type
  throw invalid(`Attribute '${name}' of ${String(logicalId)} (${type}) does not exist in the simulated account`)
}

function substitute(argument: Value, scope: Scope): Value {
  const [template, own] = Array.isArray(argument) ? argument : [argument]
  let unknown = false
  const result = String(template).replace(/\$\{([^}]*)\}/g, (_, inner: string) => {
    if (inner.startsWith('!')) return `\${${inner.slice(1)}}`
    const name = inner.trim()
    const expression: Value =
      isFields(own) && own[name] !== undefined
        ? own[name]
        : name.includes('.')
          ? { 'Fn::GetAtt': splitAttribute(name) }
          : { Ref: name }
    const value = evaluateText(expression, scope, `\${${name}} in Fn::Sub`)
    if (value === afterApply) unknown = true
    return value
  })
  return unknown ? afterApply : result
}

function findInMap(argument: Value, scope: Scope): Value | undefined {
  const [map, first, second, options] = parts('Fn::FindInMap', argument, 3)
  const names = [map, first, second].map((value) => evaluateText(value as Value, scope, 'a key of Fn::FindInMap'))
  const [mapName = '', top = '', inner = ''] = names
  const value = scope.template.Mappings[mapName]?.[top]?.[inner]
  if (value !== undefined) return value
  const fallback = isFields(options) ? options.DefaultValue : undefined
  if (fallback !== undefined) return evaluate(fallback, scope)
  throw invalid(`Template error: Unable to get mapping for ${mapName}::${top}::${inner}`)
}

function evaluateList(value: Value | undefined, scope: Scope, name: string): Value[] | typeof afterApply {
  const list = evaluate(value ?? null, scope)
  if (Array.isArray(list) || list === afterApply) return list
  throw invalid(`Template error: ${name} requires a list, not ${JSON.stringify(list ?? null)}`)
}

function parts(name: string, argument: Value, count: number): (Value | undefined)[] {
  if (Array.isArray(argument) && argument.length >= count) return argument
  throw invalid(`Template error: ${name} requires a list of ${count} arguments`)
}

function text(value: Value | undefined): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
