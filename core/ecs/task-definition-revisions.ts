/** Task definitions in AWS: describe, register, find one that means the same. */
import {
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs'
import { explainAwsError, isAccessDenied } from '../aws/access-error.ts'
import { awsErrorName, userError } from '../errors.ts'
import type { EcsContext } from './context.ts'
import { readRaw, sendRaw } from './raw-json.ts'
import { type Definition, type RegisteredDefinition, registrable, sameDefinition } from './task-definition.ts'

type Context = Pick<EcsContext, 'ecs'>

/** `name`: an ARN, `family:revision`, or a family (its newest active revision). */
export async function describeDefinition({ ecs }: Context, name: string): Promise<RegisteredDefinition> {
  const command = new DescribeTaskDefinitionCommand({ taskDefinition: name, include: ['TAGS'] })
  const raw = readRaw(command)
  await ecs.send(command).catch((thrown: unknown) => {
    if (awsErrorName(thrown) === 'ClientException') {
      throw userError({
        code: 'unknown-task-definition',
        message: `there is no task definition ${name}: ${(thrown as Error).message}`,
        cure: 'Name a revision that exists, as an ARN or as family:revision.',
        cause: thrown,
      })
    }
    throw explainAwsError(thrown, `reading the task definition ${name}`)
  })
  const answer = raw() as { taskDefinition: Record<string, unknown>; tags?: Definition['tags'] }
  return {
    arn: String(answer.taskDefinition.taskDefinitionArn),
    definition: registrable(answer.taskDefinition, answer.tags),
    active: answer.taskDefinition.status !== 'INACTIVE',
  }
}

// A killed run leaves at most one revision behind; a few more may be other people's.
const newest = 5

/**
 * A revision that means the same as `wanted`: one of `known`, or one of the newest of the family, such as one that
 * a killed run registered. Undefined where there is none.
 */
export async function findRevision(
  context: Context,
  wanted: Definition,
  known: readonly RegisteredDefinition[],
): Promise<string | undefined> {
  const same = known.find(({ definition, active }) => active && sameDefinition(definition, wanted))
  if (same) return same.arn
  const { family } = wanted
  const answer = await context.ecs
    .send(new ListTaskDefinitionsCommand({ familyPrefix: family, status: 'ACTIVE', sort: 'DESC', maxResults: newest }))
    .catch((thrown: unknown) => {
      throw explainAwsError(thrown, `listing the revisions of the task definition ${family}`)
    })
  for (const arn of (answer.taskDefinitionArns ?? []).slice(0, newest)) {
    if (known.some((one) => one.arn === arn)) continue
    const { definition } = await describeDefinition(context, arn)
    if (sameDefinition(definition, wanted)) return arn
  }
  return undefined
}

/** The ARN of the new revision. The SDK waits out the throttling of this call (about one a second). */
export async function registerDefinition({ ecs }: Context, definition: Definition): Promise<string> {
  const { family, containerDefinitions } = definition
  const command = new RegisterTaskDefinitionCommand({ family, containerDefinitions })
  sendRaw(command, definition)
  const answer = await ecs.send(command).catch((thrown: unknown) => {
    throw registerError(thrown, family)
  })
  return answer.taskDefinition?.taskDefinitionArn ?? ''
}

function registerError(thrown: unknown, family: string): Error {
  if (isAccessDenied(thrown) && (thrown as Error).message.includes('PassRole')) {
    return userError({
      code: 'access-denied',
      message: `AWS denied registering a revision of ${family}: ${(thrown as Error).message}`,
      cure: 'Allow iam:PassRole on the task role and the execution role of the task definition, for ecs-tasks.amazonaws.com.',
      cause: thrown,
    })
  }
  if (awsErrorName(thrown) === 'ClientException' || awsErrorName(thrown) === 'InvalidParameterException') {
    return userError({
      code: 'invalid-task-definition',
      message: `AWS refused the task definition ${family}: ${(thrown as Error).message}`,
      cure: 'Correct the task definition; nothing was changed.',
      cause: thrown,
    })
  }
  return explainAwsError(thrown, `registering a revision of the task definition ${family}`)
}
