/** Amazon S3: buckets and whole objects; no multipart uploads. */
import type { Input, Permission, Room } from '../kernel/types.ts'
import { bucketArn, type S3State } from './buckets.ts'
import { createBucket, getBucketLocation, headBucket, listBuckets, listObjects } from './lists.ts'
import { deleteObject, deleteObjects, getObject, headObject, putObject } from './objects.ts'
import { s3Resources } from './resources.ts'
import { renderS3, routeS3 } from './route.ts'

export const s3: Room<S3State> = {
  service: 's3',
  scope: 'global',
  protocol: { kind: 'rest', route: routeS3, render: renderS3 },
  empty: () => ({ buckets: {} }),
  resources: s3Resources,
  operations: {
    ListBuckets: { needs: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }], run: listBuckets },
    CreateBucket: { needs: (input) => onBucket('s3:CreateBucket', input), run: createBucket },
    HeadBucket: { needs: (input) => onBucket('s3:ListBucket', input), run: headBucket },
    GetBucketLocation: { needs: (input) => onBucket('s3:GetBucketLocation', input), run: getBucketLocation },
    ListObjectsV2: {
      needs: (input) => onBucket('s3:ListBucket', input, { 's3:prefix': String(input.Prefix ?? '') }),
      run: listObjects,
    },
    PutObject: { needs: (input) => onObject('s3:PutObject', input), run: putObject },
    GetObject: {
      needs: (input) => onObject(input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', input),
      run: getObject,
    },
    HeadObject: {
      needs: (input) => onObject(input.VersionId === undefined ? 's3:GetObject' : 's3:GetObjectVersion', input),
      run: headObject,
    },
    DeleteObject: {
      needs: (input) => onObject(input.VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion', input),
      run: deleteObject,
    },
    DeleteObjects: {
      needs: (input) => {
        const objects: { Key: string }[] = input.Delete?.Object ?? []
        return objects.map(({ Key }) => ({ action: 's3:DeleteObject', resource: bucketArn(String(input.Bucket), Key) }))
      },
      run: deleteObjects,
    },
  },
}

function onBucket(action: string, input: Input, context?: Record<string, string>): Permission[] {
  return [{ action, resource: bucketArn(String(input.Bucket)), ...(context === undefined ? {} : { context }) }]
}

function onObject(action: string, input: Input): Permission[] {
  return [{ action, resource: bucketArn(String(input.Bucket), String(input.Key)) }]
}
