/**
 * The release: an immutable manifest of everything that one commit deploys, addressed by its own digest.
 * The same manifest goes through every environment, so dev and prod get the same bytes.
 */
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { userError } from '../errors.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hex')
export const digestPattern = /^sha256:[0-9a-f]{64}$/

const imageSchema = z.strictObject({
  /** Repository and digest: what a task definition gets. */
  reference: z.string().regex(/@sha256:[0-9a-f]{64}$/, 'an image reference by digest'),
  digest: z.string().regex(digestPattern),
  /** What was asked for, e.g. `…/backend:v1.4.2`. */
  source: z.string(),
})

const contentSchema = z.strictObject({
  schema: z.literal(1),
  system: z.string(),
  /** The full SHA of the commit that everything was read from. */
  commit: z.string().regex(/^[0-9a-f]{40}$/, 'a full commit SHA'),
  images: z.record(z.string(), imageSchema),
  bundles: z.record(z.string(), z.strictObject({ file: z.string(), sha256, bytes: z.number().int() })),
  sites: z.record(z.string(), z.strictObject({ directory: z.string(), sha256, files: z.number().int() })),
  migrations: z.record(
    z.string(),
    z.array(z.strictObject({ id: z.string(), file: z.string(), sha256, phase: z.enum(['expand', 'contract']) })),
  ),
  templates: z.record(z.string(), z.strictObject({ file: z.string(), sha256 })),
})

const manifestSchema = contentSchema.extend({ id: z.string().regex(/^r-[0-9a-f]{12}$/) })

export type ManifestContent = z.output<typeof contentSchema>
export type Manifest = z.output<typeof manifestSchema>
export type ReleasedImage = z.output<typeof imageSchema>

/** Gives a manifest its id: `r-` and the first 12 hex digits of the digest of its canonical JSON. */
export function sealManifest(content: ManifestContent): Manifest {
  return { ...contentSchema.parse(content), id: `r-${manifestDigest(content).slice(0, 12)}` }
}

/** SHA-256 of the canonical JSON (keys sorted, no id), in hex. */
export function manifestDigest(content: ManifestContent | Manifest): string {
  const { id: _, ...rest } = content as Manifest
  return createHash('sha256').update(canonicalJson(rest)).digest('hex')
}

/** Reads and checks a manifest; refuses one that was changed since it was sealed, or is another system's. */
export function parseManifest(text: string, system?: string): Manifest {
  const manifest = checked(text)
  if (`r-${manifestDigest(manifest).slice(0, 12)}` !== manifest.id) {
    throw userError({
      code: 'manifest-changed',
      message: `the manifest of release ${manifest.id} does not have the digest that its id says`,
      cure: 'Pass on the `manifest` output of create-release as it is.',
    })
  }
  if (system !== undefined && manifest.system !== system) {
    throw userError({
      code: 'release-of-another-system',
      message: `release ${manifest.id} is of system "${manifest.system}", but the configuration here is of "${system}"`,
      cure: 'Deploy a release that was created from this repository’s environments/system.yml.',
    })
  }
  return manifest
}

function checked(text: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw userError({
      code: 'invalid-manifest',
      message: `\`manifest\` is not a release manifest: ${cause instanceof z.ZodError ? z.prettifyError(cause) : 'it is not JSON'}`,
      cure: 'Pass on the `manifest` output of create-release.',
      cause,
    })
  }
}

/** JSON with the keys of every object sorted, so that equal content has equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  )
}
