/** GitHub documentation, "REST API endpoints for repositories", "… for repository contents", "… for commits". */
import { createHash } from 'node:crypto'
import { notFound, RestError, type Route } from '../router.ts'
import { actorView, htmlUrl, repositoryUrl, repositoryView, time } from '../views.ts'

const read = [{ scope: 'contents', access: 'read' } as const]

export const contentRoutes: Route[] = [
  {
    method: 'GET',
    path: '',
    permissions: [{ scope: 'metadata', access: 'read' }],
    run: ({ github }) => ({ status: 200, body: repositoryView(github) }),
  },
  {
    method: 'GET',
    path: '/commits/{ref...}',
    permissions: read,
    run({ github, params }) {
      const sha = github.commits.resolve(params.ref ?? '')
      const commit = sha === undefined ? undefined : github.commits.read(sha)
      if (!commit) throw new RestError(422, `No commit found for SHA: ${params.ref}`)
      const signature = { name: commit.author.login, email: '', date: time(commit.at) }
      return {
        status: 200,
        body: {
          sha: commit.sha,
          url: `${repositoryUrl(github)}/commits/${commit.sha}`,
          html_url: `${htmlUrl(github)}/commit/${commit.sha}`,
          commit: { message: commit.message, author: signature, committer: signature },
          author: actorView(github, commit.author),
          parents: [],
        },
      }
    },
  },
  {
    method: 'GET',
    path: '/compare/{basehead...}',
    permissions: read,
    run({ github, params }) {
      const [base = '', head = ''] = (params.basehead ?? '')
        .split('...')
        .map((ref) => github.commits.resolve(ref) ?? '')
      if (base === '' || head === '') throw notFound()
      const difference = github.commits.compare(base, head)
      if (!difference) throw new RestError(404, `No common ancestor between ${base} and ${head}.`)
      const { ahead, behind } = difference
      return {
        status: 200,
        body: {
          url: `${repositoryUrl(github)}/compare/${params.basehead}`,
          html_url: `${htmlUrl(github)}/compare/${params.basehead}`,
          status: ahead > 0 && behind > 0 ? 'diverged' : ahead > 0 ? 'ahead' : behind > 0 ? 'behind' : 'identical',
          ahead_by: ahead,
          behind_by: behind,
          total_commits: ahead,
        },
      }
    },
  },
  {
    method: 'GET',
    path: '/contents/{path...}',
    permissions: read,
    run({ github, params, query }) {
      const ref = query.get('ref') ?? 'main'
      const path = params.path ?? ''
      const sha = github.commits.resolve(ref)
      if (sha === undefined) throw new RestError(404, `No commit found for the ref ${ref}`)
      const content = github.commits.file(sha, path)
      if (!content) throw notFound()
      return {
        status: 200,
        body: {
          type: 'file',
          name: path.split('/').at(-1),
          path,
          sha: createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex'),
          size: content.length,
          encoding: 'base64',
          content: content.toString('base64'),
          url: `${repositoryUrl(github)}/contents/${path}?ref=${encodeURIComponent(ref)}`,
        },
      }
    },
  },
]
