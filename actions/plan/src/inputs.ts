import type * as z from 'zod'
import { flag, list, optionalText, text } from '#core/action/inputs.ts'

export const shape = {
  manifest: text,
  environments: list,
  environment: optionalText,
  'config-directory': text,
  'base-manifest': optionalText,
  databases: flag,
  comment: flag,
  'github-token': optionalText,
  role: optionalText,
  region: optionalText,
}

export type Inputs = { [K in keyof typeof shape]: z.output<(typeof shape)[K]> }
