/** What a rollout changes, in one line for people. Pure. */
import { shortDigest } from '../report/text.ts'
import { type Definition, digestOf } from './task-definition.ts'

/** 'backend 262578cde928 → 187803cdf611', or what else differs. */
export function imagesDetail(before: Definition, after: Definition): string {
  const old = new Map(before.containerDefinitions.map(({ name, image }) => [name, image]))
  const changes = after.containerDefinitions
    .filter(({ name, image }) => old.get(name) !== image)
    .map(({ name, image }) => `${name} ${short(old.get(name))} → ${short(image)}`)
  return changes.length > 0 ? changes.join(', ') : 'same images, other settings or a forced rollout'
}

function short(image: string | undefined): string {
  if (image === undefined) return 'none'
  const digest = digestOf(image)
  return digest ? shortDigest(digest) : image
}
