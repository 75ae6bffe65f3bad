/** What KMS keeps of an account and Region. */

export interface KmsKey {
  id: string
  arn: string
  description: string
  enabled: boolean
  rotation: boolean
  policy: unknown
  tags: Record<string, string>
  createdAt: number
}

export interface KmsState {
  /** By id. */
  keys: Record<string, KmsKey>
  /** Key ids by alias name, which begins with alias/. */
  aliases: Record<string, string>
}

/** By id, ARN or alias. */
export function findKey(state: KmsState, reference: string): KmsKey | undefined {
  const name = reference.startsWith('arn:') ? reference.split(':').slice(5).join(':') : reference
  const id = name.replace(/^key\//, '')
  return state.keys[state.aliases[name] ?? id]
}
