/** AWS IAM: what templates create of it, and the few reads that tools make. */
import { AwsError, type Context, type Input, type Output, type Room } from '../kernel/types.ts'
import { iamResources, noSuchEntity } from './resources.ts'
import type { IamState, PolicyDocument, Role } from './state.ts'

export type { IamState } from './state.ts'

export const iam: Room<IamState> = {
  service: 'iam',
  scope: 'global',
  protocol: { kind: 'query', version: '2010-05-08', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
  empty: () => ({ roles: {}, policies: {}, providers: {}, instanceProfiles: {} }),
  resources: iamResources,
  operations: {
    GetRole: { needs: (input, context) => roleNeeds('iam:GetRole', input, context), run: getRole },
    ListRolePolicies: {
      needs: (input, context) => roleNeeds('iam:ListRolePolicies', input, context),
      run: (input, context) => ({ PolicyNames: Object.keys(findRole(input, context).inline), IsTruncated: false }),
    },
    GetRolePolicy: { needs: (input, context) => roleNeeds('iam:GetRolePolicy', input, context), run: getRolePolicy },
    ListAttachedRolePolicies: {
      needs: (input, context) => roleNeeds('iam:ListAttachedRolePolicies', input, context),
      run: listAttachedRolePolicies,
    },
    GetOpenIDConnectProvider: {
      needs: (input) => [{ action: 'iam:GetOpenIDConnectProvider', resource: String(input.OpenIDConnectProviderArn) }],
      run: getProvider,
    },
    ListOpenIDConnectProviders: {
      needs: () => [{ action: 'iam:ListOpenIDConnectProviders', resource: '*' }],
      run: (_input, { state }) => ({
        OpenIDConnectProviderList: Object.keys(state.providers).map((Arn) => ({ Arn })),
      }),
    },
  },
}

function roleNeeds(action: string, input: Input, { state, arn }: Context<IamState>) {
  const name = String(input.RoleName)
  return [{ action, resource: state.roles[name]?.arn ?? arn(`role/${name}`) }]
}

function findRole(input: Input, { state }: Context<IamState>): Role {
  const role = state.roles[String(input.RoleName)]
  if (!role) throw noSuchEntity('role', String(input.RoleName))
  return role
}

function getRole(input: Input, context: Context<IamState>): Output {
  const role = findRole(input, context)
  return {
    Role: {
      Path: role.path,
      RoleName: role.name,
      RoleId: role.id,
      Arn: role.arn,
      CreateDate: new Date(role.createdAt).toISOString(),
      AssumeRolePolicyDocument: encode(role.trust),
      Description: role.description,
      MaxSessionDuration: role.maxSessionSeconds,
      ...(role.boundary === undefined
        ? {}
        : {
            PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundary },
          }),
      Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })),
    },
  }
}

function getRolePolicy(input: Input, context: Context<IamState>): Output {
  const role = findRole(input, context)
  const name = String(input.PolicyName)
  const document = role.inline[name]
  if (!document) throw noSuchEntity('role policy', name)
  return { RoleName: role.name, PolicyName: name, PolicyDocument: encode(document) }
}

function listAttachedRolePolicies(input: Input, context: Context<IamState>): Output {
  const attached = findRole(input, context).managed
  return {
    AttachedPolicies: attached.map((PolicyArn) => ({ PolicyName: PolicyArn.split('/').at(-1), PolicyArn })),
    IsTruncated: false,
  }
}

function getProvider(input: Input, { state }: Context<IamState>): Output {
  const provider = state.providers[String(input.OpenIDConnectProviderArn)]
  if (!provider) {
    throw new AwsError(
      'NoSuchEntity',
      `OpenIDConnect Provider not found for arn ${input.OpenIDConnectProviderArn}`,
      404,
    )
  }
  return {
    Url: provider.url,
    ClientIDList: provider.clientIds,
    ThumbprintList: provider.thumbprints,
    CreateDate: new Date(provider.createdAt).toISOString(),
    Tags: Object.entries(provider.tags).map(([Key, Value]) => ({ Key, Value })),
  }
}

/** IAM answers policy documents URL-encoded (RFC 3986). */
function encode(document: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(document))
}
