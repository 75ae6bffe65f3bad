import * as z from 'zod'
import { targetShape } from '#core/action/configuration.ts'
import { flag, number, optionalText } from '#core/action/inputs.ts'

// Addresses and names of alarms may hold commas, so they are one a line.
const lines = z
  .string()
  .transform((value) => value.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])))

const isAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

export const shape = {
  ...targetShape,
  url: lines.refine((urls) => urls.every(isAddress), 'each has to be an address that starts with http:// or https://'),
  status: number({ min: 100, max: 599, integer: true }),
  'body-contains': optionalText,
  'latency-ms': z.union([z.literal('').transform(() => undefined), number({ min: 1 })]),
  consecutive: number({ min: 1, max: 100, integer: true }),
  'interval-seconds': number({ min: 0.1 }),
  'timeout-seconds': number({ min: 0.1 }),
  alarms: lines,
  'soak-minutes': number({ min: 0, max: 1440 }),
  'follow-redirects': flag,
}

export type Inputs = { [K in keyof typeof shape]: z.output<(typeof shape)[K]> }
