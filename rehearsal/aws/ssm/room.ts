/** AWS Systems Manager: Parameter Store. */

import { tagObject } from '../kernel/handlers.ts'
import { pageOf } from '../kernel/paging.ts'
import { AwsError, type Context, type Input, type Output, type Permission, type Room } from '../kernel/types.ts'
import { numberIn, requireList, requireText } from '../kernel/validation.ts'
import { keyPermissions } from '../kms/keys.ts'
import {
  findParameter,
  nameOfReference,
  type Parameter,
  parameterResource,
  putParameter,
  type SsmState,
} from './parameters.ts'
import { parameterHandler } from './resources.ts'

type Ssm = Context<SsmState>

export const ssm: Room<SsmState> = {
  service: 'ssm',
  scope: 'regional',
  protocol: { kind: 'json', target: 'AmazonSSM', version: '1.1' },
  empty: () => ({ parameters: {} }),
  resources: [parameterHandler],
  operations: {
    GetParameter: {
      needs: (input, context) => readNeeds('ssm:GetParameter', [String(input.Name)], input, context),
      run: getParameter,
    },
    GetParameters: {
      needs: (input, context) => readNeeds('ssm:GetParameters', input.Names ?? [], input, context),
      run: getParameters,
    },
    GetParametersByPath: {
      needs: (input, { arn }) => [
        { action: 'ssm:GetParametersByPath', resource: arn(parameterResource(String(input.Path))) },
      ],
      run: getParametersByPath,
    },
    PutParameter: { needs: (input, context) => putNeeds(input, context), run: put },
    DeleteParameter: {
      needs: (input, context) => needs('ssm:DeleteParameter', [String(input.Name)], context),
      run: deleteParameter,
    },
    DeleteParameters: {
      needs: (input, context) => needs('ssm:DeleteParameters', input.Names ?? [], context),
      run: deleteParameters,
    },
  },
}

function needs(action: string, names: string[], { arn }: Ssm): Permission[] {
  return names.map((name) => {
    const bare = nameOfReference(name).replace(/:\d+$/, '')
    return { action, resource: arn(parameterResource(bare)) }
  })
}

/** Reading a secure string of a customer key also needs kms:Decrypt on the key. */
function readNeeds(action: string, names: string[], input: Input, context: Ssm): Permission[] {
  const keys = names
    .map((name) => findParameter(context.state, name)?.keyId)
    .filter((key) => key !== undefined && input.WithDecryption === true)
  const decrypt = keys.flatMap((key) => keyPermissions(context.world, context, key, 'ssm', ['Decrypt']))
  return [...needs(action, names, context), ...decrypt]
}

function putNeeds(input: Input, context: Ssm): Permission[] {
  const names = [String(input.Name)]
  const tags = input.Tags?.length ? needs('ssm:AddTagsToResource', names, context) : []
  return [...needs('ssm:PutParameter', names, context), ...tags]
}

function getParameter(input: Input, context: Ssm): Output {
  const parameter = findParameter(context.state, requireText(input, 'Name'))
  if (!parameter) throw notFound(String(input.Name))
  return { Parameter: shown(parameter, input, context) }
}

function getParameters(input: Input, context: Ssm): Output {
  const names = requireList(input, 'Names', 10)
  const found = names.map((name) => findParameter(context.state, name))
  return {
    Parameters: found
      .filter((parameter) => parameter !== undefined)
      .map((parameter) => shown(parameter, input, context)),
    InvalidParameters: names.filter((_, index) => found[index] === undefined),
  }
}

function getParametersByPath(input: Input, context: Ssm): Output {
  const path = requireText(input, 'Path')
  if (!path.startsWith('/')) {
    throw new AwsError('ValidationException', 'The parameter path must start with a forward slash (/).')
  }
  if (input.ParameterFilters?.length)
    throw new AwsError('ValidationException', 'the simulated account does not know ParameterFilters')
  const prefix = path.endsWith('/') ? path : `${path}/`
  const below = Object.values(context.state.parameters)
    .filter(({ name }) => name.startsWith(prefix))
    .filter(({ name }) => input.Recursive === true || !name.slice(prefix.length).includes('/'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const size = numberIn(input, 'MaxResults', { min: 1, max: 10, default: 10 })
  const page = pageOf(below, size, input.NextToken)
  return {
    Parameters: page.items.map((parameter) => shown(parameter, input, context)),
    ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
  }
}

function put(input: Input, { state, now }: Ssm): Output {
  const name = requireText(input, 'Name')
  const type = input.Type ?? state.parameters[name]?.type
  if (!['String', 'StringList', 'SecureString'].includes(type)) {
    throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.')
  }
  if (input.Overwrite === true && input.Tags?.length) {
    const message =
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag."
    throw new AwsError('ValidationException', message)
  }
  const parameter = putParameter(state, now, {
    name,
    type,
    value: requireText(input, 'Value'),
    overwrite: input.Overwrite === true,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(input.AllowedPattern === undefined ? {} : { allowedPattern: input.AllowedPattern }),
    ...(input.KeyId === undefined ? {} : { keyId: input.KeyId }),
    ...(input.Tier === undefined ? {} : { tier: input.Tier }),
    ...(input.Tags === undefined ? {} : { tags: tagObject(input.Tags) }),
  })
  return { Version: parameter.version, Tier: parameter.tier }
}

function deleteParameter(input: Input, { state }: Ssm): Output {
  const name = nameOfReference(requireText(input, 'Name'))
  if (!state.parameters[name]) throw notFound(name)
  delete state.parameters[name]
  return {}
}

function deleteParameters(input: Input, { state }: Ssm): Output {
  const names = requireList(input, 'Names', 10)
  const there = names.filter((name) => state.parameters[name] !== undefined)
  for (const name of there) delete state.parameters[name]
  return { DeletedParameters: there, InvalidParameters: names.filter((name) => !there.includes(name)) }
}

function shown(parameter: Parameter, input: Input, { arn }: Ssm) {
  const hidden = parameter.type === 'SecureString' && input.WithDecryption !== true
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: hidden
      ? Buffer.from(`encrypted ${parameter.name} ${parameter.version}`).toString('base64')
      : parameter.value,
    Version: parameter.version,
    LastModifiedDate: parameter.modifiedAt / 1000,
    ARN: arn(parameterResource(parameter.name)),
    DataType: 'text',
  }
}

function notFound(name: string): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`)
}
