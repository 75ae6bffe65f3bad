/**
 * Image references as Docker and OCI clients read them (distribution specification, "Pulling manifests";
 * Docker documentation, "docker image tag": the first part is a host if it has a dot, a colon or is localhost).
 */

export interface ImageReference {
  /** As written, without tag and digest. */
  name: string
  /** Host of the registry's API. */
  host: string
  /** Path of the repository in that API. */
  repository: string
  tag: string | undefined
  digest: string | undefined
}

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const pattern = new RegExp(
  `^((?:(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\])(?::\\d+)?/)?${component}(?:/${component})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
)

/** Undefined where the text is no image reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  const [, name, tag, digest] = pattern.exec(text) ?? []
  if (name === undefined) return undefined
  const [first = '', ...rest] = name.split('/')
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  const host = hasHost ? first : 'docker.io'
  const path = hasHost ? rest.join('/') : name
  if (path !== path.toLowerCase()) return undefined
  const isHub = host === 'docker.io' || host === 'index.docker.io'
  return {
    name,
    host: isHub ? 'registry-1.docker.io' : host,
    // Docker Hub keeps its official images under library/.
    repository: isHub && !path.includes('/') ? `library/${path}` : path,
    tag,
    digest,
  }
}

export interface EcrRepository {
  account: string
  region: string
  repository: string
}

// Amazon ECR documentation, "Private registry": ACCOUNT.dkr.ecr.REGION.amazonaws.com, and its dual-stack form.
const ecrHost =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|on\.aws|on\.amazonwebservices\.com\.cn)$/

export function ecrRepository({ host, repository }: ImageReference): EcrRepository | undefined {
  const [, account, region] = ecrHost.exec(host) ?? []
  return account && region ? { account, region, repository } : undefined
}
