import { userError } from '#core/errors.ts'
import type { ReleaseParts } from '#core/release/create.ts'

type Named = Record<string, string>

interface PlainInputs {
  system: string
  images: Named
  bundles: Named
  sites: Named
  migrations: Named
  templates: Named
}

/** The parts that inputs alone name. */
export function plainParts({ system, images, bundles, sites, migrations, templates }: PlainInputs): ReleaseParts {
  const parts = [images, bundles, sites, migrations, templates]
  if (parts.every((part) => Object.keys(part).length === 0)) {
    throw userError({
      code: 'empty-release',
      message: `the release of "${system}" would be empty`,
      cure: 'Give at least one of the inputs images, bundles, sites, migrations and templates.',
    })
  }
  return {
    system,
    images: Object.entries(images).map(([name, reference]) => ({ name, reference })),
    bundles,
    sites,
    migrations,
    templates,
    asked: (kind, name) => ({ what: `"${name}" of the input "${kind}"` }),
    pipeline: [],
    role: undefined,
  }
}

/** With environments/, the components say which migrations and templates there are. */
export function requireConfigured({ migrations, templates }: Pick<PlainInputs, 'migrations' | 'templates'>): void {
  for (const [input, given] of Object.entries({ migrations, templates })) {
    if (Object.keys(given).length === 0) continue
    throw userError({
      code: 'invalid-input',
      message: `the input "${input}" is given without "system", but system.yml names them`,
      cure: 'Leave it out and add a component to system.yml, or name the `system` to release without environments/.',
    })
  }
}
