import type { Manifest } from '#core/release/manifest.ts'
import { markdownTable } from '#core/report/table.ts'
import { plural, shortDigest } from '#core/report/text.ts'

/** What is in a release, as Markdown. */
export function renderRelease(manifest: Manifest): string {
  const { images, bundles, sites, migrations, templates } = manifest
  const rows = [
    ...rowsOf('image', images, ({ source, digest }) => [source, digest]),
    ...rowsOf('bundle', bundles, ({ file, bytes, sha256 }) => [`${file} (${plural(bytes, 'byte')})`, sha256]),
    ...rowsOf('site', sites, ({ directory, files, sha256 }) => [`${directory} (${plural(files, 'file')})`, sha256]),
    ...rowsOf('template', templates, ({ file, sha256 }) => [file, sha256]),
    ...Object.entries(migrations).flatMap(([name, list]) =>
      list.map(({ file, sha256, phase }) =>
        row(phase === 'contract' ? 'migration, contract' : 'migration', name, file, sha256),
      ),
    ),
  ]
  return [
    `### Release \`${manifest.id}\` of ${manifest.system}`,
    `Commit \`${manifest.commit}\``,
    markdownTable(['kind', 'name', 'what', 'SHA-256'], rows),
  ].join('\n\n')
}

function rowsOf<T>(kind: string, parts: Record<string, T>, cells: (part: T) => [string, string]): string[][] {
  return Object.entries(parts).map(([name, part]) => row(kind, name, ...cells(part)))
}

function row(kind: string, name: string, what: string, digest: string): string[] {
  return [kind, `\`${name}\``, `\`${what}\``, `\`${shortDigest(digest)}\``]
}
