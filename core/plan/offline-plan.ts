/** What differs between two manifests: all that is known without credentials for the account. Pure. */
import type { Component } from '../config/components.ts'
import type { Manifest } from '../release/manifest.ts'
import { compareImages, releasedImages } from './ecs-plan.ts'
import { type ComponentPlan, unchanged, unknown } from './model.ts'

export interface Base {
  manifest: Manifest
  /** 'release r-… that the ledger says dev runs' */
  source: string
}

/** Migrations and CDN are planned elsewhere: they need no account either way. */
export function planStackOffline(component: string, head: Manifest, base: Base | undefined): ComponentPlan {
  const now = head.templates[component]
  if (base === undefined || now === undefined) {
    return unknown(component, 'stack', `template ${now?.file ?? 'unknown'}; nothing to compare it with`)
  }
  const before = base.manifest.templates[component]
  if (before?.sha256 === now.sha256) return unchanged(component, 'stack', `template as in ${base.source}`)
  return {
    component,
    kind: 'stack',
    change: before ? 'update' : 'create',
    summary: before ? `template ${now.file} changed` : `new: template ${now.file}`,
    warnings: [],
    details: [`Compared with ${base.source}; which resources change is known only with credentials for the account.`],
  }
}

export function planEcsOffline(
  component: string,
  settings: Extract<Component, { type: 'ecs' }>,
  head: Manifest,
  base: Base | undefined,
): ComponentPlan {
  const released = releasedImages(settings, head.images)
  if (base === undefined)
    return unknown(component, 'ecs', 'nothing to compare the images with', Object.values(released))
  const before = releasedImages(settings, base.manifest.images)
  const known = Object.fromEntries(Object.entries(before).map(([container, image]) => [container, image || 'none']))
  const plan = compareImages(component, known, released)
  return plan.change === 'none' ? unchanged(component, 'ecs', `images as in ${base.source}`) : plan
}
