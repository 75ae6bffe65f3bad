import { flag, optionalText, text } from '#core/action/inputs.ts'

export const shape = {
  environment: text,
  manifest: optionalText,
  release: optionalText,
  apply: flag,
  'config-directory': text,
  role: optionalText,
  region: optionalText,
  'github-token': text,
}
