/** How a template travels: in the request up to 51,200 bytes, through a bucket above (CloudFormation quotas). */
import { explainAwsError } from '../aws/access-error.ts'
import { type AwsSession, createClient } from '../aws/session.ts'
import { userError } from '../errors.ts'
import type { Template } from './template-file.ts'

export const inlineBytes = 51_200

export type TemplateLocation = { TemplateBody: string } | { TemplateURL: string }

/** Uploads under the hash of the bytes, so that uploading twice is harmless. */
export async function placeTemplate(
  session: AwsSession,
  template: Pick<Template, 'body' | 'bytes' | 'sha256' | 'file'>,
  bucket: () => Promise<string>,
): Promise<TemplateLocation> {
  if (template.bytes <= inlineBytes) return { TemplateBody: template.body }
  const name = await bucket()
  // Loaded only here: few templates are as large.
  const { PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3')
  const key = `templates/${template.sha256}.template`
  await createClient(session, S3Client)
    .send(new PutObjectCommand({ Bucket: name, Key: key, Body: template.body, ContentType: 'text/plain' }))
    .catch((thrown: unknown) => {
      throw explainAwsError(thrown, `putting ${template.file} (${template.bytes} bytes) into the bucket ${name}`)
    })
  const suffix = session.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return { TemplateURL: `https://${name}.s3.${session.region}.${suffix}/${key}` }
}

export function noBucket(why: string) {
  return userError({
    code: 'no-template-bucket',
    message: `a template over ${inlineBytes} bytes goes through an S3 bucket, and none is known: ${why}`,
    cure: 'Deploy the `artifacts` stack first (make this one need it), or set the input "template-bucket".',
  })
}
