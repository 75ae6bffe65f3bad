/** GitHub's limits for what a job says (documentation: workflow commands, job summaries). */

/** Annotations of one type in one step; what goes beyond is dropped by GitHub without a word. */
export const annotationsPerStep = 10
export const annotationCharacters = 4096
export const summaryBytes = 1024 * 1024
export const commentCharacters = 65_536
/** The runner passes inputs in the environment, where Linux allows 128 KiB for one value. */
export const inputBytes = 128 * 1024 - 64

/** Cuts at a character and says how much is missing. */
export function cut(text: string, characters: number): string {
  if (text.length <= characters) return text
  const note = `… (${text.length - characters} more characters)`
  return text.slice(0, Math.max(0, characters - note.length)) + note
}

/** Cuts at a line so that the text fits in bytes, and says so. */
export function cutBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  const note = '\n\n_The rest did not fit; see the log._\n'
  const kept = Buffer.from(text)
    .subarray(0, bytes - Buffer.byteLength(note))
    .toString('utf8')
  return kept.slice(0, kept.lastIndexOf('\n') + 1) + note
}
