import * as z from 'zod'
import { targetShape } from '#core/action/configuration.ts'
import { flag, list, number, text } from '#core/action/inputs.ts'

// Paths may hold commas, so they are one a line.
const paths = z
  .string()
  .transform((value) => value.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()])))
  .refine((lines) => lines.length > 0, 'there has to be a path')
  .refine((lines) => lines.every((path) => path.startsWith('/')), 'each path has to start with /')

export const shape = {
  ...targetShape,
  'distribution-id': list,
  paths,
  release: text,
  wait: flag,
  'timeout-minutes': number({ min: 0.1, max: 360 }),
}

export type Inputs = { [K in keyof typeof shape]: z.output<(typeof shape)[K]> }
