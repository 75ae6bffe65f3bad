import type { PermissionNeed } from '#core/action/permission.ts'

export const permissions: readonly PermissionNeed[] = [
  {
    actions: ['ecr:DescribeImages'],
    resource: 'arn:{partition}:ecr:{region}:{account}:repository/*',
    reason: 'resolve the tags of images in Amazon ECR to digests; of no use where images are given by digest',
    roles: ['plan'],
  },
]
