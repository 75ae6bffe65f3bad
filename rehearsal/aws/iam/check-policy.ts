/** Refuses policies that IAM would refuse, when they are written and not only when they are used. */
import { AwsError } from '../kernel/types.ts'
import { knownOperator } from './conditions.ts'
import type { PolicyDocument, Statement } from './state.ts'

/** The document, if it is one. Throws MalformedPolicyDocument as IAM does. */
export function checkPolicy(document: unknown, kind: 'identity' | 'trust'): PolicyDocument {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) {
    throw malformed('Syntax errors in policy.')
  }
  const policy = structuredClone(document) as PolicyDocument
  const statements = Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement]
  for (const statement of statements) checkStatement(statement, kind)
  return policy
}

function checkStatement(statement: Statement, kind: 'identity' | 'trust'): void {
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') throw malformed('Effect must be Allow or Deny.')
  if (statement.Action === undefined && statement.NotAction === undefined) {
    throw malformed('Policy statement must contain actions.')
  }
  if (kind === 'identity') {
    if (statement.Principal !== undefined) throw malformed('Policy document should not specify a principal.')
    if (statement.Resource === undefined && statement.NotResource === undefined) {
      throw malformed('Policy statement must contain resources.')
    }
  }
  if (kind === 'trust') {
    if (statement.Principal === undefined) throw malformed('Missing required field Principal')
    if (statement.Resource !== undefined) throw malformed('Has prohibited field Resource')
  }
  for (const operator of Object.keys(statement.Condition ?? {})) {
    if (!knownOperator(operator)) throw malformed(`Invalid Condition type : ${operator}.`)
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message)
}

/** Sizes without white space ("IAM and AWS STS quotas"). */
const quotas = { managed: 6144, trust: 2048, inline: 10_240 }

/** LimitExceeded where documents are larger than IAM takes; inline policies of a role count together. */
export function checkSize(kind: keyof typeof quotas, documents: PolicyDocument[], owner: string): void {
  const size = documents.reduce((total, document) => total + JSON.stringify(document).length, 0)
  if (size <= quotas[kind]) return
  const messages = {
    managed: `Cannot exceed quota for PolicySize: ${quotas.managed}`,
    trust: `Cannot exceed quota for ACLSizePerRole: ${quotas.trust}`,
    inline: `Maximum policy size of ${quotas.inline} bytes exceeded for role ${owner}`,
  }
  throw new AwsError('LimitExceeded', `${messages[kind]} (it has ${size})`, 409)
}
