/** A task definition as a file of the repository has it. */
import * as z from 'zod'
import { checkFile, parseYaml } from '#core/config/yaml-file.ts'
import { type Definition, registrable } from '#core/ecs/task-definition.ts'

const definitionSchema = z.looseObject({
  family: z.string().min(1),
  containerDefinitions: z.array(z.looseObject({ name: z.string().min(1), image: z.string().default('') })).min(1),
  tags: z.array(z.object({ key: z.string(), value: z.string().optional() })).optional(),
})

/** JSON is YAML, so one reader does for both; keys that this version doesn't know are kept. */
export function parseDefinition(file: string, text: string): Definition {
  const content = checkFile(parseYaml(file, text), definitionSchema)
  return registrable(content) as Definition
}
