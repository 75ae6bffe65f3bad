/** A stack that has nothing yet. */
import { type Cfn, newUuid } from '../names.ts'
import type { Definition, Stack } from '../state.ts'

export function newStack(context: Cfn, name: string, definition: Definition): Stack {
  const id = context.arn(`stack/${name}/${newUuid(context, 'stack')}`)
  const stack: Stack = {
    id,
    name,
    status: 'NEW',
    createdAt: context.now,
    // A stack under review shows neither template nor parameters, but belongs to whoever pays for it.
    definition: { template: '', parameters: [], capabilities: [], tags: definition.tags },
    disableRollback: false,
    terminationProtection: false,
    outputs: [],
    imports: [],
    resources: {},
    events: [],
    lastOperations: [],
    tokens: [],
    drift: { status: 'NOT_CHECKED' },
  }
  context.state.stacks[id] = stack
  return stack
}
