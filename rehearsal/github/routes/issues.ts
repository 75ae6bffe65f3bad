/** GitHub documentation, "REST API endpoints for issues", "… for issue comments", "… for pull requests". */
import {
  invalid,
  notFound,
  page,
  RestError,
  type Route,
  type RouteRequest,
  requiredText,
  textField,
} from '../router.ts'
import type { Comment, Issue } from '../state.ts'
import { commentView, issueView, pullView } from '../views.ts'

/** A body has at most 65,536 characters. */
const maxBody = 65_536

const read = [{ scope: 'issues', access: 'read' } as const, { scope: 'pull-requests', access: 'read' } as const]

export const issueRoutes: Route[] = [
  {
    method: 'GET',
    path: '/issues',
    permissions: read,
    run(request) {
      const { github, query } = request
      const state = query.get('state') ?? 'open'
      const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '')
      const creator = query.get('creator')
      const found = github.state.issues
        .filter((issue) => state === 'all' || issue.state === state)
        .filter((issue) => labels.every((label) => issue.labels.includes(label)))
        .filter((issue) => creator === null || issue.author.login === creator)
        .toReversed()
      return page(request, found, (items) => items.map((item) => issueView(github, item)))
    },
  },
  {
    method: 'POST',
    path: '/issues',
    permissions: [{ scope: 'issues', access: 'write' }],
    run(request) {
      const issue = request.github.openIssue({
        title: requiredText(request, 'Issue', 'title'),
        body: bodyText(request, 'Issue') ?? '',
        author: request.principal.actor,
        labels: labelsOf(request) ?? [],
      })
      return { status: 201, body: issueView(request.github, issue) }
    },
  },
  {
    method: 'GET',
    path: '/issues/{number}',
    permissions: read,
    run: (request) => ({ status: 200, body: issueView(request.github, issueOf(request)) }),
  },
  {
    method: 'PATCH',
    path: '/issues/{number}',
    permissions: [{ scope: 'issues', access: 'write' }],
    run(request) {
      const issue = issueOf(request)
      const state = textField(request, 'Issue', 'state')
      if (state !== undefined && state !== 'open' && state !== 'closed')
        throw invalid('Issue', 'state', 'state has to be open or closed')
      issue.title = textField(request, 'Issue', 'title') ?? issue.title
      issue.body = bodyText(request, 'Issue') ?? issue.body
      issue.labels = labelsOf(request) ?? issue.labels
      if (state !== undefined && state !== issue.state) {
        issue.state = state
        issue.closedAt = state === 'closed' ? request.github.clock.now() : null
      }
      issue.updatedAt = request.github.clock.now()
      return { status: 200, body: issueView(request.github, issue) }
    },
  },
  {
    method: 'GET',
    path: '/issues/{number}/comments',
    permissions: read,
    run(request) {
      const { number } = issueOf(request)
      const comments = request.github.state.comments.filter((comment) => comment.issue === number)
      return page(request, comments, (items) => items.map((item) => commentView(request.github, item)))
    },
  },
  {
    method: 'POST',
    path: '/issues/{number}/comments',
    permissions: [
      { scope: 'issues', access: 'write' },
      { scope: 'pull-requests', access: 'write' },
    ],
    run(request) {
      const { github, principal } = request
      const at = github.clock.now()
      const body = bodyText(request, 'IssueComment') ?? requiredText(request, 'IssueComment', 'body')
      const comment: Comment = {
        id: github.nextId('comment'),
        issue: writableIssue(request).number,
        body,
        author: principal.actor,
        createdAt: at,
        updatedAt: at,
      }
      github.state.comments.push(comment)
      return { status: 201, body: commentView(github, comment) }
    },
  },
  {
    method: 'GET',
    path: '/issues/comments/{id}',
    permissions: read,
    run: (request) => ({ status: 200, body: commentView(request.github, commentOf(request)) }),
  },
  {
    method: 'PATCH',
    path: '/issues/comments/{id}',
    permissions: [
      { scope: 'issues', access: 'write' },
      { scope: 'pull-requests', access: 'write' },
    ],
    run(request) {
      const comment = commentOf(request)
      comment.body = bodyText(request, 'IssueComment') ?? requiredText(request, 'IssueComment', 'body')
      comment.updatedAt = request.github.clock.now()
      return { status: 200, body: commentView(request.github, comment) }
    },
  },
  {
    method: 'DELETE',
    path: '/issues/comments/{id}',
    permissions: [
      { scope: 'issues', access: 'write' },
      { scope: 'pull-requests', access: 'write' },
    ],
    run(request) {
      const { comments } = request.github.state
      comments.splice(comments.indexOf(commentOf(request)), 1)
      return { status: 204 }
    },
  },
  {
    method: 'GET',
    path: '/pulls',
    permissions: [{ scope: 'pull-requests', access: 'read' }],
    run(request) {
      const { github, query } = request
      const state = query.get('state') ?? 'open'
      const head = query.get('head')
      const found = github.state.issues
        .filter(isPull)
        .filter((issue) => state === 'all' || issue.state === state)
        .filter((issue) => head === null || `${github.repository.owner}:${issue.pull.head.ref}` === head)
        .toReversed()
      return page(request, found, (items) => items.map((item) => pullView(github, item)))
    },
  },
  {
    method: 'GET',
    path: '/pulls/{number}',
    permissions: [{ scope: 'pull-requests', access: 'read' }],
    run: (request) => ({ status: 200, body: pullView(request.github, pullOf(request)) }),
  },
  {
    method: 'GET',
    path: '/pulls/{number}/files',
    permissions: [{ scope: 'pull-requests', access: 'read' }],
    run: (request) => page(request, pullOf(request).pull.files, (files) => files),
  },
]

type Pull = Issue & { pull: NonNullable<Issue['pull']> }

function isPull(issue: Issue): issue is Pull {
  return issue.pull !== undefined
}

function issueOf(request: RouteRequest): Issue {
  const issue = request.github.state.issues.find((candidate) => candidate.number === Number(request.params.number))
  if (!issue) throw notFound()
  return issue
}

function pullOf(request: RouteRequest): Pull {
  const issue = issueOf(request)
  if (!isPull(issue)) throw notFound()
  return issue
}

/** `pull-requests: write` is enough for comments on pull requests only. */
function writableIssue(request: RouteRequest): Issue {
  const issue = issueOf(request)
  const { principal } = request
  if (principal.kind === 'job' && !isPull(issue) && principal.permissions.issues !== 'write') {
    throw new RestError(403, 'Resource not accessible by integration')
  }
  return issue
}

function commentOf(request: RouteRequest): Comment {
  const comment = request.github.state.comments.find((candidate) => candidate.id === Number(request.params.id))
  if (!comment) throw notFound()
  return comment
}

function bodyText(request: RouteRequest, resource: string): string | undefined {
  const text = textField(request, resource, 'body')
  if (text !== undefined && text.length > maxBody)
    throw invalid(resource, 'body', `body is too long (maximum is ${maxBody} characters)`)
  return text
}

function labelsOf(request: RouteRequest): string[] | undefined {
  const { labels } = request.body
  return Array.isArray(labels)
    ? labels.map((label) => (typeof label === 'string' ? label : String((label as { name?: unknown }).name)))
    : undefined
}
