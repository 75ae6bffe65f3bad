import type { ActionHost } from '#core/action/host.ts'
import { openSession } from '#core/aws/open-session.ts'
import type { AwsSession } from '#core/aws/session.ts'
import { userError } from '#core/errors.ts'
import { committedPaths, createRelease, pipelineUntil, type ReleaseParts } from '#core/release/create.ts'
import { type Manifest, manifestDigest } from '#core/release/manifest.ts'
import { readWorkspace, requireCommit } from '#core/release/workspace.ts'
import { inputBytes } from '#core/report/limits.ts'
import { renderRelease } from './render.ts'

export interface Options {
  parts: ReleaseParts
  commit: string
  until: string | undefined
}

export interface Created {
  manifest: Manifest
  json: string
  digest: string
  environments: string[]
}

export async function run(host: ActionHost, { parts, commit, until }: Options): Promise<Created> {
  const environments = pipelineUntil(parts.pipeline, until)
  const workspace = await readWorkspace(host.workspace, committedPaths(host.workspace, parts))
  requireCommit(workspace, commit)
  if (workspace.kind === 'archive') {
    host.report.info(`The workspace has no .git, so that it holds commit ${commit} is taken as given`)
  }

  const manifest = await createRelease(host, parts, commit, { ecrSession: ecrSessions(host, parts.role) })
  const json = JSON.stringify(manifest)
  requireSize(json)

  host.report.info(`Release ${manifest.id} of ${manifest.system}, commit ${commit}`)
  await host.summarize(renderRelease(manifest))
  return { manifest, json, digest: manifestDigest(manifest), environments }
}

/** One session for each Region, however many images are in it. */
function ecrSessions(host: ActionHost, role: string | undefined): (region: string) => Promise<AwsSession> {
  const open = new Map<string, Promise<AwsSession>>()
  return (region) => {
    const session = open.get(region) ?? openSession(host, { region, role })
    open.set(region, session)
    return session
  }
}

function requireSize(json: string): void {
  const bytes = Buffer.byteLength(json)
  if (bytes <= inputBytes) return
  throw userError({
    code: 'manifest-too-large',
    message: `the manifest of this release has ${bytes} bytes, but an input of an action can have ${inputBytes}`,
    cure: 'Squash old migrations into one file, or split the system into several.',
  })
}
