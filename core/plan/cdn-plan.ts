/** What a release does to a CDN: it invalidates paths, when anything else of the environment changes. */
import type { CdnComponent } from '../config/components.ts'
import { plural } from '../report/text.ts'
import { type ComponentPlan, unchanged } from './model.ts'

export function planCdn(
  component: string,
  { paths }: Pick<CdnComponent, 'paths'>,
  othersChange: boolean,
): ComponentPlan {
  if (!othersChange) return unchanged(component, 'cdn', 'nothing new to fetch')
  return {
    component,
    kind: 'cdn',
    change: 'update',
    summary: `${plural(paths.length, 'path')} invalidated: ${paths.join(' ')}`,
    warnings: [],
    details: [],
  }
}
