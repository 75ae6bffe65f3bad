import * as z from 'zod'
import { targetShape } from '#core/action/configuration.ts'
import { choice, flag, number, optionalText, text } from '#core/action/inputs.ts'

export const shape = {
  ...targetShape,
  phase: choice(['expand', 'contract', 'all']),
  directory: optionalText,
  host: optionalText,
  port: number({ min: 1, max: 65_535, integer: true }),
  database: optionalText,
  username: optionalText,
  password: optionalText,
  'secret-id': optionalText,
  tls: choice(['verify', 'require', 'disable']),
  'ca-file': optionalText,
  release: text,
  'lock-timeout-seconds': number({ min: 0.1, max: 3600 }),
  'timeout-minutes': number({ min: 0.1, max: 360 }),
  'history-table': z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, 'a table’s name is 1 to 63 of a-z, 0-9 and _'),
  'allow-out-of-order': flag,
  'dry-run': flag,
}

export type Inputs = { [K in keyof typeof shape]: z.output<(typeof shape)[K]> }
