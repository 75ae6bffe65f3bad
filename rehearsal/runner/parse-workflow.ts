/** Reads a workflow file with GitHub's own parser and schema, then into the runner's model. */
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { checkWorkflow } from './check-workflow.ts'
import { conditionOf, parseSteps } from './parse-steps.ts'
import { parsePermissions } from './permissions.ts'
import {
  child,
  entriesOf,
  literalText,
  literalTexts,
  type MappingEntry,
  type Position,
  type Template,
  unknownFeature,
  WorkflowError,
} from './template.ts'
import { toTemplate } from './tokens.ts'
import type { CallBody, InputDefinition, Job, RunDefaults, Source, StepsBody, Workflow } from './workflow.ts'

/** One mistake in the YAML makes many errors; the first few say enough. */
const maxErrors = 5

/** @throws WorkflowError that lists what GitHub's parser has against the file. */
export async function readWorkflow(source: Source, path: string, content: string): Promise<Workflow> {
  const { context, value } = parseWorkflow({ name: path, content }, new NoOperationTraceWriter())
  if (value) await convertWorkflowTemplate(context, value, undefined, { maxReusableWorkflowDepth: 10 })
  const errors = context.errors.getErrors()
  const [first] = errors
  if (first) {
    const at: Position = { file: path, line: first.range?.start.line ?? 1, column: first.range?.start.column ?? 1 }
    const others = errors
      .slice(1, maxErrors)
      .map((error) => `${path}:${error.range?.start.line ?? 1}: ${firstLine(error.rawMessage)}`)
    throw new WorkflowError([firstLine(first.rawMessage), ...others].join('\n'), at)
  }
  const top: Position = { file: path, line: 1, column: 1 }
  if (!value) throw new WorkflowError('the file is empty', top)
  const root = toTemplate(value, path)
  const workflow: Workflow = {
    source,
    path,
    name: literalText(child(root, 'name'), 'name') ?? path,
    ...optional('runName', child(root, 'run-name')),
    ...parseEvents(child(root, 'on')),
    ...permissionsOf(root),
    ...optional('env', child(root, 'env')),
    defaults: defaultsOf(root),
    ...optional('concurrency', child(root, 'concurrency')),
    jobs: entriesOf(child(root, 'jobs'), 'jobs').map(parseJob),
  }
  checkWorkflow(workflow)
  return workflow
}

function parseEvents(on: Template | undefined): Pick<Workflow, 'events' | 'dispatchInputs' | 'call'> {
  if (on === undefined || on.kind !== 'mapping') {
    const events = literalTexts(on, 'on')
    return {
      events,
      dispatchInputs: [],
      ...(events.includes('workflow_call') ? { call: { inputs: [], secrets: [], outputs: [] } } : {}),
    }
  }
  const dispatch = child(on, 'workflow_dispatch')
  const events = on.entries.map((entry) => entry.key)
  const call = child(on, 'workflow_call')
  return {
    events,
    dispatchInputs: entriesOf(child(dispatch, 'inputs'), 'inputs').map(parseInput),
    ...(events.includes('workflow_call')
      ? {
          call: {
            inputs: entriesOf(child(call, 'inputs'), 'inputs').map(parseInput),
            secrets: entriesOf(child(call, 'secrets'), 'secrets').map(({ key, value }) => ({
              name: key,
              required: isTrue(child(value, 'required')),
            })),
            outputs: entriesOf(child(call, 'outputs'), 'outputs').map(({ key, value, at }) => {
              const text = child(value, 'value')
              if (!text) throw new WorkflowError(`output ${key} has no value`, at)
              return { name: key, value: text }
            }),
          },
        }
      : {}),
  }
}

function parseInput({ key, value, at }: MappingEntry): InputDefinition {
  const type = literalText(child(value, 'type'), 'type') ?? 'string'
  if (!isInputType(type)) throw new WorkflowError(`input ${key}: unknown type ${type}`, at)
  return {
    name: key,
    type,
    required: isTrue(child(value, 'required')),
    ...optional('default', child(value, 'default')),
    options: literalTexts(child(value, 'options'), 'options'),
    at,
  }
}

function parseJob({ key, value, at }: MappingEntry): Job {
  for (const unsupported of ['container', 'services', 'snapshot']) {
    const found = child(value, unsupported)
    if (found) throw unknownFeature(`'${unsupported}:'`, found.at)
  }
  return {
    id: key,
    at,
    ...optional('name', child(value, 'name')),
    needs: literalTexts(child(value, 'needs'), 'needs'),
    condition: conditionOf(child(value, 'if')),
    ...optional('strategy', child(value, 'strategy')),
    ...permissionsOf(value),
    ...optional('concurrency', child(value, 'concurrency')),
    ...optional('outputs', child(value, 'outputs')),
    body: child(value, 'uses') ? parseCall(value) : parseBody(value, at),
  }
}

function parseCall(job: Template): CallBody {
  const uses = child(job, 'uses')
  const secrets = child(job, 'secrets')
  return {
    kind: 'call',
    uses: literalText(uses, 'uses') ?? '',
    usesAt: uses?.at ?? job.at,
    ...optional('with', child(job, 'with')),
    secrets: secrets?.kind === 'literal' && secrets.value === 'inherit' ? 'inherit' : secrets,
  }
}

function parseBody(job: Template, at: Position): StepsBody {
  const runsOn = child(job, 'runs-on')
  if (!runsOn) throw new WorkflowError('the job has neither runs-on nor uses', at)
  return {
    kind: 'steps',
    runsOn,
    ...optional('environment', child(job, 'environment')),
    ...optional('env', child(job, 'env')),
    defaults: defaultsOf(job),
    ...optional('timeoutMinutes', child(job, 'timeout-minutes')),
    ...optional('cancelTimeoutMinutes', child(job, 'cancel-timeout-minutes')),
    ...optional('continueOnError', child(job, 'continue-on-error')),
    steps: parseSteps(child(job, 'steps')),
  }
}

function defaultsOf(template: Template): RunDefaults {
  const run = child(child(template, 'defaults'), 'run')
  return { ...optional('shell', child(run, 'shell')), ...optional('workingDirectory', child(run, 'working-directory')) }
}

function permissionsOf(template: Template): Pick<Job, 'permissions'> {
  const permissions = child(template, 'permissions')
  return permissions ? { permissions: parsePermissions(permissions) } : {}
}

function optional<Key extends string>(key: Key, value: Template | undefined): { [key in Key]?: Template } {
  return value === undefined ? {} : ({ [key]: value } as { [key in Key]?: Template })
}

function isTrue(template: Template | undefined): boolean {
  return template?.kind === 'literal' && template.value === true
}

/** Errors of the YAML reader end with a drawing of the place. */
function firstLine(message: string): string {
  return message.split('\n')[0] ?? message
}

function isInputType(type: string): type is InputDefinition['type'] {
  return ['string', 'boolean', 'number', 'choice', 'environment'].includes(type)
}
