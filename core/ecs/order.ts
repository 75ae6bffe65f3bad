/** What a service is to become, and how. */
import type { Definition } from './task-definition.ts'

export const strategies = ['all-at-once', 'rolling'] as const
export type EcsStrategy = (typeof strategies)[number]

export const cancelPolicies = ['leave', 'stop', 'rollback'] as const
export type CancelPolicy = (typeof cancelPolicies)[number]

export interface WantedImage {
  /** What the task definition gets. */
  reference: string
  /** What has to run at the end; undefined for a tag that could not be resolved. */
  digest: string | undefined
}

/** What the images are put into: the revision that the service has, another one, or the content of a file. */
export type DefinitionSource =
  | { kind: 'live' }
  | { kind: 'existing'; name: string }
  | { kind: 'content'; content: Definition }

export interface ServiceName {
  /** Names or ARNs, as AWS takes them. */
  cluster: string
  service: string
}

export interface EcsOrder extends ServiceName {
  /** The component in environments/, or the service's name in plain use. */
  component: string
  /** '' in plain use. */
  environment: string
  /** By container name. */
  images: Record<string, WantedImage>
  definition: DefinitionSource
  /** Undefined: as the service is set up. */
  strategy: EcsStrategy | undefined
  /** Undefined: as it is. */
  desiredCount: number | undefined
  forceNewDeployment: boolean
  onCancel: CancelPolicy
  timeoutMinutes: number
}
