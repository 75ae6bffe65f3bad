/** What a stack was before a change: the part of the journal that `restoreStack` needs. */
import { GetTemplateCommand, type Stack } from '@aws-sdk/client-cloudformation'
import * as z from 'zod'
import { explainAwsError } from '../aws/access-error.ts'
import type { StackContext } from './context.ts'
import type { StackTarget } from './stack-target.ts'
import { inlineBytes } from './template-location.ts'

export const stackRecordSchema = z.object({
  stackName: z.string(),
  /** False: the change creates the stack. */
  existed: z.boolean(),
  /** As it was submitted. */
  template: z.string().optional(),
  parameters: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  capabilities: z.array(z.string()).optional(),
  roleArn: z.string().optional(),
  allowReplacement: z.array(z.string()).optional(),
  timeoutMinutes: z.number(),
  /** Where a template over 51,200 bytes goes. */
  bucket: z.string().optional(),
})

export type StackRecord = z.output<typeof stackRecordSchema>

export async function recordStack(
  context: StackContext,
  target: StackTarget,
  stack: Stack | undefined,
): Promise<StackRecord> {
  const { stackName, timeoutMinutes, allowReplacement } = target
  if (stack === undefined || stack.StackStatus === 'REVIEW_IN_PROGRESS')
    return { stackName, existed: false, timeoutMinutes }
  const { TemplateBody = '' } = await context.cloudFormation
    .send(new GetTemplateCommand({ StackName: stack.StackId ?? stackName, TemplateStage: 'Original' }))
    .catch((thrown: unknown) => {
      throw explainAwsError(thrown, `reading the template that ${stackName} has now`)
    })
  const roleArn = stack.RoleARN ?? target.roleArn
  return {
    stackName,
    existed: true,
    template: TemplateBody,
    parameters: (stack.Parameters ?? []).map(({ ParameterKey = '', ParameterValue = '' }) => ({
      key: ParameterKey,
      value: ParameterValue,
    })),
    tags: Object.fromEntries((stack.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    // The union: the template before may need what the new one does not, and the other way round.
    capabilities: [...new Set([...(stack.Capabilities ?? []), ...target.capabilities])],
    ...(roleArn !== undefined && { roleArn }),
    allowReplacement: [...allowReplacement],
    timeoutMinutes,
    ...(Buffer.byteLength(TemplateBody) > inlineBytes && { bucket: await target.bucket() }),
  }
}
