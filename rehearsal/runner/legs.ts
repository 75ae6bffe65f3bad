/** The legs that a job's strategy makes of it; one without a strategy. */
import { resolve, type Scope, type Value } from './expressions.ts'
import { expandMatrix, legLabel } from './matrix.ts'
import { child, WorkflowError } from './template.ts'
import type { Job } from './workflow.ts'

export interface MatrixLeg {
  index: number
  count: number
  matrix: Value
  /** The `strategy` context. */
  strategy: { [key: string]: Value }
  /** ` (a, b)` */
  label: string
}

/** GitHub documentation, "Usage limits": jobs of a matrix. */
const maxLegs = 256

export function legsOf(job: Job, scope: Scope): { legs: MatrixLeg[]; maxParallel: number; failFast: boolean } {
  const matrixTemplate = child(job.strategy, 'matrix')
  const failFastTemplate = child(job.strategy, 'fail-fast')
  const parallelTemplate = child(job.strategy, 'max-parallel')
  const failFast = failFastTemplate ? resolve(failFastTemplate, scope) !== false : true
  const combinations = matrixTemplate ? expand(resolve(matrixTemplate, scope), matrixTemplate.at) : [undefined]
  const maxParallel = parallelTemplate ? Math.max(1, Number(resolve(parallelTemplate, scope))) : combinations.length
  const legs = combinations.map((combination, index) => ({
    index,
    count: combinations.length,
    matrix: combination ?? null,
    strategy: {
      'fail-fast': failFast,
      'job-index': index,
      'job-total': combinations.length,
      'max-parallel': maxParallel,
    },
    label: combination ? legLabel(combination) : '',
  }))
  return { legs, maxParallel, failFast: failFast && matrixTemplate !== undefined }
}

function expand(matrix: Value, at: Job['at']) {
  let legs: ReturnType<typeof expandMatrix>
  try {
    legs = expandMatrix(matrix)
  } catch (cause) {
    throw Object.assign(new WorkflowError(cause instanceof Error ? cause.message : String(cause), at), { cause })
  }
  if (legs.length > maxLegs)
    throw new WorkflowError(`the matrix makes ${legs.length} jobs, at most ${maxLegs} are allowed`, at)
  return legs
}
