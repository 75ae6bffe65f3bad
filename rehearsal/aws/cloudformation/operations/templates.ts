/** Reading and checking templates. */
import type { Operation as ApiOperation } from '../../kernel/types.ts'
import { findStack, requireChangeSet, requireStack, stackOfChangeSet } from '../names.ts'
import type { CloudFormationState } from '../state.ts'
import { invalid } from '../template/model.ts'
import { readTemplate } from '../template/read.ts'
import { summaryView, validationView } from '../views/template.ts'
import { onStack } from './stacks.ts'
import { requireTemplate } from './template-source.ts'

type Operation = ApiOperation<CloudFormationState>

export const validateTemplate: Operation = {
  needs: () => [{ action: 'cloudformation:ValidateTemplate', resource: '*' }],
  async run(input, context) {
    return validationView((await requireTemplate(context, input)).template)
  },
}

export const getTemplateSummary: Operation = {
  needs: onStack('GetTemplateSummary'),
  async run(input, context) {
    if (input.StackName === undefined) return summaryView((await requireTemplate(context, input)).template)
    return summaryView(readTemplate(requireStack(context, input.StackName).definition.template))
  },
}

export const getTemplate: Operation = {
  needs: (input, context) => [{ action: 'cloudformation:GetTemplate', resource: stackOfChangeSet(context, input) }],
  run(input, context) {
    if (input.ChangeSetName !== undefined) {
      const set = requireChangeSet(context, input.ChangeSetName, input.StackName)
      return { TemplateBody: set.definition.template, StagesAvailable: ['Original', 'Processed'] }
    }
    const stack = findStack(context.state, String(input.StackName))
    if (!stack || stack.definition.template === '')
      throw invalid(`Stack with id ${String(input.StackName)} does not exist`)
    // Without transforms the processed template is the original one.
    return { TemplateBody: stack.definition.template, StagesAvailable: ['Original', 'Processed'] }
  },
}
