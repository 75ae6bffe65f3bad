/** A template as it stands in the repository: its bytes, its declared parameters, its resources, and their lines. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseYaml } from '../config/yaml-file.ts'
import { userError } from '../errors.ts'

export interface DeclaredParameter {
  type: string
  default?: string
  allowedValues?: string[]
  allowedPattern?: string
  minLength?: number
  maxLength?: number
  minValue?: number
  maxValue?: number
  noEcho: boolean
  line: number
}

export interface DeclaredResource {
  type: string
  line: number
}

export interface Template {
  /** As shown to people: relative to the workspace. */
  file: string
  body: string
  /** SHA-256 of the bytes, in hex. */
  sha256: string
  bytes: number
  parameters: Record<string, DeclaredParameter>
  resources: Record<string, DeclaredResource>
  /** The 1-based line of a resource, or undefined where the template (before macros) has none of that name. */
  lineOf(logicalId: string): number | undefined
}

// CloudFormation quotas: "Template body size in an Amazon S3 object": 1 MB.
const mostBytes = 1024 * 1024

export interface TemplateSource {
  /** Absolute. */
  path: string
  /** As shown to people: relative to the workspace. */
  file: string
  /** What the release says the bytes are; refused where they are others. */
  sha256?: string
  /** Named where the bytes are others. */
  release?: string
}

export async function readTemplate(source: TemplateSource): Promise<Template> {
  const { path, file } = source
  const bytes = await readFile(path).catch((cause: NodeJS.ErrnoException) => {
    throw userError({
      code: 'missing-template',
      message: `the template ${file} cannot be read: ${cause.code ?? cause.message}`,
      location: { file },
      cure: 'Correct the path, which starts at the root of the repository, and check the repository out before this step.',
      cause,
    })
  })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (source.sha256 !== undefined && source.sha256 !== sha256) {
    throw userError({
      code: 'template-of-another-release',
      message: `${file} is not what release ${source.release ?? ''} was created from: its SHA-256 is ${sha256.slice(0, 12)}…, the release says ${source.sha256.slice(0, 12)}…`,
      location: { file },
      cure: 'Check out the commit that the release was created from.',
    })
  }
  if (bytes.length > mostBytes) {
    throw userError({
      code: 'template-too-large',
      message: `${file} is ${bytes.length} bytes; CloudFormation takes at most ${mostBytes}`,
      location: { file },
      cure: 'Split the stack.',
    })
  }
  return parseTemplate(file, bytes.toString('utf8'))
}

export function parseTemplate(file: string, body: string): Template {
  const yaml = parseYaml(file, body)
  const root = asObject(yaml.value)
  const declared = asObject(root?.Resources)
  if (!root || !declared || Object.keys(declared).length === 0) {
    throw userError({
      code: 'invalid-template',
      message: `${file} is not a CloudFormation template: it has no \`Resources\``,
      location: { file, line: yaml.lineOf(['Resources']) },
    })
  }
  const resources: Record<string, DeclaredResource> = {}
  for (const [id, resource] of Object.entries(declared)) {
    // Fn::ForEach makes resources of its own; they get their names when CloudFormation expands them.
    if (id.startsWith('Fn::ForEach')) continue
    const line = yaml.lineOf(['Resources', id])
    const type = asObject(resource)?.Type
    if (typeof type !== 'string') {
      throw userError({
        code: 'invalid-template',
        message: `${file}:${line}: the resource ${id} has no \`Type\``,
        location: { file, line },
      })
    }
    resources[id] = { type, line }
  }
  const parameters = Object.fromEntries(
    Object.entries(asObject(root.Parameters) ?? {}).map(([name, value]) => [
      name,
      declaredParameter(asObject(value) ?? {}, yaml.lineOf(['Parameters', name])),
    ]),
  )
  return {
    file,
    body,
    sha256: createHash('sha256').update(body).digest('hex'),
    bytes: Buffer.byteLength(body),
    parameters,
    resources,
    lineOf: (logicalId) => resources[logicalId]?.line,
  }
}

function declaredParameter(value: Record<string, unknown>, line: number): DeclaredParameter {
  const texts = (list: unknown) => (Array.isArray(list) ? list.map(String) : undefined)
  const number = (given: unknown) => (given === undefined ? undefined : Number(given))
  return defined({
    type: typeof value.Type === 'string' ? value.Type : 'String',
    default: value.Default === undefined || value.Default === null ? undefined : String(value.Default),
    allowedValues: texts(value.AllowedValues),
    allowedPattern: value.AllowedPattern === undefined ? undefined : String(value.AllowedPattern),
    minLength: number(value.MinLength),
    maxLength: number(value.MaxLength),
    minValue: number(value.MinValue),
    maxValue: number(value.MaxValue),
    noEcho: value.NoEcho === true || value.NoEcho === 'true',
    line,
  })
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>
}

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
