/** The workflow and action files as the runner sees them: parsed, checked, not yet evaluated. */
import type { Permissions } from '../github/permissions.ts'
import type { Position, Scalar, Template } from './template.ts'

/** The repository at one commit, that a file came from; `$/…` in the file resolves in it. */
export interface Source {
  /** owner/name */
  repository: string
  directory: string
  ref: string
  sha: string
}

export interface InputDefinition {
  name: string
  type: 'string' | 'boolean' | 'number' | 'choice' | 'environment'
  required: boolean
  default?: Template
  options: string[]
  at: Position
}

export interface Workflow {
  source: Source
  /** Inside the repository: .github/workflows/deploy.yml */
  path: string
  name: string
  runName?: Template
  events: string[]
  dispatchInputs: InputDefinition[]
  call?: {
    inputs: InputDefinition[]
    secrets: { name: string; required: boolean }[]
    outputs: { name: string; value: Template }[]
  }
  permissions?: Permissions
  env?: Template
  defaults: RunDefaults
  concurrency?: Template
  jobs: Job[]
}

export interface RunDefaults {
  shell?: Template
  workingDirectory?: Template
}

export interface Job {
  id: string
  at: Position
  name?: Template
  needs: string[]
  /** The whole condition, with the implied `success()`. */
  condition: string
  strategy?: Template
  permissions?: Permissions
  concurrency?: Template
  outputs?: Template
  body: StepsBody | CallBody
}

export interface StepsBody {
  kind: 'steps'
  runsOn: Template
  environment?: Template
  env?: Template
  defaults: RunDefaults
  timeoutMinutes?: Template
  cancelTimeoutMinutes?: Template
  continueOnError?: Template
  steps: Step[]
}

export interface CallBody {
  kind: 'call'
  uses: string
  usesAt: Position
  with?: Template
  secrets: 'inherit' | Template | undefined
}

export interface Step {
  /** The given id, or one that starts with `__` and is not in the steps context. */
  id: string
  at: Position
  name?: Template
  condition: string
  env?: Template
  timeoutMinutes?: Template
  continueOnError?: Template
  body:
    | { kind: 'run'; run: Template; shell?: Template; workingDirectory?: Template }
    | { kind: 'uses'; uses: string; with?: Template }
}

interface ActionInput {
  name: string
  required: boolean
  default?: Template
}

export interface Action {
  source: Source
  /** Folder inside the source, '' for the root. */
  path: string
  directory: string
  file: string
  name: string
  inputs: ActionInput[]
  outputs: { name: string; value?: Template }[]
  runs:
    | { kind: 'node'; main: string; pre?: string; preCondition: string; post?: string; postCondition: string }
    | { kind: 'composite'; steps: Step[] }
}

export type Inputs = Record<string, Scalar>
