import { choice, optionalText, text } from '#core/action/inputs.ts'

export const shape = {
  environment: text,
  manifest: text,
  status: choice(['success', 'failure', 'cancelled']),
  verification: optionalText,
  rollback: optionalText,
  task: choice(['deploy', 'rollback']),
  reason: optionalText,
  'config-directory': text,
  'github-token': text,
}
