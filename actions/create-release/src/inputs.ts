import type * as z from 'zod'
import { optionalText, pairs, text } from '#core/action/inputs.ts'

export const shape = {
  'config-directory': text,
  images: pairs,
  until: optionalText,
  system: optionalText,
  bundles: pairs,
  sites: pairs,
  migrations: pairs,
  templates: pairs,
  commit: text,
  role: optionalText,
}

export type Inputs = { [K in keyof typeof shape]: z.output<(typeof shape)[K]> }
