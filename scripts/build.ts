/**
 * Builds dist/: one bundle for all actions. `--check` builds beside it and fails when dist/ is stale.
 *
 * esbuild goes first, since it takes the ES modules of the AWS SDK and leaves out what is not used; ncc alone takes
 * the CommonJS builds whole, which is three times the size (docs/adr/0001-two-step-bundle.md). ncc then makes the
 * self-contained folder.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { build, type Metafile, type Plugin, transform } from 'esbuild'

const root = join(import.meta.dirname, '..')
const check = process.argv.includes('--check')

/** Importing @actions/core does nothing by itself, though its package.json does not say so; what is unused may go. */
const withoutSideEffects: Plugin = {
  name: 'without-side-effects',
  setup(esbuild) {
    esbuild.onResolve(
      { filter: /^@actions\/core$|^\.\/|^@actions\/http-client/ },
      async ({ path, pluginData, ...from }) => {
        const own = path === '@actions/core' || from.importer.includes('/node_modules/@actions/core/')
        if (pluginData === 'resolved' || !own) return undefined
        const found = await esbuild.resolve(path, { ...from, pluginData: 'resolved' })
        return { ...found, sideEffects: false }
      },
    )
  },
}

await mkdir(join(root, 'build'), { recursive: true })
const work = await mkdtemp(join(root, 'build', 'bundle-'))
try {
  const metafile = await shake(join(work, 'shaken'))
  pack(join(work, 'shaken'), join(work, 'dist'))
  await tighten(join(work, 'dist'))
  await writeFile(join(work, 'dist', 'licenses.txt'), await licenses(metafile))
  if (check) await compare(join(work, 'dist'), join(root, 'dist'))
  else {
    // Moved, not copied: a rehearsal that runs meanwhile finds the old folder or the new one.
    await rename(join(root, 'dist'), join(work, 'before')).catch(unlessAbsent)
    await rename(join(work, 'dist'), join(root, 'dist'))
    process.stdout.write(`dist/ is built: ${await sizeOf(join(root, 'dist'))} bytes\n`)
  }
} finally {
  await rm(work, { recursive: true, force: true })
}

async function shake(outdir: string): Promise<Metafile> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['actions/entry.ts'],
    outdir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    chunkNames: 'chunk-[hash]',
    // To Node, yaml exports only its CommonJS build; the other one is the same code as ES modules, and starts faster.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    plugins: [withoutSideEffects],
    // pg asks for its native variant and finds none; the pure one is used.
    external: ['pg-native'],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  await writeFile(join(outdir, 'package.json'), '{"type":"module"}')
  return result.metafile
}

/** Runs in `folder`: ncc numbers modules by their paths from where it runs, and the path here is another each time. */
function pack(folder: string, outdir: string): void {
  const ncc = join(root, 'node_modules', '.bin', 'ncc')
  const { status, stdout, stderr } = spawnSync(
    ncc,
    ['build', 'entry.js', '--out', outdir, '--minify', '--no-cache', '--quiet', '--external', 'pg-native'],
    { cwd: folder, encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`ncc failed:\n${stdout}\n${stderr}`)
}

/**
 * ncc minifies its index.js alone. In the other files it leaves comments and long names, and wraps every module in an
 * arrow function, which V8 parses twice: it takes only `(function` as a hint that a function is called at once.
 */
async function tighten(folder: string): Promise<void> {
  const chunks = (await readdir(folder)).filter((name) => name.endsWith('.index.js'))
  for (const path of chunks.map((name) => join(folder, name))) {
    const packed = (await readFile(path, 'utf8')).replace(/^(\/\*{3}\/ \()\((.*)\) => \{$/gm, '$1function ($2) {')
    const { code } = await transform(packed, { minify: true, format: 'esm', target: 'node24', legalComments: 'none' })
    await writeFile(path, code)
  }
}

/** The licences of every package that went into the bundle. */
async function licenses(metafile: Metafile): Promise<string> {
  const folders = new Set<string>()
  for (const input of Object.keys(metafile.inputs)) {
    const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)
    if (match?.[1]) folders.add(match[1])
  }
  // Many packages share one text to the letter; it is printed once, after the names of all that have it.
  const byText = new Map<string, string[]>()
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8')) as Record<
      string,
      string
    >
    const files = (await readdir(join(root, folder))).filter((file) => /^licen[cs]e/i.test(file)).sort()
    const text = files[0]
      ? (await readFile(join(root, folder, files[0]), 'utf8')).trim()
      : `(${license}; the package has no licence file)`
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`])
  }
  return [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`).join(`\n${'-'.repeat(80)}\n\n`)
}

async function files(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder).catch(() => [])
  return new Map(
    await Promise.all(names.sort().map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  )
}

function unlessAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

async function sizeOf(folder: string): Promise<number> {
  return [...(await files(folder)).values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
}

async function compare(fresh: string, committed: string): Promise<void> {
  const [wanted, there] = await Promise.all([files(fresh), files(committed)])
  const names = new Set([...wanted.keys(), ...there.keys()])
  const stale = [...names].filter((name) => wanted.get(name) !== there.get(name))
  if (stale.length === 0) return
  process.stderr.write(
    `${relative(root, committed)}/ is stale (${stale.join(', ')}): run \`npm run build\` and commit it\n`,
  )
  process.exitCode = 1
}
