/** Small words and colours that the views share. */
import { stripVTControlCharacters, styleText } from 'node:util'
import type { TimelineEntry } from '#rehearsal/aws/kernel/types.ts'
import { stackName } from '../rehearse/activity.ts'

export type Style = Parameters<typeof styleText>[0]

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

/** What people call a step that has no name of its own: 'Run actions/checkout@1af3…' → 'Check out'. */
export function stepName(name: string): string {
  const [, post = '', action] = /^(Post |Pre )?Run ([\w.-]+\/[\w./-]+|[$.]\/\S+)(?:@\S+)?$/.exec(name) ?? []
  if (action === undefined) return clean(name)
  const known = { 'actions/checkout': 'Check out', 'actions/setup-node': 'Set up Node.js' }[action]
  return post + (known ?? action.replace(/^[$.]\/(?:actions\/|\.github\/actions\/)?/, ''))
}

/** One line that cannot move the cursor: log lines, commit messages and names come from elsewhere. */
export function clean(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\t', '  ')
    .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
}

/** An ARN by what it ends with, a long hexadecimal id by its first digits. */
export function short(text: string): string {
  return text
    .replace(/arn:aws[\w-]*:[\w-]+:[\w-]*:\d*:([^\s()"',]+)/g, '$1')
    .replace(/\b([0-9a-f]{8})[0-9a-f]{8,}\b/g, '$1')
}

/** What people who watch a deployment want to see of the account; the rest is for --verbose and the report. */
export function isNotable({ kind, text }: TimelineEntry): boolean {
  switch (kind) {
    case 'rollout':
    case 'traffic':
    case 'invalidation':
      return true
    case 'alarm': // an alarm's first verdict is no news, unless it is red
      return !text.endsWith('INSUFFICIENT_DATA → OK') && !text.endsWith('→ INSUFFICIENT_DATA')
    case 'task':
      return text.startsWith('stopping: ') && !text.startsWith('stopping: Scaling activity')
    case 'stack':
    case 'resource':
      return /_FAILED\b|ROLLBACK/.test(text)
    default:
      return false
  }
}

/** An event of the account in one line. */
export function entryText(entry: TimelineEntry): string {
  if (entry.kind === 'alarm') return clean(entry.text)
  const subject =
    entry.kind === 'invalidation'
      ? entry.subject.split('/')[0]
      : entry.service === 'cloudformation'
        ? stackName(entry)
        : entry.subject
  return clean(short(`${subject}: ${entry.text}`))
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
