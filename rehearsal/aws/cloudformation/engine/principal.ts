/** Who CloudFormation acts as. */
import { evaluateTrust } from '../../iam/evaluate.ts'
import type { IamState } from '../../iam/state.ts'
import type { Caller } from '../../kernel/types.ts'
import type { Cfn } from '../names.ts'
import { invalid } from '../template/model.ts'

/**
 * The execution role if the stack has one, else the caller ("CloudFormation service role").
 * Throws ValidationError where the role is not there or does not trust CloudFormation.
 */
export function principalOf(context: Cfn, roleArn: string | undefined, caller: Caller): Caller {
  if (roleArn === undefined) return caller
  requireTrust(context, roleArn)
  const name = roleArn.split('/').at(-1)
  return {
    account: context.account,
    arn: `arn:aws:sts::${context.account}:assumed-role/${name}/AWSCloudFormation`,
    roleArn,
    ...(caller.environment === undefined ? {} : { environment: caller.environment }),
  }
}

function requireTrust(context: Cfn, roleArn: string): void {
  const iam = context.world.state<IamState>('iam', context)
  const role = Object.values(iam.roles).find((candidate) => candidate.arn === roleArn)
  const decision =
    role &&
    evaluateTrust({
      trust: role.trust,
      principal: { Service: 'cloudformation.amazonaws.com' },
      action: 'sts:AssumeRole',
      context: { 'aws:SourceAccount': context.account },
    })
  if (decision !== 'allow') throw invalid(`Role ${roleArn} is invalid or cannot be assumed`)
}
