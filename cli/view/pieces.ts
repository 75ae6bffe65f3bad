/** Lines for a terminal: pieces of styled text, cut to a width before they are painted. */
import { clean, type Style } from './words.ts'

export type Piece = readonly [style: Style, text: string]

/** Columns that a terminal gives a text: two for wide characters, none for what combines with the one before. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += columnsOfOne(character)
  return columns
}

function columnsOfOne(character: string): number {
  if (/^[\p{M}\p{Cf}]$/u.test(character)) return 0
  return /^[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uFF01-\uFF60]$/u.test(
    character,
  )
    ? 2
    : 1
}

/** Cut to `columns` with an ellipsis; unchanged where it fits. */
export function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text
  let kept = ''
  let used = 1
  for (const character of text) {
    used += columnsOfOne(character)
    if (used > columns) break
    kept += character
  }
  return columns < 1 ? '' : `${kept.trimEnd()}…`
}

/** The pieces that fit into `columns`; the one that does not is cut, and what follows it is left out. */
export function cutLine(pieces: readonly Piece[], columns: number): Piece[] {
  const fitted: Piece[] = []
  let left = columns
  for (const [style, raw] of pieces) {
    const text = clean(raw)
    const width = columnsOf(text)
    fitted.push([style, width <= left ? text : cut(text, left)])
    if (width > left) break
    left -= width
  }
  return fitted
}

/** Words broken into lines of `columns`; a word that is longer stays whole. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const word of clean(text).split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1)
    if (last !== undefined && columnsOf(last) + 1 + columnsOf(word) <= columns)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** Quoted lines keep their words and spaces as they are; one that is too long goes on below. */
export function chop(text: string, columns: number): string[] {
  const lines = ['']
  for (const character of clean(text)) {
    const last = lines.length - 1
    if (columnsOf(lines[last] + character) > columns) lines.push(character)
    else lines[last] += character
  }
  return lines
}
