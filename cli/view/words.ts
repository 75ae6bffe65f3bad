/** Small words and colours that the views share. */
import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Colour on a terminal only; NO_COLOR and FORCE_COLOR are honoured by Node's own check. */
export function paint(stream: NodeJS.WriteStream): (style: Style, text: string) => string {
  return (style, text) => styleText(style, text, { stream, validateStream: true })
}

/** 3 725 000 → '1:02:05'. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
}

export const marks: Record<string, string> = {
  success: '✓',
  failure: '✗',
  cancelled: '■',
  skipped: '–',
  running: '▸',
  waiting: '?',
  queued: '·',
}
export const colours: Record<string, Style> = {
  success: 'green',
  failure: 'red',
  cancelled: 'yellow',
  skipped: 'gray',
  running: 'cyan',
  waiting: 'yellow',
  queued: 'gray',
}
