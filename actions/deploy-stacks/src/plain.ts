import { relative } from 'node:path'
import type { ActionHost } from '#core/action/host.ts'
import type { StackTarget } from '#core/cloudformation/stack-target.ts'
import { readTemplate } from '#core/cloudformation/template-file.ts'
import { noBucket } from '#core/cloudformation/template-location.ts'
import { userError } from '#core/errors.ts'
import { templatePath } from '#core/release/template-path.ts'
import type { Inputs } from './inputs.ts'
import { readNamedValues } from './named-values.ts'

/** One stack, from inputs alone. */
export async function plainTarget(host: ActionHost, inputs: Inputs): Promise<StackTarget> {
  const { name, template: file } = inputs
  if (name === undefined || file === undefined) {
    throw userError({
      code: 'invalid-input',
      message: `the input "${name === undefined ? 'name' : 'template'}" is missing`,
      cure: 'Name an `environment` and its `manifest`, or give `name` and `template` of one stack.',
    })
  }
  const path = templatePath(host, file)
  const shown = relative(host.workspace, path)
  const template = await readTemplate({ path, file: shown.startsWith('..') ? file : shown })
  const values = await readNamedValues('parameter-overrides', inputs['parameter-overrides'])
  const protection = inputs['termination-protection']
  return {
    component: name,
    environment: '',
    stackName: name,
    template,
    parameters: { values },
    keepParameters: true,
    tags: await readNamedValues('tags', inputs.tags),
    capabilities: inputs.capabilities,
    roleArn: inputs['role-arn'],
    allowReplacement: inputs['allow-replacement'],
    timeoutMinutes: inputs['timeout-in-minutes'],
    bucket: async () => {
      if (inputs['template-bucket'] === undefined) throw noBucket('the input "template-bucket" is empty')
      return inputs['template-bucket']
    },
    ...(protection !== undefined && { terminationProtection: protection }),
  }
}
