/** One comment of ours on a pull request, found again by its hidden marker however long the conversation is. */
import { FairwayError } from '../errors.ts'
import type { GitHubClient } from '../github/client.ts'

interface Comment {
  id: number
  body?: string
  html_url: string
  user: { login: string; type: string } | null
}

export interface StickyComment {
  issue: number
  marker: string
  /** Begins with the marker. */
  body: string
}

/** Updates the oldest of ours, removes duplicates of it, or makes the first. Answers its address. */
export async function upsertComment(github: GitHubClient, { issue, marker, body }: StickyComment): Promise<string> {
  const [first, ...duplicates] = await ownComments(github, issue, marker)
  for (const { id } of duplicates) {
    await github.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id })
  }
  if (first === undefined) {
    const made = await github.request<Comment>('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      issue_number: issue,
      body,
    })
    return made.html_url
  }
  if (first.body !== body) {
    await github.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: first.id, body })
  }
  return first.html_url
}

async function ownComments(github: GitHubClient, issue: number, marker: string): Promise<Comment[]> {
  const all = await github.paginate<Comment>('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    issue_number: issue,
  })
  const marked = all.filter(({ body }) => body?.startsWith(marker))
  const people = marked.filter(({ user }) => user?.type !== 'Bot')
  if (people.length === 0) return marked
  // Anyone can write the marker. A person's comment is ours only if the token is that person's.
  const login = await ownLogin(github)
  return marked.filter(({ user }) => (login === undefined ? user?.type === 'Bot' : user?.login === login))
}

/** The person whose token it is; undefined for the tokens of a job or an App, which are nobody's. */
async function ownLogin(github: GitHubClient): Promise<string | undefined> {
  try {
    return (await github.request<{ login: string }>('GET /user')).login
  } catch (thrown) {
    if (thrown instanceof FairwayError && thrown.code === 'github-denied') return undefined
    throw thrown
  }
}
