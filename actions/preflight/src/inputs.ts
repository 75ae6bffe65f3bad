import { choice, flag, text } from '#core/action/inputs.ts'

export const shape = {
  environment: text,
  manifest: text,
  task: choice(['deploy', 'rollback']),
  'lift-hold': flag,
  supersede: flag,
  'config-directory': text,
  'github-token': text,
}
